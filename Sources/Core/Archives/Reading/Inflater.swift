// SPDX-License-Identifier: EUPL-1.2

import CZlib
import SamverkDomain

/// One compressed stream as it unfolds (DEFLATE, RFC 1951), alone or with gzip's head and checksum (RFC 1952).
final class Inflater {
    enum Form: Int32 {
        case gzip = 31
        case raw = -15
    }

    /// Whether the stream's own end has been reached, and its checksum was right.
    private(set) var isAtEnd = false
    /// zlib keeps the address, so the state must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ form: Form) throws(Problem) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, form.rawValue, ZLIB_VERSION, size) == Z_OK else {
            throw Problem(
                Localized(sv: "zlib går inte att starta.", en: "zlib cannot be started."), kind: .program)
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unfolds as much as fits.
    ///
    /// - Returns: how many bytes of the input were used, and how many of the output are filled.
    func step(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(Problem) -> (used: Int, filled: Int) {
        let damaged = ArchiveFault.damaged(
            "det komprimerade innehållet är skadat.", "the compressed content is damaged.")
        // zlib never writes to its input, though its old interface does not say so.
        stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?
            .assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        let code = inflate(stream, Z_NO_FLUSH)
        let used = input.count - Int(stream.pointee.avail_in)
        let filled = output.count - Int(stream.pointee.avail_out)
        switch code {
        case Z_OK: break
        case Z_BUF_ERROR where input.isEmpty || output.isEmpty || used + filled > 0: break
        case Z_STREAM_END: isAtEnd = true
        default: throw damaged
        }
        return (used, filled)
    }
}

/// The content of a gzip file of one member, with nothing before and nothing after.
final class GzipSource: ByteSource {
    private let archive: any ArchiveBytes
    private let inflater: Inflater
    private let ratio: Int
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var held = 0..<0
    private var position = 0
    private var produced = 0

    init(_ archive: any ArchiveBytes, _ limits: ArchiveLimits) throws(Problem) {
        self.archive = archive
        inflater = try Inflater(.gzip)
        ratio = limits.ratio
    }

    deinit { buffer.deallocate() }

    func read(into output: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
        var filled = 0
        while filled < output.count, !inflater.isAtEnd {
            if held.isEmpty {
                let got = try archive.read(at: position, into: buffer)
                guard got > 0 else { throw ArchiveFault.cutOff }
                position += got
                held = 0..<got
            }
            let step = try inflater.step(
                UnsafeRawBufferPointer(rebasing: buffer[held]),
                into: UnsafeMutableRawBufferPointer(rebasing: output[filled...]))
            held = (held.lowerBound + step.used)..<held.upperBound
            filled += step.filled
            produced += step.filled
            guard produced <= 1 << 20 || produced / ratio <= position - held.count else {
                throw Problem(
                    Localized(
                        sv: "innehållet är mer än \(ratio) gånger större än arkivet.",
                        en: "the content is more than \(ratio) times larger than the archive."), remedy: Remedy.smaller)
            }
        }
        if inflater.isAtEnd { try checkEnd() }
        return filled
    }

    private func checkEnd() throws(Problem) {
        let end = position - held.count
        guard end < archive.size else { return }
        let next = try archive.bytes(at: end, count: min(2, archive.size - end))
        throw next == [0x1F, 0x8B]
            ? ArchiveFault.form(
                "arkivet är flera gzip-filer efter varandra.", "the archive is several gzip files one after another.")
            : ArchiveFault.form("det finns data efter arkivets slut.", "there are data after the archive's end.")
    }
}
