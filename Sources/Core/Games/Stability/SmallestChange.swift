// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What makes one change of shares smaller than another.
public enum ChangeNorm: String, Sendable, CaseIterable {
    /// The money that changes hands: half the sum of all changes.
    case total
    /// The largest change of anyone.
    case largest
}

/// The allocation in the core that is nearest to another.
public struct StableChange: Sendable {
    /// What each player pays after the change: one of many, when several are as near.
    public let shares: ExactShares
    /// How large the change is, by its norm.
    public let size: Rational
}

extension CostGame {
    /// The smallest change of shares after which no coalition objects.
    ///
    /// - Parameters:
    ///   - shares: what each player pays before; they need not add up to c(N), but afterwards they do.
    ///   - norm: what makes a change small.
    /// - Returns: nil when the core is empty.
    /// - Throws: ``Problem`` when the computation fails.
    public func smallestChange(
        of shares: ExactShares, _ norm: ChangeNorm = .total
    ) throws(Problem) -> StableChange? {
        let n = players
        guard n > 0 else { return StableChange(shares: shares, size: Rational(0)) }
        let before = (0..<n).map { shares[$0] * Rational(exactGrains) }
        // columns: the new shares, then how far each (or any) may lie from the old
        let spans = norm == .total ? n : 1
        func bound(_ player: Int, _ sign: Int) -> CoreProgramme.Row {
            var row = [Int](repeating: 0, count: n + spans)
            row[player] = sign
            row[n + (norm == .total ? player : 0)] = -1
            return CoreProgramme.Row(
                coefficients: row, bound: Rational(BigInt(sign)) * before[player])
        }
        let all = CoreProgramme.Row(
            coefficients: [Int](repeating: 1, count: n) + [Int](repeating: 0, count: spans),
            bound: Rational(exactCost(grand)), isEquality: true)
        let rows = [all] + (0..<n).map { bound($0, 1) } + (0..<n).map { bound($0, -1) }
        // everyone pays more or the same; in the sum of changes all but one also at most the same
        let basis = Array(0...n) + (norm == .total ? Array(n + 2..<2 * n + 1) : [])
        let objective = [Int](repeating: 0, count: n) + [Int](repeating: -1, count: spans)
        var programme = try CoreProgramme(self, maximise: objective, rows, basis: basis)
        guard let grains = try programme.optimum() else { return nil }
        let unit = Rational(1, over: exactGrains)
        let after = ExactShares(grains.prefix(n).map { $0 * unit })
        let changes = (0..<n).map { player in
            let change = after[player] - shares[player]
            return change < Rational(0) ? -change : change
        }
        let size =
            norm == .total
            ? changes.reduce(Rational(0), +) * Rational(1, over: 2) : changes.max() ?? Rational(0)
        return StableChange(shares: after, size: size)
    }
}
