// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit

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
        try Disk.makeFolders(package)
    }

    deinit { FolderTree.remove(path) }
}

/// What takes an archive apart: writes its files into an empty folder, and refuses what is not a plain tree of files.
public typealias ArchiveExtractor = @Sendable (_ archive: String, _ folder: String) throws -> Void

extension PluginInstaller {
    /// Copies a packed folder into the staging folder and checks it there.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when it is no package, or not what its manifest says.
    public func stage(folder: String) throws -> StagedPackage {
        let source = try PackageFolder(checking: folder)
        let place = try StagingPlace(in: folders)
        try onStep(.staging)
        let files = source.manifest.files ?? []
        for path in Set(files.flatMap(\.folders)).sorted() { try Disk.makeFolders(place.package + "/" + path) }
        try Disk.write(source.manifestBytes, to: place.package + "/" + PackageFolder.manifestFile)
        if let signature = source.signature {
            try Disk.write(signature, to: place.package + "/" + PackageFolder.signatureFile)
        }
        for file in files {
            try Disk.copy(folder + "/" + file.path, to: place.package + "/" + file.path, atMost: file.size)
            try onStep(.copied)
        }
        let staged = try StagedPackage(place, archive: nil)
        try onStep(.checked)
        return staged
    }

    /// Takes an archive apart in the staging folder and checks what it holds.
    ///
    /// - Parameter expected: the SHA-256 that an index or a person names, or nil.
    /// - Throws: ``Problem`` or ``Problems`` when it is no archive, not the one expected, or holds no sound package.
    public func stage(archive: String, sha256 expected: String? = nil) throws -> StagedPackage {
        let limit = PackageFolder.limits.total
        let before = try Disk.digest(of: archive, atMost: limit).sha256
        if let expected, expected.lowercased() != before { throw unexpected(archive, expected, before) }
        let place = try StagingPlace(in: folders)
        try onStep(.staging)
        try extract(archive, place.package)
        try onStep(.copied)
        let staged = try StagedPackage(place, archive: before)
        let after = try Disk.digest(of: archive, atMost: limit).sha256
        guard before == after else { throw unexpected(archive, before, after) }
        try onStep(.checked)
        return staged
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
