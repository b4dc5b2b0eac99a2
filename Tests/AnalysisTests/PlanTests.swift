// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import Testing

@testable import SamverkAnalysis

/// The graph of a scenario is checked before anything runs, and every fault in it is told at once.
@Suite struct PlanTests {
    /// A plan of these steps, the first of them on line 5.
    static func plan(
        _ steps: String, answer: String = "[]", overrides: [String: [String: GivenValue]] = [:], members: [String] = []
    ) throws -> Plan {
        let yaml = "title: T\nperiod: 2027\nanswer: \(answer)\nsteps:\n\(steps)"
        return try Plan(
            try Scenario(yaml: yaml, file: "s.yaml"), plugins: try Fake.plugins(),
            members: members.compactMap { Party($0) }, overrides: overrides)
    }

    /// What is wrong, as `line: message`.
    private static func faults(_ body: () throws -> Plan) -> [Problem] {
        do {
            _ = try body()
            return []
        } catch let problem as Problem { return [problem] } catch let problems as Problems { return problems.all } catch
        {
            return [Problem("\(error)")]
        }
    }

    @Test func aSoundScenarioBecomesSteps() throws {
        let plan = try Self.plan(
            """
              b:
                analysis: fake/sink
                with: { cost: a.costs }
              a:
                analysis: fake/source
                with: { target: 4, methods: "equal, tau" }
            """, answer: "a.found", members: ["9908"])
        #expect(plan.steps.map(\.id) == ["a", "b"])
        #expect(plan.members.map(\.code) == ["9908"])
        #expect(plan.steps[0].parameters == ["target": 4, "methods": ["equal", "tau"]])
        #expect(plan.steps[0].analysis == "fake/source")
        #expect(plan.steps[0].dependencies == [])
        #expect(plan.steps[1].dependencies == ["a"])
        guard case .read(let read)? = plan.steps[0].sources["hours"] else {
            Issue.record("an input without wire is read")
            return
        }
        #expect(read.dataset == "fake/hours")
        #expect(plan.steps[1].sources["more"] == nil)
    }

    @Test func stepsRunInTheFilesOrderWhereItIsFree() throws {
        let steps = ["c", "a", "b"].map { "  \($0): { analysis: fake/source }\n" }.joined()
        #expect(try Self.plan(steps).steps.map(\.id) == ["c", "a", "b"])
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String { says }
        let steps: String
        let says: String
        let line: Int
        var remedy: String?

        init(_ steps: String, _ says: String, _ line: Int, _ remedy: String? = nil) {
            self.steps = steps
            self.says = says
            self.line = line
            self.remedy = remedy
        }
    }

    private static let source = "  a:\n    analysis: fake/source\n"

    @Test(arguments: [
        Fault("  a: { analysis: fake/sorce }", "Unknown analysis 'fake/sorce'", 5, "Did you mean 'fake/source'?"),
        Fault("  a: { analysis: nothing }", "Unknown analysis 'nothing'", 5, "fake/sink"),
        Fault(source + "    with: { tarjet: 1 }", "has no parameter 'tarjet'", 7, "Did you mean 'target'?"),
        Fault(source + "    with:\n      target: 9", "integer >= 0 <= 4 was expected, but the value is '9'", 8),
        Fault(source + "    with:\n      hours: 9", "must come from another step, not '9'", 8, "hours: STEP.TABLE"),
        Fault(source + "    with:\n      hours: a.b.c", "must come from another step, not 'a.b.c'", 8),
        Fault("  b: { analysis: fake/sink }", "The input 'cost' (the cost) is missing", 5, "cost: STEP.TABLE"),
        Fault(
            source + "  b:\n    analysis: fake/sink\n    with:\n      cost: aa.costs", "There is no step 'aa'", 10,
            "There are: a, b."),
        Fault(
            source + "  b:\n    analysis: fake/sink\n    with:\n      cost: a.cost",
            "The step 'a' gives no table 'cost'", 10,
            "Did you mean 'costs'?"),
        Fault(
            "  g: { analysis: fake/game }\n  b:\n    analysis: fake/sink\n    with:\n      cost: g.shares",
            "g.shares does not suit the input 'cost': the column 'cost' is real, money was expected", 9),
        Fault(
            "  g: { analysis: fake/game }\n  b:\n    analysis: fake/sink\n    with:\n      cost: g.game",
            "a plain table was expected, but it is a game", 9),
        Fault(
            source + "  b:\n    analysis: fake/sink\n    with:\n      cost: a.costs\n      game: a.costs",
            "a game (a cost per coalition) was expected", 11),
    ])
    func aFaultOfTheGraphIsToldWithItsPlace(_ fault: Fault) throws {
        let problems = Self.faults { try Self.plan(fault.steps) }
        let problem = try #require(problems.first)
        #expect(problem.message.en.contains(fault.says), "\(problems.map(\.message.en))")
        #expect(problem.place.file == "s.yaml" && problem.place.line == fault.line, "\(problem.place)")
        #expect(problem.place.context.first?.hasPrefix("step ") == true)
        if let remedy = fault.remedy { #expect(problem.remedy?.en.contains(remedy) == true, "\(problem)") }
    }

    @Test func allFaultsAreToldAtOnce() {
        let problems = Self.faults {
            try Self.plan(
                """
                  a:
                    analysis: fake/source
                    with: { target: x, note: n, oops: 1 }
                  b: { analysis: fake/nothing }
                  c: { analysis: fake/sink, with: { more: z.costs } }
                """)
        }
        #expect(problems.map(\.place.line) == [7, 7, 8, 9, 9])
    }

    @Test func anAnswerNobodyFindsIsToldWithItsPlace() {
        let problems = Self.faults { try Self.plan(Self.source, answer: "[a.found, a.fond]") }
        #expect(problems.map(\.message.en) == ["'answer': no finding is called 'a.fond'."])
        #expect(problems.first?.place == Place(file: "s.yaml", line: 3, column: 19))
        #expect(problems.first?.remedy?.en == "Did you mean 'a.found'?")
    }

    @Test(arguments: [
        ("  a: { analysis: fake/sink, with: { cost: a.costs } }", "a <- a"),
        (
            """
              z: { analysis: fake/source }
              a: { analysis: fake/sink, with: { cost: b.costs } }
              b: { analysis: fake/sink, with: { cost: c.costs, more: z.costs } }
              c: { analysis: fake/sink, with: { cost: a.costs } }
            """, "a <- b <- c <- a"
        ),
        (
            """
              d: { analysis: fake/sink, with: { cost: a.costs } }
              a: { analysis: fake/sink, with: { cost: b.costs } }
              b: { analysis: fake/sink, with: { cost: a.costs } }
            """, "a <- b <- a"
        ),
    ])
    func aCircleIsToldWithItsPath(_ steps: String, _ path: String) {
        let problems = Self.faults { try Self.plan(steps) }
        #expect(problems.first?.message.en == "The steps go round in a circle: \(path).")
        #expect(problems.first?.place.line != nil && problems.first?.remedy != nil)
    }

    @Test func overridesTakeThePlaceOfWhatTheFileSays() throws {
        let plan = try Self.plan(
            Self.source + "    with: { target: 1, note: n }", overrides: ["a": ["target": GivenValue("2")]])
        #expect(plan.steps[0].parameters["target"] == 2)
        #expect(plan.steps[0].parameters["note"] == "n")
    }

    @Test func anOverrideOfNoStepOrNoParameterIsAFault() {
        let place = Place(file: "--set")
        let step = Self.faults { try Self.plan(Self.source, overrides: ["aa": ["target": GivenValue("2", at: place)]]) }
        #expect(step.first?.message.en == "There is no step 'aa'.")
        #expect(step.first?.place == place && step.first?.kind == .usage)
        #expect(step.first?.remedy?.en == "There are: a.")
        let parameter = Self.faults {
            try Self.plan(Self.source, overrides: ["a": ["targt": GivenValue("2", at: place)]])
        }
        #expect(parameter.first?.place.file == "--set")
    }
}
