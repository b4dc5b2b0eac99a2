// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension CSV {
    /// A table as CSV: comma, LF, decimal point, money in kronor, nothing for null, quotes where RFC 4180 needs them.
    ///
    /// - Parameters:
    ///   - table: what to write; the same table gives the same bytes.
    ///   - titles: headers to write instead of a column's name.
    ///   - forSpreadsheet: begins with a byte order mark, so that Excel sees UTF-8; implies `disarmed`.
    ///   - disarmed: puts an apostrophe before texts that a spreadsheet would take for formulas, and before those that
    ///     would be taken for such a text; reading takes it away again.
    public static func write(
        _ table: Table, titles: [String: String] = [:], forSpreadsheet: Bool = false, disarmed: Bool = false
    ) -> String {
        let isDisarmed = forSpreadsheet || disarmed
        var out: [UInt8] = forSpreadsheet ? Byte.mark : []
        let header = table.columns.map { titles[$0.name] ?? $0.name }
        for (i, name) in header.enumerated() {
            if i > 0 { out.append(Byte.comma) }
            append(isDisarmed ? Formula.disarmed(name) : name, to: &out, isHeader: true)
        }
        out.append(Byte.lf)
        for row in 0..<table.rowCount {
            for (i, column) in table.columns.enumerated() {
                if i > 0 { out.append(Byte.comma) }
                let cell = column[row]
                switch cell {
                case .text(let text), .category(let text):
                    append(isDisarmed ? Formula.disarmed(text) : Formula.quoted(text), to: &out, isHeader: false)
                default: out.append(contentsOf: cell.plainText.utf8)
                }
            }
            out.append(Byte.lf)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Adds a field, in quotes if it needs them. A name in the header is also quoted round what could be taken for
    /// another delimiter, or for Excel's `sep=`.
    private static func append(_ text: String, to out: inout [UInt8], isHeader: Bool) {
        let needsQuotes =
            text.utf8.contains { byte in
                byte == Byte.comma || byte == Byte.quote || byte == Byte.lf || byte == Byte.cr
                    || isHeader && (byte == Byte.semicolon || byte == Byte.tab)
            } || isHeader && text.utf8.starts(with: "sep=".utf8)
        guard needsQuotes else { return out.append(contentsOf: text.utf8) }
        out.append(Byte.quote)
        for byte in text.utf8 {
            if byte == Byte.quote { out.append(Byte.quote) }
            out.append(byte)
        }
        out.append(Byte.quote)
    }
}

/// Texts that a spreadsheet would run: `=cmd|...`, `+1`, `@SUM`.
enum Formula {
    /// The text with an apostrophe in front where it, behind any apostrophes of its own, begins as a formula does.
    static func disarmed(_ text: String) -> String { isArmed(text) ? "'" + text : text }

    /// The text as it is, but for one that would be read as disarmed.
    static func quoted(_ text: String) -> String { isDisarmed(text) ? "'" + text : text }

    /// The inverse of ``disarmed(_:)`` and of ``quoted(_:)``.
    static func rearmed(_ text: String) -> String {
        isDisarmed(text) ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func isDisarmed(_ text: String) -> Bool { text.utf8.first == UInt8(ascii: "'") && isArmed(text) }

    private static func isArmed(_ text: String) -> Bool {
        guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "'") }) else { return false }
        return "=+-@\t\r".utf8.contains(first)
    }
}
