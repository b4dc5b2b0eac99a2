// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

@testable import SamverkCapabilityMap

@Suite("capability-map/summary on the example gives what study 002 published")
struct PublishedMapTests {
    let output = Result { try Example.run("summary") }

    @Test(
        "the ten published means, as exact fifteenths",
        arguments: [
            ("reliable-operations", 45), ("advise-leadership", 41), ("flexible-work", 40), ("user-support", 40),
            ("technical-environment", 40), ("decommission", 22), ("evaluate-effects", 23), ("set-digital-goals", 27),
            ("secure-resources", 28), ("formal-cooperation", 29),
        ])
    func publishedMeans(capability: String, fifteenths: Int) throws {
        let summary = try #require(try output.get()["summary"])
        #expect(try summary.cell(capability, "mean") == .real(Double(fifteenths) / 15))
        #expect(try summary.cell(capability, "n") == .integer(15))
    }

    @Test("all other means lie strictly between the published lists: 2.00 to 2.60")
    func otherMeans() throws {
        let summary = try #require(try output.get()["summary"])
        let others = (0..<summary.rowCount).filter {
            summary[$0, "strength"] == .boolean(false) && summary[$0, "weakness"] == .boolean(false)
        }.compactMap { summary[$0, "mean"].number }
        #expect(others.count == 45)
        #expect(others.min() == 2.0)
        #expect(others.max() == 2.6)
    }

    @Test("the standard deviations are rather even: 0.70 to 0.96")
    func deviations() throws {
        let deviations = try #require(try output.get()["summary"]?["sd"]).numbers.compactMap(\.self)
        #expect(deviations.count == 55)
        #expect(abs((deviations.min() ?? 0) - 0.70) < 0.005)
        #expect(abs((deviations.max() ?? 0) - 0.96) < 0.005)
    }

    @Test("the five strongest, highest first, equal means in map order")
    func strongest() throws {
        let map = try example()
        #expect(
            Extremes(map.rated, length: 5).strengths.map(\.id) == [
                "reliable-operations", "advise-leadership", "technical-environment", "user-support", "flexible-work",
            ])
    }

    @Test("the five weakest, lowest first")
    func weakest() throws {
        let map = try example()
        #expect(
            Extremes(map.rated, length: 5).weaknesses.map(\.id) == [
                "decommission", "evaluate-effects", "set-digital-goals", "secure-resources", "formal-cooperation",
            ])
    }

    @Test("level 4 is claimed in 36 of 55")
    func levelFour() throws {
        let output = try output.get()
        let summary = try #require(output["summary"])
        let claimed = (0..<summary.rowCount).count { (summary[$0, "level_4"].number ?? 0) > 0 }
        #expect(claimed == 36)
        #expect(output.text("level-four", "count") == "36")
        #expect(output.text("level-four", "of") == "55")
    }

    @Test(
        "three respondents each claim level 4",
        arguments: ["act-on-trends", "technical-environment", "reliable-operations"])
    func threeClaims(capability: String) throws {
        #expect(try #require(try output.get()["summary"]).cell(capability, "level_4") == .integer(3))
    }

    @Test("the three most important, in order, named in both languages")
    func mostImportant() throws {
        let output = try output.get()
        let map = try example()
        let expected = try ["capture-needs", "user-first", "act-on-trends"].map { id in
            try #require(map.capabilities.first { $0.id == id })
        }
        #expect(output.finding("most-important")?.arguments["names_sv"] == enumeration(expected)["names_sv"])
        #expect(output.finding("most-important")?.arguments["names_en"] == enumeration(expected)["names_en"])
    }

    @Test("importance and maturity have no visible correlation")
    func noCorrelation() throws {
        let found = try #require(correlation(try example().capabilities))
        #expect(abs(found) < 0.0005)
    }

    @Test("55 capabilities in 13 groups, 15 respondents, 825 cells in the heat map")
    func sizes() throws {
        let output = try output.get()
        #expect(output["summary"]?.rowCount == 55)
        #expect(output["groups"]?.rowCount == 13)
        #expect(output["levels"]?.rowCount == 825)
        #expect(output.text("respondents", "respondents") == "15")
    }

    @Test("the same input gives the same bytes")
    func sameBytes() throws {
        #expect(try output.get().wire.bytes == Example.run("summary").wire.bytes)
    }

    private func example() throws -> CapabilityMap {
        try capabilityMap(try Example.inputs())
    }
}

@Suite("capability-map/summary in the small")
struct SummaryTests {
    @Test("mean, population deviation and counts by hand; a missing level does not count")
    func byHand() throws {
        let output = try run(
            "summary", ["assessments": try assessments([("a", "x", 1), ("b", "x", 3), ("c", "x", nil), ("d", "x", 3)])])
        let summary = try #require(output["summary"])
        #expect(try summary.cell("x", "n") == .integer(3))
        #expect(try summary.cell("x", "mean") == .real(7.0 / 3))
        #expect(try summary.cell("x", "sd") == .real(8.0.squareRoot() / 3))
        #expect(try summary.cell("x", "level_3") == .integer(2))
        #expect(try summary.cell("x", "votes") == .null)
        #expect(output["levels"]?.rowCount == 3)
        #expect(output["groups"]?.rowCount == 0)
    }

    @Test(
        "a tie at the last place extends the list",
        arguments: [(1, ["x"], ["z", "w"]), (2, ["x", "y"], ["z", "w"])])
    func ties(length: Int, strengths: [String], weaknesses: [String]) throws {
        let extremes = Extremes(try fourCapabilities().rated, length: length)
        #expect(extremes.strengths.map(\.id) == strengths)
        #expect(extremes.weaknesses.map(\.id) == weaknesses)
    }

    @Test("what would stand in both lists stands in neither")
    func overlap() throws {
        // The three highest are x, y and the tied z and w; the three lowest are z, w and y.
        let extremes = Extremes(try fourCapabilities().rated, length: 3)
        #expect(extremes.strengths.map(\.id) == ["x"])
        #expect(extremes.weaknesses.isEmpty)
    }

    @Test("means are compared, not sums, where not all have answered all")
    func unequalAnswers() throws {
        let table = try assessments([
            ("a", "few", 3), ("a", "many", 2), ("b", "many", 2), ("c", "many", 2), ("a", "less", 1),
        ])
        let map = try capabilityMap(["assessments": table])
        #expect(Extremes(map.rated, length: 1).strengths.map(\.id) == ["few"])
        #expect(Extremes(map.rated, length: 1).weaknesses.map(\.id) == ["less"])
    }

    private func fourCapabilities() throws -> CapabilityMap {
        let table = try assessments([("a", "x", 4), ("a", "y", 3), ("a", "z", 1), ("a", "w", 1)])
        return try capabilityMap(["assessments": table])
    }

    @Test("where all are equal nobody is strong or weak")
    func allEqual() throws {
        let output = try run("summary", ["assessments": try assessments([("a", "x", 2), ("a", "y", 2)])])
        #expect(output.finding("strongest") == nil)
        #expect(output.finding("weakest") == nil)
    }

    @Test("what is on one list and not on another is shown and named, never dropped")
    func unknownCapabilities() throws {
        var inputs = try Example.inputs()
        inputs["assessments"] = try assessments([("a", "user-support", 2), ("a", "juggling", 4)])
        inputs["importance"] = try importance([("magic", 3)])
        let output = try run("summary", inputs)
        #expect(output["summary"]?.rowCount == 57)
        #expect(try #require(output["summary"]).cell("magic", "mean") == .null)
        #expect(output.text("not-on-the-map", "names_en") == "juggling; magic")
        #expect(output.text("not-assessed", "count") == "55")
    }

    @Test("a level outside the scale is told with respondent and capability", arguments: [-1, 5, Int.max])
    func levelOutsideScale(level: Int) throws {
        let table = try assessments([("9901", "x", level)])
        let problem = try #require(throws: Problem.self) { try run("summary", ["assessments": table]) }
        #expect(problem.message.en == "x, 9901: the level is \(level), but the scale runs from 0 to 4.")
    }

    @Test("no assessments is a problem that says how to import them", arguments: ["summary", "gaps"])
    func noRows(analysis: String) throws {
        for rows in [[], [("a", "x", nil)]] as [[(String, String, Int?)]] {
            let problem = try #require(throws: Problem.self) {
                try run(analysis, ["assessments": try assessments(rows)])
            }
            #expect(problem.remedy?.en == "Import them with: samverk import assessments FILE.")
        }
    }

    @Test("negative votes are refused")
    func negativeVotes() throws {
        let inputs = ["assessments": try assessments([("a", "x", 1)]), "importance": try importance([("x", -1)])]
        let problem = try #require(throws: Problem.self) { try run("summary", inputs) }
        #expect(problem.message.en.hasPrefix("The importance of x:"))
    }
}
