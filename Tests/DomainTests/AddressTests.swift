// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

/// The address of a figure survives any key and any column name.
@Suite struct AddressTests {
    @Test func anAddressIsRunStepTableKeyColumn() throws {
        let address = try Address("7/split/allocation[9907].shapley")
        #expect(address == Address(run: 7, step: "split", table: "allocation", key: "9907", column: "shapley"))
        #expect(address.description == "7/split/allocation[9907].shapley")
    }

    @Test func withoutARunItMeansTheLatest() throws {
        let address = try Address("split/allocation[9907,2026].tau")
        #expect(address.run == nil)
        #expect(address.key == "9907,2026")
        #expect(address.description == "split/allocation[9907,2026].tau")
    }

    @Test(
        "Delimiters in a key or a column are percent-encoded",
        arguments: [
            ("a/b", "a%2Fb"), ("[x]", "%5Bx%5D"), ("1,5", "1%2C5"), ("1.5", "1%2E5"), ("50 %", "50%20%25"),
            ("åäö", "åäö"), ("a\nb", "a%0Ab"), ("\u{1B}[2J", "%1B%5B2J"), ("\u{301}x", "\u{301}x"), ("a+b", "a+b"),
        ])
    func encodes(_ text: String, _ encoded: String) {
        #expect(Array(Address.encode(text).unicodeScalars) == Array(encoded.unicodeScalars))
        #expect(Address.decode(encoded).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }

    @Test("A broken code does not decode", arguments: ["%", "%2", "%zz", "%+F", "%-1", "%FF", "a%2", "% 2"])
    func refusesCodes(_ text: String) {
        #expect(Address.decode(text) == nil)
    }

    @Test(
        "What is no address says so and shows the form",
        arguments: [
            "", "x", "split/allocation", "split/allocation[9907]", "split/allocation[9907].", "allocation[9907].x",
            "a/b/c/d[9907].x", "seven/split/allocation[9907].x", "/allocation[9907].x", "split/[9907].x",
            "split/allocation]9907[.x", "split/allocation[9907]x", "7//t[k].c", "split/allocation[9907].%zz",
        ])
    func refuses(_ text: String) {
        let problem = #expect(throws: Problem.self) { try Address(text) }
        #expect(problem?.remedy?.en.contains("RUN/STEP/TABLE[KEY].COLUMN") == true)
    }

    @Test func hostileKeysAndColumnsAreFoundAgain() throws {
        var seed = Seed(7)
        for _ in 0..<3000 {
            let values = [seed.hostileText(1...6), seed.hostileText(0...6)]
            let column = seed.hostileText(1...6)
            let address = Address(
                run: seed.flip() ? seed.integer(1...99) : nil, step: "split", table: "allocation",
                key: values.map(Address.encode).joined(separator: ","), column: column)
            let read = try Address(address.description)
            #expect(Array(read.description.utf8) == Array(address.description.utf8))
            #expect(Array(read.column.utf8) == Array(column.utf8))
            let parts = read.key.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            #expect(parts.map { Address.decode(Substring($0)).map { Array($0.utf8) } } == values.map { Array($0.utf8) })
        }
    }

    @Test func aRowIsFoundByItsKeyText() throws {
        var builder = TableBuilder([ColumnSpec("name", .text), ColumnSpec("part", .text)], key: ["name", "part"])
        try builder.append(.text("a,b"), .text("c"))
        try builder.append(.text("a"), .text("b,c"))
        let table = try builder.table()
        #expect(table.row(keyText: "a%2Cb,c") == 0)
        #expect(table.row(keyText: "a,b%2Cc") == 1)
        #expect(table.row(keyText: "a,b,c") == nil)
    }

    @Test func coalitionsOfAGameAreNamedByTheirMembers() throws {
        let cost = try Column(ColumnSpec("cost", .integer), [.integer(0), .integer(1), .integer(2), .integer(3)])
        let table = try Table([cost], key: [], attributes: ["players": ["9907", "A+B"]])
        #expect((0..<4).map(table.keyText) == ["", "9907", "A%2BB", "9907+A%2BB"])
        #expect((0..<4).map { table.row(keyText: table.keyText($0)) } == [0, 1, 2, 3])
    }
}
