// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How a text file is encoded.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    /// With a byte order mark, as Excel's "Unicode text" has one.
    case utf16 = "utf-16"
    /// What Excel writes as plain "CSV" in Sweden (code page 1252; the table of the WHATWG Encoding Standard, without the
    /// five bytes that Microsoft leaves undefined).
    case windows1252 = "windows-1252"

    /// The encoding that bytes are in: UTF-16 by its mark; Windows-1252 where they are no UTF-8, have no sign of being it,
    /// and every byte is a character that a text may hold. Anything else is taken for UTF-8, and its faults are told.
    static func guess(_ bytes: [UInt8]) -> TextEncoding {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
        guard !bytes.starts(with: Byte.mark), bytes.contains(where: { $0 >= 0x80 }),
            Text.firstFault(in: bytes, from: 0, to: bytes.count) != nil
        else {
            return .utf8
        }
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if byte < 0x80 {
                guard byte >= 32 || [Byte.tab, Byte.lf, Byte.cr].contains(byte), byte != 127 else { return .utf8 }
            } else {
                // A character of several bytes is UTF-8: two encodings in one file are nobody's intention.
                let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                if byte >= 0xC2, i + length <= bytes.count, Text.firstFault(in: bytes, from: i, to: i + length) == nil {
                    return .utf8
                }
                guard windows1252(byte) != nil else { return .utf8 }
            }
            i += 1
        }
        return .windows1252
    }

    /// The bytes as UTF-8, or nil when they are no text of this encoding.
    func utf8(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .utf8: return bytes
        case .windows1252:
            var out: [UInt8] = []
            out.reserveCapacity(bytes.count + bytes.count / 8)
            for byte in bytes {
                if byte < 0x80 {
                    out.append(byte)
                } else {
                    guard let scalar = Self.windows1252(byte) else { return nil }
                    out.append(contentsOf: String(scalar).utf8)
                }
            }
            return out
        case .utf16:
            guard bytes.count % 2 == 0 else { return nil }
            let isBig = bytes.starts(with: [0xFE, 0xFF])
            let marked = isBig || bytes.starts(with: [0xFF, 0xFE])
            let units = stride(from: marked ? 2 : 0, to: bytes.count, by: 2).map { i -> UInt16 in
                let (first, second) = (UInt16(bytes[i]), UInt16(bytes[i + 1]))
                return isBig ? first << 8 | second : second << 8 | first
            }
            return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
        }
    }

    /// The character of a byte from 0x80; nil for the five that have none.
    private static func windows1252(_ byte: UInt8) -> Unicode.Scalar? {
        guard byte < 0xA0 else { return Unicode.Scalar(UInt32(byte)) }
        let scalar = upper[Int(byte) - 0x80]
        return scalar == "?" ? nil : scalar
    }

    private static let upper = Array("€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ".unicodeScalars)

    /// Where to start looking whether the guess was right: the first line with a letter that would be another elsewhere.
    func notice(_ bytes: [UInt8], file: String) -> Problem? {
        guard self != .utf8 else { return nil }
        let first = self == .windows1252 ? bytes.firstIndex { $0 >= 0x80 } : nil
        let line = first.map { 1 + Text.lineBreaks(in: bytes, from: 0, to: $0) }
        return Problem(
            Localized(
                sv: "Filen är inte UTF-8; den lästes som \(rawValue).",
                en: "The file is not UTF-8; it was read as \(rawValue)."),
            at: Place(file: file, line: line),
            remedy: self == .utf16
                ? nil
                : Localized(
                    sv:
                        "Se efter att å, ä och ö blev rätt. Spara annars filen som \"CSV UTF-8\", eller säg --encoding.",
                    en: "See that å, ä and ö came out right. Else save the file as \"CSV UTF-8\", or say --encoding."))
    }
}
