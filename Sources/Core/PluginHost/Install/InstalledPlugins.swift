// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry

/// The plugins of a workspace, taken up when it is opened: those that came with the tool, those in the store, those that
/// are linked. Its packages are marked as in use as long as this value lives.
public struct InstalledPlugins: Sendable {
    /// What answers: analyses and hooks are found here.
    public let enabled: PluginSet
    /// What is installed and disabled, or signed by a key that is revoked: its earlier runs can still be shown and explained.
    public let disabled: [LoadedPlugin]
    /// What is wrong with plugins that could not be taken up.
    public let problems: [Problem]
    /// The plugins that come with the tool, enabled here or not: what an installer needs to know of.
    public let bundled: [LoadedPlugin]
    private let leases: [FileLock]

    /// All that the workspace knows, enabled first: whose tables a report may show.
    public var known: PluginSet { PluginSet(enabled.plugins + disabled) }

    /// Takes up the plugins of a workspace. The registry is the truth: a lock that a crash left behind is written anew, and
    /// datasets of a bundled or linked plugin whose manifest has changed are declared anew.
    ///
    /// - Parameters:
    ///   - digests: remembers the hashes of the bundled plugins' programs.
    ///   - allowed: plugins that answer though the key that signed them is revoked.
    ///   - day: a key that is revoked after this day still counts.
    ///   - read: reads the files of bundled plugins.
    /// - Throws: ``Problem`` when the registry cannot be read; what is wrong with one plugin is in ``problems``.
    public static func load(
        workspace root: String, registry: Registry, installation: Installation, digests: FileDigests? = nil,
        allowingRevoked allowed: Set<String> = [], on day: Day,
        read: @escaping @Sendable (String) throws -> [UInt8]
    ) throws -> InstalledPlugins {
        let folders = PluginFolders(root: root)
        mendLock(folders, registry)
        let bundled = LoadedPlugin.bundled(installation, digests: digests, read: read)
        var enabled: [LoadedPlugin] = []
        var disabled: [LoadedPlugin] = []
        var problems = bundled.problems
        var leases: [FileLock] = []
        let rows = try registry.plugins()
        let revoked = try RevokedPlugin.all(registry, on: day).filter { !allowed.contains($0.id) }
        for row in rows {
            do {
                guard let plugin = try load(row, folders, bundled.plugins) else { continue }
                if row.enabled, !revoked.contains(where: { $0.id == row.id }) {
                    try renew(row, plugin, registry)
                    enabled.append(plugin)
                } else {
                    disabled.append(plugin)
                }
                if row.source == .stored, let lease = FileLock.use(plugin.folder) { leases.append(lease) }
            } catch {
                guard let told = Problems.told(by: error) else { throw error }
                problems += told.map { $0.inside("plugin \(row.id)") }
            }
        }
        let unmet = unmet(enabled.map(\.manifest))
        let answering = enabled.filter { unmet[$0.manifest.id] == nil }
        return InstalledPlugins(
            enabled: PluginSet(
                answering, absent: absent(rows, revoked, bundled.plugins, answering, try registry.schemas)),
            disabled: disabled,
            problems: problems + unmet.sorted { $0.key < $1.key }.flatMap(\.value), bundled: bundled.plugins,
            leases: leases)
    }

    /// Why the plugins that the workspace has or had, and that do not answer, do not.
    private static func absent(
        _ rows: [InstalledPlugin], _ revoked: [RevokedPlugin], _ bundled: [LoadedPlugin], _ answering: [LoadedPlugin],
        _ schemas: [DatasetSchema]
    ) -> [String: PluginSet.Absence] {
        var absent: [String: PluginSet.Absence] = [:]
        for id in schemas.compactMap(\.plugin) { absent[id] = .removed }
        for plugin in bundled { absent[plugin.manifest.id] = .disabled }
        for row in rows { absent[row.id] = row.enabled ? .faulty : .disabled }
        for plugin in revoked where absent[plugin.id] == .faulty { absent[plugin.id] = .revoked(plugin) }
        for plugin in answering { absent[plugin.manifest.id] = nil }
        return absent
    }

    /// A plugin that is installed, or nil for a bundled one that this tool does not have: its absence is no fault.
    private static func load(
        _ row: InstalledPlugin, _ folders: PluginFolders, _ bundled: [LoadedPlugin]
    ) throws -> LoadedPlugin? {
        switch row.source {
        case .bundled: bundled.first { $0.manifest.id == row.id }
        case .stored: try LoadedPlugin(stored: row, in: folders.package(row.hash))
        case .linked: try LoadedPlugin(linked: row)
        }
    }

    /// Declares the datasets of a plugin whose manifest has changed where it lies: with another version of the tool, or
    /// under its author's hands.
    private static func renew(_ row: InstalledPlugin, _ plugin: LoadedPlugin, _ registry: Registry) throws {
        guard row.source != .stored, row.manifest != plugin.manifestText else { return }
        let manifest = plugin.manifest
        if row.source == .bundled {
            // Its row follows when it runs and its program is pinned anew.
            try registry.declare(manifest.declarations, plugin: manifest.id, version: manifest.version)
            return
        }
        var after = row
        after.version = manifest.version
        after.manifest = plugin.manifestText
        try registry.apply(
            PluginChange(.link, row.id, before: row, after: after, datasets: manifest.declarations), by: "samverk")
    }

    /// The enabled plugins that lack what they require, and so cannot answer, and what each lacks.
    private static func unmet(_ enabled: [Manifest]) -> [String: [Problem]] {
        var found: [String: [Problem]] = [:]
        while true {
            let left = enabled.filter { found[$0.id] == nil }
            let lacking = left.filter { plugin in
                plugin.requires.contains { id, range in
                    !left.contains { $0.id == id && range.contains($0.semanticVersion) }
                }
            }
            if lacking.isEmpty { return found }
            for plugin in lacking {
                let others = left.filter { $0.id != plugin.id }
                found[plugin.id] = Dependencies.needs(of: plugin, among: others)
            }
        }
    }

    /// Writes `plugins.lock` when a crash came before it was written, unless somebody is about to.
    private static func mendLock(_ folders: PluginFolders, _ registry: Registry) {
        guard (try? registry.isLockStale()) == true, (try? folders.make()) != nil,
            let lock = try? FileLock.take(folders.mutex, patience: 0)
        else { return }
        // A workspace that may only be read opens too; verify tells.
        try? folders.writeLock(registry)
        withExtendedLifetime(lock) {}
    }

    /// Pins the bundled plugins that are about to run to their programs. A rebuilt tool brings rebuilt plugins: their pin
    /// follows, and the audit log says so. A stored plugin was pinned when it was installed, a linked one never is.
    ///
    /// - Throws: ``Problem`` when a program is missing.
    public static func pin(_ plugins: [LoadedPlugin], workspace root: String, registry: Registry, by who: String) throws
    {
        let rows = try registry.plugins()
        var isMoved = false
        for plugin in plugins where plugin.home == .bundled {
            let id = plugin.manifest.id
            let hash = try plugin.hash()
            guard let row = rows.first(where: { $0.id == id }),
                row.hash != hash || row.manifest != plugin.manifestText
            else { continue }
            try registry.setPlugin(
                id: id, version: plugin.manifest.version, hash: hash, enabled: true, manifest: plugin.manifestText,
                by: who)
            isMoved = true
        }
        if isMoved { mendLock(PluginFolders(root: root), registry) }
    }

    /// Enters all plugins that come with the tool into a new workspace, enabled, and writes its `plugins.lock`.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when one of them does not read.
    public static func enterBundled(
        workspace root: String, registry: Registry, installation: Installation,
        read: @escaping @Sendable (String) throws -> [UInt8]
    ) throws {
        let bundled = LoadedPlugin.bundled(installation, read: read)
        try Problems.throwIfAny(bundled.problems)
        for plugin in bundled.plugins {
            let manifest = plugin.manifest
            try registry.declare(manifest.declarations, plugin: manifest.id, version: manifest.version)
            try registry.setPlugin(
                id: manifest.id, version: manifest.version, hash: try plugin.hash(), enabled: true,
                manifest: plugin.manifestText)
        }
        try PluginFolders(root: root).writeLock(registry)
    }
}
