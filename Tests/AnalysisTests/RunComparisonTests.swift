// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkAnalysis

/// What differs between two runs, figure by figure.
@Suite struct RunComparisonTests {
    static func table(_ rows: [(String, Int, String)]) throws -> Table {
        var builder = TableBuilder(
            [ColumnSpec("player", .category), ColumnSpec("cost", .money, unit: "öre/year"), ColumnSpec("word", .text)],
            key: ["player"])
        for row in rows { try builder.append(.category(row.0), .money(Money(ore: row.1)), .text(row.2)) }
        return try builder.table()
    }

    static func record(_ tables: [(name: String, table: Table)]) -> RunRecord {
        let step = StepRecord(
            id: "s", analysis: "a/b", version: "1.0.0", hash: "", parameters: [:], inputs: [], tables: tables,
            lineage: [:],
            findings: [], interventions: [])
        return RunRecord(
            title: "", scenario: "", agreement: nil, period: "2027", asOf: "2027-01-01", members: [], seed: 1,
            changes: [],
            whatIf: false, synthetic: false, answer: [], steps: [step], files: [])
    }

    @Test func figuresArePairedByKeyAndColumn() throws {
        let first = Self.record([("t", try Self.table([("9907", 100, "a"), ("9908", 5, "b"), ("all", 1, "")]))])
        let second = Self.record([
            ("t", try Self.table([("9908", 7, "b"), ("9907", 100, "a"), ("9909", 1, "ny"), ("all", 2, "")]))
        ])
        let comparison = RunComparison(first, second, parties: ["9907", "9908", "9909"])
        #expect(
            comparison.figures.map(\.address.description) == ["s/t[9908].cost", "s/t[9909].cost", "s/t[9909].word"])
        #expect(comparison.figures.map(\.difference) == [.money(Money(ore: 2)), .null, .null])
        #expect(comparison.figures.map(\.before) == [.money(Money(ore: 5)), .null, .null])
        #expect(comparison.others.map(\.table) == ["s/t"] && comparison.others.map(\.count) == [1])
        #expect(comparison.unchanged == 4, "both of 9907, the word of 9908, the word of all")
        let all = RunComparison(first, second, parties: ["9907", "9908", "9909"], listsAll: true)
        #expect(all.figures.map(\.address.description).contains("s/t[all].cost"))
        #expect(all.figures.count == 4 && all.others.isEmpty && all.unchanged == 4)
        let back = RunComparison(second, first, parties: ["9907", "9908", "9909"])
        #expect(back.figures.map(\.address.description) == ["s/t[9908].cost", "s/t[9909].cost", "s/t[9909].word"])
        #expect(back.figures.map(\.after) == [.money(Money(ore: 5)), .null, .null])
    }

    @Test func equalRunsDifferInNothing() throws {
        let record = Self.record([("t", try Self.table([("9907", 100, "a")]))])
        let comparison = RunComparison(record, record, parties: ["9907"])
        #expect(comparison.isEmpty && comparison.unchanged == 2)
    }

    @Test func aTableThatIsGoneIsAChange() throws {
        let first = Self.record([("t", try Self.table([("9907", 100, "a")]))])
        let comparison = RunComparison(first, Self.record([]), parties: ["9907"])
        #expect(comparison.figures.map(\.after) == [.null, .null])
    }

    @Test func whatDoesNotFitIsNoDifference() {
        func change(_ before: Cell, _ after: Cell) -> FigureChange {
            FigureChange(
                address: Address(run: nil, step: "s", table: "t", key: "k", column: "c"), party: nil, before: before,
                after: after,
                column: ColumnSpec("c", .integer))
        }
        #expect(change(.integer(.min), .integer(1)).difference == .null)
        #expect(change(.money(Money(ore: .max)), .money(Money(ore: -2))).difference == .null)
        #expect(change(.real(-.greatestFiniteMagnitude), .real(.greatestFiniteMagnitude)).difference == .null)
        #expect(change(.integer(2), .integer(-3)).difference == .integer(-5))
        #expect(change(.text("a"), .text("b")).difference == .null)
    }
}
