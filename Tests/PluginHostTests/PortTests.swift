// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkPluginHost
@testable import SamverkPluginKit

/// Whether a table suits a port, and what of it the plugin gets.
@Suite struct PortTests {
    private static func column(
        _ name: String, _ type: ColumnType, unit: String? = nil, nullable: Bool = false, optional: Bool = false
    ) -> PortColumn {
        PortColumn(name: name, type: .fixed(type), unit: unit, nullable: nullable, optional: optional, title: "")
    }

    private static func input(
        _ columns: [PortColumn], others: TypeRule? = nil, key: [String] = [], shape: InputPort.Shape = .table
    ) -> InputPort {
        InputPort(
            name: "in", title: "", required: true, shape: shape, columns: columns, others: others, key: key, read: nil)
    }

    private static let port = input(
        [
            column("player", .category), column("cost", .money, unit: "öre/year"),
            column("share", .real, nullable: true, optional: true),
        ], key: ["player"])

    @Test(
        arguments: [
            ([ColumnSpec("player", .party), ColumnSpec("cost", .money, unit: "öre/year")], nil),
            ([ColumnSpec("player", .text), ColumnSpec("cost", .money, unit: "öre/year")], nil),
            (
                [
                    ColumnSpec("player", .category), ColumnSpec("cost", .money, unit: "öre/year"),
                    ColumnSpec("x", .date),
                    ColumnSpec("share", .integer),
                ], nil
            ),
            ([ColumnSpec("player", .category)], "the column 'cost' is missing"),
            (
                [ColumnSpec("player", .integer), ColumnSpec("cost", .money, unit: "öre/year")],
                "the column 'player' is integer, category was expected"
            ),
            (
                [ColumnSpec("player", .category), ColumnSpec("cost", .real, unit: "öre/year")],
                "the column 'cost' is real, money was expected"
            ),
            (
                [ColumnSpec("player", .category), ColumnSpec("cost", .money, unit: "öre")],
                "the column 'cost' has the unit öre, öre/year was expected"
            ),
        ] as [([ColumnSpec], String?)])
    func aPortSaysWhatIsWrong(_ specs: [ColumnSpec], _ fault: String?) {
        let faults = Self.port.faults(in: specs, isGame: false, parameters: [:])
        #expect(faults.map(\.en) == (fault.map { [$0] } ?? []))
    }

    @Test func aGameAndATableAreNotTheSame() {
        let game = Self.input([Self.column("cost", .real)], shape: .game)
        let specs = [ColumnSpec("cost", .real)]
        #expect(game.faults(in: specs, isGame: true, parameters: [:]) == [])
        #expect(game.faults(in: specs, isGame: false, parameters: [:]).first?.en.contains("a game") == true)
        let table = Self.input([Self.column("cost", .real)])
        #expect(table.faults(in: specs, isGame: true, parameters: [:]).first?.en.contains("plain table") == true)
    }

    @Test func aTypeMayHangOnAParameter() {
        let rule = TypeRule.when(parameter: "unit", equals: "SEK", then: .money, otherwise: .real)
        let port = Self.input([
            PortColumn(name: "cost", type: rule, unit: nil, nullable: false, optional: false, title: "")
        ])
        let specs = [ColumnSpec("cost", .money)]
        #expect(port.faults(in: specs, isGame: false, parameters: ["unit": "SEK"]) == [])
        #expect(port.faults(in: specs, isGame: false, parameters: ["unit": "none"]).count == 1)
    }

    private static func table(_ columns: [(ColumnSpec, [Cell])], key: [String]) throws -> Table {
        try Table(try columns.map { spec, cells throws(Problem) in try Column(spec, cells) }, key: key)
    }

    @Test func thePluginGetsTheDeclaredTypesAndNothingElse() throws {
        let party = Cell.party(try #require(Party("9908")))
        let table = try Self.table(
            [
                (ColumnSpec("player", .party), [party]),
                (ColumnSpec("cost", .money, unit: "öre/year"), [.money(Money(ore: 5))]),
                (ColumnSpec("share", .integer, nullable: true), [.null]), (ColumnSpec("secret", .text), [.text("x")]),
            ], key: ["player"])
        let adapted = try Self.port.adapted(table, parameters: [:])
        #expect(adapted.columnNames == ["player", "cost", "share"])
        #expect(adapted.specs.map(\.type) == [.category, .money, .real])
        #expect(adapted[0, "player"] == .category("9908"))
        #expect(adapted[0, "share"] == .null)
        #expect(adapted.key == ["player"])
    }

    @Test func furtherColumnsComeAlongWhenThePortTakesThem() throws {
        let port = Self.input([Self.column("player", .category)], others: .fixed(.real), key: ["player"])
        let table = try Self.table(
            [
                (ColumnSpec("player", .category), [.category("a")]), (ColumnSpec("n", .integer), [.integer(2)]),
                (ColumnSpec("r", .real), [.real(0.5)]), (ColumnSpec("t", .text), [.text("x")]),
            ], key: ["player"])
        let adapted = try port.adapted(table, parameters: [:])
        #expect(adapted.columnNames == ["player", "n", "r"])
        #expect(adapted[0, "n"] == .real(2))
    }

    @Test func thePortsOwnKeyMustHold() throws {
        let specs = [
            ColumnSpec("player", .category), ColumnSpec("hour", .integer), ColumnSpec("cost", .money, unit: "öre/year"),
        ]
        let table = try Self.table(
            [
                (specs[0], [.category("a"), .category("a")]), (specs[1], [.integer(1), .integer(2)]),
                (specs[2], [.money(.zero), .money(.zero)]),
            ], key: ["player", "hour"])
        let problem = #expect(throws: Problem.self) { try Self.port.adapted(table, parameters: [:]) }
        #expect(problem?.message.en.contains("same key") == true)
        #expect(problem?.place.context == ["input 'in'"])
    }

    @Test func aMissingValueWhereNoneMayBeIsTold() throws {
        let table = try Self.table(
            [
                (ColumnSpec("player", .category), [.category("a"), .category("b")]),
                (ColumnSpec("cost", .money, unit: "öre/year", nullable: true), [.money(.zero), .null]),
            ], key: ["player"])
        let problem = #expect(throws: Problem.self) { try Self.port.adapted(table, parameters: [:]) }
        #expect(problem?.message.en.contains("'cost'") == true)
        #expect(problem?.message.en.contains("b") == true)
    }

    @Test func aTableThatDoesNotSuitIsToldWithWhatIsNeeded() throws {
        let table = try Self.table([(ColumnSpec("player", .category), [.category("a")])], key: ["player"])
        let problem = #expect(throws: Problem.self) { try Self.port.adapted(table, parameters: [:]) }
        #expect(problem?.message.en == "The input 'in': the column 'cost' is missing.")
        #expect(problem?.remedy?.en == "It must have the columns player, cost, share.")
    }

    private static func output(others: TypeRule? = nil, from: String? = nil) -> OutputPort {
        OutputPort(
            name: "out", title: "", shape: .table, columns: [column("player", .category)], columnsFrom: from,
            others: others, key: ["player"], lineage: .key)
    }

    @Test func aListOfAParameterNamesColumns() {
        let port = Self.output(others: .fixed(.real), from: "methods")
        #expect(port.specs(["methods": ["equal", "tau"]]).map(\.name) == ["player", "equal", "tau"])
        #expect(port.specs([:]).map(\.name) == ["player"])
    }

    @Test func furtherColumnsOfAnOutputMustBeOfTheirType() throws {
        let table = try Self.table(
            [(ColumnSpec("player", .category), [.category("a")]), (ColumnSpec("n", .text), [.text("x")])],
            key: ["player"])
        #expect(Self.output().fault(in: table, parameters: [:]) == "column n was not declared")
        #expect(Self.output(others: .fixed(.text)).fault(in: table, parameters: [:]) == nil)
        #expect(Self.output(others: .fixed(.real)).fault(in: table, parameters: [:]) == "column n is text, not real")
        let named = Self.output(others: .fixed(.text), from: "methods")
        #expect(named.fault(in: table, parameters: ["methods": ["n"]]) == nil)
        #expect(named.fault(in: table, parameters: ["methods": ["m"]]) == "column m is missing")
        #expect(named.fault(in: table, parameters: ["methods": []]) == "column n was not declared")
    }
}
