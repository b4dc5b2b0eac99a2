// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import Testing

@testable import SamverkAnalysis

/// The points of a sweep: every combination, the values told apart, nothing else let in.
@Suite struct SweepGridTests {
    static let scenario = """
        title: t
        period: 2027
        steps:
          source: { analysis: fake/source, with: { target: 2 } }
          other: { analysis: fake/source }
          sink: { analysis: fake/sink, with: { cost: source.costs } }
        """

    static func grid(_ options: [String], set: [String: [String: GivenValue]] = [:]) throws -> SweepGrid {
        try SweepGrid(
            options, of: try Scenario(yaml: scenario, file: "s.yaml"), plugins: try Fake.plugins(), beside: set)
    }

    @Test func theLastParameterTurnsFirst() throws {
        let grid = try Self.grid(["source.target=1,2", "other.note=a, b ,c"])
        #expect(grid.count == 6)
        #expect(
            (0..<6).map { grid.values($0).map(\.text) } == [
                ["1", "a"], ["1", "b"], ["1", "c"], ["2", "a"], ["2", "b"], ["2", "c"],
            ])
        for point in 0..<6 { #expect(grid.point(grid.place(point)) == point) }
        let overrides = grid.overrides(4, beside: ["sink": ["more": GivenValue("source.costs")]])
        #expect(overrides["source"]?["target"]?.text == "2" && overrides["other"]?["note"]?.text == "b")
        #expect(overrides["sink"]?["more"]?.text == "source.costs")
        #expect(overrides["source"]?["target"]?.place.file == "--grid source.target")
    }

    static let bases: [(String, [Int])] = [
        ("source.target=1,2,3", [1]), ("other.target=1,2,3", [2]), ("other.target=1,2", [0]), ("other.note=a,b", [0]),
        ("other.methods=shapley;equal", [1]), ("sink.cost=other.costs,source.costs", [1]),
    ]

    @Test("the scenario's own value is where it stands, else its default, else the first", arguments: bases)
    func stands(option: String, base: [Int]) throws { #expect(try Self.grid([option]).base == base) }

    @Test func semicolonsPartValuesThatHaveCommas() throws {
        let grid = try Self.grid(["source.methods=equal,shapley;nucleolus"])
        #expect((0..<grid.count).map { grid.values($0)[0].text } == ["equal,shapley", "nucleolus"])
    }

    static let wrong: [([String], String)] = [
        (["source.target"], "STEP.KEY=VALUE,VALUE was expected"), (["target=1"], "STEP.KEY=VALUE,VALUE was expected"),
        (["=1"], "STEP.KEY=VALUE,VALUE was expected"), ([""], "STEP.KEY=VALUE,VALUE was expected"),
        (["source.target="], "A value is empty"), (["source.target=1,,2"], "A value is empty"),
        (["source.target=1,"], "A value is empty"), (["source.note=;"], "A value is empty"),
        (["source.target=1,1"], "'1' stands twice"), (["source.target=1,01"], "'1' and '01' are the same value"),
        (["sorce.target=1"], "no step 'sorce'"), (["source.targt=1"], "no parameter 'targt'"),
        (["sink.target=1"], "no parameter 'target'"), (["source.target=1", "source.target=2"], "stands in two --grid"),
        ([".=1"], "STEP.KEY=VALUE,VALUE was expected"),
    ]

    @Test("a grid that cannot be run is refused before anything runs", arguments: wrong)
    func refused(options: [String], says: String) throws {
        let problem = try #require(throws: Problem.self) { try Self.grid(options) }
        #expect(problem.kind == .usage)
        #expect(problem.message.en.contains(says), "\(problem.message.en)")
        #expect(problem.place.file?.hasPrefix("--grid") == true)
    }

    @Test func aParameterOfAnotherStepIsSuggested() throws {
        let problem = try #require(throws: Problem.self) { try Self.grid(["sink.target=1"]) }
        #expect(problem.remedy?.en == "Did you mean source.target or other.target?")
    }

    @Test func aParameterThatIsSetCannotBeTried() throws {
        let set = ["source": ["target": GivenValue("1")]]
        #expect(throws: Problem.self) { try Self.grid(["source.target=1,2"], set: set) }
        #expect(try Self.grid(["other.target=1,2"], set: set).count == 2)
    }

    @Test func tooManyPointsAreRefusedWithoutBeingCounted() throws {
        let numbers = (1...1001).map(String.init)
        #expect(throws: Problem.self) { try Self.grid(["source.note=" + numbers.joined(separator: ",")]) }
        #expect(try Self.grid(["source.note=" + numbers.dropLast().joined(separator: ",")]).count == 1000)
        let many = numbers.prefix(500).joined(separator: ",")
        let options = ["source.note", "source.target", "other.note", "other.target", "source.methods", "other.methods"]
        #expect(throws: Problem.self) { try Self.grid(options.map { $0 + "=" + many }) }
    }

    @Test func aValueThatItsParameterRefusesIsLetThroughToItsPoint() throws {
        #expect(try Self.grid(["source.target=1,99,two"]).count == 3)
    }
}
