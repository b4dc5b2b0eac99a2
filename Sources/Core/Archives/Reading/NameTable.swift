// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The names of a package so far. No two may be one name on some system: names are told apart without regard to case
/// and to how a letter with a mark is written.
struct NameTable {
    private struct Known {
        var path: String
        var isFolder: Bool
        /// Whether an entry of its own has named it, not only the path of another.
        var isNamed: Bool
    }

    /// By the folded path. Swift compares strings by canonical equivalence, so `Å` is one key however it is written.
    private var known: [String: Known] = [:]

    /// Files and folders so far.
    var count: Int { known.count }

    /// Takes a name in.
    ///
    /// - Returns: the folders that the path is the first to name, outermost first; a folder itself is among them.
    mutating func add(_ path: ArchivePath, isFolder: Bool) throws(Problem) -> [String] {
        var new: [String] = []
        for folder in path.folders {
            if let before = known[folded(folder)] {
                try same(before.path, folder)
                guard before.isFolder else { throw twofold(path.text, "både fil och mapp", "both a file and a folder") }
            } else {
                known[folded(folder)] = Known(path: folder, isFolder: true, isNamed: false)
                new.append(folder)
            }
        }
        let key = folded(path.text)
        if let before = known[key] {
            try same(before.path, path.text)
            guard before.isFolder == isFolder else {
                throw twofold(path.text, "både fil och mapp", "both a file and a folder")
            }
            guard isFolder, !before.isNamed else { throw twofold(path.text, "två gånger", "twice") }
            known[key]?.isNamed = true
        } else {
            known[key] = Known(path: path.text, isFolder: isFolder, isNamed: true)
            if isFolder { new.append(path.text) }
        }
        return new
    }

    private func folded(_ path: String) -> String { path.uppercased().lowercased() }

    /// Insists that two paths with one key are one path to the byte.
    private func same(_ before: String, _ now: String) throws(Problem) {
        guard !before.utf8.elementsEqual(now.utf8) else { return }
        let (a, b) = (Shown.text(before.utf8), Shown.text(now.utf8))
        throw Problem(
            Localized(
                sv: "'\(a)' och '\(b)' skiljer sig bara i versaler eller i hur en bokstav är skriven.",
                en: "'\(a)' and '\(b)' differ only in case or in how a letter is written."),
            remedy: Localized(
                sv: "Be den som gjort paketet att byta det ena namnet.",
                en: "Ask whoever made the package to change one of the names."))
    }

    private func twofold(_ path: String, _ sv: String, _ en: String) -> Problem {
        let shown = Shown.entry(path.utf8)
        return Problem(
            Localized(sv: "\(shown.sv) finns \(sv).", en: "\(shown.en) is there \(en)."),
            remedy: Localized(
                sv: "Be den som gjort paketet att packa om det.", en: "Ask whoever made the package to pack it again."))
    }
}
