// SPDX-License-Identifier: EUPL-1.2

import CZlib
import SamverkDomain

/// Reads a zip archive. The directory at its end and the header before each entry must say the same, and the entries
/// fill the file: no two share bytes, nothing stands before, between or after them.
final class ZipReader {
    private let archive: any ArchiveBytes
    private let intake: Intake
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    init(_ archive: any ArchiveBytes, _ intake: Intake) {
        self.archive = archive
        self.intake = intake
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    func read() throws(Problem) {
        let directory = try ZipDirectory(archive, intake.limits)
        let entries = directory.entries.sorted { $0.offset < $1.offset }
        var position = 0
        for (i, entry) in entries.enumerated() {
            guard entry.offset == position else {
                throw ArchiveFault.form(
                    "zip-arkivet har data som ingen post omfattar.", "the zip archive has data that belong to no entry."
                )
            }
            position = i + 1 < entries.count ? entries[i + 1].offset : directory.start
            try read(entry, end: position)
        }
        guard position == directory.start else {
            throw ArchiveFault.form(
                "zip-arkivet har data som ingen post omfattar.", "the zip archive has data that belong to no entry.")
        }
    }

    private func read(_ entry: ZipEntry, end: Int) throws(Problem) {
        let data = entry.offset + (try headerSize(entry))
        let after = data + entry.compressedSize
        guard after <= end else { throw differs(entry) }
        try checkDescriptor(entry, after, end)
        if entry.isFolder {
            try intake.folder(entry.name)
            return
        }
        let limits = intake.limits
        guard entry.size <= 1 << 20 || entry.size / limits.ratio <= entry.compressedSize else {
            let shown = Shown.entry(entry.name)
            throw Problem(
                Localized(
                    sv: "\(shown.sv): innehållet är mer än \(limits.ratio) gånger större än i arkivet.",
                    en: "\(shown.en): the content is more than \(limits.ratio) times larger than in the archive."),
                remedy: Remedy.smaller)
        }
        try intake.beginFile(entry.name, size: entry.size, isExecutable: entry.isExecutable)
        let crc = entry.method == 8 ? try inflate(entry, from: data) : try copy(entry, from: data)
        guard crc == entry.crc else {
            let shown = Shown.entry(entry.name)
            throw ArchiveFault.damaged(
                "\(shown.sv): kontrollsumman stämmer inte.", "\(shown.en): the checksum is wrong.")
        }
        try intake.endFile()
    }

    /// Compares the header before an entry with the directory.
    ///
    /// - Returns: how long it is.
    private func headerSize(_ entry: ZipEntry) throws(Problem) -> Int {
        let head = LittleEndian(try archive.bytes(at: entry.offset, count: 30))
        let nameLength = head[26, 2]
        let extraLength = head[28, 2]
        guard head[0, 4] == 0x0403_4B50, head[6, 2] == entry.flags, head[8, 2] == entry.method,
            nameLength == entry.name.count,
            try archive.bytes(at: entry.offset + 30, count: nameLength) == entry.name
        else { throw differs(entry) }
        let stated = [head[14, 4], head[18, 4], head[22, 4]]
        let listed = [Int(entry.crc), entry.compressedSize, entry.size]
        guard stated == listed || (entry.flags & 8 != 0 && stated == [0, 0, 0]) else { throw differs(entry) }
        try ZipExtra.check(try archive.bytes(at: entry.offset + 30 + nameLength, count: extraLength), of: entry.name)
        return 30 + nameLength + extraLength
    }

    /// What stands after the data: nothing, or with flag 3 checksum and sizes once more.
    private func checkDescriptor(_ entry: ZipEntry, _ start: Int, _ end: Int) throws(Problem) {
        guard entry.flags & 8 != 0 else {
            guard start == end else { throw differs(entry) }
            return
        }
        guard end - start == 12 || end - start == 16 else { throw differs(entry) }
        let bytes = LittleEndian(try archive.bytes(at: start, count: end - start))
        let at = end - start - 12
        guard at == 0 || bytes[0, 4] == 0x0807_4B50,
            [bytes[at, 4], bytes[at + 4, 4], bytes[at + 8, 4]] == [Int(entry.crc), entry.compressedSize, entry.size]
        else { throw differs(entry) }
    }

    private func copy(_ entry: ZipEntry, from data: Int) throws(Problem) -> UInt32 {
        guard entry.size == entry.compressedSize else { throw differs(entry) }
        var crc: UInt32 = 0
        var done = 0
        while done < entry.size {
            let got = try fill(at: data + done, entry.size - done)
            try take(UnsafeRawBufferPointer(rebasing: input[..<got]), &crc)
            done += got
        }
        return crc
    }

    private func inflate(_ entry: ZipEntry, from data: Int) throws(Problem) -> UInt32 {
        let inflater = try Inflater(.raw)
        var crc: UInt32 = 0
        var done = 0
        var held = 0..<0
        while !inflater.isAtEnd {
            if held.isEmpty, done < entry.compressedSize {
                held = 0..<(try fill(at: data + done, entry.compressedSize - done))
                done += held.count
            }
            let step = try inflater.step(UnsafeRawBufferPointer(rebasing: input[held]), into: output)
            // All is in and nothing comes out any more: the stream lacks its end.
            guard inflater.isAtEnd || step.used + step.filled > 0 else { throw differs(entry) }
            held = (held.lowerBound + step.used)..<held.upperBound
            try take(UnsafeRawBufferPointer(rebasing: output[..<step.filled]), &crc)
        }
        guard held.isEmpty, done == entry.compressedSize else { throw differs(entry) }
        return crc
    }

    private func fill(at offset: Int, _ wanted: Int) throws(Problem) -> Int {
        let target = UnsafeMutableRawBufferPointer(rebasing: input[..<min(wanted, input.count)])
        let got = try archive.read(at: offset, into: target)
        guard got == target.count else { throw ArchiveFault.cutOff }
        return got
    }

    private func take(_ bytes: UnsafeRawBufferPointer, _ crc: inout UInt32) throws(Problem) {
        guard !bytes.isEmpty else { return }
        crc = checksum(bytes, after: crc)
        try intake.write(bytes)
    }

    private func differs(_ entry: ZipEntry) -> Problem {
        let shown = Shown.entry(entry.name)
        return ArchiveFault.form(
            "\(shown.sv): zip-arkivets förteckning säger annat än posten själv.",
            "\(shown.en): the directory of the zip archive says otherwise than the entry itself.")
    }
}

/// The CRC-32 of bytes (ISO 3309, as in gzip and zip), going on from that of those before.
func checksum(_ bytes: UnsafeRawBufferPointer, after before: UInt32 = 0) -> UInt32 {
    var crc = UInt(before)
    var rest = bytes
    while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
        crc = crc32(crc, part.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(part.count))
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
    }
    return UInt32(truncatingIfNeeded: crc)
}
