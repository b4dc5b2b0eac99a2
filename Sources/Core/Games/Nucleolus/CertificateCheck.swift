// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Certificate {
    /// Checks the proof from the game, the shares and the certificate alone, by exact arithmetic.
    ///
    /// Shares nothing with the computation of the nucleolus but the numbers: it adds up the shares, takes the excess of every
    /// level, checks that the weights balance, that the levels together determine every share, and passes once over all
    /// coalitions for one with a larger excess than its level allows.
    ///
    /// - Returns: nil when the shares are proven; otherwise what is wrong.
    public func check(_ shares: ExactShares, in game: CostGame) -> Localized? {
        check(shares, in: game, isComplete: true)
    }

    /// Checks the first level only: that no allocation has a smaller largest excess.
    ///
    /// - Returns: nil when the shares are proven to be in the least core; otherwise what is wrong.
    public func checkLeastCore(_ shares: ExactShares, in game: CostGame) -> Localized? {
        check(shares, in: game, isComplete: false)
    }

    private func check(_ shares: ExactShares, in game: CostGame, isComplete: Bool) -> Localized? {
        guard shares.count == game.players else {
            return Localized(sv: "fel antal parter", en: "the wrong number of players")
        }
        guard shares.total == Rational(game.exactCost(game.grand), over: game.exactGrains) else {
            return Localized(sv: "andelarna summerar inte till c(N)", en: "the shares do not add up to c(N)")
        }
        do { try weighting.check(game) } catch { return error.message }
        let point = CheckedPoint(shares, game, weighting)
        if individuallyRational, (0..<game.players).contains(where: { point.excess(1 << $0).signum > 0 }) {
            return Localized(sv: "en part betalar mer än i egen regi", en: "a player pays more than alone")
        }
        var span = CheckedSpan(players: game.players)
        span.add(game.grand)
        var bounds: [Rational] = []
        var spans = [span]
        for level in isComplete ? levels : Array(levels.prefix(1)) {
            if let fault = check(level, point, &span, &bounds) { return fault }
            spans.append(span)
        }
        guard span.rank == game.players || !isComplete else {
            return Localized(sv: "nivåerna bestämmer inte andelarna", en: "the levels do not determine the shares")
        }
        guard let coalition = CheckedSweep(game, point, bounds, spans).objection() else { return nil }
        return Localized(
            sv: "grupp \(coalition) har en större invändning än dess nivå",
            en: "coalition \(coalition) has a larger excess than its level")
    }

    /// Checks one level, and adds what it determines.
    private func check(
        _ level: Level, _ point: CheckedPoint, _ span: inout CheckedSpan, _ bounds: inout [Rational]
    ) -> Localized? {
        guard level.coalitions.count == level.weights.count, level.singles.count == level.singleWeights.count,
            (level.weights + level.singleWeights).allSatisfy({ $0.signum > 0 }),
            level.coalitions.allSatisfy({ $0 > 0 && $0 < 1 << point.players }),
            level.singles.allSatisfy({ (0..<point.players).contains($0) && individuallyRational }),
            let first = level.coalitions.first
        else { return Localized(sv: "en nivå är felaktig", en: "a level is malformed") }
        let bound = Rational(point.excess(first), over: point.weight(first))
        for coalition in level.coalitions
        where Rational(point.excess(coalition), over: point.weight(coalition)) != bound {
            return Localized(sv: "en nivå har olika invändningar", en: "a level has different excesses")
        }
        if let last = bounds.last, bound > last {
            return Localized(sv: "nivåerna är i fel ordning", en: "the levels are in the wrong order")
        }
        guard level.singles.allSatisfy({ point.excess(1 << $0).signum == 0 }) else {
            return Localized(sv: "en part betalar inte som i egen regi", en: "a player does not pay as alone")
        }
        var sum = [BigInt](repeating: 0, count: point.players)
        let members = level.coalitions + level.singles.map { 1 << $0 }
        for (coalition, weight) in zip(members, level.weights + level.singleWeights) {
            for player in 0..<point.players where coalition >> player & 1 == 1 { sum[player] += weight }
        }
        guard span.contains(sum) else {
            return Localized(sv: "vikterna balanserar inte en nivå", en: "the weights do not balance a level")
        }
        bounds.append(bound)
        for coalition in members { span.add(coalition) }
        return nil
    }
}

/// Shares brought to whole numbers, to compare excesses exactly.
struct CheckedPoint {
    let players: Int
    /// The shares in grains times ``denominator``.
    let numerators: [BigInt]
    let denominator: BigInt
    let weighting: Weighting
    private let game: CostGame

    init(_ shares: ExactShares, _ game: CostGame, _ weighting: Weighting) {
        players = game.players
        numerators = shares.numerators.map { $0 * game.exactGrains }
        denominator = shares.denominator
        self.game = game
        self.weighting = weighting
    }

    /// The excess x(S) - c(S), in grains times the denominator.
    func excess(_ coalition: Int) -> BigInt {
        var sum = -(game.exactCost(coalition) * denominator)
        for player in 0..<players where coalition >> player & 1 == 1 { sum += numerators[player] }
        return sum
    }

    /// What the excess is divided by.
    func weight(_ coalition: Int) -> BigInt { weighting.exactWeight(coalition, game) }
}
