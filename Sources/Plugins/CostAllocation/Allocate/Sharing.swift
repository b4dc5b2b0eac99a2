// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// Computes the shares by each method, exactly and in the cost form.
struct Sharing {
    /// What a method gave.
    struct Outcome {
        /// What each player pays; the sum is c(N).
        var shares: [Rational]
        /// Whether a separate check accepted the proof of it; nil for methods that need none.
        var isCertified: Bool?
        /// Half the width of each player's 95 per cent interval; only of samples.
        var halfWidths: [Double]?
        /// How many orders were tried; only of samples.
        var orders: Int?
        /// Whether the precision asked for was reached; only of samples.
        var converged: Bool?
    }

    let joint: JointCost
    /// The players' weighted amounts by driver.
    let weights: [String: [Rational]]
    let sampling: SamplingLimits

    /// The shares by one method.
    ///
    /// - Throws: ``Problem`` when the method lacks what it needs, or has no answer here.
    func outcome(_ method: Method) throws(Problem) -> Outcome {
        switch method {
        case .equal: return Outcome(shares: joint.equal())
        case .proportional(let driver): return Outcome(shares: joint.proportional(to: weights[driver] ?? []))
        case .composite(_, let key):
            let parts = try key.shares { driver in weights[driver] ?? [] }
            return Outcome(shares: parts.map { joint.total * $0 })
        case .shapleySampled: return try sampled()
        case .shapley where joint.game == nil:
            if let function = joint.function { return Outcome(shares: try closedForm(function)) }
        case .nucleolus where joint.game == nil, .prenucleolus where joint.game == nil:
            if let shares = joint.function.flatMap(airportNucleolus) { return Outcome(shares: shares) }
        default: break
        }
        guard let game = joint.game else {
            throw joint.function == nil ? needsGame(method) : tooManyForPools(method.name, joint.count)
        }
        return try outcome(method, game)
    }

    private func outcome(_ method: Method, _ game: CostGame) throws(Problem) -> Outcome {
        switch method {
        case .proportionalStandalone: return Outcome(shares: try game.proportionalToStandalone())
        case .equalSavings: return Outcome(shares: game.equalSavings())
        case .ensc: return Outcome(shares: game.egalitarianNonSeparable())
        case .scrb: return Outcome(shares: try game.separableCostsRemainingBenefits())
        case .tau: return Outcome(shares: try game.tau())
        case .nucleolus: return proven(try game.nucleolus())
        case .prenucleolus: return proven(try game.nucleolus(individuallyRational: false))
        case .perCapitaNucleolus: return proven(try game.nucleolus(.perCapita))
        case .proportionalNucleolus: return proven(try game.nucleolus(.proportional))
        case .leastCore: return Outcome(shares: try game.leastCore().shares.fractions)
        default: return Outcome(shares: game.exactShapley().fractions)
        }
    }

    /// A nucleolus. One that could not be finished exactly keeps the sum all the same.
    private func proven(_ nucleolus: Nucleolus) -> Outcome {
        let shares = nucleolus.shares.fractions
        let rest = (joint.total - shares.sum) / Rational(BigInt(max(1, joint.count)))
        return Outcome(shares: shares.map { $0 + rest }, isCertified: nucleolus.isCertified)
    }

    func needsGame(_ method: Method) -> Problem {
        Problem(
            Localized(
                sv:
                    "Metoden '\(method.name)' behöver kostnaden för varje grupp av kommuner (indatat 'game' eller 'pools').",
                en: "The method '\(method.name)' needs the cost of every coalition (the input 'game' or 'pools')."),
            remedy: Localized(
                sv: "Ange ett spel, eller välj equal eller proportional:NYCKEL.",
                en: "Give a game, or take equal or proportional:DRIVER."))
    }
}

extension ExactShares {
    /// The shares as fractions.
    var fractions: [Rational] { (0..<count).map { self[$0] } }
}
