// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost

/// A combined analysis as its author wrote it (Swedish: *kalkyl*), with the place of everything that may be wrong.
public struct Scenario: Sendable {
    /// The file as the user named it.
    public var file: String
    public var title: Localized
    /// The agreement it is about.
    public var agreement: GivenValue?
    public var period: Period
    /// The day that decides which rules hold; by default the first day of the period.
    public var asOf: Day
    /// Codes or names of the members; empty means all municipalities.
    public var members: [GivenValue]
    public var approvals: Approvals
    /// The finding that answers the question, as `step.finding`; the first that was found counts.
    public var answers: [GivenValue]
    /// In the order of the file.
    public var steps: [Step]

    /// Whether rules need the parties' approval.
    public enum Approvals: String, Sendable, CaseIterable {
        case required
        /// People compute before they sign: every figure that an unapproved rule had a say in is marked.
        case whatIf = "what-if"
    }

    /// One step: an analysis with its parameters and inputs.
    public struct Step: Sendable {
        public var id: String
        public var place: Place
        public var analysis: GivenValue
        /// Parameters, and inputs as `step.table`, by name.
        public var with: [String: GivenValue]
    }
}
