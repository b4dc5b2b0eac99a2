// SPDX-License-Identifier: EUPL-1.2

/// How wide text stands in a terminal: East Asian wide characters and emoji take two columns, combining marks none.
enum TextWidth {
    /// Columns of a text without control characters.
    static func of(_ text: String) -> Int {
        var width = 0
        for character in text { width += of(character) }
        return width
    }

    /// Columns of one character.
    static func of(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        let value = scalar.value
        if value < 0x300 { return 1 }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if properties.isEmojiPresentation { return 2 }
        return isWide(value) ? 2 : 1
    }

    /// The text in so many columns: cut with `…` or filled with blanks on one side.
    static func fit(_ text: String, _ width: Int, right: Bool = false) -> String {
        let cut = of(text) > width ? cutting(text, width) : text
        let blanks = String(repeating: " ", count: max(0, width - of(cut)))
        return right ? blanks + cut : cut + blanks
    }

    /// The text cut to so many columns, `…` last.
    static func cutting(_ text: String, _ width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var out = ""
        var used = 0
        for character in text {
            let next = of(character)
            if used + next > width - 1 { break }
            out.append(character)
            used += next
        }
        return out + "…"
    }

    /// The text in lines of at most so many columns, broken at blanks (not at no-break blanks) and inside longer words.
    static func wrap(_ text: String, _ width: Int) -> [String] {
        let width = max(1, width)
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            for part in chop(String(word), width) {
                let size = of(part)
                if used > 0, used + 1 + size <= width {
                    line += " " + part
                    used += 1 + size
                } else {
                    if used > 0 { lines.append(line) }
                    line = part
                    used = size
                }
            }
        }
        if used > 0 || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// A word in parts of at most so many columns, broken after `-`, `_`, `/` and the like where one is near the end.
    private static func chop(_ word: String, _ width: Int) -> [String] {
        var parts: [String] = []
        var rest = Substring(word)
        while of(String(rest)) > width {
            var end = rest.startIndex
            var used = 0
            while end < rest.endIndex, used + of(rest[end]) <= width || end == rest.startIndex {
                used += of(rest[end])
                end = rest.index(after: end)
            }
            let part = rest[..<end]
            if let seam = part.lastIndex(where: { "-_/;,.".contains($0) }),
                part.distance(from: part.startIndex, to: seam) >= width / 3
            {
                end = part.index(after: seam)
            }
            parts.append(String(rest[..<end]))
            rest = rest[end...]
        }
        return parts + [String(rest)]
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
