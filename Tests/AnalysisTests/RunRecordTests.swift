// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkAnalysis
@testable import SamverkRules

/// A hand-made run of three steps: read -> split -> bill.
enum Sample {
    static func table(_ column: String, _ rows: [(String, Int)]) throws -> Table {
        var builder = TableBuilder(
            [ColumnSpec("player", .category), ColumnSpec(column, .money, unit: "öre/year")], key: ["player"])
        for row in rows { try builder.append(.category(row.0), .money(Money(ore: row.1))) }
        return try builder.table()
    }

    static func step(_ id: String, _ inputs: [InputRecord], _ tables: [(String, Table, String)]) -> StepRecord {
        StepRecord(
            id: id, analysis: "fake/\(id)", version: "0.1.0", hash: "0123456789abcdef", parameters: [:], inputs: inputs,
            tables: tables.map { ($0.0, $0.1) },
            lineage: Dictionary(uniqueKeysWithValues: tables.map { ($0.0, $0.2) }), findings: [], interventions: [])
    }

    static func spoken(_ subject: String, line: Int, after: JSON = true, reason: String? = "why") throws -> Intervention
    {
        try #require(
            Intervention(wire: [
                "hook": "fake/keep@1", "owner": .string(subject), "file": .string("rules/\(subject)/keep.lua"),
                "line": .integer(line), "basis": "KF § 1", "subject": .string(subject), "arguments": [1, nil],
                "before": false, "after": after, "reason": reason.map(JSON.string) ?? .null,
            ]))
    }

    static func record() throws -> RunRecord {
        let hours = InputRecord(
            port: "hours", source: .dataset("fake/hours", revision: 2),
            rows: [
                InputRecord.Row(key: ["a"], origins: (2...5).map { InputRecord.Origin(file: 1, line: $0) }),
                InputRecord.Row(
                    key: ["b"],
                    origins: [
                        InputRecord.Origin(file: 1, line: 9), InputRecord.Origin(file: 1, line: 7),
                        InputRecord.Origin(file: 0, line: 3), InputRecord.Origin(file: 1, line: 6),
                    ]),
            ])
        var read = step("read", [hours], [("costs", try table("cost", [("a", 1), ("b", 2)]), "key")])
        read.parameters = ["target": 3, "methods": ["equal", "tau"], "note": "x y"]
        read.interventions = try [
            spoken("a", line: 4), spoken("b", line: 5), spoken("a", line: 4), spoken("a", line: 4, reason: nil),
        ]
        read.findings = [Finding("found", .info, ["sum": Finding.Argument(.money(Money(ore: 3)), unit: "öre/year")])]
        let costs = InputRecord(port: "cost", source: .step("read", table: "costs"), rows: [])
        let file = InputRecord(port: "extra", source: .file("x.csv", sha256: "fedcba9876543210"), rows: [])
        let split = step("split", [costs, file], [("shares", try table("share", [("a", 1), ("b", 2)]), "all")])
        let shares = InputRecord(port: "shares", source: .step("split", table: "shares"), rows: [])
        let bill = step("bill", [shares, costs, costs], [("bills", try table("after", [("a", 1), ("b", 2)]), "key")])
        return RunRecord(
            title: Localized(sv: "T", en: "U"), scenario: "s.yaml", agreement: nil, period: "2027", asOf: "2027-01-01",
            members: [try #require(Party("0114"))], seed: .max, changes: ["split.methods=equal"], whatIf: true,
            synthetic: false, answer: ["read.found"],
            steps: [read, split, bill], files: ["data/a.csv", "data/b.csv"])
    }
}

/// The record of a run: stored as JSON and read again without loss; its numbers hang on its content alone.
@Suite struct RunRecordTests {
    @Test func aRecordComesBackAsItWas() throws {
        let json = try Sample.record().json
        let again = try RunRecord(json: try JSON.read(json.bytes))
        #expect(again.json == json)
        #expect(again.json.bytes == json.bytes)
        #expect(again.seed == .max && again.members.map(\.code) == ["0114"])
        #expect(again.step("read")?.interventions == (try Sample.record().steps[0].interventions))
        #expect(again.step("read")?.table("costs") == (try Sample.record().steps[0].table("costs")))
        #expect(again.steps[1].inputs.map(\.source) == (try Sample.record().steps[1].inputs.map(\.source)))
        #expect(again.steps[0].inputs[0].rows == (try Sample.record().steps[0].inputs[0].rows))
    }

    @Test(arguments: ["format", "title", "members", "steps", "files", "seed"])
    func aRecordThatLacksSomethingIsRefused(_ name: String) throws {
        guard case .object(var object) = try Sample.record().json else { return }
        object[name] = nil
        #expect(throws: Problem.self) { try RunRecord(json: .object(object)) }
        object[name] = true
        #expect(throws: Problem.self) { try RunRecord(json: .object(object)) }
    }

    @Test func aLaterFormatIsRefused() throws {
        guard case .object(var object) = try Sample.record().json else { return }
        object["format"] = 2
        #expect(throws: Problem.self) { try RunRecord(json: .object(object)) }
    }

    @Test func nothingIsDroppedInSilence() throws {
        let json = try Sample.record().json
        let text = String(decoding: json.bytes, as: UTF8.self)
        for (from, to) in [("\"0114\"", "\"114\""), ("\"subject\":\"b\"", "\"subject\":7")] {
            let changed = text.replacing(from, with: to)
            #expect(changed != text)
            #expect(throws: Problem.self) { try RunRecord(json: try JSON.read(Array(changed.utf8))) }
        }
    }

    /// Steps read side by side, so files get their numbers in any order; the record shows none of it.
    @Test(arguments: 0..<20) func filesAreNumberedTheSameInWhateverOrderTheyCome(_ number: Int) throws {
        var seed = Seed(UInt64(number))
        let files = ["b.csv", "å.csv", "a.csv", "c.csv"]
        let numbers = FileNumbers()
        for file in files.shuffled(using: &seed) {
            _ = numbers.number(RowOrigin(importID: 1, file: file, line: 1, synthetic: file == "c.csv"))
        }
        let origins = files.enumerated().map {
            numbers.number(RowOrigin(importID: 1, file: $1, line: $0 + 2, synthetic: false))
        }
        let input = InputRecord(
            port: "p", source: .dataset("d", revision: 1), rows: [.init(key: ["k"], origins: origins)])
        let (steps, names, synthetic) = numbers.settled([Sample.step("s", [input], [])])
        #expect(names == ["a.csv", "b.csv", "c.csv", "å.csv"])
        #expect(steps[0].inputs[0].rows[0].origins.map { names[$0.file] } == files)
        #expect(steps[0].inputs[0].rows[0].origins.map(\.line) == [2, 3, 4, 5])
        #expect(synthetic)
    }

    @Test(arguments: [(18, true), (20, true), (22, false)])
    func aRunKeepsTablesOfABoundedSize(_ players: Int, _ isKept: Bool) throws {
        let game = try Table(
            [
                Column(
                    ColumnSpec("cost", .money, unit: "öre"),
                    storage: .integers(Array(repeating: 7, count: 1 << players)))
            ],
            key: [], attributes: ["players": .array((0..<players).map { .string("p\($0)") })])
        let small = try Sample.table("cost", [("a", 1)])
        let step = Sample.step("game", [], [("costs", game, "all"), ("standalone", small, "all")])
        guard !isKept else { return try step.checkSize() }
        let problem = #expect(throws: Problem.self) { try step.checkSize() }
        #expect(problem?.kind == .limit)
        #expect(problem?.message.en.contains("33 MB of tables (the largest is 'costs')") == true)
        #expect(problem?.remedy?.en.contains("samverk analyze") == true)
    }
}
