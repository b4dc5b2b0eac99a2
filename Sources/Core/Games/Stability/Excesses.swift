// SPDX-License-Identifier: EUPL-1.2

/// What the coalitions can object to shares: a coalition with an excess x(S) - c(S) above zero pays more than it would cost by
/// itself. Computed exactly, over all coalitions but none and all.
///
/// - Source: Gillies, *Solutions to general non-zero-sum games* (1959), for the core.
public struct Excesses: Sendable {
    /// A coalition and its excess, in the unit of the game's costs.
    public struct Objection: Sendable, Hashable {
        /// The coalition, by bitmask.
        public let coalition: Int
        /// x(S) - c(S).
        public let excess: Rational
    }

    /// The largest excess; nil for fewer than two players, who have no one to leave.
    public let largest: Rational?
    /// The coalitions with the largest excess, at most ``listed``, in the order of the table.
    public let worst: [Int]
    /// The coalitions with the largest excesses above zero, the largest first, then in the order of the table.
    public let objections: [Objection]
    /// How many coalitions have an excess above zero.
    public let objecting: Int

    /// Most coalitions that ``worst`` names.
    public static let listed = 12

    /// Whether no coalition objects: the shares are in the core, if they add up to c(N).
    public var inCore: Bool { objecting == 0 }
}

extension CostGame {
    /// The objections of all coalitions to shares.
    ///
    /// - Parameters:
    ///   - shares: one a player.
    ///   - top: how many of the largest objections to list.
    public func excesses(of shares: ExactShares, top: Int = 0) -> Excesses {
        let sweep = ExcessSweep(self, shares)
        var found = ExcessSweep.Found(top: top)
        sweep.run(&found)
        let unit = sweep.unit
        return Excesses(
            largest: found.largest.map { Rational($0, over: unit) }, worst: found.worst,
            objections: found.best.map { .init(coalition: $0.coalition, excess: Rational($0.excess, over: unit)) },
            objecting: found.objecting)
    }

    /// The excess of one coalition, exactly, in the unit of the game's costs.
    public func excess(of coalition: Int, _ shares: ExactShares) -> Rational {
        let sweep = ExcessSweep(self, shares)
        return Rational(sweep.exact(coalition), over: sweep.unit)
    }
}
