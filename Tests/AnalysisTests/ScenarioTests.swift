// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkTestSupport
import Testing

@testable import SamverkAnalysis

/// A scenario file as its author writes it, and every way to write it wrong.
@Suite struct ScenarioTests {
    static func read(_ yaml: String) throws -> Scenario { try Scenario(yaml: yaml, file: "s.yaml") }

    @Test func everyFieldIsRead() throws {
        let scenario = try Self.read(
            """
            # a remark
            title: { sv: Frågan, en: The question }
            agreement: agr-desk
            period: 2027-03
            asOf: 2026-12-31
            members: [0114, 9908, Exempelkommun H]
            approvals: what-if
            answer: [bill.saves, bill.costs-more]
            steps:
              game:
                analysis: pooling/costs
              split:
                analysis: split/allocate
                with:
                  game: game.costs
                  methods: [equal, "proportional:population"]
                  target: 010
                  on: no
            """)
        #expect(scenario.file == "s.yaml")
        #expect(scenario.title == Localized(sv: "Frågan", en: "The question"))
        #expect(scenario.agreement?.text == "agr-desk")
        #expect(scenario.period.description == "2027-03")
        #expect(scenario.asOf == Day("2026-12-31"))
        #expect(scenario.members.map(\.text) == ["0114", "9908", "Exempelkommun H"])
        #expect(scenario.members[1].place == Place(file: "s.yaml", line: 6, column: 17))
        #expect(scenario.approvals == .whatIf)
        #expect(scenario.answers.map(\.text) == ["bill.saves", "bill.costs-more"])
        #expect(scenario.steps.map(\.id) == ["game", "split"])
        #expect(
            scenario.steps[1].analysis == GivenValue("split/allocate", at: Place(file: "s.yaml", line: 13, column: 15)))
        #expect(scenario.steps[1].place == Place(file: "s.yaml", line: 12, column: 3))
        #expect(
            scenario.steps[1].with.mapValues(\.text) == [
                "game": "game.costs", "methods": "equal,proportional:population", "target": "010", "on": "no",
            ])
        #expect(scenario.steps[1].with["target"]?.place.line == 17)
    }

    @Test func whatIsLeftOutHasItsDefault() throws {
        let scenario = try Self.read("title: T\nperiod: 2027\nsteps: { a: { analysis: x/y } }\n")
        #expect(scenario.title == Localized(sv: "T", en: "T"))
        #expect(scenario.asOf == Day("2027-01-01"))
        #expect(scenario.approvals == .required)
        #expect(scenario.agreement == nil && scenario.members.isEmpty && scenario.answers.isEmpty)
    }

    @Test func theScenariosOfTheExampleAreRead() throws {
        for name in ["gemensam-servicedesk"] {
            let path = "Examples/fyrbodal/scenarios/\(name).yaml"
            let scenario = try Scenario(yaml: String(decoding: try ExampleData.bytes(path), as: UTF8.self), file: path)
            #expect(scenario.steps.map(\.id) == ["desk", "game", "split", "bill"])
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String { says }
        let yaml: String
        let says: String
        let line: Int?
        let column: Int?
        var remedy: String?

        init(_ yaml: String, _ says: String, _ line: Int?, _ column: Int?, _ remedy: String? = nil) {
            self.yaml = yaml
            self.says = says
            self.line = line
            self.column = column
            self.remedy = remedy
        }
    }

    private static let end = "period: 2027\nsteps:\n  a:\n    analysis: x/y\n"

    @Test(arguments: [
        Fault("", "The file is empty", nil, nil), Fault("# only a remark\n", "The file is empty", nil, nil),
        Fault("just text", "A scenario must be 'name: value'", 1, 1), Fault("- a\n- b", "A scenario must be", 1, 1),
        Fault("title: [a\n" + end, "not valid YAML", 2, nil, "indentation"),
        Fault("title: T\n  period: 2027\n", "not valid YAML", 2, nil),
        Fault("title: \"T\n", "not valid YAML", nil, nil),
        Fault("\ttitle: T\n", "not valid YAML", 1, nil),
        Fault("title: T\u{1}\n", "a character that YAML does not allow", 1, nil),
        Fault("titel: T\n" + end, "Unknown field 'titel'", 1, 1, "Did you mean 'title'?"),
        Fault("title: { sv: T, no: T }\n" + end, "Unknown field 'no'", 1, 17),
        Fault("title: [T]\n" + end, "title must be", 1, 8),
        Fault("title: T\ntitle: U\n" + end, "A key stands twice: title", 1, 1),
        Fault("title: T\nperiod: 2027-13\nsteps: {}", "'period' must be a year or a month", 2, 9),
        Fault("title: T\nperiod: [2027]\n", "A single value was expected", 2, 9),
        Fault("title: T\nasOf: 2027-02-30\n" + end, "'asOf' must be a date", 2, 7),
        Fault("title: T\napprovals: whatif\n" + end, "Unknown value 'whatif'", 2, 12, "Did you mean 'what-if'?"),
        Fault("title: T\nmembers: { a: b }\n" + end, "A single value was expected", 2, 10),
        Fault("title: T\nanswer: [[a.b]]\n" + end, "A single value was expected", 2, 10),
        Fault(end, "The scenario has no 'title'", nil, nil),
        Fault("title: T\nsteps: { a: { analysis: b/c } }", "no 'period'", nil, nil),
        Fault("title: T\nperiod: 2027\n", "no 'steps'", nil, nil),
        Fault("title: T\nperiod: 2027\nsteps: {}\n", "has no steps", 3, 8),
        Fault("title: T\nperiod: 2027\nsteps: a\n", "The steps must be", 3, 8),
        Fault("title: T\nperiod: 2027\nsteps:\n  A b: { analysis: x/y }\n", "A step's name consists of", 4, 3),
        Fault("title: T\nperiod: 2027\nsteps:\n  a.b: { analysis: x/y }\n", "A step's name consists of", 4, 3),
        Fault("title: T\nperiod: 2027\nsteps:\n  a: x/y\n", "The step 'a' must be", 4, 6),
        Fault("title: T\nperiod: 2027\nsteps:\n  a: { with: {} }\n", "The step 'a' has no 'analysis'", 4, 3),
        Fault(
            "title: T\nperiod: 2027\nsteps:\n  a: { analysis: x/y, wiht: {} }\n", "Unknown field 'wiht'", 4, 23,
            "Did you mean 'with'?"),
        Fault("title: T\nperiod: 2027\nsteps:\n  a: { analysis: x/y, with: [1] }\n", "with must be", 4, 29),
        Fault(
            "title: T\nperiod: 2027\nsteps:\n  a: { analysis: x/y, with: { k: { l: m } } }\n", "A single value", 4, 34),
        Fault("title: T\n" + end + "  a:\n    analysis: x/z\n", "A key stands twice: a", 4, 3),
        Fault("title: &t T\nagreement: *t\n" + end, "Aliases are not used here", 2, 1),
        Fault("title: T\n" + end + "  b: &b\n    analysis: x/y\n  c: *b\n", "Aliases are not used here", 8, 3),
        Fault("title: T\nagreement: *nothing\n" + end, "not valid YAML: found undefined alias", 2, 12),
    ])
    func aFaultIsToldWithItsPlace(_ fault: Fault) throws {
        let problem = try #require(#expect(throws: Problem.self) { try Self.read(fault.yaml) })
        #expect(problem.message.en.contains(fault.says), "\(problem.message.en)")
        #expect(problem.place.file == "s.yaml")
        if let line = fault.line { #expect(problem.place.line == line, "\(problem.text(.english))") }
        if let column = fault.column { #expect(problem.place.column == column, "\(problem.text(.english))") }
        if let remedy = fault.remedy { #expect(problem.remedy?.en.contains(remedy) == true) }
    }

    /// Nine lines that would unfold to a billion values.
    @Test(.timeLimit(.minutes(1))) func manyLaughsAreNone() {
        var yaml = "title: T\na0: &a0 [x]\n"
        for i in 1...9 { yaml += "a\(i): &a\(i) [\((0..<10).map { _ in "*a\(i - 1)" }.joined(separator: ", "))]\n" }
        #expect(throws: Problem.self) { try Self.read(yaml) }
    }

    @Test func deepNestingIsAProblem() {
        #expect(throws: Problem.self) { try Self.read(String(repeating: "[", count: 100_000)) }
        #expect(throws: Problem.self) {
            try Self.read("title: " + String(repeating: "[", count: 500) + String(repeating: "]", count: 500))
        }
    }

    @Test(arguments: 0..<200) func brokenFilesNeverTrap(_ number: Int) {
        var seed = Seed(UInt64(number))
        var bytes = Array("title: T\nmembers: [0114]\nanswer: a.b\n\(Self.end)    with: { a: [b], c: d }\n".utf8)
        for _ in 0..<seed.integer(1...4) {
            let place = seed.integer(0...bytes.count - 1)
            bytes.replaceSubrange(place...place, with: Array(seed.pick(Seed.hostilePieces).utf8))
        }
        do { _ = try Self.read(String(decoding: bytes, as: UTF8.self)) } catch {
            #expect(error is Problem)
        }
    }

    @Test func theWorkspacesSettingsAreRead() throws {
        let settings = try WorkspaceSettings(
            yaml:
                "title: W\nscenario: scenarios/a.yaml\ndata:\n  fake/hours: data/h.csv\n  municipalities: data/m.csv\n",
            file: "samverk.yaml")
        #expect(settings.title == Localized(sv: "W", en: "W"))
        #expect(settings.scenario == "scenarios/a.yaml")
        #expect(settings.data.map(\.dataset) == ["fake/hours", "municipalities"])
        let problem = #expect(throws: Problem.self) {
            try WorkspaceSettings(yaml: "scenarios: a", file: "samverk.yaml")
        }
        #expect(problem?.place == Place(file: "samverk.yaml", line: 1, column: 1))
    }
}
