// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A SIE file of type 4I: vouchers for an accounting system to read in (Swedish: *importfil*, `.si`).
///
/// Code page 437, CR LF, amounts with a point. The day of generation is that of the last voucher, and not the clock's: the
/// same vouchers give the same bytes. Neither accounts nor objects without a known name are declared, so that the names
/// of the system that reads stay as they are. The number of a voucher is kept, its series is left to who reads.
///
/// - Source: SIE-gruppen, *SIE filformat, utgåva 4B* (2008-09-30), sections 5, 7 and 11.
public struct SIEImportFile: Sendable {
    /// The bytes of the file.
    public let bytes: [UInt8]

    /// Writes vouchers.
    ///
    /// - Parameters:
    ///   - vouchers: a table with the columns `voucher`, `date`, `text`, `account`, `object` (a code of dimension 1, cost
    ///     centre; null for none) and `amount`, a row a line.
    ///   - company: whose vouchers they are (`#FNAMN`).
    ///   - program: what writes the file, and its version.
    ///   - names: of objects, by code.
    /// - Throws: ``Problem`` when there is nothing to write, a voucher does not balance, or a text holds a character that
    ///   code page 437 lacks.
    public init(
        _ vouchers: Table, company: String, program: (name: String, version: String), names: [String: String] = [:]
    ) throws(Problem) {
        let all = try SIEVoucher.all(vouchers)
        guard let last = all.map(\.date).max() else {
            throw Problem(
                Localized(sv: "Det finns inga verifikationer att skriva.", en: "There are no vouchers to write."))
        }
        var lines = SIELines()
        lines.add("#FLAGGA 0")
        lines.add("#PROGRAM", try SIELines.quoted(program.name), try SIELines.quoted(program.version))
        lines.add("#FORMAT PC8")
        lines.add("#GEN", SIELines.date(last))
        lines.add("#SIETYP 4")
        lines.add("#FNAMN", try SIELines.quoted(company))
        let objects = Set(all.flatMap(\.lines).compactMap(\.object))
        if !objects.isEmpty { lines.add("#DIM 1", try SIELines.quoted("Kostnadsställe")) }
        for object in objects.sorted() {
            guard let name = names[object] else { continue }
            lines.add("#OBJEKT 1", try SIELines.quoted(object), try SIELines.quoted(name))
        }
        for voucher in all {
            lines.add(
                "#VER \"\"", try SIELines.quoted(voucher.number), SIELines.date(voucher.date),
                try SIELines.quoted(voucher.text))
            lines.add("{")
            for line in voucher.lines {
                let object = try line.object.map { code throws(Problem) in
                    Array("{1 ".utf8) + (try SIELines.quoted(code)) + Array("}".utf8)
                }
                lines.add(
                    "#TRANS", Array(line.account.utf8), object ?? Array("{}".utf8), Array(line.amount.kronor.utf8))
            }
            lines.add("}")
        }
        bytes = lines.bytes
    }
}

/// The records of a SIE file, a line each.
private struct SIELines {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ label: String, _ fields: [UInt8]...) {
        bytes += Array(label.utf8)
        for field in fields { bytes += [UInt8(ascii: " ")] + field }
        bytes += [13, 10]
    }

    /// `20260131`
    static func date(_ day: Day) -> [UInt8] { Cell.date(day).plainText.utf8.filter { $0 != UInt8(ascii: "-") } }

    /// A field in quotation marks, those within it protected.
    ///
    /// - Throws: ``Problem`` that names the character that cannot be written.
    static func quoted(_ text: String) throws(Problem) -> [UInt8] {
        let (bytes, unknown) = CodePage437.encode(text)
        if let unknown {
            let codes = unknown.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
                .joined(separator: " ")
            throw Problem(
                Localized(
                    sv: "'\(text)': tecknet '\(unknown)' (\(codes)) finns inte i en SIE-fil (teckentabell 437).",
                    en: "'\(text)': the character '\(unknown)' (\(codes)) has no place in a SIE file (code page 437)."),
                remedy: Localized(sv: "Skriv texten med andra tecken.", en: "Write the text with other characters."))
        }
        let mark = UInt8(ascii: "\"")
        return [mark] + bytes.flatMap { $0 == mark ? [UInt8(ascii: "\\"), mark] : [$0] } + [mark]
    }
}
