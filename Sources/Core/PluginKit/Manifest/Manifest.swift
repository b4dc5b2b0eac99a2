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
    public var api: VersionRange
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

    /// Other plugins that must be enabled for this one to be, by id.
    public var requires: [String: VersionRange]
    /// Other plugins that must not be enabled beside this one, by id.
    public var conflicts: [String: VersionRange]
    /// Parts of the protocol that it cannot do without (`rules`, `large-tables`): a host that lacks one refuses it.
    public var features: [String]
    /// All files of its package but `plugin.json` and `plugin.sig`; nil in the folder its author works in, and for the
    /// plugins that come with the tool. `samverk plugin pack` writes the list.
    public var files: [PackageFile]?

    /// How it is started.
    public struct Runtime: Hashable, Sendable {
        public enum Kind: String, Sendable, CaseIterable { case process, lua }

        public var kind: Kind
        /// Process: the program and its arguments; a bundled plugin's program stands beside the tool, another's is a
        /// file of its package or the name of an interpreter. Lua: the file that is run.
        public var entry: [String]
        /// Where it runs: `linux-x86_64`, `linux-aarch64`; empty when anywhere.
        public var platforms: [String]
    }

    /// The version as it is ordered.
    public var semanticVersion: Version { Version(version) ?? Version(0, 0, 0) }

    /// What one run of an analysis may take.
    public struct Limits: Hashable, Sendable {
        /// Wall-clock seconds, at most an hour.
        public var seconds: Int
        /// Bytes of memory, at most 16 GiB.
        public var memoryBytes: Int

        /// Units of work (Lua only), at most ten thousand million; counted, so that a run ends in the same place on every
        /// machine (Sources/Core/Worker/PROTOCOL.md).
        public var fuel: Int

        static let mostFuel = 10_000_000_000
        static let mostSeconds = 3600
        static let mostMemory = 1 << 34
    }

    /// The shapes of its datasets.
    public var datasets: [DatasetSchema] { declarations.map(\.schema) }

    /// The analysis of a short id ("allocate").
    public func analysis(_ id: String) -> AnalysisSpec? { analyses.first { $0.id == id } }
}
