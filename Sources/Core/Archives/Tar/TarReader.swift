// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Reads a tar archive from its first byte to its last.
final class TarReader {
    private let source: any ByteSource
    private let intake: Intake
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    /// Fields of a further header that tell nothing we use. Those that name, size or link an entry are refused: what
    /// one tool shows would not be what another unpacks.
    private static let harmless: Set<String> = ["atime", "ctime", "mtime", "uid", "gid", "uname", "gname", "comment"]
    private static let longestFields = 64 << 10
    /// Zeros after the end: tar fills its last record, of 10 kB unless told otherwise.
    private static let longestFill = 1 << 20

    init(_ source: any ByteSource, _ intake: Intake) {
        self.source = source
        self.intake = intake
    }

    deinit { buffer.deallocate() }

    func read() throws(Problem) {
        var isFirst = true
        var hasFields = false
        while true {
            let block = try take(TarHeader.size)
            if block.allSatisfy({ $0 == 0 }) { break }
            let header = try TarHeader(block)
            switch header.kind {
            case .commonFields, .fields:
                guard header.kind == .fields ? !hasFields : isFirst else {
                    throw ArchiveFault.form(
                        "tar-arkivet har fält utan post.", "the tar archive has fields without an entry.")
                }
                try takeFields(header)
                hasFields = header.kind == .fields
            case .folder:
                try intake.folder(header.name)
                hasFields = false
            case .file:
                try intake.beginFile(header.name, size: header.size, isExecutable: header.isExecutable)
                try copy(header.size)
                try intake.endFile()
                try takeFill(after: header.size)
                hasFields = false
            }
            isFirst = false
        }
        guard !hasFields else {
            throw ArchiveFault.form("tar-arkivet har fält utan post.", "the tar archive has fields without an entry.")
        }
        try readEnd()
    }

    /// The second of the two empty blocks, and zeros to the end.
    private func readEnd() throws(Problem) {
        guard try take(TarHeader.size).allSatisfy({ $0 == 0 }) else {
            throw ArchiveFault.form("tar-arkivet fortsätter efter sitt slut.", "the tar archive goes on after its end.")
        }
        var fill = 0
        while true {
            let got = try source.read(into: buffer)
            guard got > 0 else { return }
            fill += got
            guard fill <= Self.longestFill, buffer[..<got].allSatisfy({ $0 == 0 }) else {
                throw ArchiveFault.form(
                    "tar-arkivet fortsätter efter sitt slut.", "the tar archive goes on after its end.")
            }
        }
    }

    private func copy(_ size: Int) throws(Problem) {
        var left = size
        while left > 0 {
            let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(left, buffer.count)]))
            guard got > 0 else { throw ArchiveFault.cutOff }
            try intake.write(UnsafeRawBufferPointer(rebasing: buffer[..<got]))
            left -= got
        }
    }

    /// The zeros that fill the last block of a file.
    private func takeFill(after size: Int) throws(Problem) {
        guard size % 512 > 0 else { return }
        guard try take(512 - size % 512).allSatisfy({ $0 == 0 }) else {
            throw ArchiveFault.form(
                "tar-arkivet har data mellan posterna.", "the tar archive has data between its entries.")
        }
    }

    private func takeFields(_ header: TarHeader) throws(Problem) {
        guard header.size <= Self.longestFields else {
            throw ArchiveFault.form("en posts fält är för långa.", "the fields of an entry are too long.")
        }
        let bytes = try take(header.size)
        try takeFill(after: header.size)
        for name in try fieldNames(bytes) where !Self.harmless.contains(name) {
            let shown = Shown.text(name.utf8)
            throw ArchiveFault.form(
                "ett fält '\(shown)' ger en post andra egenskaper än de synliga.",
                "a field '\(shown)' gives an entry other properties than the visible ones.")
        }
    }

    /// The names of pax records, `LENGTH NAME=VALUE\n` with the length of the whole record.
    private func fieldNames(_ bytes: [UInt8]) throws(Problem) -> [String] {
        var names: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let digits = rest.prefix(6).prefix { (48...57).contains($0) }
            let length = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
            let record = rest.prefix(length)
            guard !digits.isEmpty, length > digits.count + 1, record.count == length, record.last == 10,
                record[digits.endIndex] == 32,
                let equals = record[(digits.endIndex + 1)...].firstIndex(of: UInt8(ascii: "="))
            else {
                throw ArchiveFault.form(
                    "en posts fält går inte att läsa.", "the fields of an entry cannot be read.")
            }
            names.append(String(decoding: record[(digits.endIndex + 1)..<equals], as: UTF8.self))
            rest = rest[record.endIndex...]
        }
        return names
    }

    /// Exactly so many bytes.
    private func take(_ count: Int) throws(Problem) -> [UInt8] {
        let target = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
        guard try source.read(into: target) == count else { throw ArchiveFault.cutOff }
        return Array(target)
    }
}
