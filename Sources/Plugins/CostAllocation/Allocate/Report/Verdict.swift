// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// What can be said of one method's allocation, on its unrounded shares: rounding may leave a core of one point by an
/// öre.
struct Verdict {
    /// Against what each coalition would cost by itself.
    struct Core {
        /// Whether no coalition has an objection.
        var isStable: Bool
        /// The largest excess x(S) - c(S); nil for a single player, who has no one to leave.
        var excess: Rational?
        /// A coalition that has it.
        var worst: Int?
        /// How many coalitions pay more than by themselves.
        var objecting: Int
        /// The largest objections, the largest first.
        var objections: [(coalition: Int, excess: Rational)]
        /// The least amount from outside that leaves no coalition an objection, when each pays at most its share.
        var subsidy: Rational
        /// The least amount to move between the players that leaves no coalition an objection; nil when none does.
        var change: Rational?
        /// The players who pay less than alone.
        var gainers: Int
    }

    let method: Method
    let isCertified: Bool?
    /// Nil without a game.
    let core: Core?
    /// How many pay less and more than today; nil without today's costs.
    let today: (less: Int, more: Int)?
    /// The nearest allocation that passes both tests, and how much moves; nil when there is none.
    let reconciled: (shares: [Rational], moved: Rational)?

    /// Whether no group would object and no one pays more than today; nil when one of them cannot be told.
    var passesBoth: Bool? {
        guard let core, let today else { return nil }
        return core.isStable && today.more == 0
    }

    /// Judges the shares of a method.
    init(_ agreed: AgreedShares, in joint: JointCost, today: [Rational]?) throws(Problem) {
        method = agreed.method
        isCertified = agreed.isAdjusted ? nil : agreed.outcome.isCertified
        let shares = agreed.shares
        self.today = today.map { today in
            (
                shares.indices.count { shares[$0] < today[$0] }, shares.indices.count { shares[$0] > today[$0] }
            )
        }
        guard let game = joint.game else {
            core = nil
            reconciled = nil
            return
        }
        core = try Core(shares, in: game)
        guard let today else {
            reconciled = nil
            return
        }
        reconciled = try game.nearestStable(to: ExactShares(shares), atMost: today)
    }
}

extension Verdict.Core {
    /// How many objections are listed.
    static let listed = 10
}

extension Verdict.Core {
    /// Tests every coalition.
    init(_ shares: [Rational], in game: CostGame) throws(Problem) {
        let exact = ExactShares(shares)
        let found = game.excesses(of: exact, top: Verdict.Core.listed)
        isStable = found.inCore
        excess = found.largest
        worst = found.worst.first
        objecting = found.objecting
        objections = found.objections.map { ($0.coalition, $0.excess) }
        gainers = zip(shares, game.standalone).count { $0 < $1 }
        subsidy = found.inCore ? .zero : try game.leastSubsidy(for: exact)
        change = found.inCore ? .zero : try game.smallestChange(of: exact)?.size
    }
}
