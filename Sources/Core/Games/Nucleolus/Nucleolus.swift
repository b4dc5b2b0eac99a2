// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The nucleolus of a game, or a kin of it: the one allocation whose excesses, sorted from the largest, are smallest.
public struct Nucleolus: Sendable {
    /// What each player pays.
    public let shares: ExactShares
    /// The proof, when ``Certificate/check(_:in:)`` accepted it; otherwise the shares are only as good as floating point.
    public let certificate: Certificate?
    /// How many programmes were solved.
    public let levels: Int

    /// Whether the shares are proven.
    public var isCertified: Bool { certificate != nil }
}

extension CostGame {
    /// The nucleolus: the allocation of c(N) whose largest excess is smallest, and of those the one whose next is, and so on.
    ///
    /// - Parameters:
    ///   - weighting: what an excess x(S) - c(S) is divided by before excesses are compared.
    ///   - individuallyRational: whether no player may pay more than alone (the nucleolus) or any may (the prenucleolus). They
    ///     are the same when the core is not empty.
    /// - Throws: ``Problem`` when no allocation is individually rational, when a weight is not above zero, or when
    ///   the computation fails.
    /// - Source: Schmeidler, *The nucleolus of a characteristic function game* (1969); Grotte, *Computation of and observations
    ///   on the nucleolus, the normalized nucleolus and the central games* (1970); Young, Okada and Hashimoto, *Cost allocation in
    ///   water resources development* (1982).
    public func nucleolus(
        _ weighting: Weighting = .ordinary, individuallyRational: Bool = true
    ) throws(Problem) -> Nucleolus {
        try weighting.check(self)
        if individuallyRational { try checkImputations() }
        if players == 0 {
            let claim = Certificate(
                weighting: weighting, individuallyRational: individuallyRational, levels: [])
            return Nucleolus(shares: ExactShares([BigInt](), over: 1), certificate: claim, levels: 0)
        }
        var solver = NucleolusLevels(self, weighting, individuallyRational: individuallyRational)
        try solver.run()
        let finish = ExactFinish(game: self, weighting: weighting, levels: solver.levels)
        guard let shares = finish.shares() else {
            return Nucleolus(
                shares: ExactShares(grains: solver.point, self), certificate: nil, levels: solver.levels.count)
        }
        var certificate: Certificate?
        if let levels = finish.weights() {
            let claim = Certificate(
                weighting: weighting, individuallyRational: individuallyRational, levels: levels)
            if claim.check(shares, in: self) == nil { certificate = claim }
        }
        return Nucleolus(shares: shares, certificate: certificate, levels: solver.levels.count)
    }

    /// Refuses a game in which the players together cost more than each alone, so that someone must pay more than alone. The
    /// words fit a value game too.
    private func checkImputations() throws(Problem) {
        let alone = (0..<players).reduce(BigInt(0)) { $0 + exactCost(1 << $1) }
        guard players > 0, alone < exactCost(grand) else { return }
        throw Problem(
            Localized(
                sv: "Tillsammans är det sämre än var för sig, så någon måste få det sämre än på egen hand: "
                    + "nukleolen finns inte.",
                en: "Together is worse than each alone, so that someone must be worse off than alone: "
                    + "there is no nucleolus."),
            remedy: Localized(sv: "Ta prenucleolus, som alltid finns.", en: "Take prenucleolus, which always exists."))
    }
}
