// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a figure depends on that is not yet agreed (Swedish: *villkor*): a rule of an agreement, and who has not approved it.
public struct Condition: Hashable, Sendable, Comparable {
    /// The rule's file.
    public var file: String
    public var agreement: String
    public var hook: String
    /// The parties that have not approved it.
    public var missing: [String]

    /// Makes a condition.
    public init(file: String, agreement: String, hook: String, missing: [String]) {
        self.file = file
        self.agreement = agreement
        self.hook = hook
        self.missing = missing
    }

    public static func < (left: Condition, right: Condition) -> Bool {
        (left.file, left.hook) < (right.file, right.hook)
    }

    /// The condition as it is stored in a run.
    public var wire: JSON {
        [
            "file": .string(file), "agreement": .string(agreement), "hook": .string(hook),
            "missing": .array(missing.map(JSON.string)),
        ]
    }

    /// Reads the stored form; nil when it is not one.
    public init?(wire: JSON) {
        guard let file = wire["file"]?.string, let agreement = wire["agreement"]?.string,
            let hook = wire["hook"]?.string, let missing = wire["missing"]?.array
        else { return nil }
        self.init(file: file, agreement: agreement, hook: hook, missing: missing.compactMap(\.string))
    }
}
