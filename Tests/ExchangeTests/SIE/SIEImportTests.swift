// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

/// A row of vouchers: number, day, text, account, object, öre.
typealias VoucherRow = (Int, String, String, String, String?, Int)

private func vouchers(_ rows: [VoucherRow]) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("voucher", .integer), ColumnSpec("line", .integer), ColumnSpec("date", .date),
            ColumnSpec("text", .text), ColumnSpec("account", .category),
            ColumnSpec("object", .category, nullable: true), ColumnSpec("amount", .money, unit: "öre"),
        ], key: ["voucher", "line"])
    for (i, row) in rows.enumerated() {
        let day = try #require(Day(row.1))
        try builder.append([
            .integer(row.0), .integer(i), .date(day), .text(row.2), .category(row.3),
            row.4.map(Cell.category) ?? .null, .money(Money(ore: row.5)),
        ])
    }
    return try builder.table()
}

private func file(_ rows: [VoucherRow], company: String = "Nämnden", names: [String: String] = [:]) throws -> [UInt8] {
    try SIEImportFile(try vouchers(rows), company: company, program: ("Samverk", "1.0"), names: names).bytes
}

/// A reader of its own, by the specification: records of fields that blanks part, quotation marks round them, `\"` within.
private struct Reader {
    var records: [[String]] = []

    /// The Swedish letters of code page 437, by their bytes (SIE 4B, section 5.7).
    static let letters: [UInt8: Character] = [
        0x84: "ä", 0x86: "å", 0x94: "ö", 0x8E: "Ä", 0x8F: "Å", 0x99: "Ö", 0x82: "é",
    ]

    init(_ bytes: [UInt8]) throws {
        let text = try bytes.map { byte throws in
            byte < 128 ? Character(Unicode.Scalar(byte)) : try #require(Reader.letters[byte])
        }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            var fields: [String] = []
            var rest = line.filter { $0 != "\r" }[...]
            while let first = rest.first {
                if first == " " {
                    rest.removeFirst()
                } else if first == "\"" {
                    var field = ""
                    rest.removeFirst()
                    while let next = rest.popFirst(), next != "\"" {
                        field.append(next == "\\" && rest.first == "\"" ? rest.removeFirst() : next)
                    }
                    fields.append(field)
                } else if first == "{" || first == "}" {
                    fields.append(String(rest.removeFirst()))
                } else {
                    let field = rest.prefix { !" {}".contains($0) }
                    fields.append(String(field))
                    rest = rest.dropFirst(field.count)
                }
            }
            if !fields.isEmpty { records.append(fields) }
        }
    }

    func all(_ label: String) -> [[String]] { records.filter { $0.first == label }.map { Array($0.dropFirst()) } }
}

@Suite("SIE 4I, written")
struct SIEImportTests {
    @Test("a file to the byte")
    func golden() throws {
        let bytes = try file(
            [
                (1, "2026-01-31", "IT 2026-01 Åre", "4690", "9901", 100_050),
                (1, "2026-01-31", "IT 2026-01 Åre", "3690", nil, -100_050),
                (2, "2026-02-28", "IT 2026-02 \"extra\"", "4690", "org:nämnd", -5),
                (2, "2026-02-28", "IT 2026-02 \"extra\"", "3690", nil, 5),
            ], names: ["9901": "Exempelkommun A"])
        let lines = [
            "#FLAGGA 0", "#PROGRAM \"Samverk\" \"1.0\"", "#FORMAT PC8", "#GEN 20260228", "#SIETYP 4",
            "#FNAMN \"N\u{84}mnden\"", "#DIM 1 \"Kostnadsst\u{84}lle\"", "#OBJEKT 1 \"9901\" \"Exempelkommun A\"",
            "#VER \"\" \"1\" 20260131 \"IT 2026-01 \u{8F}re\"", "{", "#TRANS 4690 {1 \"9901\"} 1000.50",
            "#TRANS 3690 {} -1000.50", "}", "#VER \"\" \"2\" 20260228 \"IT 2026-02 \\\"extra\\\"\"", "{",
            "#TRANS 4690 {1 \"org:n\u{84}mnd\"} -0.05", "#TRANS 3690 {} 0.05", "}",
        ]
        // each character below 256 is the byte of its number
        #expect(bytes == lines.flatMap { $0.unicodeScalars.map { UInt8($0.value) } + [13, 10] })
    }

    @Test("a reader of its own finds what was written, whatever the texts", arguments: 0..<50)
    func roundTrip(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let letters = Array("abcåäöÅÄÖé 09-/{}\"#")
        var rows: [VoucherRow] = []
        for number in 1...random.integer(1...5) {
            let text = String((0..<random.integer(0...12)).map { _ in random.pick(letters) })
            let amounts = (0..<random.integer(1...4)).map { _ in random.integer(-99_999...99_999) }
            for ore in amounts + [-amounts.reduce(0, +)] {
                let object = random.flip() ? String((0..<3).map { _ in random.pick(letters) }) : nil
                rows.append((number, "2026-0\(number)-01", text, String(random.integer(1000...9999)), object, ore))
            }
        }
        let read = try Reader(try file(rows))
        let numbers = Set(rows.map(\.0)).sorted()
        #expect(read.all("#VER").map { $0[1] } == numbers.map(String.init))
        #expect(read.all("#VER").map { $0[3] } == numbers.map { number in rows.first { $0.0 == number }?.2 ?? "" })
        let found = read.all("#TRANS")
        #expect(found.map { $0[0] } == rows.map(\.3))
        #expect(found.map { $0[1] == "{" && $0[2] == "1" ? $0[3] : nil } == rows.map(\.4))
        #expect(found.map { Money(kronor: $0.last ?? "")?.ore } == rows.map(\.5))
        #expect(read.all("#SIETYP") == [["4"]] && read.all("#FLAGGA") == [["0"]])
    }

    @Test("characters that only look different are written alike, decomposed letters as letters")
    func likeness() throws {
        let rows: [VoucherRow] = [
            (1, "2026-01-31", "A\u{30A}re – 5\u{A0}kr… ”x” \\", "1", nil, 1),
            (1, "2026-01-31", "A\u{30A}re – 5\u{A0}kr… ”x” \\", "2", nil, -1),
        ]
        #expect(try Reader(try file(rows)).all("#VER")[0][3] == "Åre - 5 kr... \"x\" /")
    }

    static let faults: [([VoucherRow], String, String)] = [
        ([], "Bolaget", "There are no vouchers to write."),
        (
            [(1, "2026-01-31", "t", "4690", nil, 100), (1, "2026-01-31", "t", "3690", nil, -99)], "Bolaget",
            "Voucher 1: it does not balance: 0.01 SEK is left."
        ),
        ([(7, "2026-01-31", "t", "46 90", nil, 0)], "Bolaget", "Voucher 7: '46 90' is no account number."),
        (
            [(1, "2026-01-31", "t", "1", nil, 0), (1, "2026-02-01", "t", "1", nil, 0)], "Bolaget",
            "Voucher 1: its lines differ in day or text."
        ),
        (
            [(1, "2026-01-31", "t", "1", nil, .max), (1, "2026-01-31", "t", "1", nil, 1)], "Bolaget",
            "Voucher 1: the amounts are too large."
        ),
        (
            [(1, "2026-01-31", "5 €", "1", nil, 0)], "Bolaget",
            "'5 €': the character '€' (U+20AC) has no place in a SIE file (code page 437)."
        ),
        (
            [(1, "2026-01-31", "t", "1", nil, 0)], "Brød",
            "'Brød': the character 'ø' (U+F8) has no place in a SIE file (code page 437)."
        ),
    ]

    @Test("what no accounting system should read is refused", arguments: faults)
    func refused(rows: [VoucherRow], company: String, message: String) throws {
        let problem = try #require(throws: Problem.self) { try file(rows, company: company) }
        #expect(problem.message.en == message)
    }

    @Test("control characters are refused, in texts and in codes", arguments: ["a\u{0}", "a\nb", "a\r\nb", "\u{7F}"])
    func control(text: String) throws {
        #expect(throws: Problem.self) { try file([(1, "2026-01-31", text, "1", nil, 0)]) }
        #expect(throws: Problem.self) { try file([(1, "2026-01-31", "t", "1", text, 0)]) }
    }

    @Test("a table without the columns is refused by name")
    func columns() throws {
        let table = try Table([try Column(ColumnSpec("voucher", .integer), [.integer(1)])], key: ["voucher"])
        let problem = try #require(throws: Problem.self) {
            try SIEImportFile(table, company: "x", program: ("Samverk", "1"))
        }
        #expect(problem.message.en == "vouchers: the column date is missing or of another type than date.")
    }
}
