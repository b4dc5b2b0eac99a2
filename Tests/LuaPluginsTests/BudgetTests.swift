// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

/// The rough budgets against the study's own totals (002, sections 6.2.7 to 6.6.7; domain reference, section 3.6).
@Suite struct BudgetTests {
    let cooperation: Cooperation

    init() throws { cooperation = try Cooperation() }

    /// Pilot; stated and summed hours; stated and summed external kronor; verdicts; external kronor for 14.
    struct Published: CustomTestStringConvertible {
        let pilot: String
        let statedHours, hours, stated, lines: ClosedRange<Int>
        let verdicts: [String]
        let fourteen: ClosedRange<Int>
        var testDescription: String { pilot }
    }

    static let published = [
        Published(
            pilot: "pilot-1", statedHours: 176...176, hours: 176...176, stated: 450_000...450_000,
            lines: 450_000...450_000, verdicts: ["agrees", "agrees"], fourteen: 450_000...450_000),
        Published(
            pilot: "pilot-2", statedHours: 281...581, hours: 281...581, stated: 2_700_000...2_700_000,
            lines: 2_700_000...2_700_000, verdicts: ["agrees", "agrees"], fourteen: 2_700_000...2_700_000),
        Published(
            pilot: "pilot-3", statedHours: 188...454, hours: 188...454, stated: 900_000...950_000,
            lines: 900_000...950_000, verdicts: ["agrees", "agrees"], fourteen: 2_850_000...3_550_000),
        Published(
            pilot: "pilot-4", statedHours: 133...333, hours: 139...339, stated: 750_000...800_000,
            lines: 750_000...800_000, verdicts: ["differs", "agrees"], fourteen: 2_050_000...2_750_000),
        Published(
            pilot: "pilot-5", statedHours: 213...613, hours: 213...613, stated: 3_000_000...4_000_000,
            lines: 2_950_000...3_950_000, verdicts: ["agrees", "rounded"], fourteen: 2_950_000...3_950_000),
    ]

    @Test(arguments: published) func theStatedTotalsAreHeldAgainstTheirOwnLines(_ pilot: Published) async throws {
        let output = try await cooperation.run("budget", parameters: ["members": "14"])
        let check = try #require(output["check"])
        func range(_ low: String, _ high: String) -> [Cell?] {
            [check.cell(pilot.pilot, low), check.cell(pilot.pilot, high)]
        }
        func hours(_ range: ClosedRange<Int>) -> [Cell?] { [.integer(range.lowerBound), .integer(range.upperBound)] }
        func kronor(_ range: ClosedRange<Int>) -> [Cell?] {
            [.money(Money(ore: range.lowerBound * 100)), .money(Money(ore: range.upperBound * 100))]
        }
        #expect(range("stated_low_hours", "stated_high_hours") == hours(pilot.statedHours))
        #expect(range("low_hours", "high_hours") == hours(pilot.hours))
        #expect(range("stated_low", "stated_high") == kronor(pilot.stated))
        #expect(range("low", "high") == kronor(pilot.lines))
        #expect(range("low_all", "high_all") == kronor(pilot.fourteen))
        #expect(range("hours", "money").map { $0?.plainText } == pilot.verdicts)
    }

    @Test func pilotFoursHoursDoNotMatchItsLinesAndWorkshopsWouldExplainIt() async throws {
        let output = try await cooperation.run("budget", parameters: ["members": "14"])
        let differ = output.found("hours-differ")
        #expect(differ.count == 1 && differ[0].severity == .warning)
        #expect(differ.first?.says("pilot") == "pilot-4" && differ.first?.says("difference") == "6")
        let explained = try #require(output.found("hours-explained").first)
        #expect(explained.says("phase") == "basic-terms")
        #expect(explained.says("counted") == "4" && explained.says("stand") == "6")
    }

    @Test func theStatedCostsOfPilotsThreeAndFourHoldForOneOnly() async throws {
        let output = try await cooperation.run("budget", parameters: ["members": "14"])
        #expect(output.found("holds-for-one").compactMap { $0.says("pilot") } == ["pilot-3", "pilot-4"])
        #expect(try await cooperation.run("budget", parameters: ["members": "1"]).found("holds-for-one").isEmpty)
    }

    @Test func linesBookedInAnotherYearThanTheirDaysAreThoseOfPilotsOneAndFive() async throws {
        let booked = try #require(try await cooperation.run("budget", parameters: ["members": "1"])["booked"])
        #expect((0..<booked.rowCount).map { booked.keyText($0) } == ["pilot-1,5", "pilot-5,4", "pilot-5,5"])
        #expect(
            booked.cell("pilot-1,5", "by_days") == .integer(1) && booked.cell("pilot-5,4", "by_days") == .integer(2))
    }

    /// Pilot 3 for five at 500 kronor: 750 000 + 5 x 150 000 = 1 500 000; 188 h x 5 x 500 = 470 000; 394 000 each.
    @Test func fiveMembersPayTheirOwnTimeToo() async throws {
        let output = try await cooperation.run(
            "budget", parameters: ["hourly_cost": "500", "pilots": "pilot-3"],
            members: ["1438", "1439", "1460", "1461", "1484"])
        let totals = try #require(output["totals"])
        #expect(totals.rowCount == 1)
        #expect(totals.cell("pilot-3", "external_low") == .money(Money(ore: 150_000_000)))
        #expect(totals.cell("pilot-3", "external_high") == .money(Money(ore: 175_000_000)))
        #expect(totals.cell("pilot-3", "own_low") == .money(Money(ore: 47_000_000)))
        #expect(totals.cell("pilot-3", "all_hours_low") == .integer(940))
        #expect(totals.cell("pilot-3", "each_low") == .money(Money(ore: 39_400_000)))
    }

    @Test func travelAndWhatIsUnknownAreToldApart() async throws {
        let output = try await cooperation.run("budget", parameters: ["members": "1", "pilots": "pilot-5"])
        let totals = try #require(output["totals"])
        #expect(totals.cell("pilot-5", "external_low") == .money(Money(ore: 307_000_000)))
        #expect(totals.cell("pilot-5", "external_high") == .money(Money(ore: 407_000_000)))
        #expect(totals.cell("pilot-5", "own_low") == .null && output.found("no-hourly-cost").count == 1)
        #expect(totals.cell("pilot-5", "unknown") == .integer(1) && output.found("unknown").count == 1)
    }

    @Test func theYearsAddUpToTheWhole() async throws {
        let output = try await cooperation.run("budget", parameters: ["members": "5"])
        let years = try #require(output["years"])
        let totals = try #require(output["totals"])
        for row in 0..<totals.rowCount {
            for (year, total) in [("low", "external_low"), ("high_hours", "hours_high")] {
                let sum = (0..<years.rowCount).filter { years[$0, "pilot"] == totals[row, "pilot"] }
                    .compactMap { years[$0, year].number }.reduce(0, +)
                #expect(sum == totals[row, total].number)
            }
        }
    }

    @Test func aBudgetForNobodyOrOfNothingIsRefused() async throws {
        #expect(try await cooperation.refusal("budget")?.message.en.contains("how many municipalities") == true)
        let problem = try await cooperation.refusal("budget", parameters: ["members": "2", "pilots": "pilot-9"])
        #expect(problem?.kind == .input && problem?.message.en.contains("any budget lines") == true)
    }
}
