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

    @Test func whatOnlyOneHasIsToldBesideTheFigures() throws {
        let rows = [("9907", 100, "a"), ("9908", 5, "b")]
        let first = Self.record([("t", try Self.table(rows)), ("old", try Self.table([rows[0]]))])
        let second = Self.record([
            ("t", try Self.table([rows[0], ("9909", 1, "c")])), ("new", try Self.table([rows[0]])),
        ])
        let comparison = RunComparison(first, second, parties: [], listsAll: true)
        #expect(
            comparison.lone.map { "\($0.isNew ? "+" : "-") \($0.kind.rawValue) \($0.place)" } == [
                "+ row s/t[9909]", "- row s/t[9908]", "+ table s/new", "- table s/old",
            ])
        #expect(!comparison.figures.contains { !$0.isLone })
        #expect(comparison.shared == ["s"])
    }

    @Test func aColumnThatOnlyOneHas() throws {
        var wide = TableBuilder([ColumnSpec("player", .category), ColumnSpec("a.b", .integer)], key: ["player"])
        try wide.append(.category("x"), .integer(1))
        var narrow = TableBuilder([ColumnSpec("player", .category)], key: ["player"])
        try narrow.append(.category("x"))
        let comparison = RunComparison(
            Self.record([("t", try narrow.table())]), Self.record([("t", try wide.table())]), parties: [],
            listsAll: true)
        #expect(comparison.lone == [.init(kind: .column, place: "s/t.a%2Eb", isNew: true)])
    }

    @Test func stepsOfOtherAnalysesShareNothing() throws {
        let first = Self.record([("t", try Self.table([("9907", 100, "a")]))])
        var second = Self.record([("t", try Self.table([("9907", 200, "a")]))])
        second.steps[0].analysis = "a/c"
        let comparison = RunComparison(first, second, parties: [], listsAll: true)
        #expect(comparison.shared.isEmpty && comparison.isEmpty && comparison.lone.isEmpty)
    }

    @Test func theLargestChangeComesFirst() {
        func change(_ before: Cell, _ after: Cell) -> FigureChange {
            FigureChange(
                address: Address(run: nil, step: "s", table: "t", key: "k", column: "c"), party: nil, before: before,
                after: after, column: ColumnSpec("c", .real))
        }
        let changes = [
            change(.text("a"), .text("b")), change(.real(100), .real(101)),
            change(.money(Money(ore: 5)), .money(Money(ore: 9))),
            change(.integer(0), .integer(1)), change(.money(Money(ore: 100)), .money(Money(ore: -100))),
        ]
        let sorted = changes.sorted(by: FigureChange.isLarger)
        #expect(
            sorted.map(\.after) == [
                .money(Money(ore: -100)), .money(Money(ore: 9)), .integer(1), .real(101), .text("b"),
            ])
    }

    static let relatives: [(Cell, Cell, String?, Double?)] = [
        (.real(2), .real(3), nil, 0.5), (.real(-2), .real(-1), nil, 0.5), (.real(0), .real(1), nil, nil),
        (.real(0.2), .real(0.3), "share", nil), (.money(Money(ore: 200)), .money(Money(ore: 100)), "öre", -0.5),
        (.text("a"), .text("b"), nil, nil), (.null, .real(1), nil, nil), (.real(1e-300), .real(1e300), nil, nil),
    ]

    @Test("a change as a share of what was, where that has a meaning", arguments: relatives)
    func relative(before: Cell, after: Cell, unit: String?, share: Double?) {
        #expect(before.relativeDifference(to: after, unit: unit) == share)
    }
}
