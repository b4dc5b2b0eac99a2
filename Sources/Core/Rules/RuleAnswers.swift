// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What the rules made of one batch of rows.
public struct RuleAnswers: Sendable {
    /// One a row, in order; the value nil where no rule had an opinion.
    public var answers: [RuleAnswer]
    public var interventions: [Intervention] = []
    public var notices: [RuleNotice] = []
    public var consultations: [Consultation] = []
    /// What the answers depend on that is not approved.
    public var conditions: Set<Condition> = []

    /// Makes what rules did so far; nothing to begin with.
    public init(
        answers: [RuleAnswer], interventions: [Intervention] = [], notices: [RuleNotice] = [],
        consultations: [Consultation] = [], conditions: Set<Condition> = []
    ) {
        self.answers = answers
        self.interventions = interventions
        self.notices = notices
        self.consultations = consultations
        self.conditions = conditions
    }

    /// Adds what the rules made of another batch of the same step: the same notice is told once, a rule's consultations
    /// about one hook become one.
    public mutating func add(_ other: RuleAnswers) {
        interventions += other.interventions
        for new in other.notices {
            if let known = notices.firstIndex(where: { $0.isAlike(new) }) {
                notices[known].rows += new.rows
            } else {
                notices.append(new)
            }
        }
        for new in other.consultations {
            if let known = consultations.firstIndex(where: { $0.file == new.file && $0.hook == new.hook }) {
                consultations[known].add(new)
            } else {
                consultations.append(new)
            }
        }
        conditions.formUnion(other.conditions)
    }
}
