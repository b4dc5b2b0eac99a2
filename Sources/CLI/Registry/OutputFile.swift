// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// Files the command writes: whole or not at all.
enum OutputFile {
    /// Sees to it that a file can be written before long work is done for it.
    ///
    /// A file that is there already is replaced only when its name says that it is of the same kind: an export must not
    /// take the place of a registry or a rule.
    static func check(_ path: String, kind: String) throws(Problem) {
        guard !FileManager.default.fileExists(atPath: path) || path.lowercased().hasSuffix("." + kind) else {
            throw Problem(
                Localized(
                    sv: "'\(path)' finns redan och är ingen .\(kind)-fil.",
                    en: "'\(path)' is there already and is no .\(kind) file."),
                remedy: Localized(
                    sv: "Välj ett namn som slutar på .\(kind).", en: "Choose a name that ends in .\(kind)."))
        }
        try checkWritable(path)
    }

    /// Sees to it that a file can be written, whatever stands there.
    static func checkWritable(_ path: String) throws(Problem) {
        let folder = (path as NSString).deletingLastPathComponent
        var isFolder: ObjCBool = false
        let taken = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        guard !taken, FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder) else {
            throw unwritable(path)
        }
    }

    private static func unwritable(_ path: String) -> Problem {
        Problem(
            Localized(sv: "Filen '\(path)' kan inte skrivas.", en: "The file '\(path)' cannot be written."),
            remedy: Localized(
                sv: "Se efter att mappen finns och går att skriva i.",
                en: "See that the folder exists and can be written to."))
    }

    /// Writes a file.
    static func write(_ text: String, to path: String) throws(Problem) { try write(Array(text.utf8), to: path) }

    /// Writes a file of bytes.
    static func write(_ bytes: [UInt8], to path: String) throws(Problem) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch { throw unwritable(path) }
    }
}
