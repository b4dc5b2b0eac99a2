// SPDX-License-Identifier: EUPL-1.2

/// Makes text from outside harmless where it is printed: names, codes and sentences may hold anything.
enum Escaping {
    /// On one line and without control characters: line breaks and tabs become blanks, other control characters their
    /// pictures (ESC is ␛), those that change the direction of writing the replacement character.
    static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { out.append(isUnsafe(scalar) ? picture(scalar) : scalar) }
        return String(out)
    }

    /// For HTML and SVG, in text and in attributes.
    static func html(_ text: String) -> String {
        var out = ""
        for scalar in plain(text).unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// For Markdown: what would be read as markup gets a backslash.
    static func markdown(_ text: String) -> String {
        var out = ""
        for scalar in plain(text).unicodeScalars {
            if "\\`*_[]<>|~&#".unicodeScalars.contains(scalar) { out += "\\" }
            out.unicodeScalars.append(scalar)
        }
        return out
    }

    /// For a link to a place on the page: everything but letters, digits and `-._~/` percent-encoded.
    static func fragment(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".unicodeScalars)
        var out = String.UnicodeScalarView()
        for byte in text.utf8 {
            switch byte {
            case 45, 46, 47, 48...57, 65...90, 95, 97...122, 126: out.append(Unicode.Scalar(byte))
            default: out.append(contentsOf: ["%", hex[Int(byte >> 4)], hex[Int(byte & 15)]])
            }
        }
        return String(out)
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<32, 127..<160, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        case 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private static func picture(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 9, 10, 13, 0x85, 0x2028, 0x2029: " "
        case 0..<32: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 127: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}
