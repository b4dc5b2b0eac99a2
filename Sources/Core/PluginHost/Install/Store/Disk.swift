// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkRegistry

/// Files and folders of the plugin store: every failure is a ``Problem`` with the path and the system's reason.
enum Disk {
    /// Whether anything stands at a path, also a broken link.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Makes a folder and those above it; one that is there is left as it is.
    static func makeFolders(_ path: String) throws(Problem) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw failed(path, errno)
        }
        try makeFolders(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failed(path, errno) }
    }

    /// Makes a new folder with a name nobody else has, that only its owner may enter.
    static func makeUniqueFolder(in parent: String) throws(Problem) -> String {
        var template = Array((parent + "/XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw failed(parent, errno) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Writes a new file through to the disk.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(Problem) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw failed(path, errno) }
        defer { close(descriptor) }
        let failure = bytes.withUnsafeBytes { write($0, to: descriptor) }
        guard failure == 0 else { throw failed(path, failure) }
        guard fsync(descriptor) == 0 else { throw failed(path, errno) }
    }

    /// The bytes of a small regular file.
    static func bytes(of path: String, atMost limit: Int) throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        try read(path, atMost: limit) { (piece) throws(Problem) in bytes.append(contentsOf: piece) }
        return bytes
    }

    /// Size and SHA-256 of a regular file.
    static func digest(of path: String, atMost limit: Int) throws(Problem) -> (size: Int, sha256: String) {
        var digest = RunningDigest()
        var size = 0
        try read(path, atMost: limit) { (piece) throws(Problem) in
            piece.withUnsafeBytes { digest.add($0) }
            size += piece.count
        }
        return (size, digest.sha256)
    }

    /// Gives a file or folder another name in one step; what has that name and is a file is replaced.
    static func rename(_ path: String, to other: String) throws(Problem) {
        guard Glibc.rename(path, other) == 0 else { throw failed(other, errno) }
    }

    /// Brings the names in a folder to the disk.
    static func sync(_ path: String) throws(Problem) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw failed(path, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failed(path, errno) }
    }

    /// Reads a regular file piece by piece, following no link: a device, a pipe or a folder is refused.
    private static func read(
        _ path: String, atMost limit: Int, _ take: (ArraySlice<UInt8>) throws(Problem) -> Void
    ) throws(Problem) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { throw failed(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failed(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw noFile(path) }
        var left = limit
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failed(path, errno) }
            if count == 0 { return }
            left -= count
            guard left >= 0 else { throw tooLarge(path, limit) }
            try take(buffer[..<count])
        }
    }

    /// - Returns: 0, or why not all could be written.
    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            done += count
        }
        return 0
    }

    /// A problem of the file system.
    static func failed(_ path: String, _ code: Int32) -> Problem {
        let reason = String(cString: strerror(code))
        let isFull = [ENOSPC, EDQUOT, EFBIG].contains(code)
        return Problem(
            Localized(sv: "Det går inte: \(reason).", en: "It cannot be done: \(reason)."),
            kind: isFull ? .limit : .input, at: Place(file: path),
            remedy: isFull
                ? Localized(
                    sv: "Frigör plats och försök igen. Inget har ändrats.",
                    en: "Free some space and try again. Nothing was changed.")
                : Localized(
                    sv: "Kontrollera sökvägen, och att du får läsa och skriva där.",
                    en: "Check the path, and that you may read and write there."))
    }

    private static func noFile(_ path: String) -> Problem {
        Problem(
            Localized(sv: "Det här är ingen vanlig fil.", en: "This is not a regular file."), at: Place(file: path),
            remedy: Localized(
                sv: "Ett paket innehåller bara vanliga filer.", en: "A package holds regular files only."))
    }

    private static func tooLarge(_ path: String, _ limit: Int) -> Problem {
        Problem(
            Localized(sv: "Filen är större än \(limit) byte.", en: "The file is larger than \(limit) bytes."),
            kind: .limit, at: Place(file: path),
            remedy: Localized(sv: "Be utgivaren om ett mindre paket.", en: "Ask the publisher for a smaller package."))
    }
}
