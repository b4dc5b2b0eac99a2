// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRules
import Synchronization

/// Takes a plugin's rule calls to the engine and writes down what the rules changed.
final class RuleDesk: Sendable {
    private let engine: RuleEngine
    private let plugins: PluginSet
    private let most: Int
    private let record = Mutex(RuleAnswers(answers: []))

    /// - Parameter most: how many interventions one step may gather, so that no plugin fills the memory by asking on.
    init(_ engine: RuleEngine, _ plugins: PluginSet, most: Int = 10 * WireProtocol.largestBatch) {
        self.engine = engine
        self.plugins = plugins
        self.most = most
    }

    /// What the rules did so far, in the order of the calls.
    var told: RuleAnswers { record.withLock { $0 } }

    /// What the host calls with a hook that the analysis has declared.
    var closure: RulesClosure {
        { [self] name, rows in
            // A hook of a plugin that is disabled here: nobody has a rule for it, so nobody has an opinion.
            guard plugins.hooks.contains(where: { $0.isNamed(name) }) else {
                return (0..<rows.rowCount).map { RuleAnswer(row: $0, value: nil) }
            }
            let answered = try await engine.answer(try plugins.hook(name), rows)
            let count = record.withLock { record in
                record.add(answered)
                return record.interventions.count
            }
            guard count <= most else {
                throw Problem(
                    Localized(
                        sv: "\(name): reglerna har svarat fler än \(most) gånger i ett steg.",
                        en: "\(name): rules have answered more than \(most) times in one step."), kind: .limit)
            }
            return answered.answers
        }
    }
}
