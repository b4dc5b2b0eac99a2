// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// A new folder that a package is unpacked into. Everything is made through the open folder and nothing is opened that
/// was there before, so no link can lead out of it, whoever puts one there meanwhile.
final class StagingFolder: EntrySink {
    private let path: String
    private let root: Int32
    private var file: Int32 = -1

    /// Makes the folder.
    ///
    /// - Throws: ``Problem`` when something stands there already.
    init(making path: String) throws(Problem) {
        guard mkdir(path, 0o700) == 0 else {
            throw DiskFault.failed(
                Localized(sv: "mappen '\(path)' går inte att skapa", en: "the folder '\(path)' cannot be made"), errno)
        }
        root = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        self.path = path
        guard root >= 0 else {
            throw DiskFault.failed(
                Localized(sv: "mappen '\(path)' går inte att öppna", en: "the folder '\(path)' cannot be opened"), errno
            )
        }
    }

    deinit {
        if file >= 0 { close(file) }
        if root >= 0 { close(root) }
    }

    func makeFolder(_ path: ArchivePath) throws(Problem) {
        try within(path) { parent, name in
            guard mkdirat(parent, name, 0o755) == 0 else { return errno }
            let made = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard made >= 0 else { return errno }
            defer { close(made) }
            // Whatever the user's mask says, a package has the same permissions everywhere.
            return fchmod(made, 0o755) == 0 ? 0 : errno
        }
    }

    func beginFile(_ path: ArchivePath, isExecutable: Bool) throws(Problem) {
        try within(path) { parent, name in
            file = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard file >= 0 else { return errno }
            return fchmod(file, isExecutable ? 0o755 : 0o644) == 0 ? 0 : errno
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        var written = 0
        while written < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(file, base + written, bytes.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw DiskFault.failed(
                    Localized(
                        sv: "mappen '\(path)' går inte att skriva i", en: "the folder '\(path)' cannot be written in"),
                    errno)
            }
            written += count
        }
    }

    func endFile() throws(Problem) {
        let code = close(file) == 0 ? 0 : errno
        file = -1
        guard code == 0 else {
            throw DiskFault.failed(
                Localized(
                    sv: "mappen '\(path)' går inte att skriva i", en: "the folder '\(path)' cannot be written in"), code
            )
        }
    }

    /// Lets others than the owner see what is now whole.
    func finish() { _ = fchmod(root, 0o755) }

    /// Removes the folder and all that is in it.
    func discard() {
        empty(root)
        _ = rmdir(path)
    }

    /// Calls with the open folder that a path lies in and its last name.
    private func within(_ path: ArchivePath, _ body: (Int32, String) -> Int32) throws(Problem) {
        var folder = root
        defer { if folder != root { close(folder) } }
        var code: Int32 = 0
        for name in path.names.dropLast() {
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if next < 0 { code = errno }
            if folder != root { close(folder) }
            folder = next
            guard next >= 0 else { break }
        }
        if code == 0, let name = path.names.last { code = body(folder, name) }
        guard code == 0 else {
            throw DiskFault.failed(
                Localized(
                    sv: "'\(path.text)' går inte att skriva i '\(self.path)'",
                    en: "'\(path.text)' cannot be written in '\(self.path)'"), code)
        }
    }
}

/// Removes all that is in an open folder, without following links.
private func empty(_ folder: Int32) {
    guard let names = namesIn(folder) else { return }
    for name in names {
        if unlinkat(folder, name, 0) == 0 { continue }
        let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if inner >= 0 {
            empty(inner)
            close(inner)
            _ = unlinkat(folder, name, AT_REMOVEDIR)
        }
    }
}

/// The names in an open folder, as bytes that end with 0, sorted; nil when it cannot be read.
func namesIn(_ folder: Int32) -> [[CChar]]? {
    // A descriptor of its own, from the beginning of the folder.
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let directory = fdopendir(copy) else { return nil }
    defer { closedir(directory) }
    var names: [[CChar]] = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
        }
        if name != [46] && name != [46, 46] { names.append(name + [0]) }
    }
    return names.sorted { a, b in
        a.lexicographicallyPrecedes(b) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) }
    }
}
