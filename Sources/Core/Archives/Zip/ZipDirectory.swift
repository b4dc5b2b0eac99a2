// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// One entry as the directory at the end of a zip archive lists it (APPNOTE.TXT 6.3, section 4.3.12).
struct ZipEntry {
    let name: [UInt8]
    let flags: Int
    /// 0 stored, 8 deflated.
    let method: Int
    let crc: UInt32
    let compressedSize: Int
    let size: Int
    /// Where its own header stands.
    let offset: Int
    let isFolder: Bool
    let isExecutable: Bool
}

/// The directory of a zip archive. Everything in the file must be in it, and nothing else may stand in the file.
struct ZipDirectory {
    let entries: [ZipEntry]
    /// Where it starts, which is where the last entry ends.
    let start: Int

    init(_ archive: any ArchiveBytes, _ limits: ArchiveLimits) throws(Problem) {
        let endSize = 22
        guard archive.size >= endSize else { throw ArchiveFault.cutOff }
        let end = LittleEndian(try archive.bytes(at: archive.size - endSize, count: endSize))
        guard end[0, 4] == 0x0605_4B50, end[20, 2] == 0 else {
            throw ArchiveFault.form(
                "zip-arkivet är avhugget, eller har en kommentar eller annat efter sitt slut.",
                "the zip archive is cut off, or has a comment or something else after its end.")
        }
        let (count, size, start) = (end[10, 2], end[12, 4], end[16, 4])
        guard end[4, 2] == 0, end[6, 2] == 0, end[8, 2] == count else {
            throw ArchiveFault.form(
                "zip-arkivet är delat i flera filer.", "the zip archive is split into several files.")
        }
        guard count != 0xFFFF, size != 0xFFFF_FFFF, start != 0xFFFF_FFFF else {
            throw ArchiveFault.form("zip-arkivet är av formen zip64.", "the zip archive is of the form zip64.")
        }
        guard start + size == archive.size - endSize else {
            throw ArchiveFault.form(
                "zip-arkivets förteckning står inte där den ska.",
                "the directory of the zip archive is not where it should be.")
        }
        guard count <= limits.entries, size <= limits.entries * (46 + limits.pathBytes + 256) else {
            throw Problem(
                Localized(
                    sv: "zip-arkivets förteckning är för stor; högst \(limits.entries) filer och mappar är tillåtna.",
                    en:
                        "the directory of the zip archive is too large; at most \(limits.entries) files and folders are allowed."
                ),
                remedy: Remedy.smaller)
        }
        let bytes = LittleEndian(try archive.bytes(at: start, count: size))
        var entries: [ZipEntry] = []
        var position = 0
        for _ in 0..<count {
            let head = LittleEndian(try bytes.slice(position, 46))
            let nameLength = head[28, 2]
            let extraLength = head[30, 2]
            let commentLength = head[32, 2]
            guard head[0, 4] == 0x0201_4B50 else {
                throw ArchiveFault.damaged(
                    "zip-arkivets förteckning är skadad.", "the directory of the zip archive is damaged.")
            }
            let name = try bytes.slice(position + 46, nameLength)
            try ZipExtra.check(try bytes.slice(position + 46 + nameLength, extraLength), of: name)
            entries.append(try ZipEntry(head, name: name))
            position += 46 + nameLength + extraLength + commentLength
        }
        guard position == size else {
            throw ArchiveFault.damaged(
                "zip-arkivets förteckning är skadad.", "the directory of the zip archive is damaged.")
        }
        self.entries = entries
        self.start = start
    }
}

extension ZipEntry {
    fileprivate init(_ head: LittleEndian, name: [UInt8]) throws(Problem) {
        let shown = Shown.entry(name)
        func refused(_ sv: String, _ en: String) -> Problem {
            ArchiveFault.form("\(shown.sv) \(sv)", "\(shown.en) \(en)")
        }
        self.name = name
        flags = head[8, 2]
        method = head[10, 2]
        crc = UInt32(head[16, 4])
        compressedSize = head[20, 4]
        size = head[24, 4]
        offset = head[42, 4]
        guard flags & 0x2041 == 0 else { throw refused("är krypterad.", "is encrypted.") }
        // The last version of the standard that changed how archives are read.
        guard head[6, 2] <= 63 else { throw refused("är packad på ett okänt sätt.", "is packed in an unknown way.") }
        // 1 and 2: how hard it was compressed; 3: sizes stand after the data; 11: the name is UTF-8.
        guard flags & ~0x080E == 0 else {
            throw refused("är packad på ett okänt sätt.", "is packed in an unknown way.")
        }
        guard method == 0 || method == 8 else {
            throw refused("är komprimerad på ett okänt sätt.", "is compressed in an unknown way.")
        }
        guard ![compressedSize, size, offset].contains(0xFFFF_FFFF), head[34, 2] == 0 else {
            throw refused("är av formen zip64.", "is of the form zip64.")
        }
        guard flags & 0x0800 != 0 || name.allSatisfy({ $0 < 128 }) else {
            throw refused("har ett namn i en okänd teckenkod.", "has a name in an unknown character set.")
        }
        let attributes = head[38, 4]
        // The upper half is a Unix mode when the archive was made there.
        let mode = head[5, 1] == 3 || head[5, 1] == 19 ? attributes >> 16 : 0
        let isFolder = name.last == UInt8(ascii: "/")
        switch mode & 0o170000 {
        case 0: break
        case 0o100000 where !isFolder: break
        case 0o040000 where isFolder: break
        case 0o120000: throw refused("är en länk.", "is a link.")
        case 0o100000, 0o040000: throw refused("är både fil och mapp.", "is both a file and a folder.")
        default: throw refused("är varken fil eller mapp.", "is neither a file nor a folder.")
        }
        guard !isFolder || (size == 0 && compressedSize == 0 && crc == 0) else {
            throw refused("är en mapp med innehåll.", "is a folder with content.")
        }
        guard isFolder || attributes & 0x10 == 0 else {
            throw refused("är både fil och mapp.", "is both a file and a folder.")
        }
        self.isFolder = isFolder
        isExecutable = mode & 0o100 != 0
    }
}

/// The further fields of a zip entry.
enum ZipExtra {
    /// Refuses those that change what is read: the sizes of zip64, a second name, encryption.
    static func check(_ bytes: [UInt8], of name: [UInt8]) throws(Problem) {
        let shown = Shown.entry(name)
        var rest = bytes[...]
        while !rest.isEmpty {
            let head = LittleEndian(Array(rest.prefix(4)))
            guard rest.count >= 4, head[2, 2] <= rest.count - 4 else {
                throw ArchiveFault.form(
                    "\(shown.sv) har fält som inte går att läsa.", "\(shown.en) has fields that cannot be read.")
            }
            switch head[0, 2] {
            case 0x0001: throw ArchiveFault.form("\(shown.sv) är av formen zip64.", "\(shown.en) is of the form zip64.")
            case 0x7075:
                throw ArchiveFault.form(
                    "\(shown.sv) har ett annat namn än det synliga.", "\(shown.en) has another name than the visible.")
            case 0x9901, 0x0017: throw ArchiveFault.form("\(shown.sv) är krypterad.", "\(shown.en) is encrypted.")
            default: break
            }
            rest = rest.dropFirst(4 + head[2, 2])
        }
    }
}

/// Bytes with numbers in them, lowest byte first.
struct LittleEndian {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The number of so many bytes at a place; bytes that are not there count as 0.
    subscript(offset: Int, count: Int) -> Int {
        (0..<count).reduce(0) { sum, i in
            offset + i < bytes.count ? sum | Int(bytes[offset + i]) << (8 * i) : sum
        }
    }

    /// Exactly so many bytes at a place.
    func slice(_ offset: Int, _ count: Int) throws(Problem) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
            throw ArchiveFault.damaged(
                "zip-arkivets förteckning är skadad.", "the directory of the zip archive is damaged.")
        }
        return Array(bytes[offset..<offset + count])
    }
}
