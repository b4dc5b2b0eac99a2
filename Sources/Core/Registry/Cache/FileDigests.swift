// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import Synchronization

/// The SHA-256 of files that seldom change, such as the tool's own plugins: a file is read again only when its size, its
/// times or its place on the disk are others than when it was last read.
public final class FileDigests: Sendable {
    private let cache: CacheFolder
    private let known: Mutex<JSONObject?>
    private static let name = "files/digests"

    /// Digests that are remembered in a cache.
    public init(_ cache: CacheFolder) {
        self.cache = cache
        known = Mutex(nil)
    }

    /// The SHA-256 of a file.
    ///
    /// - Parameter read: reads the file when it must be.
    /// - Throws: what `read` throws.
    public func sha256(of path: String, read: (String) throws -> [UInt8]) throws -> String {
        let mark = FileMark(path)
        if let mark, let entry = remembered[path]?.array, entry.first?.string == mark.text, entry.count == 2,
            let digest = entry[1].string
        {
            return digest
        }
        let digest = Digest.sha256(try read(path))
        // A file that was just written may be written again without its mark becoming another.
        if let mark, mark == FileMark(path), mark.isSettled { remember(path, mark, digest) }
        return digest
    }

    private var remembered: JSONObject {
        known.withLock { known in
            if let known { return known }
            let read = cache.entry(FileDigests.name).flatMap { try? JSON.read($0).object } ?? [:]
            known = read
            return read
        }
    }

    private func remember(_ path: String, _ mark: FileMark, _ digest: String) {
        let all = known.withLock { known in
            var all = known ?? [:]
            all[path] = [.string(mark.text), .string(digest)]
            known = all
            return all
        }
        cache.keep(JSON.object(all).bytes, as: FileDigests.name)
    }
}

/// What tells one state of a file from another without reading it.
public struct FileMark: Hashable, Sendable {
    /// Device, number, size and times of the file.
    public let text: String
    private let changed: Int

    /// The mark of a file; nil when there is none.
    public init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let times = [status.st_mtim, status.st_ctim].map { "\($0.tv_sec).\($0.tv_nsec)" }
        text = (["\(status.st_dev)", "\(status.st_ino)", "\(status.st_size)"] + times).joined(separator: " ")
        changed = Int(max(status.st_mtim.tv_sec, status.st_ctim.tv_sec))
    }

    /// Whether the file was last changed so long ago that another change would show in its times.
    var isSettled: Bool { changed + 2 < time(nil) }
}
