// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

/// Paths, ladder, success factors, decisions and forms (domain reference, sections 3.3, 3.4 and 3.7).
@Suite struct CooperationTests {
    let cooperation: Cooperation

    init() throws { cooperation = try Cooperation() }

    // MARK: paths

    @Test func thePathsHaveTheStrengthsAndWeaknessesOfTheSource() async throws {
        let output = try await cooperation.run("paths")
        let paths = try #require(output["paths"])
        #expect(paths["path"]?.cells.map(\.plainText) == ["cooperation", "asymmetric", "merger", "transfer"])
        #expect(paths["strengths"]?.cells == [3, 2, 3, 2].map(Cell.integer))
        #expect(paths["weaknesses"]?.cells == [4, 3, 3, 3].map(Cell.integer))
        #expect(output["points"]?.rowCount == 23)
    }

    @Test func withoutWeightsNoPathIsPutBeforeAnother() async throws {
        let output = try await cooperation.run("paths")
        #expect(output["paths"]?["balance"]?.cells == Array(repeating: .null, count: 4))
        #expect(output.findings.map(\.id) == ["no-weights", "may-we-charge"])
    }

    @Test func weightsAreSummedAndComparedOnlyWhenAllAreSet() async throws {
        func weights(_ text: String) throws -> Table {
            try .of([("path", .category), ("point", .category), ("weight", .integer)], key: ["path", "point"], text)
        }
        let some = try await cooperation.run(
            "paths", inputs: ["weights": weights("merger scale 3\nmerger holistic 1\nmerger less-local 2")])
        #expect(some["paths"]?.cell("merger", "strength_weight") == .integer(4))
        #expect(some["paths"]?.cell("merger", "balance") == .integer(2))
        #expect(some["paths"]?.cell("merger", "unweighted") == .integer(3))
        #expect(some.findings.first?.id == "some-weights")

        let points = try #require(some["points"])
        let all = (0..<points.rowCount).map { row in
            let isStrengthOfTransfer =
                points[row, "path"].plainText == "transfer" && points[row, "kind"].plainText == "strength"
            return "\(points[row, "path"].plainText) \(points[row, "point"].plainText) \(isStrengthOfTransfer ? 3 : 1)"
        }
        let output = try await cooperation.run("paths", inputs: ["weights": weights(all.joined(separator: "\n"))])
        let best = try #require(output.findings.first)
        #expect(best.id == "heaviest" && best.says("path") == "transfer" && best.says("balance") == "3")
    }

    @Test func aWeightOfAPointThatNoPathHasIsRefused() async throws {
        let weights = try Table.of(
            [("path", .category), ("point", .category), ("weight", .integer)], key: ["path", "point"], "merger luck 1")
        #expect(
            try await cooperation.refusal("paths", inputs: ["weights": weights])?.message.en.contains("merger/luck")
                == true)
    }

    // MARK: ladder

    func ladder(_ text: String) async throws -> AnalysisOutput {
        try await cooperation.run(
            "ladder",
            inputs: [
                "evidence": .of(
                    [("cooperation", .category), ("step", .category), ("evidence", .text)],
                    key: ["cooperation", "step"], text)
            ])
    }

    @Test func aStepIsReachedWhenItsEvidenceAndAllBelowAreRegistered() async throws {
        let output = try await ladder(
            """
            a conversation themes
            b conversation themes
            b shared-view report
            b cooperation agreement
            c conversation -
            """)
        let standing = try #require(output["standing"])
        #expect(standing["reached"]?.cells == [1, 2, 0].map(Cell.integer))
        #expect(standing.cell("a", "next")?.plainText == "shared-view")
        #expect(standing.cell("b", "missing")?.plainText == "project-charter" && standing.cell("c", "step") == .null)
        #expect(output["steps"]?.cell("b,cooperation", "state")?.plainText == "above-a-gap")
        #expect(output.found("above-a-gap").first?.says("missing") == "project-charter")
    }

    @Test func theTopIsTold() async throws {
        let steps = ["conversation", "shared-view", "collaboration", "cooperation", "joint-action"]
        let output = try await ladder(steps.map { "a \($0) paper" }.joined(separator: "\n"))
        #expect(output["standing"]?.cell("a", "reached") == .integer(5) && output.found("at-the-top").count == 1)
    }

    @Test func aStepThatIsNotOnTheLadderIsRefused() async throws {
        await #expect(throws: Problem.self) { try await ladder("a marriage paper") }
    }

    // MARK: factors

    @Test func anAnswerWithoutEvidenceDoesNotCount() async throws {
        let answers = try Table.of(
            [("cooperation", .category), ("factor", .category), ("answer", .category), ("evidence", .text)],
            key: ["cooperation", "factor"],
            "a;first-choice;yes;minutes\na;keep-alive;yes;-\na;scale-economy;partly;minutes\na;formal-ground;no;-")
        let output = try await cooperation.run("factors", inputs: ["answers": answers])
        let row = try #require(output["standing"])
        let columns = ["met", "partly", "not_met", "no_evidence", "unanswered"]
        #expect(columns.map { row[0, $0] } == [1, 1, 1, 1, 6].map(Cell.integer))
        #expect(output["factors"]?.rowCount == 10)
        #expect(output.found("no-evidence").first?.says("factor") == "keep-alive")
    }

    // MARK: decisions

    @Test func theChecklistIsDatedFromTheStart() async throws {
        let output = try await cooperation.run(
            "decisions", parameters: ["start": "2028-01-01", "form": "joint-board"])
        let list = try #require(output["decisions"])
        #expect(list.cell("councils", "due")?.plainText == "2027-09-03")
        #expect(list.cell("agreement-text", "law")?.plainText == "law-joint-board")
        #expect(list.cell("rules-of-procedure", "state")?.plainText == "ahead")
        #expect(output.found("overdue").isEmpty && output.found("first").first?.says("item") == "letter-of-intent")
        let must = [
            "unions-informed", "unions-negotiated", "staff-transfer", "procurement-basis", "secrecy", "personal-data",
            "archive",
        ]
        for item in must { #expect(list.cell(item, "due") != nil, "\(item)") }
        let days = try #require(list["due"]).cells.dropLast().map(\.plainText)
        #expect(days == days.sorted())
    }

    @Test func whatTheFormOrTheStaffDoNotNeedIsNotNeeded() async throws {
        let list = try #require(
            try await cooperation.run(
                "decisions", parameters: ["start": "2028-01-01", "staff_moves": "false"])["decisions"])
        for item in ["staff-transfer", "work-environment", "rules-of-procedure"] {
            #expect(list.cell(item, "state")?.plainText == "not-needed", "\(item)")
        }
        #expect(list.cell("unions-negotiated", "state")?.plainText == "ahead")
    }

    @Test func whatShouldHaveBeenDecidedIsOverdue() async throws {
        let output = try await cooperation.run("decisions", parameters: ["start": "2027-01-01"], asOf: "2026-11-21")
        #expect(output["decisions"]?.cell("councils", "state")?.plainText == "overdue")
        #expect(output["decisions"]?.cell("follow-up", "state")?.plainText == "ahead")
        #expect(output.found("overdue").first?.severity == .warning)
    }

    // MARK: forms

    @Test func theFormsStandSideBySideWithTheirExamples() async throws {
        let output = try await cooperation.run("forms")
        let forms = try #require(output["forms"])
        #expect(forms.rowCount == 6 && output["register"]?.rowCount == 12)
        #expect(forms.cell("contractual-cooperation", "joint_body") == .boolean(false))
        #expect(forms.cell("joint-board", "own_person") == .boolean(false))
        #expect(forms.cell("joint-board", "joint_body") == .boolean(true))
        #expect(forms.cell("federation", "own_person") == .boolean(true))
        #expect(forms.cell("company", "examples") == .integer(1))
        #expect(output.found("register").first?.says("ended") == "3")
    }

    // MARK: words

    @Test func everyCategoryThatComesOutHasItsWords() async throws {
        let labels = cooperation.plugin.loaded.manifest.labels
        let open = ["capability", "group", "cooperation", "month"]
        for analysis in ["paths", "plan", "decisions", "forms"] {
            for (name, table) in try await cooperation.run(analysis).tables {
                for column in table.columns where column.type == .category && !open.contains(column.name) {
                    for cell in column.cells where cell != .null {
                        #expect(labels[cell.plainText] != nil, "\(analysis), \(name): \(cell.plainText)")
                    }
                }
            }
        }
    }
}
