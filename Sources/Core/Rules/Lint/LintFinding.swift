// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Something in the text of a rule that is wrong, or most likely not meant.
public struct LintFinding: Hashable, Sendable {
    /// How grave it is.
    public enum Severity: String, Sendable, Comparable {
        /// The rule cannot do what it says (exit status 1).
        case problem
        /// It may be meant so.
        case warning

        public static func < (left: Severity, right: Severity) -> Bool { left == .problem && right == .warning }
    }

    /// What is looked for; the name stays, so that scripts may rely on it.
    public enum Check: String, Sendable, CaseIterable {
        case unknownValue = "unknown-value"
        case unknownField = "unknown-field"
        case wrongType = "wrong-type"
        case undeclaredGlobal = "undeclared-global"
        case unavailable = "unavailable"
        case fractionalMoney = "fractional-money"
        case wrongAnswer = "wrong-answer"
        case parameters = "parameters"
        case noAnswer = "no-answer"
    }

    public var check: Check
    public var severity: Severity
    /// File, line and column.
    public var place: Place
    /// How many characters it is about.
    public var length: Int
    public var message: Localized
    public var remedy: Localized?

    /// The finding as a problem, for places that tell nothing but problems.
    public var problem: Problem { Problem(message, at: place, remedy: remedy) }
}
