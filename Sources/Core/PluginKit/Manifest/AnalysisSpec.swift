// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// An analysis as the manifest declares it.
public struct AnalysisSpec: Hashable, Sendable {
    /// Short id, `allocate`; with the plugin in front `cost-allocation/allocate`.
    public var id: String
    public var title: Localized
    public var summary: Localized
    public var parameters: [ParameterSpec]
    public var inputs: [InputPort]
    public var outputs: [OutputPort]
    public var findings: [FindingSpec]
    public var charts: [Chart]
    /// Hooks it may call, as `support-pooling/may_share@1`.
    public var hooks: [String]
    /// Whether the same request always gives the same bytes; `samverk plugin test` tries it.
    public var deterministic: Bool

    /// The input port of a name.
    public func input(_ name: String) -> InputPort? { inputs.first { $0.name == name } }
    /// The output port of a name.
    public func output(_ name: String) -> OutputPort? { outputs.first { $0.name == name } }
}

/// A parameter with its type, unit, bounds and default.
public struct ParameterSpec: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case text, integer, real, boolean, choice
        /// Comma-separated values, each checked against `allowed` (`proportional:*` allows any ending).
        case list
    }

    public var name: String
    public var type: Kind
    public var unit: String?
    public var title: Localized
    /// The default; nil means that the parameter may be left out and then has no value.
    public var defaultValue: JSON?
    public var minimum: Double?
    public var maximum: Double?
    public var allowed: [String]
}

/// A sentence that an analysis may find, with `{name}` where values go.
public struct FindingSpec: Hashable, Sendable {
    public var id: String
    public var sentence: Localized
}
