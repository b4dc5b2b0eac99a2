// SPDX-License-Identifier: EUPL-1.2

/// What each player pays, exactly: `numerators[i] / denominator`, in the unit of the game's costs.
public struct ExactShares: Sendable, Hashable {
    /// One a player.
    public let numerators: [BigInt]
    /// Above zero.
    public let denominator: BigInt

    /// Shares over a common denominator, which is reduced.
    ///
    /// - Precondition: the denominator is above zero.
    public init(_ numerators: [BigInt], over denominator: BigInt) {
        var divisor = denominator
        for numerator in numerators where divisor != 1 {
            divisor = BigInt.greatestCommonDivisor(divisor, numerator)
        }
        self.numerators = numerators.map { $0.quotientAndRemainder(dividingBy: divisor).quotient }
        self.denominator = denominator.quotientAndRemainder(dividingBy: divisor).quotient
    }

    /// Shares in 128 bits over a common denominator above zero.
    public init(_ numerators: [Int128], over denominator: Int128) {
        self.init(numerators.map { BigInt($0) }, over: BigInt(denominator))
    }

    /// Shares as fractions, brought to their common denominator.
    public init(_ shares: [Rational]) {
        let common = shares.reduce(BigInt(1)) { common, share in
            let divisor = BigInt.greatestCommonDivisor(common, share.denominator)
            return common * share.denominator.quotientAndRemainder(dividingBy: divisor).quotient
        }
        self.init(
            shares.map { $0.numerator * common.quotientAndRemainder(dividingBy: $0.denominator).quotient },
            over: common)
    }

    /// Number of players.
    public var count: Int { numerators.count }

    /// The shares as the nearest floating-point numbers.
    public var values: [Double] { numerators.map { .quotient($0, denominator) } }

    /// One player's share.
    public subscript(player: Int) -> Rational { Rational(numerators[player], over: denominator) }

    /// The sum of all shares.
    public var total: Rational { Rational(numerators.reduce(0, +), over: denominator) }

    /// The same shares with the sign turned: from a cost game c = -v back to the value game v.
    public var negated: ExactShares { ExactShares(numerators.map { -$0 }, over: denominator) }

    /// The shares in 128 bits, or nil when they do not fit.
    public var int128: (numerators: [Int128], denominator: Int128)? {
        let narrow = numerators.compactMap(\.int128)
        guard narrow.count == count, let denominator = denominator.int128 else { return nil }
        return (narrow, denominator)
    }

    /// The shares as whole numbers that keep their sum, by largest remainders, ties in listed order; nil when one does
    /// not fit in 64 bits.
    ///
    /// - Source: Balinski and Young, *Fair Representation* (1982), ch. 3 (Hamilton's method).
    public func rounded() -> [Int]? {
        let parts = numerators.map { $0.floorDivided(by: denominator) }
        let left = parts.reduce(BigInt(0)) { $0 + $1.remainder }.floorDivided(by: denominator).quotient.int ?? 0
        var whole = parts.map(\.quotient)
        let order = parts.indices.sorted { (parts[$1].remainder, $0) < (parts[$0].remainder, $1) }
        for player in order.prefix(left) { whole[player] += 1 }
        let narrow = whole.compactMap(\.int)
        return narrow.count == count ? narrow : nil
    }
}
