// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkArchives
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses

/// What `install` and `upgrade` are given: a folder, an archive, a bundle of several, or a name in an index.
struct PackageSource {
    /// One package.
    private struct Item {
        var path: String
        var isFolder: Bool
        /// What an index says of it.
        var name: String?
        var entry: PackageIndex.Entry?
    }

    private let items: [Item]
    /// Where a bundle was unpacked.
    private let unpacked: TemporaryFolder?

    /// Finds out what is meant.
    ///
    /// - Parameter index: the index that names are looked up in.
    /// - Throws: ``Problem`` when there is no such file, folder or name.
    init(_ given: String, index: String) throws {
        if Installation.isFolder(given) {
            (items, unpacked) = ([Item(path: given, isFolder: true)], nil)
        } else if FileManager.default.fileExists(atPath: given) {
            if let folder = try PackageSource.bundle(given) {
                items = try PackageSource.items(of: PackageSource.inside(folder) + "/" + PackageIndex.fileName)
                unpacked = folder
            } else {
                (items, unpacked) = ([Item(path: given, isFolder: false)], nil)
            }
        } else {
            guard FileManager.default.fileExists(atPath: index), !PackageSource.isFile(given) else {
                throw PackageSource.missing(given, index)
            }
            (items, unpacked) = (try PackageSource.items(of: index, only: given), nil)
        }
    }

    /// Puts the packages into a workspace's staging folder, checked, each after those that it requires.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when one of them is not what it should be.
    func stage(_ installer: PluginInstaller) throws -> [StagedPackage] {
        var left = try items.map { try stage($0, installer) }
        var sorted: [StagedPackage] = []
        while !left.isEmpty {
            let ids = Set(left.map(\.folder.manifest.id))
            let next = left.firstIndex { $0.folder.manifest.requires.keys.allSatisfy { !ids.contains($0) } }
            sorted.append(left.remove(at: next ?? 0))
        }
        return sorted
    }

    private func stage(_ item: Item, _ installer: PluginInstaller) throws -> StagedPackage {
        if item.isFolder {
            let source = try SourceFolder(item.path)
            return try source.manifest.files == nil
                ? installer.stage(packing: source) : installer.stage(folder: item.path)
        }
        let staged = try installer.stage(archive: item.path, sha256: item.entry?.sha256)
        let manifest = staged.folder.manifest
        if let name = item.name, let entry = item.entry, (manifest.id, manifest.version) != (name, entry.version) {
            throw Problem(
                Localized(
                    sv:
                        "Arkivet innehåller \(manifest.id) \(manifest.version); enligt indexet är det \(name) \(entry.version).",
                    en:
                        "The archive holds \(manifest.id) \(manifest.version); the index says \(name) \(entry.version)."
                ), at: Place(file: item.path),
                remedy: Localized(
                    sv: "Rätta indexet, eller fråga den som har gjort det.",
                    en: "Correct the index, or ask whoever made it."))
        }
        return staged
    }

    /// Unpacks a bundle; nil when the archive is none.
    private static func bundle(_ archive: String) throws -> TemporaryFolder? {
        let folder = try TemporaryFolder()
        _ = try Archive.extract(archive, to: inside(folder))
        let names = Installation.entries(of: inside(folder))
        return names.contains(PackageIndex.fileName) && !names.contains(PackageFolder.manifestFile) ? folder : nil
    }

    /// Where in its folder a bundle is unpacked.
    private static func inside(_ folder: TemporaryFolder) -> String { folder.path + "/bundle" }

    private static func items(of index: String, only name: String? = nil) throws -> [Item] {
        try PackageIndex(index, only: name).entries.map { item($0.name, $0.entry, index) }
    }

    private static func item(_ name: String, _ entry: PackageIndex.Entry, _ index: String) -> Item {
        let folder = (index as NSString).deletingLastPathComponent
        let path = (folder.isEmpty ? "." : folder) + "/" + entry.file
        return Item(path: path, isFolder: false, name: name, entry: entry)
    }

    /// Whether a text is meant as a path rather than as a name.
    private static func isFile(_ text: String) -> Bool {
        text.contains("/") || [".gz", ".tgz", ".tar", ".zip"].contains { text.lowercased().hasSuffix($0) }
    }

    private static func missing(_ given: String, _ index: String) -> Problem {
        isFile(given)
            ? Problem(
                Localized(sv: "Filen finns inte.", en: "There is no such file."), at: Place(file: given.visible),
                remedy: Localized(
                    sv: "Ange en mapp eller ett arkiv (.tar.gz, .zip).",
                    en: "Name a folder or an archive (.tar.gz, .zip)."))
            : Problem(
                Localized(
                    sv: "Det finns ingen fil eller mapp '\(given.visible)', och inget index att söka namnet i.",
                    en: "There is no file or folder '\(given.visible)', and no index to look the name up in."),
                remedy: Localized(
                    sv: "Ange filen, eller ett index: --index FIL (annars \(index)).",
                    en: "Name the file, or an index: --index FILE (else \(index))."))
    }
}
