// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkAnalysis
@testable import SamverkRules

/// What is not the same in two runs besides figures.
@Suite struct RunDifferenceTests {
    static func step(_ id: String = "s", _ change: (inout StepRecord) -> Void = { _ in }) -> StepRecord {
        var step = StepRecord(
            id: id, analysis: "a/b", version: "1.0.0", hash: "0123456789abcdef", parameters: ["p": .integer(1)],
            inputs: [
                InputRecord(
                    port: "hours", source: .dataset("a/hours", revision: 3),
                    rows: [.init(key: ["k"], origins: [.init(file: 0, line: 2)])])
            ], tables: [], lineage: [:], findings: [Finding("f", .info, ["who": .init(.text("9907"))])],
            interventions: [])
        change(&step)
        return step
    }

    static func run(_ steps: [StepRecord] = [step()], _ change: (inout RunRecord) -> Void = { _ in }) -> RunRecord {
        var record = RunComparisonTests.record([])
        record.steps = steps
        record.files = ["data/hours.csv"]
        change(&record)
        return record
    }

    static func told(_ record: RunRecord) -> [String] {
        run().differences(to: record).map {
            "\($0.kind.rawValue) \($0.what): \($0.before?.en ?? "-") -> \($0.after?.en ?? "-")"
        }
    }

    static let changes: [(String, RunRecord, [String])] = [
        ("nothing", run(), []),
        ("the seed", run { $0.seed = 7 }, ["scenario seed: 1 -> 7"]),
        (
            "the scenario",
            run {
                $0.period = "2028"
                $0.agreement = "agr"
                $0.members = [Party("9907")].compactMap { $0 }
            },
            [
                "scenario agreement: - -> agr", "scenario members: all municipalities -> 9907",
                "scenario period: 2027 -> 2028",
            ]
        ),
        ("a parameter", run([step { $0.parameters = ["p": .integer(2)] }]), ["parameter s.p: 1 -> 2"]),
        (
            "a new parameter", run([step { $0.parameters["q"] = .array([.string("x"), .string("y")]) }]),
            ["parameter s.q: - -> x,y"]
        ),
        (
            "a version", run([step { $0.version = "1.1.0" }]),
            ["plugin a: 1.0.0 (0123456789ab) -> 1.1.0 (0123456789ab)"]
        ),
        ("a step", run([step(), step("t")]), ["step t: - -> a/b"]),
        ("another analysis", run([step { $0.analysis = "a/c" }]), ["step s: a/b -> a/c"]),
        (
            "a revision", run([step { $0.inputs[0].source = .dataset("a/hours", revision: 4) }]),
            ["dataset a/hours: revision 3 -> revision 4"]
        ),
        (
            "a file", run { $0.files = ["data/new.csv"] },
            ["file data/hours.csv: read -> -", "file data/new.csv: - -> read"]
        ),
        (
            "a wire", run([step { $0.inputs[0].source = .step("t", table: "x") }]),
            ["input s.hours: a/hours -> t/x", "dataset a/hours: revision 3 -> -"]
        ),
    ]

    @Test("is told with what it was and what it is", arguments: changes)
    func besides(what: String, after: RunRecord, told: [String]) { #expect(Self.told(after) == told) }

    static let path = "rules/agreements/agr/cap.lua"
    static func asked(_ text: String? = "aaaaaaaaaaaa", spoke: Int = 2, missing: [String] = []) -> RunRecord {
        let step = step {
            $0.consultations = [Consultation(hook: "a/cap@1", file: path, asked: 5, spoke: spoke)]
            if !missing.isEmpty {
                $0.conditions = [Condition(file: path, agreement: "agr", hook: "a/cap@1", missing: missing)]
            }
        }
        return run([step]) { $0.rules = text.map { [path: $0] } ?? [:] }
    }

    static let rules: [(String, RunRecord, RunRecord, String)] = [
        ("added", run(), asked(), "- -> answered 2 of 5 rows, approved by all"),
        ("removed", asked(), run(), "answered 2 of 5 rows, approved by all -> -"),
        (
            "changed", asked(), asked("bbbbbbbbbbbb"),
            "answered 2 of 5 rows, approved by all, text aaaaaaaa -> answered 2 of 5 rows, approved by all, text bbbbbbbb"
        ),
        (
            "approved", asked(missing: ["9910"]), asked(),
            "answered 2 of 5 rows, not approved by 9910, text aaaaaaaa -> answered 2 of 5 rows, approved by all, text aaaaaaaa"
        ),
    ]

    @Test("a rule that came, went, has another text or is approved now", arguments: rules)
    func ofARule(what: String, before: RunRecord, after: RunRecord, told: String) throws {
        let found = before.differences(to: after)
        #expect(found.map(\.kind) == [.rule] && found.map(\.what) == [Self.path])
        #expect("\(found[0].before?.en ?? "-") -> \(found[0].after?.en ?? "-")" == told)
    }

    @Test func ofAnOldRunNobodyKnowsTheRulesTexts() {
        #expect(Self.asked(nil).differences(to: Self.asked()).isEmpty)
    }

    @Test func theTextsAreStoredWithTheRun() throws {
        let stored = try RunRecord(json: Self.asked().json)
        #expect(stored.rules == [Self.path: "aaaaaaaaaaaa"])
        #expect(Self.run().json["rules"] == nil, "a run without rules is stored as it always was")
    }

    @Test func aFindingIsTheSameWithOtherNumbersAndAnotherWithOtherWords() {
        func run(_ who: String, _ many: Int) -> RunRecord {
            Self.run([
                Self.step {
                    $0.findings = [Finding("f", .info, ["who": .init(.text(who)), "n": .init(.integer(many))])]
                }
            ])
        }
        #expect(run("9907", 1).findingChanges(to: run("9907", 2)).isEmpty)
        let changes = run("9907", 1).findingChanges(to: run("9908", 1))
        #expect(changes.map(\.isNew) == [false, true])
        #expect(changes.map { $0.finding.arguments["who"]?.cell } == [.text("9907"), .text("9908")])
    }
}
