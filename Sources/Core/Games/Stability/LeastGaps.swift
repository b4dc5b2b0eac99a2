// SPDX-License-Identifier: EUPL-1.2

extension CostGame {
    /// The cost of a coalition, exactly, in the unit of the caller.
    public func exact(_ coalition: Int) -> Rational { Rational(exactCost(coalition), over: exactGrains) }

    /// For each player the least c(S) - m(S) over the coalitions S that it is in, where m are the players' separable costs
    /// c(N) - c(N without i): how far its largest claim lies above its separable cost.
    ///
    /// - Source: Tijs, *Bounds for the core and the tau-value* (1981).
    public func leastGaps() -> [Rational] {
        guard largest <= 0x1p53 else { return leastWideGaps() }
        let m = (0..<players).map { Int(total) - Int(costs[grand ^ 1 << $0]) }
        var gaps = [Int](repeating: .max, count: players)
        var separable = [Int](repeating: 0, count: costs.count)
        for coalition in costs.indices.dropFirst() {
            separable[coalition] =
                separable[coalition & (coalition - 1)] + m[coalition.trailingZeroBitCount]
            let gap = Int(costs[coalition]) - separable[coalition]
            var left = coalition
            while left != 0 {
                let player = left.trailingZeroBitCount
                if gap < gaps[player] { gaps[player] = gap }
                left &= left - 1
            }
        }
        return gaps.map { Rational(BigInt($0), over: exactGrains) }
    }

    /// The same for costs beyond 64 bits.
    private func leastWideGaps() -> [Rational] {
        let m = (0..<players).map { exactCost(grand) - exactCost(grand ^ 1 << $0) }
        var gaps = [BigInt?](repeating: nil, count: players)
        for coalition in costs.indices.dropFirst() {
            let members = (0..<players).filter { coalition >> $0 & 1 == 1 }
            let gap = members.reduce(exactCost(coalition)) { $0 - m[$1] }
            for player in members where gaps[player].map({ gap < $0 }) ?? true { gaps[player] = gap }
        }
        return gaps.map { Rational($0 ?? 0, over: exactGrains) }
    }
}
