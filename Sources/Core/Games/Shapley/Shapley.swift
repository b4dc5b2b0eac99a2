// SPDX-License-Identifier: EUPL-1.2

extension CostGame {
    /// The Shapley value in floating point: each player's marginal cost, averaged over all orders in which players may come.
    ///
    /// - Returns: one share a player, in the unit of the game's costs.
    /// - Source: Shapley, *A value for n-person games* (1953).
    public func shapley() -> [Double] {
        let n = players
        let sums = SizeSumPass(self).sums { $0 }
        let (weights, denominator) = shapleyWeights(n)
        let w = weights.map { Double($0) / Double(denominator) }
        return sums.byPlayer.map { own in
            var share = 0.0
            for size in 1...n {
                share += own[size] * w[size - 1]
                if size < n { share -= (sums.all[size] - own[size]) * w[size] }
            }
            return share / grains
        }
    }

    /// The Shapley value, exactly.
    ///
    /// With s(i, k) the sum of c(S) over the coalitions S of k players that i is in, and s(k) over all of k players, it is the sum
    /// over k of w_(k-1) s(i, k) - w_k (s(k) - s(i, k)), where w_k = k! (n - 1 - k)! / n!. The weights 1 / w_k = n C(n - 1, k) have
    /// the least common multiple lcm(1...n), so that all is done in whole numbers.
    ///
    /// - Source: Shapley, *A value for n-person games* (1953); Farhi, *An identity involving the least common multiple of binomial
    ///   coefficients* (2009), for the denominator.
    public func exactShapley() -> ExactShares {
        let n = players
        let sums = exactSizeSums()
        let (weights, denominator) = shapleyWeights(n)
        let w = weights.map { BigInt($0) }
        return ExactShares(
            sums.byPlayer.map { own in
                var share: BigInt = 0
                for size in 1...n {
                    share += own[size] * w[size - 1]
                    if size < n { share -= (sums.all[size] - own[size]) * w[size] }
                }
                return share
            }, over: BigInt(denominator) * exactGrains)
    }

    /// The sums by size, exactly, whatever the size of the costs.
    ///
    /// Sums of whole numbers in floating point are exact below 2^53. Larger costs are taken apart into digits of 26 bits, with one
    /// pass for each.
    private func exactSizeSums() -> SizeSums<BigInt> {
        let pass = SizeSumPass(self)
        func whole(_ sum: Double) -> Int { Int(sum) }
        if largest * SizeSumPass.additions(players) <= 0x1p53, largest * Double(costs.count) <= 0x1p62 {
            return pass.sums(nil, whole).wide(shifted: 0)
        }
        var result: SizeSums<BigInt>?
        var bits = 0
        while bits == 0 || largest >= Double(sign: .plus, exponent: bits - 1, significand: 1) {
            let digit = Double(sign: .plus, exponent: bits, significand: 1)
            let next = digit * 0x1p26
            let part = pass.sums(
                { cost in
                    // to even, so that the digits of a number add up to it
                    ((cost - (cost / next).rounded(.toNearestOrEven) * next) / digit).rounded(.toNearestOrEven)
                }, whole
            ).wide(shifted: bits)
            result = result.map { $0.adding(part) } ?? part
            bits += 26
        }
        return result ?? SizeSums(byPlayer: [], all: [])
    }
}

extension SizeSums<Int> {
    fileprivate func wide(shifted bits: Int) -> SizeSums<BigInt> {
        func wide(_ sum: Int) -> BigInt { BigInt(sum).shifted(left: bits) }
        return SizeSums<BigInt>(byPlayer: byPlayer.map { $0.map(wide) }, all: all.map(wide))
    }
}

extension SizeSums<BigInt> {
    fileprivate func adding(_ other: SizeSums) -> SizeSums {
        SizeSums(
            byPlayer: zip(byPlayer, other.byPlayer).map { zip($0, $1).map { $0 + $1 } },
            all: zip(all, other.all).map { $0 + $1 })
    }
}

/// The weights s! (n - 1 - s)! / n! for s in 0..<n as whole numbers over a common denominator.
func shapleyWeights(_ n: Int) -> (weights: [Int], denominator: Int) {
    var binomial = 1
    var inverses: [Int] = []
    for s in 0..<n {
        inverses.append(n * binomial)
        binomial = binomial * (n - 1 - s) / (s + 1)
    }
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    let denominator = inverses.reduce(1) { $0 / divisor($0, $1) * $1 }
    return (inverses.map { denominator / $0 }, denominator)
}
