// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import Testing

@testable import SamverkAnalysis
@testable import SamverkPluginKit

/// What a declared read gives: rows that pass the filters, added up where columns say so, each with its lines.
@Suite struct DatasetReadTests {
    private static let lines = [
        "9907,8,1,100,0.5,2026-03-01,SYNTHETIC", "9907,9,2,,1.5,2026-01-15,", "9908,8,4,300,,,", "9908,9,,,,,",
        "9909,8,8,,,,",
    ]

    private static func read(
        _ columns: [ReadColumn], where filters: [ReadFilter] = [], key: [String] = [], members: [String] = [],
        dataset: String = "fake/hours", lines: [String] = lines
    ) throws -> DatasetRead {
        let registry = try Fake.registry(lines)
        let port = InputPort(
            name: "in", title: "", required: true, shape: .table, columns: [], others: nil, key: key, read: nil)
        return try ReadSpec(dataset: dataset, columns: columns, filters: filters)
            .evaluate(DatasetBook(registry), port: port, members: members.compactMap { Party($0) })
    }

    private static func column(_ name: String, _ aggregate: ReadColumn.Aggregate? = nil, from: String? = nil)
        -> ReadColumn
    {
        ReadColumn(name: name, from: from ?? name, aggregate: aggregate)
    }

    private static func filter(_ values: [String] = [], from: String? = nil) -> ReadFilter {
        ReadFilter(column: "desk", values: values, from: from)
    }

    @Test func rowsComeWithTheirLines() throws {
        let read = try Self.read([Self.column("player", from: "desk"), Self.column("hour"), Self.column("agents")])
        #expect(read.table.columnNames == ["player", "hour", "agents"])
        #expect(read.table.key == ["player", "hour"])
        #expect(read.table.rowCount == 5)
        #expect(read.origins.map { $0.map(\.line) } == [[2], [3], [4], [5], [6]])
        #expect(read.origins[0].first?.file == "data/hours.csv")
        #expect(read.origins[0].first?.synthetic == true)
        #expect(read.dataset == "fake/hours" && read.revision == 1)
    }

    @Test(
        arguments: [
            ([], [], ["9907", "9907", "9908", "9908", "9909"]), (["9908"], [], ["9908", "9908"]), (["9999"], [], []),
            ([], ["9909", "9907"], ["9907", "9907", "9909"]), (["9908"], ["9909"], ["9908", "9908", "9909"]),
        ] as [([String], [String], [String])])
    func filtersKeepRows(_ values: [String], _ members: [String], _ kept: [String]) throws {
        let filters =
            values.isEmpty && members.isEmpty ? [] : [Self.filter(values, from: members.isEmpty ? nil : "members")]
        let read = try Self.read([Self.column("desk"), Self.column("hour")], where: filters, members: members)
        #expect(read.table["desk"]?.cells.map(\.plainText) == kept)
    }

    @Test func noMembersMeansNoLimit() throws {
        for from in ["members", "members-and-organisations"] {
            let read = try Self.read([Self.column("desk"), Self.column("hour")], where: [Self.filter(from: from)])
            #expect(read.table.rowCount == 5)
        }
    }

    @Test func theOrganisationsOfMembersCome() throws {
        let registry = try Fake.registry(["9907,8,1,,,,", "org:ours,8,2,,,,", "org:theirs,8,4,,,,", "9909,8,8,,,,"])
        try Self.land(registry, "municipalities", ["code", "name"], ["9907", "9909"].map { [$0, $0] })
        try Self.land(registry, "organisations", ["id", "name"], ["org:ours", "org:theirs"].map { [$0, $0] })
        try Self.land(
            registry, "organisation_members", ["organisation", "municipality"],
            [["org:ours", "9907"], ["org:theirs", "9909"]])
        let port = InputPort(
            name: "in", title: "", required: true, shape: .table, columns: [], others: nil, key: [], read: nil)
        let read = try ReadSpec(
            dataset: "fake/hours", columns: [Self.column("desk"), Self.column("hour")],
            filters: [Self.filter(from: "members-and-organisations")]
        ).evaluate(DatasetBook(registry), port: port, members: [try #require(Party("9907"))])
        #expect(read.table["desk"]?.cells.map(\.plainText) == ["9907", "org:ours"])
    }

    private static func land(_ registry: Registry, _ dataset: String, _ given: [String], _ rows: [[String]]) throws {
        let schema = try registry.schema(dataset)
        var builder = TableBuilder(schema.columns.map(\.spec), key: schema.key)
        for row in rows {
            try builder.append(
                schema.columns.map { column in
                    guard let i = given.firstIndex(of: column.spec.name) else { return .null }
                    return column.spec.type == .party ? Party(row[i]).map(Cell.party) ?? .null : .text(row[i])
                })
        }
        let table = PositionedTable(try builder.table(), file: "x.csv", lines: Array(2..<2 + rows.count))
        _ = try registry.land(table, in: dataset, by: "test")
    }

    @Test func columnsAreAddedUpByTheOthers() throws {
        let read = try Self.read(
            [
                Self.column("player", from: "desk"), Self.column("agents", .sum), Self.column("cost", .sum),
                Self.column("load", .sum), Self.column("rows", .count, from: "hour"),
                Self.column("known", .count, from: "agents"),
            ], key: ["player"])
        #expect(read.table.key == ["player"])
        #expect(read.table["player"]?.cells.map(\.plainText) == ["9907", "9908", "9909"])
        #expect(read.table["agents"]?.cells == [.integer(3), .integer(4), .integer(8)])
        #expect(read.table["cost"]?.cells == [.money(Money(ore: 100)), .money(Money(ore: 300)), .money(.zero)])
        #expect(read.table["cost"]?.unit == "öre/year")
        #expect(read.table["load"]?.cells == [.real(2), .real(0), .real(0)])
        #expect(read.table["rows"]?.cells == [.integer(2), .integer(2), .integer(1)])
        #expect(read.table["known"]?.cells == [.integer(2), .integer(1), .integer(1)])
        #expect(read.origins.map { $0.map(\.line) } == [[2, 3], [4, 5], [6]])
    }

    @Test func theLeastAndTheGreatestOfEveryType() throws {
        let columns = ["agents", "cost", "load", "since"].flatMap {
            [Self.column($0 + "_min", .min, from: $0), Self.column($0 + "_max", .max, from: $0)]
        }
        let table = try Self.read([Self.column("player", from: "desk")] + columns, key: ["player"]).table
        #expect(table[0, "agents_min"] == .integer(1) && table[0, "agents_max"] == .integer(2))
        #expect(table[0, "cost_min"] == .money(Money(ore: 100)) && table[0, "cost_max"] == .money(Money(ore: 100)))
        #expect(table[0, "load_min"] == .real(0.5) && table[0, "load_max"] == .real(1.5))
        #expect(table[0, "since_min"].plainText == "2026-01-15" && table[0, "since_max"].plainText == "2026-03-01")
        #expect(table[1, "load_min"] == .null && table[2, "cost_max"] == .null)
    }

    @Test func anEmptyDatasetGivesAnEmptyTable() throws {
        let read = try Self.read(
            [Self.column("player", from: "desk"), Self.column("agents", .sum)], key: ["player"], lines: [])
        #expect(read.table.rowCount == 0 && read.origins.isEmpty)
    }

    @Test func aSumThatDoesNotFitIsAProblem() throws {
        let lines = ["9907,8,9223372036854775807,,,,", "9907,9,1,,,,"]
        #expect(throws: Problem.self) {
            try Self.read(
                [Self.column("player", from: "desk"), Self.column("agents", .sum)], key: ["player"], lines: lines)
        }
    }

    @Test func whatIsNotThereIsToldWithASuggestion() throws {
        let column = #expect(throws: Problem.self) { try Self.read([Self.column("desk"), Self.column("agent")]) }
        #expect(column?.remedy?.en == "Did you mean 'agents'?" && column?.kind == .program)
        let filter = #expect(throws: Problem.self) {
            try Self.read([Self.column("desk")], where: [ReadFilter(column: "dsk", values: [""], from: nil)])
        }
        #expect(filter?.remedy?.en == "Did you mean 'desk'?")
        #expect(throws: Problem.self) { try Self.read([Self.column("desk")], dataset: "fake/ours") }
        #expect(throws: Problem.self) { try Self.read([Self.column("desk")], where: [Self.filter(from: "friends")]) }
        #expect(throws: Problem.self) {
            try Self.read([Self.column("hour"), Self.column("source", .sum)], key: ["hour"])
        }
    }
}
