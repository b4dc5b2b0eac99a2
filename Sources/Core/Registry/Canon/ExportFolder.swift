// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// The folder that `samverk export --all` writes.
public enum ExportFolder {
    /// Writes an image to a folder that is new, empty, or holds an earlier export, of which files that are no longer part
    /// go. The sums come last: an export that was cut short is told by `samverk restore`.
    ///
    /// - Returns: the hash of the export.
    /// - Throws: `Problem` when the folder holds something else or may not be written.
    @discardableResult
    public static func write(_ image: RegistryImage, to folder: String) throws(Problem) -> String {
        let files = image.contents()
        let earlier = try earlierFiles(folder)
        let staging = folder + "/.samverk-\(getpid())"
        do {
            defer { try? FileManager.default.removeItem(atPath: staging) }
            for (i, file) in files.enumerated() {
                try make(folderOf: staging + "/x")
                try Data(file.bytes).write(to: URL(fileURLWithPath: "\(staging)/\(i)"))
            }
            for (i, file) in files.enumerated() {
                let target = folder + "/" + file.path
                try make(folderOf: target)
                guard rename("\(staging)/\(i)", target) == 0 else { throw CocoaError(.fileWriteUnknown) }
            }
            for path in earlier.subtracting(files.map(\.path)) {
                try? FileManager.default.removeItem(atPath: folder + "/" + path)
            }
            try Data(RegistryImage.File.attributes.utf8).write(
                to: URL(fileURLWithPath: folder + "/" + RegistryImage.File.git), options: .atomic)
            try Data(RegistryImage.sums(files).utf8).write(
                to: URL(fileURLWithPath: folder + "/" + RegistryImage.File.sums), options: .atomic)
        } catch {
            throw Problem(
                Localized(
                    sv: "Exporten kan inte skrivas: \(error.localizedDescription)",
                    en: "The export cannot be written: \(error.localizedDescription)"),
                kind: .limit, at: Place(file: folder),
                remedy: Localized(
                    sv: "Se efter att disken har plats och att du får skriva i mappen.",
                    en: "See that the disk has room and that you may write in the folder."))
        }
        return Digest.sha256(RegistryImage.sums(files))
    }

    private static func make(folderOf path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    }

    /// The files of the export that is in the folder, which only Samverk writes in.
    private static func earlierFiles(_ folder: String) throws(Problem) -> Set<String> {
        let files = FileManager.default
        guard files.fileExists(atPath: folder) else { return [] }
        let names = try? files.contentsOfDirectory(atPath: folder)
        guard let names, names.isEmpty || names.contains(RegistryImage.File.schemas) else {
            throw Problem(
                names == nil
                    ? Localized(sv: "Det här är ingen mapp.", en: "This is no folder.")
                    : Localized(
                        sv: "Mappen är inte tom och ingen tidigare export.",
                        en: "The folder is not empty and no earlier export."),
                at: Place(file: folder),
                remedy: Localized(sv: "Ange en ny mapp.", en: "Name a new folder."))
        }
        let found = files.enumerator(atPath: folder + "/datasets")?.compactMap { $0 as? String } ?? []
        return Set(found.filter { $0.hasSuffix(".csv") }.map { "datasets/" + $0 })
    }
}
