// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

/// What holds for every table.
@Suite struct TableTests {
    private func names(_ values: [String]) throws(Problem) -> Column {
        try Column(ColumnSpec("name", .text), values.map(Cell.text))
    }

    private func counts(_ values: [Int?]) throws(Problem) -> Column {
        try Column(ColumnSpec("count", .integer, nullable: true), values.map { $0.map(Cell.integer) ?? .null })
    }

    private func message(_ make: () throws -> Table) -> String? {
        #expect(throws: Problem.self) { try make() }?.message.en
    }

    @Test func aKeyIsUnique() throws {
        #expect(
            message { try Table([try names(["a", "b", "a"])], key: ["name"]) } == "Rows 1 and 3 have the same key a.")
        #expect(throws: Never.self) {
            try Table([try names(["a", "a"]), try counts([1, 2])], key: ["name", "count"])
        }
    }

    @Test func aKeyHoldsNoNull() {
        #expect(message { try Table([try counts([1, nil])], key: ["count"]) } == "Row 2: the key is empty.")
    }

    @Test func aKeyColumnExistsAndAMisspeltOneIsSuggested() throws {
        let problem = #expect(throws: Problem.self) { try Table([try names(["a"])], key: ["nam"]) }
        #expect(problem?.message.en == "The key column 'nam' is missing.")
        #expect(problem?.remedy?.en == "Did you mean 'name'?")
    }

    @Test func columnsAreOfOneLengthAndHaveDistinctNames() {
        #expect(
            message { try Table([try names(["a"]), try counts([1, 2])], key: ["name"]) }
                == "Column 'count' has 2 rows, 'name' has 1.")
        #expect(
            message { try Table([try names(["a"]), try names(["b"])], key: ["name"]) } == "Column 'name' stands twice.")
    }

    @Test func aTableHasAKeyOrPlayers() {
        #expect(message { try Table([try names(["a"])], key: []) } == "The table has no key.")
    }

    @Test("A game of n players has 2^n rows", arguments: [(0, 1), (1, 2), (2, 4), (5, 32)])
    func games(_ players: Int, _ rows: Int) throws {
        func game(_ rows: Int) throws -> Table {
            try Table(
                [try counts(Array(repeating: 1, count: rows))], key: [],
                attributes: ["players": .array((0..<players).map { .string("p\($0)") })])
        }
        #expect(throws: Never.self) { try game(rows) }
        #expect(throws: Problem.self) { try game(rows - 1) }
        #expect(throws: Problem.self) { try game(rows + 1) }
    }

    @Test(
        "Players are distinct names, at most 30",
        arguments: [["a", "a"], ["a", 1], "ab", .array((0..<31).map { .string("p\($0)") }), ["a", ""]] as [JSON])
    func players(_ players: JSON) throws {
        #expect(throws: Problem.self) {
            try Table([try counts([1, 2, 3, 4])], key: [], attributes: ["players": players])
        }
    }

    @Test(
        "A cell suits its column",
        arguments: [
            (.integer, .text("1")), (.integer, .real(1)), (.integer, .null), (.real, .real(.nan)),
            (.real, .real(.infinity)),
            (.money, .integer(1)), (.money, .real(1)), (.boolean, .integer(1)), (.date, .text("2026-01-01")),
            (.text, .integer(1)),
            (.party, .text("9907")), (.text, .category("a")), (.integer, .money(Money(ore: 1))),
        ] as [(ColumnType, Cell)])
    func suits(_ type: ColumnType, _ cell: Cell) {
        let problem = #expect(throws: Problem.self) { try Column(ColumnSpec("x", type), [cell]) }
        #expect(problem?.message.en.hasPrefix("Column 'x', row 1:") == true)
    }

    @Test func aWholeNumberSuitsARealColumnAndAPartyACategory() throws {
        #expect(try Column(ColumnSpec("x", .real), [.integer(2)])[0] == .real(2))
        #expect(try Column(ColumnSpec("x", .category), [Samples.party("9907")])[0] == .category("9907"))
    }

    @Test func minusZeroBecomesZero() throws {
        let column = try Column(ColumnSpec("x", .real), [.real(-0.0)])
        #expect(column.numbers[0]?.sign == .plus)
    }

    @Test func cellsComeOutAsTheyWentIn() throws {
        let table = try Samples.everyType()
        #expect(table.rowCount == 3)
        #expect(table[0, "cost"] == .money(Money(ore: -123_450)))
        #expect(table[1, "cost"] == .null)
        #expect(table[1, "player"] == Samples.party("org:gemensam-it"))
        #expect(table[2, "persons"] == .integer(.min))
        #expect(table[0, "nothing"] == .null)
        #expect(table.keyText(1) == "org:gemensam-it,0001-01-01")
    }

    @Test func rowsAreTakenInTheOrderAskedFor() throws {
        let table = try Samples.everyType()
        let taken = try table.rows([2, 0])
        #expect(taken["persons"]?.cells == [.integer(.min), .integer(12_500)])
        #expect(taken.key == table.key)
        #expect(throws: Problem.self) { try table.rows([0, 0]) }
    }

    @Test func aBuilderWantsOneCellAColumn() {
        var builder = TableBuilder([ColumnSpec("a", .text), ColumnSpec("b", .text)], key: ["a"])
        #expect(throws: Problem.self) { try builder.append(.text("x")) }
        #expect(throws: Problem.self) { try builder.append([.text("x"), .text("y"), .text("z")]) }
    }

    @Test(
        "Plain text of a cell",
        arguments: [
            (.null, ""), (.text("a"), "a"), (.integer(-3), "-3"), (.real(2), "2"), (.real(0.5), "0.5"),
            (.real(1e20), "1e+20"),
            (.money(Money(ore: 1050)), "10.50"), (.boolean(true), "true"), (Samples.day("2026-01-31"), "2026-01-31"),
            (.real(-1e15), "-1000000000000000"), (.real(1e17), "1e+17"),
        ] as [(Cell, String)])
    func plainText(_ cell: Cell, _ text: String) {
        #expect(cell.plainText == text)
    }

    @Test func aGamesRowIsFoundByItsMembersInTheirOrder() throws {
        let names = ["a", "b+c", "d,e"]
        let table = try Table(
            [Column(ColumnSpec("cost", .integer), storage: .integers(Array(0..<8)))], key: [],
            attributes: ["players": .array(names.map(JSON.string))])
        for row in 0..<8 { #expect(table.row(keyText: table.keyText(row)) == row) }
        for text in ["b", "c", "a+a", "b%2Bc+a", "a+", "+a", "x", "a+x", "b+c", "d,e", "a%2", "A"] {
            #expect(table.row(keyText: text) == nil, "\(text)")
        }
    }

    @Test func theFirstTwoRowsOfOneKeyAreNamedWhateverTheColumns() throws {
        var seed = Seed(15)
        for _ in 0..<300 {
            let types = (0..<seed.integer(1...3)).map { _ in seed.pick(ColumnType.allCases) }
            let specs = types.enumerated().map { ColumnSpec("k\($0)", $1) }
            let rows = (0..<seed.integer(1...5)).map { _ in
                types.map { type in type == .boolean ? Cell.boolean(seed.flip()) : seed.anyCell(type) }
            }
            let picked = (0..<seed.integer(1...7)).map { _ in seed.pick(rows) }
            let columns = try specs.indices.map { i in try Column(specs[i], picked.map { $0[i] }) }
            let twice = picked.indices.first { picked[..<$0].contains(picked[$0]) }
            let build = { try Table(columns, key: specs.map(\.name)) }
            guard let twice, let first = picked.firstIndex(of: picked[twice]) else {
                _ = try build()
                continue
            }
            let problem = #expect(throws: Problem.self) { try build() }
            #expect(problem?.message.en.hasPrefix("Rows \(first + 1) and \(twice + 1) have the same key") == true)
        }
    }
}
