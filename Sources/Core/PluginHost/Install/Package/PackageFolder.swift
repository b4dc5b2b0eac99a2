// SPDX-License-Identifier: EUPL-1.2

import SamverkArchives
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// A folder that is a package, checked: its manifest is sound, and every file is there, as listed, and nothing else.
public struct PackageFolder: Sendable {
    /// The folder of `plugin.json`.
    public let path: String
    public let manifest: Manifest
    /// The exact bytes of `plugin.json`: what a signature is over.
    public let manifestBytes: [UInt8]
    /// SHA-256 of those bytes: the name of the package.
    public let package: String
    /// What `plugin.sig` holds; nil when there is none.
    public let signature: [UInt8]?

    /// The name of the manifest in a package.
    public static let manifestFile = "plugin.json"
    /// The name of the detached signature in a package.
    public static let signatureFile = "plugin.sig"
    /// Bytes of a `plugin.sig` at most.
    private static let largestSignature = 4096

    /// Checks a folder against its manifest.
    ///
    /// - Throws: ``Problem`` or ``Problems``: all files that are missing, changed or not listed.
    public init(checking path: String) throws {
        let read = try SourceFolder(path)
        guard let files = read.manifest.files else { throw PackageFolder.notPacked(path) }
        self.path = path
        manifest = read.manifest
        manifestBytes = read.manifestBytes
        package = Digest.sha256(read.manifestBytes)
        signature = try PackageFolder.signature(in: path)
        try Problems.throwIfAny(PackageFolder.strangers(in: path, files))
        try Problems.throwIfAny(PackageFolder.faults(of: files, in: path))
        try manifest.checkEntry()
    }

    /// What stands in the folder beside what the manifest lists.
    private static func strangers(in path: String, _ files: [PackageFile]) throws(Problem) -> [Problem] {
        let listed = Set(files.map(\.path) + [manifestFile, signatureFile])
        let folders = Set(files.flatMap(\.folders))
        return try FolderTree.entries(of: path).filter { entry in
            entry.kind == .folder ? !folders.contains(entry.path) : !listed.contains(entry.path)
        }.map { entry in
            Problem(
                Localized(
                    sv: "Filen står inte i paketets fillista (files i plugin.json).",
                    en: "The file is not in the package's list (files in plugin.json)."),
                at: Place(file: entry.path.shownSafely),
                remedy: Localized(
                    sv: "Hämta paketet på nytt från utgivaren; är det ditt eget, packa om det: samverk plugin pack.",
                    en:
                        "Fetch the package anew from its publisher; if it is your own, pack it again: samverk plugin pack."
                ))
        }
    }

    /// The listed files that are missing or not what the manifest says.
    private static func faults(of files: [PackageFile], in path: String) -> [Problem] {
        return files.compactMap { file in
            do throws(Problem) {
                let found = try Disk.digest(
                    of: path + "/" + file.path, atMost: min(file.size, ArchiveLimits().fileBytes))
                if found == (file.size, file.sha256) { return nil }
                return changed(file.path)
            } catch {
                if error.kind == .limit { return changed(file.path) }
                return Problem(
                    error.message, kind: error.kind, at: Place(file: file.path), remedy: fetchAnew)
            }
        }
    }

    private static func changed(_ file: String) -> Problem {
        Problem(
            Localized(
                sv: "Filen är inte den som manifestet beskriver: storlek eller kontrollsumma (SHA-256) skiljer sig.",
                en: "The file is not the one that the manifest describes: its size or SHA-256 differs."),
            at: Place(file: file), remedy: fetchAnew)
    }

    private static let fetchAnew = Localized(
        sv: "Paketet är skadat eller ändrat. Hämta det på nytt från utgivaren.",
        en: "The package is damaged or was changed. Fetch it anew from its publisher.")

    private static func signature(in path: String) throws(Problem) -> [UInt8]? {
        let file = path + "/" + signatureFile
        return Disk.exists(file) ? try Disk.bytes(of: file, atMost: largestSignature) : nil
    }

    static func notPacked(_ path: String) -> Problem {
        Problem(
            Localized(
                sv: "Mappen är inte packad: plugin.json saknar fillistan 'files'.",
                en: "The folder is not packed: plugin.json lacks the list 'files'."),
            at: Place(file: path),
            remedy: Localized(
                sv:
                    "Packa den: samverk plugin pack MAPP, eller länka den medan du skriver: samverk plugin install --link MAPP.",
                en: "Pack it: samverk plugin pack DIR, or link it while you write: samverk plugin install --link DIR."))
    }
}

extension PackageFile {
    /// The folders that the file stands in, relative to the package: `a`, `a/b` for `a/b/c`.
    var folders: [String] {
        let parts = path.split(separator: "/").dropLast()
        return parts.indices.map { parts[...$0].joined(separator: "/") }
    }
}

extension String {
    /// A name from outside, for a message: nothing in it steers a terminal, and it is not too long.
    var shownSafely: String { count > 200 ? prefix(200).description.visible + "..." : visible }
}
