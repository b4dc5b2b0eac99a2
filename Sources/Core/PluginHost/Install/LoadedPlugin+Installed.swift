// SPDX-License-Identifier: EUPL-1.2

import SamverkArchives
import SamverkDomain
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry

extension LoadedPlugin {
    /// A plugin of the store. Its manifest is the one that the registry activated, to the byte; its files are checked
    /// when they are about to run (``checkFiles()``, ``expectedHash``).
    init(stored row: InstalledPlugin, in folder: String, _ installation: Installation) throws {
        let bytes: [UInt8]
        do throws(Problem) {
            bytes = try Disk.bytes(
                of: folder + "/" + PackageFolder.manifestFile, atMost: PackageFolder.limits.manifest)
        } catch { throw Problem.notSound(row.id) }
        guard Digest.sha256(bytes) == row.hash, bytes == Array(row.manifest.utf8) else {
            throw Problem.notSound(row.id)
        }
        let manifest = try Manifest(stored: row.manifest)
        try manifest.checkSpoken(PackageFolder.manifestFile)
        self.init(
            manifest: manifest, manifestText: row.manifest, home: .stored(package: row.hash), folder: folder,
            program: LoadedPlugin.program(of: manifest, in: folder, manifest.files?.map(\.path)),
            read: LoadedPlugin.readProgram)
    }

    /// A plugin in its author's folder, as it now stands there.
    init(linked row: InstalledPlugin, _ installation: Installation) throws {
        let source = try SourceFolder(row.folder ?? "")
        guard source.manifest.id == row.id else {
            throw Problem(
                Localized(
                    sv: "Mappen innehåller nu tillägget \(source.manifest.id), inte \(row.id).",
                    en: "The folder now holds the plugin \(source.manifest.id), not \(row.id)."),
                at: Place(file: row.folder),
                remedy: Localized(
                    sv: "Ta bort länken: samverk plugin remove \(row.id)",
                    en: "Remove the link: samverk plugin remove \(row.id)"))
        }
        try source.manifest.checkSpoken(PackageFolder.manifestFile)
        self.init(
            manifest: source.manifest, manifestText: String(decoding: source.manifestBytes, as: UTF8.self),
            home: .linked, folder: source.path,
            program: LoadedPlugin.program(of: source.manifest, in: source.path, nil), read: LoadedPlugin.readProgram)
    }

    /// What a plugin's `entry` names: a file of its folder, or an interpreter by its bare name.
    private static func program(of manifest: Manifest, in folder: String, _ files: [String]?) -> String {
        let entry = manifest.runtime.entry.first ?? ""
        let path = folder + "/" + entry
        return files?.contains(entry) ?? Disk.exists(path) ? path : entry
    }

    private static let readProgram: @Sendable (String) throws -> [UInt8] = {
        try Disk.bytes(of: $0, atMost: ArchiveLimits().fileBytes)
    }

    /// The SHA-256 that the first file to be started or run must have, as the package lists it; nil for bundled and linked
    /// plugins. The host compares it with what it has opened, at each start.
    public var expectedHash: String? {
        guard case .stored = home else { return nil }
        return manifest.entryFile?.sha256
    }

    /// Insists that a stored plugin's files are those that were installed: each as listed, and no other. Bundled and linked
    /// plugins have no list.
    ///
    /// - Throws: ``Problem`` or ``Problems`` that names the files.
    public func checkFiles() throws {
        guard case .stored(let package) = home else { return }
        do {
            guard try PackageFolder(checking: folder).package == package else {
                throw Problem.notSound(manifest.id)
            }
        } catch {
            let told = Problems.told(by: error) ?? []
            throw Problems([.notSound(manifest.id)] + told.filter { $0 != .notSound(manifest.id) })
        }
    }

    /// The bytes of a file of the plugin; for a stored plugin only when they are those that were installed.
    ///
    /// - Throws: ``Problem`` when it is not listed, missing, or another.
    public func bytes(of path: String) throws -> [UInt8] {
        let file = manifest.files?.first { $0.path == path }
        let bytes = try Disk.bytes(of: folder + "/" + path, atMost: ArchiveLimits().fileBytes)
        if case .stored = home, Digest.sha256(bytes) != file?.sha256 { throw Problem.notSound(manifest.id) }
        return bytes
    }
}
