// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkAnalysis
@testable import SamverkPluginKit

/// Files given for the inputs of a single analysis; above all games, a row for every coalition.
@Suite struct InputFileTests {
    private static let cost = PortColumn(
        name: "cost", type: .fixed(.money), unit: "öre/year", nullable: false, optional: false, title: "")
    private static let game = InputPort(
        name: "game", title: "", required: true, shape: .game, columns: [cost], others: nil, key: [], read: nil)

    /// The game of rows, each `coalition: cost`; numbers are masks.
    private static func read(_ rows: [(String, Int)], players: [String]? = nil, mask: Bool = false) throws -> Table {
        let form = game.fileForm(header: mask ? ["mask", "cost"] : ["coalition", "cost"], parameters: [:])
        var builder = TableBuilder(form.columns.map(\.spec) + [ColumnSpec("line", .integer)], key: ["line"])
        for (i, row) in rows.enumerated() {
            let name: Cell = mask ? .integer(Int(row.0) ?? 0) : row.0.isEmpty ? .null : .text(row.0)
            try builder.append(name, .money(Money(ore: row.1)), .integer(i))
        }
        let table = try builder.table()
        let file = PositionedTable(
            try Table(Array(table.columns), key: ["line"]), file: "g.csv", lines: Array(2..<2 + rows.count))
        return try game.table(from: file, players: players)
    }

    private static func costs(_ table: Table) -> [Int] {
        (table["cost"]?.cells ?? []).map { if case .money(let money) = $0 { money.ore } else { -1 } }
    }

    @Test func coalitionsMayStandInAnyOrder() throws {
        let table = try Self.read([("B+A", 3), ("B", 2), ("A", 1)])
        #expect(table.players == ["B", "A"])
        #expect(Self.costs(table) == [0, 2, 1, 3])
        #expect(table.key.isEmpty)
    }

    @Test func namedPlayersDecideTheOrder() throws {
        let table = try Self.read([("B + A", 3), ("B", 2), ("", 0), ("A", 1)], players: ["A", "B"])
        #expect(table.players == ["A", "B"])
        #expect(Self.costs(table) == [0, 1, 2, 3])
    }

    @Test func masksNeedNames() throws {
        let rows = [("3", 30), ("1", 10), ("2", 20)]
        let table = try Self.read(rows, players: ["A", "B"], mask: true)
        #expect(table.players == ["A", "B"])
        #expect(Self.costs(table) == [0, 10, 20, 30])
        let problem = #expect(throws: Problem.self) { try Self.read(rows, mask: true) }
        #expect(problem?.remedy?.en.contains("--with players=A,B,C") == true)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String { says }
        let rows: [(String, Int)]
        var players: [String]?
        var mask = false
        let says: String
        var line: Int?
    }

    @Test(arguments: [
        Fault(rows: [("A", 1), ("B", 2)], says: "lacks 1 coalitions, the first is A+B"),
        Fault(rows: [("A+B+C", 1)], says: "lacks 6 coalitions, the first is A"),
        Fault(rows: [("A", 1), ("A", 2)], says: "the coalition A stands twice", line: 3),
        Fault(rows: [("A", 1), ("B", 1), ("A+B", 2), ("B+A", 2)], says: "A+B stands twice", line: 5),
        Fault(rows: [("A+A", 1)], says: "'A' stands twice in the coalition", line: 2),
        Fault(rows: [("A", 1), ("C", 2)], players: ["A", "B"], says: "unknown player 'C'", line: 3),
        Fault(rows: [("A", 1)], players: ["A", "A"], says: "The player 'A' is named twice"),
        Fault(
            rows: [("1", 1), ("4", 2)], players: ["A", "B"], mask: true, says: "mask 4 does not belong to 2 players",
            line: 3),
        Fault(rows: [("-1", 1)], players: ["A"], mask: true, says: "mask -1 does not belong", line: 2),
        Fault(rows: [("9223372036854775807", 1)], players: ["A"], mask: true, says: "does not belong", line: 2),
        Fault(
            rows: [((1...25).map { "p\($0)" }.joined(separator: "+"), 1)], says: "A game has at most 24 players"),
        Fault(rows: [("1", 1)], players: (1...25).map { "p\($0)" }, mask: true, says: "at most 24 players"),
        Fault(rows: [("A", 1)], players: (1...70).map { "p\($0)" }, says: "at most 24 players"),
    ])
    func aFaultIsTold(_ fault: Fault) throws {
        let problem = try #require(
            #expect(throws: Problem.self) { try Self.read(fault.rows, players: fault.players, mask: fault.mask) })
        #expect(problem.message.en.contains(fault.says), "\(problem.message.en)")
        if let line = fault.line { #expect(problem.place == Place(file: "g.csv", line: line)) }
    }

    @Test func theFormOfAFileFollowsThePort() {
        let masked = Self.game.fileForm(header: [" Mask", "cost"], parameters: [:])
        #expect(masked.columns.map(\.spec.name) == ["mask", "cost"] && masked.key == ["mask"])
        let named = Self.game.fileForm(header: ["coalition", "cost"], parameters: [:])
        #expect(named.columns.map(\.spec.name) == ["coalition", "cost"])
        #expect(named.columns[0].spec.nullable)
        let port = InputPort(
            name: "t", title: "", required: true, shape: .table,
            columns: [
                PortColumn(
                    name: "player", type: .fixed(.category), unit: nil, nullable: false, optional: false, title: ""),
                PortColumn(name: "n", type: .fixed(.money), unit: nil, nullable: true, optional: true, title: ""),
            ], others: .fixed(.real), key: [], read: nil)
        let form = port.fileForm(header: ["player"], parameters: [:])
        #expect(form.key == ["player"] && form.optional == ["n"] && form.others == .real)
        #expect(form.columns[1].spec == ColumnSpec("n", .money, unit: "öre", nullable: true))
    }
}
