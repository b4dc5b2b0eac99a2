// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// The private folder of one plugin process, gone when the run is over, whatever the plugin left in it.
struct Scratch {
    let path: String

    /// A folder that is there already.
    init(path: String) { self.path = path }

    init() throws(Problem) {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((base + "/samverk-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Problem(
                Localized(
                    sv: "Ingen tillfällig mapp kunde skapas i \(base).",
                    en: "No temporary folder could be made in \(base)."),
                kind: .program)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes the folder. What stands in folders inside is first moved up into it: a tree may be deeper than the stack
    /// or a path can be long, and its names need not be UTF-8.
    func remove() {
        let root = Array(path.utf8CString.dropLast())
        var moved = 0
        var isMoving = true
        while isMoving {
            isMoving = false
            for name in Scratch.names(in: root) {
                let entry = root + [Scratch.slash] + name
                if unlink(entry + [0]) == 0 || rmdir(entry + [0]) == 0 { continue }
                Scratch.open(entry)
                for inner in Scratch.names(in: entry) {
                    let inside = entry + [Scratch.slash] + inner
                    Scratch.open(inside)
                    moved += 1
                    isMoving =
                        rename(inside + [0], root + [Scratch.slash] + "\(moved)-moved".utf8CString) == 0 || isMoving
                }
                isMoving = rmdir(entry + [0]) == 0 || isMoving
            }
        }
        rmdir(path)
    }

    private static let slash = CChar(UInt8(ascii: "/"))

    /// Lets us into a folder that the plugin closed; a link is never followed.
    private static func open(_ path: [CChar]) { fchmodat(AT_FDCWD, path + [0], 0o700, AT_SYMLINK_NOFOLLOW) }

    /// The names in a folder, as bytes.
    private static func names(in folder: [CChar]) -> [[CChar]] {
        guard let handle = opendir(folder + [0]) else { return [] }
        defer { closedir(handle) }
        var names: [[CChar]] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
            }
            if name != [46], name != [46, 46] { names.append(name) }
        }
        return names
    }
}
