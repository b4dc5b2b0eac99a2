// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// A lock on a file or folder that is held until it is let go or its process ends, however that ends (flock).
final class FileLock: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock of a file for oneself, made when it is not there.
    ///
    /// - Parameter patience: how many seconds to wait for another that holds it.
    /// - Throws: ``Problem`` of kind `limit` when it is still held then.
    static func take(_ path: String, patience: Int = 30) throws(Problem) -> FileLock {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw Disk.failed(path, errno) }
        let lock = FileLock(descriptor)
        for _ in 0...patience * 20 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return lock }
            guard errno == EWOULDBLOCK || errno == EINTR else { throw Disk.failed(path, errno) }
            usleep(50_000)
        }
        throw Problem(
            Localized(
                sv: "Ett annat samverk ändrar tilläggen just nu.", en: "Another samverk is changing the plugins now."),
            kind: .limit, at: Place(file: path),
            remedy: Localized(
                sv: "Vänta tills det är klart och försök igen.", en: "Wait until it is done and try again."))
    }

    /// Marks a folder as in use, beside others who use it; nil when it is not there.
    static func use(_ folder: String) -> FileLock? {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        let lock = FileLock(descriptor)
        return flock(descriptor, LOCK_SH | LOCK_NB) == 0 ? lock : nil
    }

    /// Whether a process uses a folder.
    static func isUsed(_ folder: String) -> Bool {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }
}
