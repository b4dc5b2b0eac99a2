// SPDX-License-Identifier: EUPL-1.2

import SamverkArchives
import SamverkDomain
import SamverkRegistry

/// A package in the workspace's staging folder, checked there: what is shown to the administrator is what is installed,
/// whatever becomes of the file it came from. It is gone with this value, unless it was moved into the store.
public final class StagedPackage: Sendable {
    /// The package where it now lies.
    public let folder: PackageFolder
    /// SHA-256 of the archive that it came in; nil when it came as a folder.
    public let archive: String?
    private let place: StagingPlace

    init(_ place: StagingPlace, archive: String?) throws {
        self.place = place
        self.archive = archive
        folder = try PackageFolder(checking: place.package)
    }
}

/// A folder of its own in the staging folder, marked as in use so that nobody clears it away.
final class StagingPlace: Sendable {
    /// The folder of its own.
    let path: String
    /// Where the package comes to stand.
    var package: String { path + "/package" }
    private let lease: FileLock?

    init(in folders: PluginFolders) throws(Problem) {
        try folders.make()
        path = try Disk.makeUniqueFolder(in: folders.staging)
        lease = FileLock.use(path)
    }

    deinit { FolderTree.remove(path) }
}

extension PluginInstaller {
    /// Copies a packed folder into the staging folder and checks it there.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when it is no package, or not what its manifest says.
    public func stage(folder: String) throws -> StagedPackage {
        let source = try SourceFolder(folder)
        guard source.manifest.files != nil else { throw PackageFolder.notPacked(folder) }
        return try stage { place in
            _ = try Archive.copy(folder: folder, to: place.package)
            return nil
        }
    }

    /// Packs an author's folder in memory and stages what comes out, as if it had come as an archive.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when it cannot be packed.
    public func stage(packing source: SourceFolder) throws -> StagedPackage {
        let bytes = try source.packed()
        return try stage { place in
            let archive = place.path + "/package.tar.gz"
            try Disk.write(bytes, to: archive)
            _ = try Archive.extract(archive, to: place.package)
            return Digest.sha256(bytes)
        }
    }

    /// Takes an archive apart in the staging folder and checks what it holds.
    ///
    /// - Parameter expected: the SHA-256 that an index or a person names, or nil.
    /// - Throws: ``Problem`` or ``Problems`` when it is no archive, not the one expected, or holds no sound package.
    public func stage(archive: String, sha256 expected: String? = nil) throws -> StagedPackage {
        let before = try Disk.digest(of: archive, atMost: ArchiveLimits().archiveBytes).sha256
        if let expected, expected.lowercased() != before { throw unexpected(archive, expected, before) }
        return try stage { place in
            let entries = try Archive.extract(archive, to: place.package)
            guard entries.contains(where: { $0.path == PackageFolder.manifestFile }) else {
                throw withoutManifest(archive, entries)
            }
            let after = try Disk.digest(of: archive, atMost: ArchiveLimits().archiveBytes).sha256
            guard before == after else { throw unexpected(archive, before, after) }
            return before
        }
    }

    /// Stages what is put into a place of its own.
    private func stage(_ fill: (StagingPlace) throws -> String?) throws -> StagedPackage {
        let place = try StagingPlace(in: folders)
        try onStep(.staging)
        let archive = try fill(place)
        try onStep(.copied)
        let staged = try StagedPackage(place, archive: archive)
        try onStep(.checked)
        return staged
    }

    private func withoutManifest(_ archive: String, _ entries: [ArchiveEntry]) -> Problem {
        let below = entries.first { !$0.isFolder && $0.path.hasSuffix("/" + PackageFolder.manifestFile) }
        let found = below.map { String($0.path.dropLast(PackageFolder.manifestFile.count)).shownSafely }
        return Problem(
            Localized(
                sv: "Arkivet har ingen plugin.json överst" + (found.map { "; den ligger i \($0)" } ?? "") + ".",
                en: "The archive has no plugin.json at its top" + (found.map { "; it lies in \($0)" } ?? "") + "."),
            at: Place(file: archive),
            remedy: Localized(
                sv: "Packa om mappen där plugin.json ligger: samverk plugin pack MAPP",
                en: "Pack anew the folder where plugin.json lies: samverk plugin pack DIR"))
    }

    private func unexpected(_ archive: String, _ expected: String, _ found: String) -> Problem {
        Problem(
            Localized(
                sv: "Arkivets kontrollsumma (SHA-256) är \(found); \(expected.shownSafely) väntades.",
                en: "The SHA-256 of the archive is \(found); \(expected.shownSafely) was expected."),
            at: Place(file: archive),
            remedy: Localized(
                sv: "Hämta arkivet på nytt; stämmer det ändå inte, fråga utgivaren.",
                en: "Fetch the archive anew; if it still differs, ask its publisher."))
    }
}
