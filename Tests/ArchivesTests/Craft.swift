// SPDX-License-Identifier: EUPL-1.2

import CZlib
import Foundation

@testable import SamverkArchives

/// A tar archive made byte by byte, as an attacker would.
struct CraftedTar {
    var bytes: [UInt8] = []

    /// One entry, with whatever its fields are to say; `change` has the header before its checksum is set.
    mutating func add(
        _ name: [UInt8], _ content: [UInt8] = [], type: Character = "0", link: String = "", mode: String = "0000644",
        size: String? = nil, change: (inout [UInt8]) -> Void = { _ in }
    ) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: [UInt8], _ offset: Int) { for (i, byte) in text.enumerated() { header[offset + i] = byte } }
        put(Array(name.prefix(100)), 0)
        put(Array(mode.utf8), 100)
        put(Array("0000000".utf8), 108)
        put(Array("0000000".utf8), 116)
        put(Array((size ?? String(repeating: "0", count: 11)).utf8), 124)
        if size == nil {
            let digits = String(content.count, radix: 8)
            put(Array((String(repeating: "0", count: 11 - digits.count) + digits).utf8), 124)
        }
        put(Array("00000000000".utf8), 136)
        header[156] = type.asciiValue ?? 0
        put(Array(link.utf8), 157)
        put(Array("ustar\u{0}00".utf8), 257)
        change(&header)
        put(Array("        ".utf8), 148)
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        put(Array((String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ").utf8), 148)
        bytes += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    mutating func add(_ name: String, _ content: String = "x", type: Character = "0", link: String = "") {
        add(Array(name.utf8), Array((type == "0" ? content : "").utf8), type: type, link: link)
    }

    /// A header of further fields, each a whole record.
    mutating func fields(_ records: [String], type: Character = "x") {
        add(Array("PaxHeaders/x".utf8), records.flatMap { Array($0.utf8) }, type: type)
    }

    var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    static func of(_ make: (inout CraftedTar) -> Void) -> [UInt8] {
        var tar = CraftedTar()
        make(&tar)
        return tar.finished
    }

    /// A record of a further header, with its length before it.
    static func record(_ name: String, _ value: String) -> String {
        let rest = " \(name)=\(value)\n"
        let length = rest.utf8.count + (rest.utf8.count < 8 ? 1 : rest.utf8.count < 97 ? 2 : 3)
        return "\(length)\(rest)"
    }
}

/// A zip archive made byte by byte: the directory and the headers can be made to disagree.
struct CraftedZip {
    /// One entry; each field may lie.
    struct Entry {
        var name: [UInt8]
        var content: [UInt8] = Array("x".utf8)
        var localName: [UInt8]?
        var localSize: Int?
        var listedSize: Int?
        var method = 0
        var flags = 0
        var crc: UInt32?
        var attributes: UInt32 = 0o100644 << 16
        var extra: [UInt8] = []
        var localExtra: [UInt8] = []
        var offset: Int?
        var descriptor: [UInt8] = []
        var isListed = true
        var comment: [UInt8] = []

        init(_ name: String, change: (inout Entry) -> Void = { _ in }) {
            self.name = Array(name.utf8)
            if name.utf8.contains(where: { $0 > 127 }) { flags = 0x800 }
            change(&self)
        }
    }

    static func of(
        _ entries: [Entry], before: [UInt8] = [], between: [UInt8] = [], after: [UInt8] = [], count: Int? = nil,
        comment: [UInt8] = []
    ) -> [UInt8] {
        var bytes = before
        var directory: [UInt8] = []
        for entry in entries {
            let offset = bytes.count
            let packed = entry.method == 8 ? deflated(entry.content) : entry.content
            let crc = entry.crc ?? entry.content.withUnsafeBytes { checksum($0) }
            let hasDescriptor = entry.flags & 8 != 0
            bytes += number(0x0403_4B50, 4) + number(20, 2) + number(entry.flags, 2) + number(entry.method, 2)
            bytes += number(0, 4) + number(hasDescriptor ? 0 : Int(crc), 4)
            bytes += number(hasDescriptor ? 0 : packed.count, 4)
            bytes += number(hasDescriptor ? 0 : entry.localSize ?? entry.content.count, 4)
            let localName = entry.localName ?? entry.name
            bytes += number(localName.count, 2) + number(entry.localExtra.count, 2) + localName + entry.localExtra
            bytes += packed + entry.descriptor
            guard entry.isListed else { continue }
            directory += number(0x0201_4B50, 4) + [20, 3] + number(20, 2) + number(entry.flags, 2)
            directory += number(entry.method, 2) + number(0, 4) + number(Int(crc), 4) + number(packed.count, 4)
            directory += number(entry.listedSize ?? entry.content.count, 4) + number(entry.name.count, 2)
            directory += number(entry.extra.count, 2) + number(entry.comment.count, 2) + number(0, 4)
            directory += number(Int(entry.attributes), 4) + number(entry.offset ?? offset, 4)
            directory += entry.name + entry.extra + entry.comment
        }
        bytes += between
        let listed = count ?? entries.count { $0.isListed }
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(listed, 2) + number(listed, 2) + number(directory.count, 4)
            + number(bytes.count, 4) + number(comment.count, 2) + comment
        return bytes + directory + end + after
    }

    static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// Checksum and sizes as they stand after the data.
    static func descriptor(_ content: [UInt8], packed: Int, signed: Bool = true) -> [UInt8] {
        let crc = content.withUnsafeBytes { checksum($0) }
        return (signed ? number(0x0807_4B50, 4) : []) + number(Int(crc), 4) + number(packed, 4)
            + number(content.count, 4)
    }
}

/// What zlib makes of bytes: an implementation that is not ours.
func deflated(_ bytes: [UInt8], gzip: Bool = false) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    deflateInit2_(&stream, 9, Z_DEFLATED, gzip ? 31 : -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let capacity = output.count
    let made = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(capacity)
            deflate(&stream, Z_FINISH)
            return capacity - Int(stream.avail_out)
        }
    }
    deflateEnd(&stream)
    return Array(output[..<made])
}

/// A folder of a test, gone with it.
final class Playground {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "samverk-archives-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var staging: String { path + "/staging" }

    /// Writes the archive and unpacks it into ``staging``.
    func extract(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws -> [ArchiveEntry] {
        let file = path + "/package"
        try Data(bytes).write(to: URL(filePath: file))
        return try Archive.extract(file, to: staging, limits: limits)
    }

    /// All that stands in the playground, links and folders among it.
    var names: [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
    }

    func mode(_ name: String) -> Int? {
        try? FileManager.default.attributesOfItem(atPath: staging + "/" + name)[.posixPermissions] as? Int
    }
}
