// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkRules

/// What a rule may say to the rows of a batch, and what is written down of it.
@Suite struct RuleEngineTests {
    @Test func aRuleAnswersItsOwnersRowsOnly() async throws {
        let rows = try World.rows([("9907", "school", 3), ("9908", "school", 4), ("9909", "school", 5)])
        let (answers, interventions) = try await World.answer(
            [try World.rule("9908-h/keep.lua", "return agents + 1, 'för ' .. ticket.category", Self.fields)], rows)
        #expect(
            answers == [
                RuleAnswer(row: 0, value: nil),
                RuleAnswer(row: 1, value: 5, reason: "för school", by: "rules/9908-h/keep.lua"),
                RuleAnswer(row: 2, value: nil),
            ])
        let spoken = try #require(interventions.first)
        #expect(interventions.count == 1)
        #expect(spoken.hook == "staff/keep@1" && spoken.owner == "9908" && spoken.subject == "9908")
        #expect(spoken.file == "rules/9908-h/keep.lua" && spoken.line == 2 && spoken.basis == "KF § 1")
        #expect(spoken.before == 4 && spoken.after == 5 && spoken.reason == "för school")
        #expect(spoken.arguments == [["category": "school", "price": 1], 4])
        #expect(Intervention(wire: spoken.wire) == spoken)
    }
    private static let fields = "hook = 'staff/keep@1', basis = 'KF § 1'"

    @Test func noAnswerIsNoOpinion() async throws {
        let rows = try World.rows([("9908", "school", 1), ("9908", "care", 2)])
        let (answers, interventions) = try await World.answer(
            [try World.rule("9908-h/keep.lua", "if ticket.category == 'care' then return 0 end")], rows)
        #expect(answers.map(\.value) == [nil, 0])
        #expect(interventions.map(\.before) == [2])
    }

    @Test func withoutRulesNothingRuns() async throws {
        let engine = RuleEngine(RuleIndex(), on: World.day, worker: "/no/such/worker")
        let answered = try await engine.answer(World.hook(), try World.rows([("9907", "a", 1)]))
        #expect(answered.answers == [RuleAnswer(row: 0, value: nil)] && answered.interventions == [])
    }

    @Test func aMissingValueIsNilInTheRule() async throws {
        let rows = try World.rows([("9908", "a", 1), ("9908", "a", 1)])
        let (answers, _) = try await World.answer(
            [try World.rule("9908-h/keep.lua", "if ticket.price == nil then return 7 end return ticket.price")], rows)
        #expect(answers.map(\.value) == [7, 1])
    }

    @Test func theDayDecidesWhetherARuleHolds() async throws {
        let rows = try World.rows([("9908", "a", 1)])
        let later = try World.rule("9908-h/keep.lua", "return 9", "hook = 'staff/keep@1', from = '2026-06-02'")
        #expect(try await World.answer([later], rows).answers.map(\.value) == [nil])
    }

    /// Twenty thousand calls of this rule would take a minute.
    @Test(.timeLimit(.minutes(1))) func equalArgumentsAreCalledOnce() async throws {
        let rows = try World.rows((0..<20_000).map { ("9908", "same", $0 % 3) })
        let file = try World.rule("9908-h/keep.lua", "local n = 0 for i = 1, 300000 do n = n + i end return agents + 1")
        let clock = ContinuousClock()
        let start = clock.now
        let (answers, interventions) = try await World.answer([file], rows)
        #expect(clock.now - start < .seconds(20))
        #expect(answers.map(\.value) == (0..<20_000).map { .integer($0 % 3 + 1) })
        #expect(interventions.count == 20_000)
    }

    @Test func aFailingRuleIsNamedWithItsLine() async throws {
        let rows = try World.rows([("9908", "a", 1), ("9908", "b", 2)])
        let file = try World.rule("9908-h/keep.lua", "if agents == 2 then error('oj') end return 1")
        let problem = await #expect(throws: Problem.self) { try await World.answer([file], rows) }
        #expect(problem?.place.file == "rules/9908-h/keep.lua")
        #expect(problem?.place.line == 2)
        #expect(problem?.message.sv.contains("oj") == true)
        #expect(problem?.place.context == ["hook staff/keep@1"])
        #expect(problem?.kind == .input)
    }

    @Test func anEndlessRuleIsALimit() async throws {
        let file = try World.rule("9908-h/keep.lua", "while true do end")
        let problem = await #expect(throws: Problem.self) {
            try await World.answer([file], try World.rows([("9908", "a", 1)]))
        }
        #expect(problem?.kind == .limit)
    }

    @Test func aDeadWorkerIsALimitThatNamesTheRule() async throws {
        let index = try await World.index([try World.rule("9908-h/keep.lua", "return 1")])
        let engine = RuleEngine(index, on: World.day, worker: "/bin/false")
        let problem = await #expect(throws: Problem.self) {
            try await engine.answer(World.hook(), try World.rows([("9908", "a", 1)]))
        }
        #expect(problem?.place.file == "rules/9908-h/keep.lua")
        #expect(problem?.kind == .limit)
    }

    @Test func aTieStopsTheBatch() async throws {
        let files = try ["a", "b"].map { try World.rule("9908-h/\($0).lua", "return 1") }
        await #expect(throws: Problem.self) { try await World.answer(files, try World.rows([("9908", "a", 1)])) }
        #expect(try await World.answer(files, try World.rows([("9907", "a", 1)])).interventions == [])
    }

    @Test(arguments: ["municipality", "agents", "ticket.category"])
    func aBatchWithoutAColumnIsThePluginsFault(_ name: String) async throws {
        let rows = try World.rows([("9908", "a", 1)])
        let less = try Table(rows.columns.filter { $0.name != name }, key: ["row"])
        let problem = await #expect(throws: Problem.self) {
            try await World.answer([try World.rule("9908-h/keep.lua", "return 1")], less)
        }
        #expect(problem?.kind == .program)
        #expect(problem?.message.en.contains("'\(name)'") == true)
    }

    @Test func aBatchTooLargeIsALimit() async throws {
        let count = WireProtocol.largestBatch + 1
        let rows = try Table(
            [Column(ColumnSpec("row", .integer), storage: .integers(Array(0..<count)))], key: ["row"])
        let problem = await #expect(throws: Problem.self) { try await World.answer([], rows) }
        #expect(problem?.kind == .limit)
    }

    struct Result: Sendable, CustomTestStringConvertible {
        var testDescription: String { "\(type.rawValue) \(value.text)" }
        let type: ColumnType
        let value: JSON
        let fits: Bool
    }

    @Test(arguments: [
        Result(type: .integer, value: 0, fits: true), Result(type: .integer, value: 20, fits: true),
        Result(type: .integer, value: 21, fits: false), Result(type: .integer, value: -1, fits: false),
        Result(type: .integer, value: 1.5, fits: false), Result(type: .integer, value: "1", fits: false),
        Result(type: .integer, value: true, fits: false), Result(type: .integer, value: [1], fits: false),
        Result(type: .real, value: 1, fits: true), Result(type: .real, value: 1.5, fits: true),
        Result(type: .real, value: 20.5, fits: false), Result(type: .money, value: 5, fits: true),
        Result(type: .money, value: 5.5, fits: false), Result(type: .boolean, value: false, fits: true),
        Result(type: .boolean, value: 0, fits: false), Result(type: .text, value: "x", fits: true),
        Result(type: .text, value: 1, fits: false), Result(type: .date, value: "2026-02-28", fits: true),
        Result(type: .date, value: "2026-02-30", fits: false), Result(type: .party, value: "0114", fits: true),
        Result(type: .party, value: "114", fits: false), Result(type: .category, value: ["a": 1], fits: false),
    ])
    func aResultMustBeWhatTheHookSays(_ result: Result) throws {
        let hook = World.hook(type: result.type)
        let place = Place(file: "a.lua", line: 2)
        if result.fits {
            #expect(try hook.checked(result.value, at: place) == result.value)
        } else {
            let problem = #expect(throws: Problem.self) { try hook.checked(result.value, at: place) }
            #expect(problem?.place == place)
            #expect(problem?.message.en.contains("\(result.type.rawValue) >= 0 <= 20 agents: staff") == true)
            #expect(problem?.message.sv.contains("bemanning") == true)
        }
    }

    @Test func aResultMustBeOneOfTheAllowed() throws {
        let hook = World.hook(type: .category, minimum: nil, maximum: nil, allowed: ["yes", "no"])
        #expect(try hook.checked("yes", at: Place()) == "yes")
        let problem = #expect(throws: Problem.self) { try hook.checked("maybe", at: Place()) }
        #expect(problem?.message.en.contains("(yes, no)") == true)
    }

    @Test func aFractionWhereAWholeNumberIsDueComesWithItsRemedy() async throws {
        let rows = try World.rows([("9908", "a", 6)])
        let problem = await #expect(throws: Problem.self) {
            try await World.answer([try World.rule("9908-h/keep.lua", "return agents / 2")], rows)
        }
        #expect(problem?.remedy?.en.contains("round(x)") == true)
        let rounded = try await World.answer([try World.rule("9908-h/keep.lua", "return round(agents / 2)")], rows)
        #expect(rounded.answers.map(\.value) == [3])
    }

    @Test func aResultOutOfBoundsIsToldWhereTheRuleStands() async throws {
        let problem = await #expect(throws: Problem.self) {
            try await World.answer(
                [try World.rule("9908-h/keep.lua", "return 99")], try World.rows([("9908", "a", 1)]))
        }
        #expect(problem?.place.file == "rules/9908-h/keep.lua" && problem?.place.line == 2)
        #expect(problem?.remedy?.en == "Read: samverk hooks staff/keep")
    }
}
