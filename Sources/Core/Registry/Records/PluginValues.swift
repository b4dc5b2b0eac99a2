// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A plugin as the workspace knows it: the one row that says which package of it is active.
public struct InstalledPlugin: Hashable, Sendable {
    /// Where its files are.
    public enum Source: String, Sendable {
        /// Beside the tool, which it came with.
        case bundled
        /// In the workspace's store, under ``InstalledPlugin/hash``.
        case stored
        /// In the folder that its author works in: nothing of it is pinned.
        case linked
    }

    public var id: String
    public var version: String
    /// Bundled: SHA-256 of the program. Stored: SHA-256 of the bytes of `plugin.json`, which names the package. Linked:
    /// empty.
    public var hash: String
    public var enabled: Bool
    /// The text of plugin.json.
    public var manifest: String
    public var source: Source
    /// The folder of a linked plugin.
    public var folder: String?

    /// Makes an installed plugin.
    public init(
        id: String, version: String, hash: String, enabled: Bool, manifest: String, source: Source = .bundled,
        folder: String? = nil
    ) {
        self.id = id
        self.version = version
        self.hash = hash
        self.enabled = enabled
        self.manifest = manifest
        self.source = source
        self.folder = folder
    }
}

/// A package that was installed once: what it was, whom it came from, and what it was allowed.
public struct PluginPackage: Hashable, Sendable {
    /// SHA-256 of the bytes of its `plugin.json`.
    public var package: String
    /// The plugin's id.
    public var plugin: String
    public var version: String
    public var publisher: String
    /// The public key (base64) that its signature was made with; nil when it was installed unsigned.
    public var key: String?
    /// SHA-256 of the archive it came in; nil when it came as a folder.
    public var archive: String?
    /// What it was allowed to read, a line each.
    public var permissions: [String]
    /// The text of plugin.json.
    public var manifest: String

    /// Makes a package.
    public init(
        package: String, plugin: String, version: String, publisher: String, key: String?, archive: String?,
        permissions: [String], manifest: String
    ) {
        self.package = package
        self.plugin = plugin
        self.version = version
        self.publisher = publisher
        self.key = key
        self.archive = archive
        self.permissions = permissions
        self.manifest = manifest
    }
}

/// A change of one plugin: what was, what is to be, and what becomes of its datasets.
public struct PluginChange: Sendable {
    /// What it is called in the audit log.
    public enum Action: String, Sendable, CaseIterable {
        case install, upgrade, downgrade, repair, link, enable, disable, rollback, remove
    }

    public var action: Action
    /// The plugin's id.
    public var plugin: String
    /// What the change was planned on: another state refuses it.
    public var before: InstalledPlugin?
    /// What is to be; nil takes the plugin away.
    public var after: InstalledPlugin?
    /// A package that becomes known by the change.
    public var package: PluginPackage?
    /// The datasets to declare, or nil to leave all as they are.
    public var datasets: [DatasetDeclaration]?
    /// Whether the plugin's datasets go, with their rows.
    public var dropsData = false
    /// Whether a rollback may lose rows that changed since.
    public var discardsRows = false

    /// Makes a change.
    public init(
        _ action: Action, _ plugin: String, before: InstalledPlugin?, after: InstalledPlugin?,
        package: PluginPackage? = nil, datasets: [DatasetDeclaration]? = nil
    ) {
        self.action = action
        self.plugin = plugin
        self.before = before
        self.after = after
        self.package = package
        self.datasets = datasets
    }
}

/// A publisher's key that this workspace trusts.
public struct PublisherKey: Hashable, Sendable {
    /// As manifests name it.
    public var publisher: String
    /// Ed25519, base64.
    public var key: String
    /// The first day on which it counts.
    public var validFrom: Day
    /// The last day on which it counts; nil is open.
    public var validUntil: Day?
    /// From which day it no longer counts whatever it signed.
    public var revokedOn: Day?

    /// Makes a key.
    public init(publisher: String, key: String, validFrom: Day, validUntil: Day? = nil, revokedOn: Day? = nil) {
        self.publisher = publisher
        self.key = key
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.revokedOn = revokedOn
    }
}
