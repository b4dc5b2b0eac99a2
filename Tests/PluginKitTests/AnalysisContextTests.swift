// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

/// What an analysis sees of its request.
@Suite struct AnalysisContextTests {
    @Test func parametersAreReadByType() throws {
        let context = AnalysisContext(try RunRequestTests.request())
        #expect(context.list("methods") == ["equal", "shapley"])
        #expect(context.real("target") == 0.8)
        #expect(context.integer("agents") == 3)
        #expect(context.real("agents") == 3)
        #expect(context.flag("flag"))
        #expect(context.text("missing") == nil)
        #expect(!context.flag("missing"))
        #expect(context.list("missing") == [])
    }

    @Test func aMissingInputNamesItsFlag() throws {
        let context = AnalysisContext(try RunRequestTests.request())
        #expect(try context.input("cost").rowCount == 2)
        #expect(context.optionalInput("today") == nil)
        let problem = #expect(throws: Problem.self) { try context.input("today") }
        #expect(problem?.remedy?.en == "Give --input today=FILE.")
    }

    @Test func withoutRulesEveryRowIsWithoutOpinion() throws {
        let context = AnalysisContext(try RunRequestTests.request())
        let answers = try context.rules("billing/accepts@1", try RunRequestTests.table())
        #expect(answers == [RuleAnswer(row: 0, value: nil), RuleAnswer(row: 1, value: nil)])
    }

    @Test func rulesAreAskedOnceForAllRowsAndNotForNone() throws {
        nonisolated(unsafe) var asked: [String] = []
        let context = AnalysisContext(
            try RunRequestTests.request(),
            ask: { hook, rows in
                asked.append("\(hook) \(rows.rowCount)")
                return (0..<rows.rowCount).map { RuleAnswer(row: $0, value: true) }
            })
        let table = try RunRequestTests.table()
        #expect(try context.rules("billing/accepts@1", table).map(\.value) == [true, true])
        #expect(try context.rules("billing/accepts@1", try table.rows([])).isEmpty)
        #expect(asked == ["billing/accepts@1 2"])
    }

    @Test("Whoever asks gets one answer a row, in order", arguments: [[0], [1, 0], [0, 0], [0, 1, 2], [-1, 0]])
    func oneAnswerARow(_ rows: [Int]) throws {
        let context = AnalysisContext(
            try RunRequestTests.request(), ask: { _, _ in rows.map { RuleAnswer(row: $0, value: true) } })
        let table = try RunRequestTests.table()
        let problem = #expect(throws: Problem.self) { try context.rules("billing/accepts@1", table) }
        #expect(problem?.kind == .program)
    }
}
