// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The 512 bytes before each entry of a tar archive (POSIX.1-1988, "ustar"), read strictly.
struct TarHeader {
    /// What an entry is.
    enum Kind {
        case file, folder
        /// Further fields of the next entry, or of all.
        case fields, commonFields
    }

    static let size = 512

    let kind: Kind
    /// The path as its bytes stand there.
    let name: [UInt8]
    let size: Int
    let isExecutable: Bool

    /// - Throws: ``Problem`` for whatever is no plain file or folder, and for every field that is not as it should be.
    init(_ block: [UInt8]) throws(Problem) {
        func field(_ range: Range<Int>) -> ArraySlice<UInt8> { block[range] }
        let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
        guard let stated = octal(field(148..<156)), stated == sum else {
            throw ArchiveFault.damaged(
                "ett huvuds kontrollsumma stämmer inte.", "the checksum of a header is wrong.")
        }
        let isPosix = field(257..<265).elementsEqual("ustar\u{0}00".utf8)
        guard isPosix || field(257..<265).elementsEqual("ustar  \u{0}".utf8) else {
            throw ArchiveFault.form("tar-arkivet har en okänd form.", "the tar archive is of an unknown form.")
        }
        let own = try text(field(0..<100))
        let prefix = isPosix ? try text(field(345..<500)) : []
        name = prefix.isEmpty ? Array(own) : prefix + [UInt8(ascii: "/")] + own
        let shown = Shown.entry(name)
        func refused(_ sv: String, _ en: String) -> Problem {
            ArchiveFault.form("\(shown.sv) \(sv)", "\(shown.en) \(en)")
        }
        // GNU tar keeps times and the pieces of sparse files where POSIX has the prefix.
        let rest = isPosix ? 500..<512 : 345..<512
        guard field(rest).allSatisfy({ $0 == 0 }) else {
            throw refused("har fält som inte används.", "has fields that are not in use.")
        }
        switch block[156] {
        case 0, UInt8(ascii: "0"): kind = .file
        case UInt8(ascii: "5"): kind = .folder
        case UInt8(ascii: "x"): kind = .fields
        case UInt8(ascii: "g"): kind = .commonFields
        case UInt8(ascii: "1"): throw refused("är en hård länk.", "is a hard link.")
        case UInt8(ascii: "2"): throw refused("är en länk.", "is a link.")
        case UInt8(ascii: "3"), UInt8(ascii: "4"): throw refused("är en enhet.", "is a device.")
        case UInt8(ascii: "6"): throw refused("är ett rör (FIFO).", "is a pipe (FIFO).")
        case UInt8(ascii: "L"), UInt8(ascii: "K"):
            throw refused(
                "ger nästa post ett annat namn än det synliga.", "gives the next entry another name than the visible.")
        case UInt8(ascii: "S"): throw refused("är en gles fil.", "is a sparse file.")
        default: throw refused("är av ett okänt slag.", "is of an unknown kind.")
        }
        guard try text(field(157..<257)).isEmpty else { throw refused("pekar på en länk.", "points to a link.") }
        guard let mode = octal(field(100..<108)), let size = octal(field(124..<136)) else {
            throw refused("har ett tal som inte är oktalt.", "has a number that is not octal.")
        }
        // Owner, times and device numbers are not used, but other tools stop where these are no numbers.
        for unused in [108..<116, 116..<124, 136..<148, 329..<337, 337..<345] {
            guard octal(field(unused)) != nil || field(unused).allSatisfy({ $0 == 0 || $0 == 32 }) else {
                throw refused("har ett tal som inte är oktalt.", "has a number that is not octal.")
            }
        }
        guard kind != .folder || size == 0 else {
            throw refused("är en mapp med innehåll.", "is a folder with content.")
        }
        self.size = size
        // Of all permissions the owner's right to execute is the only one taken over.
        isExecutable = mode & 0o100 != 0
    }
}

/// The text of a field, up to its first NUL; nothing may stand after it.
private func text(_ field: ArraySlice<UInt8>) throws(Problem) -> [UInt8] {
    let text = field.prefix { $0 != 0 }
    guard field[text.endIndex...].allSatisfy({ $0 == 0 }) else {
        let shown = Shown.entry(text)
        throw ArchiveFault.form(
            "\(shown.sv) har mer efter sitt namns slut.", "\(shown.en) has more after the end of its name.")
    }
    return Array(text)
}

/// An octal number, perhaps after blanks, with blanks and NULs after it; nil for anything else (the binary numbers of
/// GNU tar among them, which may be negative or 2^95).
private func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 32 }.prefix { (48...55).contains($0) }
    guard !digits.isEmpty, digits.count <= 12, field[digits.endIndex...].allSatisfy({ $0 == 0 || $0 == 32 }) else {
        return nil
    }
    return digits.reduce(0) { $0 * 8 + Int($1 - 48) }
}
