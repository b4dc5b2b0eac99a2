// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// Reads a folder on disk as strictly as an archive: regular files and folders, no links followed, same names, same
/// limits.
final class FolderTree {
    private let intake: Intake
    private let skips: (String) -> Bool
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    /// - Parameter skips: whether to pass a file or folder over, by its path.
    init(_ intake: Intake, skipping skips: @escaping (String) -> Bool) {
        self.intake = intake
        self.skips = skips
    }

    deinit { buffer.deallocate() }

    func read(_ path: String) throws(Problem) {
        let root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else {
            throw DiskFault.failed(Localized(sv: "mappen går inte att läsa", en: "the folder cannot be read"), errno)
        }
        defer { close(root) }
        try read(root, [])
    }

    private func read(_ folder: Int32, _ above: [UInt8]) throws(Problem) {
        guard let names = namesIn(folder) else { throw failed(above, errno) }
        for name in names {
            let path = above + name.dropLast().map { UInt8(bitPattern: $0) }
            if skips(String(decoding: path, as: UTF8.self)) { continue }
            // Opening a pipe or a device must not wait, and of a link nothing is opened.
            let opened = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
            guard opened >= 0 else { throw failed(path, errno) }
            defer { close(opened) }
            var status = stat()
            guard fstat(opened, &status) == 0 else { throw failed(path, errno) }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                try intake.folder(path)
                try read(opened, path + [UInt8(ascii: "/")])
            case S_IFREG: try read(file: opened, path, status)
            default: throw refused(path)
            }
        }
    }

    private func read(file: Int32, _ path: [UInt8], _ status: stat) throws(Problem) {
        let size = Int(status.st_size)
        try intake.beginFile(path, size: size, isExecutable: status.st_mode & S_IXUSR != 0)
        // One byte more than it had is asked for, so that a file that grows meanwhile is noticed.
        var left = size + 1
        while left > 0 {
            let got = Glibc.read(file, buffer.baseAddress, min(left, buffer.count))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw failed(path, errno) }
            if got == 0 { break }
            try intake.write(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
            left -= got
        }
        try intake.endFile()
    }

    private func refused(_ path: [UInt8]) -> Problem {
        let shown = Shown.entry(path)
        return Problem(
            Localized(
                sv: "\(shown.sv) är varken en vanlig fil eller en mapp.",
                en: "\(shown.en) is neither a regular file nor a folder."),
            remedy: Localized(
                sv: "Ta bort den, eller lägg en kopia av det den pekar på i dess ställe.",
                en: "Remove it, or put a copy of what it points to in its place."))
    }

    private func failed(_ path: [UInt8], _ code: Int32) -> Problem {
        // ELOOP: a link; ENXIO: a socket.
        if code == ELOOP || code == ENXIO { return refused(path) }
        let shown = Shown.entry(path)
        return DiskFault.failed(
            Localized(sv: "\(shown.sv) går inte att läsa", en: "\(shown.en) cannot be read"), code)
    }
}
