// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost
@testable import SamverkPluginKit

/// The laws that a manifest declares of an output hold whatever the plugin and the rules say.
@Suite struct InvariantTests {
    private static func port(_ invariants: OutputPort.Invariants, minimum: Double? = nil) -> OutputPort {
        var port = OutputPort(
            name: "out", title: "", shape: .table,
            columns: [
                PortColumn(
                    name: "player", type: .fixed(.category), unit: nil, nullable: false, optional: false, title: ""),
                PortColumn(
                    name: "today", type: .fixed(.money), unit: nil, nullable: true, optional: false, minimum: minimum,
                    title: ""),
            ], columnsFrom: "methods", others: .fixed(.money), key: ["player"], lineage: .key)
        port.invariants = invariants
        return port
    }

    private static func table(today: [Int?] = [1, 2], equal: [Int?], shapley: [Int?]) throws -> Table {
        func money(_ amounts: [Int?]) -> [Cell] { amounts.map { $0.map { .money(Money(ore: $0)) } ?? .null } }
        return try Table(
            [
                Column(ColumnSpec("player", .category), [.category("a"), .category("b")]),
                Column(ColumnSpec("today", .money, nullable: true), money(today)),
                Column(ColumnSpec("equal", .money, nullable: true), money(equal)),
                Column(ColumnSpec("shapley", .money, nullable: true), money(shapley)),
            ], key: ["player"])
    }

    @Test(
        "Equal sums",
        arguments: [
            ([5, 5], [7, 3], nil), ([5, 5], [7, 4], "'equal' gives 10 and 'shapley' 11"),
            ([5, 5], [nil, nil], nil), ([5, 5], [10, nil], nil), ([5, 5], [9, nil], "'shapley' 9"),
            ([.max, .max], [.max, .max], nil), ([.max, .max], [.max, 1], "'equal' gives 18446744073709551614"),
        ] as [([Int?], [Int?], String?)])
    func equalSums(_ equal: [Int?], _ shapley: [Int?], _ told: String?) throws {
        let breach = Self.port(.init(equalSums: .further)).breach(
            in: try Self.table(equal: equal, shapley: shapley), parameters: ["methods": ["equal", "shapley"]])
        #expect((breach?.en == nil) == (told == nil))
        if let told { #expect(breach?.en.contains(told) == true, "\(breach?.en ?? "")") }
    }

    @Test func onlyTheColumnsOfTheParameterAreSummed() throws {
        let table = try Self.table(equal: [5, 5], shapley: [7, 4])
        #expect(Self.port(.init(equalSums: .further)).breach(in: table, parameters: ["methods": ["equal"]]) == nil)
        #expect(Self.port(.init()).breach(in: table, parameters: ["methods": ["equal", "shapley"]]) == nil)
        let named = Self.port(.init(equalSums: .columns(["today", "equal"])))
        #expect(named.breach(in: table, parameters: [:])?.en.contains("'today' gives 3 and 'equal' 10") == true)
    }

    @Test func boundsHoldForTheParametersColumnsAndForAColumnOfItsOwn() throws {
        let table = try Self.table(today: [1, -1], equal: [5, -5], shapley: [7, 3])
        let methods: [String: JSON] = ["methods": ["equal", "shapley"]]
        let all = Self.port(.init(minimum: 0)).breach(in: table, parameters: methods)
        #expect(all?.en == "the column 'equal': the row b has -0.05, but at least 0 is promised")
        #expect(Self.port(.init(maximum: 7)).breach(in: table, parameters: methods) == nil)
        #expect(Self.port(.init(maximum: 6)).breach(in: table, parameters: methods)?.en.contains("'shapley'") == true)
        let own = Self.port(.init(), minimum: 0).breach(in: table, parameters: methods)
        #expect(own?.en.contains("'today': the row b") == true)
    }

    @Test("Real sums agree when rounding alone parts them")
    func realSums() throws {
        var seed = Seed(7)
        for _ in 0..<200 {
            let parts = (0..<40).map { _ in Double(seed.integer(0...1_000_000)) / 7 }
            let shuffled = parts.sorted()
            func table(_ last: Double) throws -> Table {
                try Table(
                    [
                        Column(ColumnSpec("row", .integer), (0..<40).map { .integer($0) }),
                        Column(ColumnSpec("a", .real), parts.map(Cell.real)),
                        Column(ColumnSpec("b", .real), (shuffled.dropLast() + [shuffled[39] + last]).map(Cell.real)),
                    ], key: ["row"])
            }
            let port = Self.port(.init(equalSums: .columns(["a", "b"])))
            #expect(port.breach(in: try table(0), parameters: [:]) == nil)
            #expect(port.breach(in: try table(1), parameters: [:]) != nil)
        }
    }
}
