// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkScripting
import SamverkTestSupport
import Testing

@testable import SamverkRules

/// Cases of rules, run under the limits of a run; drafts of rules; what the editor is told.
@Suite struct CaseTests {
    /// A rule of the hook `staff/keep@1` with `tests`, and which of them pass.
    static let rules: [(body: String, tests: String, passes: [Bool])] = [
        ("return agents + 1", "{ args = { {}, 3 }, expect = 4 }, { args = { {}, 3 }, expect = 5 }", [true, false]),
        ("return agents + 1, 'ett till'", "{ args = { agents = 3 }, expect = 4, reason = 'ett till' }", [true]),
        ("return agents + 1, 'ett till'", "{ args = { agents = 3 }, expect = 4, reason = 'annat' }", [false]),
        (
            "if ticket.category == 'a' then return 1 end",
            "{ args = { { category = 'b' }, 3 } }, { args = { { category = 'a' }, 3 } }", [true, false]
        ),
        ("return 21", "{ error = 'result' }, { expect = 21 }", [true, false]),
        ("while true do end", "{ error = 'instructions' }, { error = 'time' }, {}", [true, false, false]),
        ("return os.time()", "{ error = 'denied' }, { error = 'runtime' }", [true, false]),
        ("error('nej')", "{ error = 'runtime' }", [true]),
        ("return ticket.price", "{ args = { { price = money('12.50') } }, error = 'result' }", [true]),
        ("return 3", "", []),
    ]

    @Test(arguments: rules.indices) func casesRunAsInARun(_ number: Int) async throws {
        let (body, tests, passes) = Self.rules[number]
        let file = try World.rule("9908-h/r.lua", body, "hook = 'staff/keep@1', tests = { \(tests) }")
        let run = CaseRun(worker: try World.worker())
        let (cases, problems) = try await run.cases(in: file, World.hook())
        #expect(problems == [])
        #expect(cases.allSatisfy { $0.place.file == "rules/9908-h/r.lua" && $0.place.line == 1 })
        let outcomes = try await run.outcomes(file, World.hook(), cases)
        #expect(outcomes.map(\.passed) == passes)
    }

    @Test func aWorkerThatDiesTakesNoOtherCaseWithIt() async throws {
        let file = try World.rule("9908-h/r.lua", "return agents")
        let cases = (0..<3).map {
            RuleCase(name: "", arguments: [[:], .integer($0)], value: .integer($0), reason: nil)
        }
        let outcomes = try await CaseRun(worker: "/no/such/worker").outcomes(file, World.hook(), cases)
        #expect(outcomes.count == 3)
        for outcome in outcomes {
            guard case .stopped(let error) = outcome.got else { Issue.record("\(outcome)"); continue }
            #expect(error.kind == .crash)
        }
    }

    /// A value as somebody writes it, and what it means as each type.
    static let written: [(String, ColumnType, JSON?)] = [
        ("ja", .boolean, true), ("No", .boolean, false), ("kanske", .boolean, nil), ("no", .category, "no"),
        ("0114", .party, "0114"), ("114", .party, nil), ("12", .money, 12), ("12.50 kr", .money, 1250),
        ("12,5 kr", .money, 1250),
        ("12.505 kr", .money, nil), ("12.5", .money, nil), ("1e3", .integer, nil), ("3,5", .real, 3.5),
        ("nan", .real, nil),
        ("2026-02-30", .date, nil), ("2026-02-28", .date, "2026-02-28"), ("", .text, ""),
    ]

    @Test(arguments: written) func aValueMeansWhatItsTypeSays(_ text: String, _ type: ColumnType, _ value: JSON?) {
        #expect(type.value(of: text) == value)
    }

    /// Conditions for `ticket.category` (a, b), `ticket.price` and `agents`, and the Lua they become.
    static let conditions: [(String, String)] = [
        ("category=a", "ticket.category == \"a\""),
        ("ticket.category=a,b", "(ticket.category == \"a\" or ticket.category == \"b\")"),
        ("category!=a", "ticket.category ~= \"a\""), ("category=2", "ticket.category == \"b\""),
        ("agents<=3", "agents ~= nil and agents <= 3"),
        ("price>12,50", "ticket.price ~= nil and ticket.price > money(\"12.50\")"),
        ("price = 1000", "ticket.price == money(\"1000\")"),
    ]

    @Test(arguments: conditions) func aConditionBecomesLua(_ text: String, _ lua: String) throws {
        var values = World.hook().values
        values[0].allowed = ["a", "b"]
        let condition = try RowCondition(text, among: values)
        #expect(Lua.test(condition, World.hook()) == lua)
    }

    /// Drafts with any conditions give rules whose cases hold; texts may hold anything.
    @Test(arguments: 0..<12) func aDraftIsARuleThatKeepsItsWord(_ number: Int) async throws {
        var seed = Seed(UInt64(number))
        var hook = World.hook()
        hook.combine = seed.pick([.override, .chain])
        var values = hook.values
        values[0].allowed = seed.flip() ? ["a", "b", "c"] : []
        var conditions: [RowCondition] = []
        if seed.flip() {
            conditions.append(
                RowCondition(values[0], seed.pick([.equal, .unequal]), [.string(seed.pick(["a", "b"]))]))
        }
        if seed.flip() {
            conditions.append(
                RowCondition(values[1], seed.pick(RowCondition.Sign.allCases), [.integer(seed.integer(0...500))]))
        }
        if seed.flip() {
            conditions.append(
                RowCondition(values[2], seed.pick(RowCondition.Sign.allCases), [.integer(seed.integer(0...20))]))
        }
        let draft = RuleDraft(
            hook, values: values, owner: seed.hostileText(), conditions: conditions,
            answer: .integer(seed.integer(0...20)),
            reason: seed.hostileText(1...9), basis: seed.flip() ? seed.hostileText(1...9) : nil,
            from: seed.flip() ? World.day : nil)
        let file = RuleFile(path: "rules/9908-h/r.lua", owner: .nobody, source: Array(try draft.text(.swedish).utf8))
        let index = await RuleIndex([file], hooks: [hook], worker: try World.worker())
        #expect(index.problems == [])
        let run = CaseRun(worker: try World.worker())
        let (cases, problems) = try await run.cases(in: file, hook)
        #expect(problems == [] && cases.count >= 1)
        let outcomes = try await run.outcomes(file, hook, cases)
        let text = String(decoding: file.source, as: UTF8.self)
        #expect(!outcomes.contains { !$0.passed }, "\(text)")
        #expect(RuleLint.findings(in: file, hook: hook, values: values) == [])
    }

    @Test func conditionsThatNoRowFulfilsAreRefused() throws {
        let hook = World.hook()
        let conditions = [RowCondition(hook.values[2], .less, [3]), RowCondition(hook.values[2], .more, [3])]
        let draft = RuleDraft(
            hook, values: hook.values, owner: "H", conditions: conditions, answer: 1, reason: nil, basis: nil, from: nil
        )
        #expect(throws: Problem.self) { try draft.text(.english) }
    }

    @Test func theEditorIsToldOfHooksAndSandbox() async throws {
        var hook = World.hook(allowed: [])
        hook.title = Localized(sv: "Hur många stannar?", en: "How many stay?")
        hook.summary = Localized(sv: "Frågas för varje timme.", en: "Asked for every hour.")
        hook.combine = .chain
        var values = hook.values
        values[0].allowed = ["school", "health-care", "\"odd\""]
        let text = LuaStubs.text([(hook, values)], .english)
        try Golden.expect(Array(text.utf8), equal: "rules/stubs.txt")
        #expect(LuaStubs.text([(hook, values)], .english) == text)
        // The annotations are comments of a file that is Lua.
        #expect(try await LintTests.run(text + "\nreturn 7", try World.worker()) == 7)
    }
}
