// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// The bytes of an archive, to be read anywhere.
protocol ArchiveBytes: AnyObject {
    var size: Int { get }
    /// Fills the buffer from a place on; fewer bytes come only at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int
}

extension ArchiveBytes {
    /// Exactly so many bytes from a place on.
    func bytes(at offset: Int, count: Int) throws(Problem) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= size, count <= size - offset else { throw ArchiveFault.cutOff }
        var bytes = [UInt8](repeating: 0, count: count)
        var got = 0
        var failure: Problem?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(Problem) { got = try read(at: offset, into: buffer) } catch { failure = error }
        }
        if let failure { throw failure }
        guard got == count else { throw ArchiveFault.cutOff }
        return bytes
    }
}

/// An archive on disk.
final class ArchiveOnDisk: ArchiveBytes {
    let size: Int
    private let descriptor: Int32

    /// Opens a regular file; opening never waits, whatever stands there.
    init(_ path: String, _ limits: ArchiveLimits) throws(Problem) {
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            let code = errno
            if descriptor >= 0 { close(descriptor) }
            throw DiskFault.failed(Localized(sv: "går inte att läsa", en: "cannot be read"), code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Problem(Localized(sv: "är ingen vanlig fil.", en: "is no regular file."))
        }
        size = Int(status.st_size)
        guard size <= limits.archiveBytes else {
            throw Problem(
                Localized(
                    sv: "arkivet har \(size) byte, högst \(limits.archiveBytes) är tillåtna.",
                    en: "the archive has \(size) bytes, at most \(limits.archiveBytes) are allowed."),
                remedy: Remedy.smaller)
        }
    }

    deinit { close(descriptor) }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        var got = 0
        while got < buffer.count, let base = buffer.baseAddress {
            let part = pread(descriptor, base + got, buffer.count - got, off_t(offset + got))
            if part < 0, errno == EINTR { continue }
            guard part >= 0 else {
                throw DiskFault.failed(Localized(sv: "går inte att läsa", en: "cannot be read"), errno)
            }
            if part == 0 { break }
            got += part
        }
        return got
    }
}

/// An archive in memory.
final class ArchiveInMemory: ArchiveBytes {
    private let held: [UInt8]
    var size: Int { held.count }

    init(_ bytes: [UInt8]) { held = bytes }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        let count = max(0, min(buffer.count, held.count - offset))
        held.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count])) }
        return count
    }
}

/// Bytes that come one after another: a plain archive from its beginning, or what a compressed one unfolds to.
protocol ByteSource: AnyObject {
    /// Fills the buffer; fewer bytes come only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int
}

/// The bytes of an archive as they stand.
final class PlainSource: ByteSource {
    private let archive: any ArchiveBytes
    private var position = 0

    init(_ archive: any ArchiveBytes) { self.archive = archive }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        let got = try archive.read(at: position, into: buffer)
        position += got
        return got
    }
}

/// What is wrong with an archive as such.
enum ArchiveFault {
    static let cutOff = Problem(
        Localized(sv: "arkivet är avhugget.", en: "the archive is cut off."), remedy: Remedy.fetchAgain)

    /// A fault of the form, for which the one remedy is to pack anew.
    static func form(_ sv: String, _ en: String) -> Problem {
        Problem(Localized(sv: sv, en: en), remedy: Remedy.repack)
    }

    /// A fault that a bad transfer may have made.
    static func damaged(_ sv: String, _ en: String) -> Problem {
        Problem(Localized(sv: sv, en: en), remedy: Remedy.fetchAgain)
    }
}

/// What the file system refuses.
enum DiskFault {
    static func failed(_ what: Localized, _ code: Int32) -> Problem {
        let reason = String(cString: strerror(code))
        let isFull = code == ENOSPC || code == EDQUOT || code == EFBIG || code == EMFILE || code == ENFILE
        return Problem(
            Localized(sv: "\(what.sv): \(reason).", en: "\(what.en): \(reason)."), kind: isFull ? .limit : .input,
            remedy: isFull
                ? Localized(sv: "Gör plats på disken och försök igen.", en: "Make room on the disk and try again.")
                : nil)
    }
}
