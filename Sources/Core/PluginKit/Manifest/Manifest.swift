// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What `plugin.json` says of a plugin. Read strictly: an unknown field is an error. The host knows a plugin by this
/// alone and never runs it to learn what it is.
public struct Manifest: Hashable, Sendable {
    /// `cost-allocation`: lower-case letters, digits and hyphens.
    public var id: String
    /// Semantic version.
    public var version: String
    /// The protocol versions it speaks, `^1.0`.
    public var api: String
    public var title: Localized
    public var summary: Localized
    public var publisher: String
    public var licence: String
    public var runtime: Runtime
    public var limits: Limits
    /// Its datasets, and how rows of earlier versions come to them.
    public var declarations: [DatasetDeclaration]
    public var hooks: [Hook]
    public var analyses: [AnalysisSpec]
    /// What its categories and columns are called in tables and reports, by their id: `shapley`, `equal`.
    public var labels: [String: Localized]

    /// How it is started.
    public struct Runtime: Hashable, Sendable {
        /// `process`.
        public var kind: String
        /// The program and its arguments; a bundled plugin's program stands beside the tool.
        public var entry: [String]
    }

    /// What one run of an analysis may take.
    public struct Limits: Hashable, Sendable {
        /// Wall-clock seconds.
        public var seconds: Int
        /// Bytes of memory.
        public var memoryBytes: Int
    }

    /// The shapes of its datasets.
    public var datasets: [DatasetSchema] { declarations.map(\.schema) }

    /// The analysis of a short id ("allocate").
    public func analysis(_ id: String) -> AnalysisSpec? { analyses.first { $0.id == id } }
}
