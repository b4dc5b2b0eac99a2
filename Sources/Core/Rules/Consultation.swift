// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How often a rule was asked in a step, and how often it had an opinion.
public struct Consultation: Hashable, Sendable {
    public var hook: String
    /// The rule's file.
    public var file: String
    /// Rows it was asked about.
    public var asked: Int
    /// Rows it answered.
    public var spoke: Int

    /// The consultation as it is stored in a run.
    public var wire: JSON {
        ["hook": .string(hook), "file": .string(file), "asked": .integer(asked), "spoke": .integer(spoke)]
    }

    /// Makes a consultation; of nothing yet.
    public init(hook: String, file: String, asked: Int = 0, spoke: Int = 0) {
        self.hook = hook
        self.file = file
        self.asked = asked
        self.spoke = spoke
    }

    /// Adds what the same rule was asked in another batch or step.
    public mutating func add(_ other: Consultation) {
        asked += other.asked
        spoke += other.spoke
    }

    /// Reads the stored form; nil when it is not one.
    public init?(wire: JSON) {
        guard let hook = wire["hook"]?.string, let file = wire["file"]?.string, let asked = wire["asked"]?.integer,
            let spoke = wire["spoke"]?.integer
        else { return nil }
        self.init(hook: hook, file: file, asked: asked, spoke: spoke)
    }
}
