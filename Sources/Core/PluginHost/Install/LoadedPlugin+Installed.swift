// SPDX-License-Identifier: EUPL-1.2

import SamverkArchives
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

extension LoadedPlugin {
    /// A plugin of the store. Its manifest is the one that the registry activated, to the byte; its files are held against
    /// it at each start, by the runtime.
    init(stored row: InstalledPlugin, in folder: String) throws {
        let bytes: [UInt8]
        do throws(Problem) {
            bytes = try Disk.bytes(
                of: folder + "/" + PackageFolder.manifestFile, atMost: Manifest.largest)
        } catch { throw Problem.notSound(row.id) }
        guard Digest.sha256(bytes) == row.hash, bytes == Array(row.manifest.utf8) else {
            throw Problem.notSound(row.id)
        }
        let manifest = try Manifest(stored: row.manifest)
        try manifest.checkSpoken(PackageFolder.manifestFile)
        self.init(
            manifest: manifest, manifestText: row.manifest, home: .stored(package: row.hash), folder: folder,
            program: LoadedPlugin.program(of: manifest, in: folder), read: LoadedPlugin.readFile)
    }

    /// A plugin in its author's folder, as it now stands there.
    init(linked row: InstalledPlugin) throws {
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
            program: LoadedPlugin.program(of: source.manifest, in: source.path), read: LoadedPlugin.readFile)
    }

    /// What is started; an interpreter that is missing is told when the plugin is started, not when it is listed.
    private static func program(of manifest: Manifest, in folder: String) -> String {
        (try? manifest.runtime.program(in: folder)) ?? manifest.runtime.entry.first ?? ""
    }

    private static let readFile: @Sendable (String) throws -> [UInt8] = {
        try Disk.bytes(of: $0, atMost: ArchiveLimits().fileBytes)
    }
}
