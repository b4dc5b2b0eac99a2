// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

/// The milestones of the pilots (002, sections 6.2.7 to 6.6.7) as dates.
@Suite struct PlanTests {
    let cooperation: Cooperation

    init() throws { cooperation = try Cooperation() }

    @Test func thePilotsLastAsManyDaysAsTheSourceSays() async throws {
        let pilots = try #require(try await cooperation.run("plan", parameters: ["start": "2027-01-01"])["pilots"])
        let last = pilots["last_day"]?.cells
        #expect(last == [303, 504, 362, 355, 596].map(Cell.integer))
        #expect(pilots.cell("pilot-1", "ends")?.plainText == "2027-10-31")
        #expect(pilots.cell("pilot-5", "ends")?.plainText == "2028-08-19")
        #expect(pilots["decisions"]?.cells == [2, 2, 2, 2, 2].map(Cell.integer))
    }

    @Test(arguments: ["2024-01-01", "2023-12-31", "2024-02-28", "1999-03-01", "2100-02-28"])
    func aDateIsTheStartAndItsDay(_ start: String) async throws {
        let plan = try #require(
            try await cooperation.run("plan", parameters: ["start": start, "pilots": "pilot-5"])["plan"])
        let first = try #require(Day(start))
        for (row, days) in [(3, 50...92), (7, 201...566), (10, 566...596)] {
            #expect(plan[row, "starts"] == .date(Day(days: first.days + days.lowerBound)))
            #expect(plan[row, "ends"] == .date(Day(days: first.days + days.upperBound)))
        }
    }

    @Test func withoutAStartThePlanBeginsOnTheDayOfTheRun() async throws {
        #expect(try await cooperation.run("plan")["pilots"]?.cell("pilot-1", "starts")?.plainText == "2026-11-21")
    }

    /// Pilot 1: establishing, days 103 to 282, and evaluation, 268 to 282. Pilot 3: interconnection 150-220 with documentation
    /// 136-178 and introduction 171-241; documentation with introduction.
    @Test func overlappingPhasesAreFound() async throws {
        let overlaps = try #require(try await cooperation.run("plan")["overlaps"])
        #expect(overlaps.cell("pilot-1,6,7", "days") == .integer(14))
        #expect(overlaps.cell("pilot-3,7,8", "days") == .integer(28))
        #expect(overlaps.cell("pilot-3,8,9", "days") == .integer(49))
        #expect(overlaps.cell("pilot-3,7,9", "days") == .integer(7))
        #expect(overlaps.cell("pilot-2,9,10", "days") == .integer(40))
        let ownRows = (0..<overlaps.rowCount).filter { overlaps[$0, "pilot"].plainText == "pilot-4" }
        #expect(ownRows.isEmpty)
    }

    /// The decision on the basic terms of pilot 4 ends on day 163 and holds all that follows, but not what is done.
    @Test func aDelayMovesWhatFollowsAndNothingElse() async throws {
        let output = try await cooperation.run(
            "plan",
            parameters: [
                "start": "2027-01-01", "delayed_pilot": "pilot-4", "delayed_milestone": "5", "delay": "30",
            ])
        let plan = try #require(output["plan"])
        #expect(plan.cell("pilot-4,4", "moved") == .integer(0))
        #expect(plan.cell("pilot-4,5", "length") == .integer(86))
        for sequence in 6...9 { #expect(plan.cell("pilot-4,\(sequence)", "moved") == .integer(30)) }
        #expect(output["pilots"]?.cell("pilot-4", "last_day") == .integer(385))
        #expect(output["pilots"]?.cell("pilot-3", "moved") == .integer(0))
        #expect(output.found("delay").first?.says("moved") == "30")
    }

    @Test func aDelayOfSomethingThatNothingWaitsForMovesNoEnd() async throws {
        let output = try await cooperation.run(
            "plan", parameters: ["delayed_pilot": "pilot-2", "delayed_milestone": "10", "delay": "5"])
        #expect(output["plan"]?.cell("pilot-2,9", "moved") == .integer(0))
        #expect(output["plan"]?.cell("pilot-2,11", "moved") == .integer(5))
    }

    @Test func whatGoesOnIsCountedMonthByMonth() async throws {
        let months = try #require(
            try await cooperation.run("plan", parameters: ["start": "2027-01-01", "pilots": "pilot-1"])["months"])
        #expect(months.cell("pilot-1,2027-01", "running") == .integer(2))
        #expect(months.cell("pilot-1,2027-10", "running") == .integer(3))
        #expect(months.cell("pilot-1,2027-10", "decisions") == .integer(1))
        #expect(months.rowCount == 10)
    }

    @Test(arguments: [
        (["start": "2027-02-30"], "which is no day"), (["pilots": "pilot-7"], "any milestones"),
        (["delayed_pilot": "pilot-1", "delayed_milestone": "99", "delay": "1"], "no milestone 99"),
    ]) func whatCannotBePlannedIsRefused(_ parameters: [String: String], _ says: String) async throws {
        let problem = try await cooperation.refusal("plan", parameters: parameters)
        #expect(problem?.kind == .input && problem?.message.en.contains(says) == true && problem?.remedy != nil)
    }
}
