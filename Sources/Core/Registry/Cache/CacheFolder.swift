// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// What a workspace keeps to be quick and can always compute again (Swedish: *mellanlager*): its folder `cache/`, ignored
/// by git.
///
/// An entry is one file that begins with the SHA-256 of what follows. It is written beside its place and moved there, and
/// believed only when the hash holds: whatever kills the tool, and whoever runs beside it, a reader finds an entry as it
/// was written, or none. That nothing can be written is no problem either: then nothing is kept.
public struct CacheFolder: Sendable {
    /// `<workspace>/cache`.
    public let path: String
    private let most: Int

    /// Most bytes of one entry, and of all together.
    public static let (largest, most) = (64 << 20, 256 << 20)

    /// A cache in a folder, which is made when the first entry is kept.
    public init(_ path: String, most: Int = CacheFolder.most) {
        self.path = path
        self.most = most
    }

    /// What is kept under a name such as `steps/9f86…`; nil when there is nothing, or nothing that can be believed.
    public func entry(_ name: String) -> [UInt8]? {
        guard let bytes = CacheFolder.bytes(of: file(name)), let content = CacheFolder.believed(bytes) else {
            return nil
        }
        // What is used is young: the oldest go first.
        utimensat(AT_FDCWD, file(name), nil, AT_SYMLINK_NOFOLLOW)
        return content
    }

    /// Keeps an entry under a name, in the place of what was there. What is too large or cannot be written is not kept.
    public func keep(_ content: [UInt8], as name: String) {
        let target = file(name)
        guard content.count <= CacheFolder.largest, let slash = target.lastIndex(of: "/") else { return }
        mkdir(path, 0o755)
        mkdir(String(target[..<slash]), 0o755)
        let draft = target[...slash] + CacheFolder.draft + String(UInt64.random(in: 0 ... .max), radix: 16)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { return }
        let bytes = Array(Digest.sha256(content).utf8) + [10] + content
        let isWritten = bytes.withUnsafeBytes { CacheFolder.write($0, to: descriptor) }
        close(descriptor)
        if !isWritten || rename(draft, target) != 0 { unlink(draft) }
    }

    /// Removes the oldest entries until no more is left than may be, and drafts that nobody will finish.
    public func trim() {
        let old = time(nil) - 3600
        var files = self.files
        for file in files where file.isDraft && file.time.tv_sec < old { unlink(file.path) }
        files.removeAll(where: \.isDraft)
        var total = files.reduce(0) { $0 + $1.size }
        guard total > most else { return }
        files.sort { ($0.time.tv_sec, $0.time.tv_nsec, $0.path) < ($1.time.tv_sec, $1.time.tv_nsec, $1.path) }
        for file in files {
            guard total > most else { return }
            if unlink(file.path) == 0 { total -= file.size }
        }
    }

    /// Reads every entry.
    ///
    /// - Returns: how many there are and of how many bytes, and those that are damaged, which nothing but space is lost by.
    public func inspect() -> (entries: Int, bytes: Int, problems: [Problem]) {
        let files = files.filter { !$0.isDraft }
        let problems = files.filter { CacheFolder.bytes(of: $0.path).flatMap(CacheFolder.believed) == nil }.map { file in
            Problem(
                Localized(
                    sv: "Filen i mellanlagret är skadad. Den används inte.",
                    en: "The file in the cache is damaged. It is not used."),
                at: Place(file: "cache/" + file.name),
                remedy: Localized(
                    sv: "Ta bort den; inget går förlorat. Är de flera, kontrollera disken.",
                    en: "Remove it; nothing is lost. If there are several, check the disk."))
        }
        return (files.count, files.reduce(0) { $0 + $1.size }, problems)
    }

    private func file(_ name: String) -> String { path + "/" + name }

    // MARK: - Files

    private static let draft = "new-"

    private struct File {
        var path: String
        /// `steps/9f86…`.
        var name: String
        var size: Int
        var time: timespec
        var isDraft: Bool
    }

    /// The files in the folders of the cache, sorted.
    private var files: [File] {
        CacheFolder.names(in: path).flatMap { folder in
            CacheFolder.names(in: path + "/" + folder).compactMap { name -> File? in
                var status = stat()
                let file = file(folder + "/" + name)
                guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
                return File(
                    path: file, name: folder + "/" + name, size: Int(status.st_size), time: status.st_mtim,
                    isDraft: name.hasPrefix(CacheFolder.draft))
            }
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The bytes of a regular file of an entry's size, following no link; nil when it is none.
    private static func bytes(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= largest + hashLength + 1
        else { return nil }
        let size = Int(status.st_size)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                count += got
            }
        }
    }

    private static let hashLength = 64

    /// What follows the hash, when it is the hash of that.
    private static func believed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > hashLength, bytes[hashLength] == 10 else { return nil }
        let content = Array(bytes[(hashLength + 1)...])
        return bytes[..<hashLength].elementsEqual(Digest.sha256(content).utf8) ? content : nil
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }
}
