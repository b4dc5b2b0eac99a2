// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkAnalysis
@testable import SamverkRules

/// A run from scenario to record, with a plugin made of a shell script behind the real launcher.
@Suite struct RunnerTests {
    /// Answers `source` and `sink` with two rows; `source` asks the rules first, and does what its parameter `note` says.
    static let script = #"""
        table() { printf '{"columns":[{"name":"player","type":"category","unit":null,"nullable":false,"values":["9907","9908"]},{"name":"cost","type":"money","unit":"öre/year","nullable":false,"values":[%s,%s]}%s],"key":["player"],"attributes":{}}' "$1" "$2" "$3"; }
        read -r line; printf '%s\n' '{"jsonrpc":"2.0","id":1,"result":{"protocol":"1.0","plugin":"fake","version":"0.1.0","features":["large-tables","progress","rules"]}}'
        read -r run; id=${run#*'"run":"'}; id=${id%%'"'*}
        case $run in
        *'"note":"fail"'*) printf '%s\n' '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"no"}}'; exit ;;
        *'"note":"fail-later"'*) sleep 2; printf '%s\n' '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"no"}}'; exit ;;
        *'"note":"hang"'*) setsid sleep 60 & printf '{"jsonrpc":"2.0","method":"progress","params":{"fraction":0.%07d}}\n' $!; sleep 60 ;;
        *'"note":"ask"'*)
          default=',{"name":"default","type":"boolean","unit":null,"nullable":false,"values":[false,false]}'
          printf '{"jsonrpc":"2.0","id":5,"method":"rules","params":{"run":"%s","hook":"fake/keep@1","rows":%s}}\n' "$id" "$(table 5 6 "$default")"
          read -r answers ;;
        esac
        sleep 0.$(($$ % 4))
        printf '{"jsonrpc":"2.0","id":2,"result":{"run":"%s","tables":{"costs":%s},"findings":[]}}\n' "$id" "$(table 1 2 '')"
        """#

    private static func run(
        _ steps: String, rules: [RuleFile] = [], lines: [String] = ["9907,8,1,,,,SYNTHETIC", "9908,8,2,,,,"],
        report: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> RunRecord {
        let program = try Programs.script(script)
        defer { Programs.removeFolder(of: program) }
        let plugins = try Fake.plugins(program: program)
        let scenario = try Scenario(yaml: "title: T\nperiod: 2027\nsteps:\n\(steps)", file: "s.yaml")
        let plan = try Plan(scenario, plugins: plugins, members: ["9907", "9908"].compactMap { Party($0) })
        let worker = try Programs.path("samverk-worker")
        let index = await RuleIndex(rules, hooks: plugins.hooks, worker: worker)
        let runner = Runner(
            host: try Fake.host(), plugins: plugins, registry: try Fake.registry(lines), rules: index, worker: worker)
        return try await runner.run(plan, seed: 3, report: report)
    }

    static let diamond = """
          d: { analysis: fake/sink, with: { cost: b.costs, more: c.costs } }
          c: { analysis: fake/sink, with: { cost: a.costs } }
          b: { analysis: fake/sink, with: { cost: a.costs } }
          a: { analysis: fake/source, with: { note: ask } }
          e: { analysis: fake/source }
        """

    @Test func aRunTellsWhatItTookAndGave() async throws {
        let events = Mutex<[String]>([])
        let record = try await Self.run(Self.diamond) { event in
            switch event {
            case .started(let id): events.withLock { $0.append("+" + id) }
            case .finished(let id): events.withLock { $0.append("-" + id) }
            case .progress, .said, .keyed: break
            }
        }
        #expect(record.steps.map(\.id) == ["d", "c", "b", "a", "e"])
        #expect(record.files == ["data/hours.csv"] && record.synthetic && record.seed == 3)
        let a = try #require(record.step("a"))
        #expect(a.analysis == "fake/source" && a.version == "0.1.0" && a.hash.utf8.count == 64)
        #expect(a.parameters["note"] == "ask" && a.lineage == ["costs": "key"])
        #expect(a.inputs[0].source == .dataset("fake/hours", revision: 1))
        #expect(a.inputs[0].rows.map(\.key) == [["9907"], ["9908"]])
        #expect(a.inputs[0].rows.flatMap { $0.origins.map(\.line) } == [2, 3])
        #expect(record.step("d")?.inputs.map(\.source) == [.step("b", table: "costs"), .step("c", table: "costs")])
        let order = events.withLock { $0 }
        #expect(order.count == 10)
        for (before, after) in [("-a", "+b"), ("-a", "+c"), ("-b", "+d"), ("-c", "+d")] {
            #expect(try #require(order.firstIndex(of: before)) < #require(order.firstIndex(of: after)))
        }
        #expect(try RunRecord(json: record.json).json == record.json)
    }

    /// The steps take a different time in each run.
    @Test func theRecordIsTheSameWhateverFinishesFirst() async throws {
        let first = try await Self.run(Self.diamond).json.bytes
        for _ in 0..<4 { #expect(try await Self.run(Self.diamond).json.bytes == first) }
    }

    @Test func rulesHaveTheirSayAndItIsWrittenDown() async throws {
        let rule = RuleFile(
            path: "rules/9908-h/keep.lua", owner: try #require(RuleOwner(path: "9908-h/keep.lua")),
            source: Array(
                "return rule { hook = 'fake/keep@1', apply = function(cost) return cost == 6, 'kr ' .. cost end }".utf8)
        )
        let record = try await Self.run(Self.diamond, rules: [rule])
        let spoken = try #require(record.step("a")?.interventions)
        #expect(spoken.map(\.owner) == ["9908"])
        #expect(spoken.first?.before == false && spoken.first?.after == true && spoken.first?.reason == "kr 6")
        #expect(record.steps.filter { $0.id != "a" }.allSatisfy { $0.interventions.isEmpty })
    }

    @Test func aFailingRuleFailsTheRunWithItsOwnPlace() async throws {
        let rule = RuleFile(
            path: "rules/9908-h/keep.lua", owner: try #require(RuleOwner(path: "9908-h/keep.lua")),
            source: Array("return rule { hook = 'fake/keep@1',\n apply = function() error('oj') end }".utf8))
        let problem = await #expect(throws: Problem.self) { try await Self.run(Self.diamond, rules: [rule]) }
        #expect(problem?.place.file == "rules/9908-h/keep.lua" && problem?.place.line == 2)
        #expect(problem?.place.context == ["step a", "hook fake/keep@1"])
    }

    @Test func aFaultOfTheInputIsToldAtItsStep() async throws {
        let problem = await #expect(throws: Problem.self) {
            try await Self.run("  a: { analysis: fake/source, with: { note: fail } }")
        }
        #expect(problem?.message.en == "no")
        #expect(problem?.place == Place(file: "s.yaml", line: 4, column: 3, context: ["step a"]))
    }

    @Test func aStepThatFailsEndsTheOthersAndAllTheyStarted() async throws {
        let told = Mutex<pid_t>(0)
        let clock = ContinuousClock()
        let start = clock.now
        await #expect(throws: Problem.self) {
            try await Self.run(
                """
                  h: { analysis: fake/source, with: { note: hang } }
                  g: { analysis: fake/source, with: { note: fail-later } }
                  s: { analysis: fake/sink, with: { cost: h.costs } }
                """
            ) { event in
                if case .progress("h", let fraction) = event {
                    told.withLock { $0 = pid_t((fraction * 1e7).rounded()) }
                }
            }
        }
        #expect(clock.now - start < .seconds(90), "the limit of the plugin is longer")
        let process = told.withLock { $0 }
        #expect(process == 0 || kill(process, 0) != 0)
    }

    @Test func aCancelledRunEndsAllItStarted() async throws {
        let (numbers, found) = AsyncStream<pid_t>.makeStream()
        let task = Task {
            try await Self.run("  h: { analysis: fake/source, with: { note: hang } }") { event in
                if case .progress(_, let fraction) = event { found.yield(pid_t((fraction * 1e7).rounded())) }
            }
        }
        var process: pid_t = 0
        for await number in numbers {
            process = number
            break
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(kill(process, 0) != 0)
    }

    @Test func aPluginMayNotAskForEver() async throws {
        let plugins = try Fake.plugins()
        let worker = try Programs.path("samverk-worker")
        let rule = RuleFile(
            path: "rules/9908-h/keep.lua", owner: try #require(RuleOwner(path: "9908-h/keep.lua")),
            source: Array("return rule { hook = 'fake/keep@1', apply = function() return true end }".utf8))
        let index = await RuleIndex([rule], hooks: plugins.hooks, worker: worker)
        let desk = RuleDesk(RuleEngine(index, on: Day(days: 20_000), worker: worker), plugins, most: 3)
        var builder = TableBuilder(
            [ColumnSpec("row", .integer), ColumnSpec("player", .category), ColumnSpec("cost", .integer)], key: ["row"])
        for row in 0..<2 { try builder.append(.integer(row), .category("9908"), .integer(row)) }
        let rows = try builder.table()
        #expect(try await desk.closure("fake/keep@1", rows).map(\.value) == [true, true])
        let problem = await #expect(throws: Problem.self) { try await desk.closure("fake/keep@1", rows) }
        #expect(problem?.kind == .limit)
    }

    @Test func withoutAWorkspaceAReadIsAMissingInput() async throws {
        let plugins = try Fake.plugins()
        let plan = try Plan(
            try Scenario(yaml: "title: T\nperiod: 2027\nsteps: { a: { analysis: fake/source } }", file: "s.yaml"),
            plugins: plugins, members: [])
        let runner = Runner(host: try Fake.host(), plugins: plugins, registry: nil, rules: RuleIndex(), worker: "")
        let problem = await #expect(throws: Problem.self) { try await runner.run(plan, seed: 0) }
        #expect(problem?.remedy?.en == "Give --input hours=FILE.")
    }
}

/// One analysis on files.
@Suite struct SingleAnalysisTests {
    private static let period = Period("2027") ?? .year(2027)

    @Test func anInputThatIsMissingNamesItsFlag() async throws {
        let plugins = try Fake.plugins()
        let single = try SingleAnalysis("fake/sink", plugins: plugins, given: [:])
        let host = try Fake.host()
        let problem = await #expect(throws: Problem.self) {
            try await single.run([:], seed: 0, period: Self.period, host: host, plugins: plugins)
        }
        #expect(problem?.kind == .usage && problem?.remedy?.en == "Give --input cost=FILE.csv")
    }

    @Test func anInputThatDoesNotSuitNamesItsFile() async throws {
        let plugins = try Fake.plugins()
        let single = try SingleAnalysis("fake/sink", plugins: plugins, given: [:])
        let host = try Fake.host()
        let table = try Sample.table("kost", [("a", 1)])
        let problem = await #expect(throws: Problem.self) {
            try await single.run(
                ["cost": (table, "x.csv", "h")], seed: 0, period: Self.period, host: host, plugins: plugins)
        }
        #expect(problem?.place.file == "x.csv")
        #expect(problem?.message.en.contains("the column 'cost' is missing") == true)
    }

    @Test func playersAreForTheGameUnlessTheAnalysisHasThem() throws {
        let plugins = try Fake.plugins()
        let game = try SingleAnalysis("fake/sink", plugins: plugins, given: ["players": GivenValue("A, B,,C")])
        #expect(game.players == ["A", "B", "C"])
        #expect(throws: Problem.self) {
            try SingleAnalysis("fake/source", plugins: plugins, given: ["players": GivenValue("A")])
        }
        #expect(throws: Problem.self) { try SingleAnalysis("fake/nothing", plugins: plugins, given: [:]) }
    }
}
