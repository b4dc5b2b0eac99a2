// SPDX-License-Identifier: EUPL-1.2

/// Questions about places in UTF-8 bytes.
enum Text {
    /// The first NUL or byte that is no valid UTF-8 (Unicode 15, table 3-7), or nil.
    static func firstFault(in bytes: [UInt8], from start: Int, to end: Int) -> Int? {
        var i = start
        while i < end {
            let byte = bytes[i]
            if byte == 0 { return i }
            if byte < 0x80 {
                i += 1
                continue
            }
            let (length, least, largest): (Int, UInt8, UInt8)
            switch byte {
            case 0xC2...0xDF: (length, least, largest) = (2, 0x80, 0xBF)
            case 0xE0: (length, least, largest) = (3, 0xA0, 0xBF)
            case 0xED: (length, least, largest) = (3, 0x80, 0x9F)
            case 0xE1...0xEF: (length, least, largest) = (3, 0x80, 0xBF)
            case 0xF0: (length, least, largest) = (4, 0x90, 0xBF)
            case 0xF1...0xF3: (length, least, largest) = (4, 0x80, 0xBF)
            case 0xF4: (length, least, largest) = (4, 0x80, 0x8F)
            default: return i
            }
            guard i + length <= end, (least...largest).contains(bytes[i + 1]),
                bytes[(i + 2)..<(i + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
            else { return i }
            i += length
        }
        return nil
    }

    /// How many lines end between two places: CRLF, LF and a lone CR each count once.
    static func lineBreaks(in bytes: [UInt8], from start: Int, to end: Int) -> Int {
        var count = 0
        for i in start..<max(start, min(end, bytes.count)) {
            if bytes[i] == Byte.lf { count += 1 }
            if bytes[i] == Byte.cr, i + 1 == bytes.count || bytes[i + 1] != Byte.lf { count += 1 }
        }
        return count
    }

    /// The column of a place in its line, from 1, in characters; `start` is some earlier beginning of a line.
    static func column(in bytes: [UInt8], of position: Int, from start: Int) -> Int {
        var i = min(position, bytes.count)
        var column = 1
        while i > start, bytes[i - 1] != Byte.lf, bytes[i - 1] != Byte.cr {
            i -= 1
            if bytes[i] & 0xC0 != 0x80 { column += 1 }
        }
        return column
    }

    /// A value as it may stand in a message: at most 40 characters, no control characters that a terminal would obey.
    static func shown(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(40) {
            let hidden = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            out.append(hidden ? "\u{FFFD}" : scalar)
        }
        return "'" + String(out) + (text.unicodeScalars.count > 40 ? "..." : "") + "'"
    }
}
