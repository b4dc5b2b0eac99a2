// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkAnalysis

/// From a figure down to the lines of the imported files.
@Suite struct ExplanationTests {
    private static func explain(_ address: String) throws -> Explanation {
        try Sample.record().explain(try Address(address), number: 7)
    }

    /// The tree as lines: two blanks a level, kind, subject, note.
    private static func lines(_ explanation: Explanation, _ level: Int = 0) -> [String] {
        let note = explanation.note.map { " - " + $0.en } ?? ""
        return [String(repeating: "  ", count: level) + "\(explanation.kind.rawValue) \(explanation.subject)\(note)"]
            + explanation.children.flatMap { lines($0, level + 1) }
    }

    @Test func aFigureByKeyLeadsToItsOwnRows() throws {
        let figure = try Self.explain("read/costs[b].cost")
        #expect(figure.value == .money(Money(ore: 2)) && figure.unit == "öre/year")
        #expect(
            Self.lines(figure) == [
                "figure 7/read/costs[b].cost", "  step read: fake/read 0.1.0 (0123456789ab)",
                "    parameters methods=equal,tau  note=x y  target=3",
                "    rule rules/b/keep.lua:5 - fake/keep@1 for b: false -> true, \"why\" [KF § 1]",
                "    input hours - from the registry", "      dataset fake/hours - 1 of 2 rows, revision 2",
                "        lines data/a.csv:3", "        lines data/b.csv:6-7,9",
            ])
    }

    @Test func aFigureOfAllLeadsToAllAndEachStepIsToldOnce() throws {
        #expect(
            Self.lines(try Self.explain("7/bill/bills[a].after")) == [
                "figure 7/bill/bills[a].after", "  step bill: fake/bill 0.1.0 (0123456789ab)",
                "    input shares - from split/shares", "      step split: fake/split 0.1.0 (0123456789ab)",
                "        input cost - from read/costs", "          step read: fake/read 0.1.0 (0123456789ab)",
                "            parameters methods=equal,tau  note=x y  target=3",
                "            rule rules/a/keep.lua:4 - fake/keep@1 for a: false -> true, \"why\" [KF § 1]",
                "            rule rules/b/keep.lua:5 - fake/keep@1 for b: false -> true, \"why\" [KF § 1]",
                "            rule rules/a/keep.lua:4 - fake/keep@1 for a: false -> true [KF § 1]",
                "            input hours - from the registry",
                "              dataset fake/hours - 2 of 2 rows, revision 2",
                "                lines data/a.csv:3", "                lines data/b.csv:2-7,9",
                "        input extra - from the file x.csv (sha256 fedcba987654)",
                // Here the key holds again, so these are other rows of the same step.
                "    input cost - from read/costs", "      step read: fake/read 0.1.0 (0123456789ab)",
                "        parameters methods=equal,tau  note=x y  target=3",
                "        rule rules/a/keep.lua:4 - fake/keep@1 for a: false -> true, \"why\" [KF § 1]",
                "        rule rules/a/keep.lua:4 - fake/keep@1 for a: false -> true [KF § 1]",
                "        input hours - from the registry", "          dataset fake/hours - 1 of 2 rows, revision 2",
                "            lines data/b.csv:2-5", "    input cost - from read/costs",
                "      seen read: fake/read 0.1.0 (0123456789ab) - see above",
            ])
    }

    @Test(arguments: [
        ("reed/costs[a].cost", "There is no step 'reed' in run 7.", "Did you mean 'read'?"),
        ("read/cost[a].cost", "There is no table 'cost' in run 7.", "Did you mean 'costs'?"),
        ("read/costs[c].cost", "There is no row 'c' in run 7.", "There are: a, b."),
        ("read/costs[a].kost", "There is no column 'kost' in run 7.", "Did you mean 'cost'?"),
    ])
    func aFigureThatIsNotThereIsSuggested(_ address: String, _ message: String, _ remedy: String) {
        let problem = #expect(throws: Problem.self) { try Self.explain(address) }
        #expect(problem?.message.en == message && problem?.remedy?.en == remedy)
    }

    @Test func theTreeIsJSONToo() throws {
        let json = try Self.explain("read/costs[a].cost").json
        #expect(json["kind"] == "figure" && json["value"] == 1 && json["unit"] == "öre/year")
        #expect(json["because"]?.array?.first?["kind"] == "step")
    }

    /// A stored record may be anything: steps that take from each other end the walk all the same.
    @Test func aCircleInARecordEnds() throws {
        var record = try Sample.record()
        record.steps[0].inputs = [InputRecord(port: "x", source: .step("bill", table: "bills"), rows: [])]
        record.steps[1].inputs[1] = InputRecord(port: "y", source: .step("nowhere", table: "t"), rows: [])
        let lines = Self.lines(try record.explain(try Address("bill/bills[a].after"), number: 1))
        #expect(lines.contains { $0.contains("see above") } && lines.count < 40)
    }

    @Test func aFileOfNoNumberIsAQuestionMark() throws {
        var record = try Sample.record()
        record.files = []
        let lines = Self.lines(try record.explain(try Address("read/costs[a].cost"), number: 1))
        #expect(lines.last?.hasSuffix("lines ?:2-5") == true)
    }
}
