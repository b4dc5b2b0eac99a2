// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

@Suite("A CSV file is read the same, however it was saved")
struct ReadingTests {
    static let canonical = """
        code,name,n,x,cost,open,day,kind
        9907,"Kommun G, ""lilla""\",12600,0.25,1029420000.50,true,2026-01-31,a
        9908,"två
        rader",,-1234.5,-7,false,,
        org:gemensam-it,å,1,1,0,true,1999-12-31,b

        """

    @Test("with semicolons, decimal commas, a BOM, CRLF, blanks in thousands and a real minus")
    func excel() throws {
        let rows = [
            "Code;NAME; n ;x;cost;open;day;kind",
            "9907;\"Kommun G, \"\"lilla\"\"\";12\u{A0}600;0,25;1\u{202F}029\u{202F}420\u{202F}000,50;Ja;2026-01-31;a",
            "9908;\"två\nrader\";;\u{2212}1 234,5;\u{2212}7,00 kr;Nej;;", "org:gemensam-it;å;1;1;0;SANT;1999-12-31;b",
            ";;;;;;;", "",
        ]
        let excel = try read("\u{FEFF}" + rows.joined(separator: "\r\n"))
        #expect(excel.table == (try read(Self.canonical)).table)
        #expect(excel.lines == [2, 3, 5])
    }

    @Test("a column of the key that the file may leave out counts only when it is there")
    func optionalKey() throws {
        let columns = [column("n", .integer), column("kind", .category)]
        func key(_ text: String) throws -> [String] {
            try CSV.read(Array(text.utf8), file: "a.csv").typed(as: columns, key: ["n", "kind"], optional: ["kind"])
                .table.key
        }
        #expect(try key("n,kind\n1,a\n1,b") == ["n", "kind"])
        #expect(try key("n\n1\n2") == ["n"])
        #expect(throws: (any Error).self) { try key("n\n1\n1") }
    }

    @Test("with tabs, lone CR, or a sep= line", arguments: ["\t", ";", ","])
    func delimiters(_ delimiter: String) throws {
        for (before, newline) in [("", "\r"), ("", "\n"), ("sep=\(delimiter)\r\n", "\r\n"), ("\u{FEFF}\n\n", "\n")] {
            let text =
                before
                + ["code,n", "9901,1", "9902,2"].map { $0.split(separator: ",").joined(separator: delimiter) }
                .joined(separator: newline)
            let table = try read(text, as: [column("code", .party), column("n", .integer)]).table
            #expect(table["n"]?.cells == [.integer(1), .integer(2)])
        }
    }

    @Test("writes the canonical text again, byte for byte")
    func canonicalAgain() throws { #expect(CSV.write(try read(Self.canonical).table) == Self.canonical) }

    @Test("takes a header alone as no rows")
    func headerOnly() throws {
        for text in ["code,n", "code,n\n", "code,n\r\n\r\n"] {
            #expect(try read(text, as: [column("code", .party), column("n", .integer)]).table.rowCount == 0)
        }
    }

    @Test("gives rows with lines and columns, in characters")
    func positions() throws {
        let raw = try CSV.read(Array("a,b,c\nå,\"x\ny\",ö\n1,2,3".utf8), file: "a.csv")
        #expect(raw.header == ["a", "b", "c"])
        #expect(raw.rows.count == 2)
        #expect(raw.rows[0] == RawTable.Row(line: 2, fields: ["å", "x\ny", "ö"], columns: [1, 3, 4]))
        #expect(raw.rows[1] == RawTable.Row(line: 4, fields: ["1", "2", "3"], columns: [1, 3, 5]))
    }

    @Test("tells which codes were padded")
    func padding() throws {
        let rows = try read("code\n9907\n114\n115\n", as: [column("code", .party)])
        #expect(rows.table["code"]?.cells.map(\.plainText) == ["9907", "0114", "0115"])
        #expect(
            told(rows.notices) == [
                "a.csv:3:1: code: a zero was put before codes of three digits (2), 114 was read as 0114."
            ])
    }

    @Test("may leave out optional columns, and take in others of one type")
    func others() throws {
        let raw = try CSV.read(Array("player,tickets,Load\nA,1,2.5\nB,3,4\n".utf8), file: "drivers.csv")
        let expected = [column("player", .category), column("note", .text, nullable: true)]
        let table = try raw.typed(as: expected, key: ["player"], optional: ["note"], others: .real).table
        #expect(table.columnNames == ["player", "tickets", "Load"])
        #expect(table["Load"]?.cells == [.real(2.5), .real(4)])
    }

    @Test("drops columns without name and content, as Excel adds them")
    func emptyColumns() throws {
        #expect(try read("code,,\n9907,,\n", as: [column("code", .party)]).table.columnNames == ["code"])
    }
}

@Suite("Writing")
struct WritingTests {
    @Test("disarms formulas only for spreadsheets, and marks those as UTF-8")
    func spreadsheet() throws {
        let columns = [column("code", .category), column("n", .integer)].map(\.spec)
        var builder = TableBuilder(columns, key: ["code"])
        for name in ["=1+1", "+a", "-a", "@a", "a=b"] { try builder.append(.category(name), .integer(-1)) }
        let table = try builder.table()
        #expect(CSV.write(table) == "code,n\n=1+1,-1\n+a,-1\n-a,-1\n@a,-1\na=b,-1\n")
        #expect(
            CSV.write(table, titles: ["n": "Antal; st"], forSpreadsheet: true)
                == "\u{FEFF}code,\"Antal; st\"\n'=1+1,-1\n'+a,-1\n'-a,-1\n'@a,-1\na=b,-1\n")
    }
}
