// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// `plugins.lock`: which plugins a workspace has, to the byte, for people and for git. It is written from the registry,
/// which is the truth.
public enum PluginLock {
    /// The text: the same plugins give the same bytes. A linked plugin is named as such, without version and hash, for
    /// nothing of it is pinned; its folder, a path of this machine, is left out.
    public static func text(_ plugins: [InstalledPlugin], _ packages: [PluginPackage]) -> String {
        let entries = plugins.sorted { $0.id < $1.id }.map { plugin -> JSON in
            var entry: JSONObject = [
                "id": .string(plugin.id), "source": .string(plugin.source.rawValue), "enabled": .bool(plugin.enabled),
            ]
            if plugin.source == .linked { return .object(entry) }
            entry["version"] = .string(plugin.version)
            if plugin.source == .bundled {
                entry["sha256"] = .string(plugin.hash)
                return .object(entry)
            }
            entry["package"] = .string(plugin.hash)
            if let package = packages.first(where: { $0.package == plugin.hash }) {
                entry["archive"] = package.archive.map(JSON.string) ?? .null
                entry["publisher"] = .string(package.publisher)
                entry["publisher_key"] = package.key.map(JSON.string) ?? .null
                entry["permissions"] = .array(package.permissions.map(JSON.string))
            }
            if let manifest = try? Manifest(stored: plugin.manifest) {
                entry["api"] = .string(manifest.api.description)
                entry["files"] = .array((manifest.files ?? []).map(\.json))
            }
            return .object(entry)
        }
        return JSON.object(["lock": 2, "plugins": .array(entries)]).prettyText + "\n"
    }

    /// The text for the plugins of a registry.
    public static func text(_ registry: Registry) throws -> String {
        text(try registry.plugins(), try registry.packages())
    }
}

extension PluginFolders {
    /// Writes `plugins.lock` anew: beside the old one, then in its place in one step.
    func writeLock(_ registry: Registry, _ onStep: StepListener = { _ in }) throws {
        let draft = lock + ".new"
        // Only one that holds the mutex writes; what stands there was cut off.
        if Disk.exists(draft) { FolderTree.removeFile(draft) }
        try Disk.write(Array(try PluginLock.text(registry).utf8), to: draft)
        try onStep(.lockDrafted)
        try Disk.rename(draft, to: lock)
        try Disk.sync(root)
        try onStep(.lockWritten)
        try registry.markLockWritten()
    }

    /// Whether `plugins.lock` says what the registry says.
    func isLockRight(_ registry: Registry) throws -> Bool {
        guard Disk.exists(lock) else { return false }
        return try Disk.bytes(of: lock, atMost: 64 << 20) == Array(try PluginLock.text(registry).utf8)
    }
}

extension PluginInstaller {
    func writeLock() throws { try folders.writeLock(registry, onStep) }
}
