// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// A folder with all that is in it.
enum FolderTree {
    /// One thing in a folder.
    struct Entry: Hashable {
        enum Kind: Hashable { case file, folder, other }

        /// Relative to the folder, parts separated by `/`; bytes that are no UTF-8 are replaced.
        var path: String
        var kind: Kind
    }

    /// What is in a folder and the folders inside, by name; links are named, not followed.
    ///
    /// - Throws: ``Problem`` when it cannot be listed, or holds more than so many things or folders in folders.
    static func entries(of root: String, atMost limit: Int = 10_000, depth: Int = 16) throws(Problem) -> [Entry] {
        var found: [Entry] = []
        try walk(root, "", depth, limit, &found)
        return found
    }

    private static func walk(
        _ root: String, _ prefix: String, _ depth: Int, _ limit: Int, _ found: inout [Entry]
    ) throws(Problem) {
        let folder = prefix.isEmpty ? root : root + "/" + prefix
        for name in try names(in: folder, atMost: limit) {
            let path = prefix.isEmpty ? name : prefix + "/" + name
            var status = stat()
            guard lstat(root + "/" + path, &status) == 0 else { throw Disk.failed(root + "/" + path, errno) }
            let kind: Entry.Kind =
                switch status.st_mode & S_IFMT {
                case S_IFREG: .file
                case S_IFDIR: .folder
                default: .other
                }
            found.append(Entry(path: path, kind: kind))
            guard found.count <= limit, depth > 0 else { throw tooMany(root, limit) }
            if kind == .folder { try walk(root, path, depth - 1, limit, &found) }
        }
    }

    /// The names in a folder, in order.
    static func names(in folder: String, atMost limit: Int = 10_000) throws(Problem) -> [String] {
        guard let handle = opendir(folder) else { throw Disk.failed(folder, errno) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            names.append(name)
            guard names.count <= limit else { throw tooMany(folder, limit) }
        }
        return names.sorted()
    }

    private static func tooMany(_ folder: String, _ limit: Int) -> Problem {
        Problem(
            Localized(
                sv: "Mappen innehåller fler än \(limit) filer, eller mappar i för många led.",
                en: "The folder holds more than \(limit) files, or folders nested too deep."),
            kind: .limit, at: Place(file: folder),
            remedy: Localized(sv: "Be utgivaren om ett mindre paket.", en: "Ask the publisher for a smaller package."))
    }

    /// Removes a file.
    static func removeFile(_ path: String) { unlink(path) }

    /// Removes a folder and all that is in it, whatever stands there.
    static func remove(_ path: String) { Scratch(path: path).remove() }
}
