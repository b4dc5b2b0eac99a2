// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// A file that must not be there yet: it appears whole, and never in the place of another.
enum NewFile {
    /// Writes it, and the folders it needs.
    ///
    /// - Throws: ``Problem`` when a file of that name is there, or it cannot be written.
    static func write(_ text: String, to path: String, shown: String) throws(Problem) {
        let staging = path + ".\(ProcessInfo.processInfo.processIdentifier).new"
        do {
            let folder = (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: staging))
        } catch {
            throw Problem(
                Localized(sv: "Filen '\(shown)' kan inte skrivas.", en: "The file '\(shown)' cannot be written."),
                remedy: Localized(
                    sv: "Se efter att mappen går att skriva i.", en: "See that the folder can be written to."))
        }
        defer { unlink(staging) }
        // Unlike a renaming, a link is refused where something already is.
        guard link(staging, path) == 0 else {
            throw Problem(
                Localized(sv: "'\(shown)' finns redan.", en: "'\(shown)' is there already."), kind: .usage,
                remedy: Localized(sv: "Välj ett annat namn: --name NAMN", en: "Choose another name: --name NAME"))
        }
    }
}
