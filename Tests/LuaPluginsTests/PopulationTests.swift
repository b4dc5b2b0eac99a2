// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import Testing

/// The plugin `population` against the figures of the Fyrbodal study (002, section 3.3.1, figures 6 and 7) and against
/// what can be reckoned by hand.
@Suite struct PopulationTests {
    let plugin: BundledPlugin

    init() throws { plugin = try BundledPlugin("Population") }

    /// Code, inhabitants 2019, forecast 2030, published change in per cent.
    static let published: [(code: String, known: Int, forecast: Int, percent: Double)] = [
        ("1460", 9800, 8600, -12.2), ("1438", 4800, 4700, -2.1), ("1439", 6600, 6200, -6.1),
        ("1484", 14600, 14100, -3.4), ("1461", 9300, 8300, -10.8), ("1430", 10500, 10500, 0.0),
        ("1421", 15200, 15400, 1.3), ("1427", 9100, 9200, 1.1), ("1486", 13200, 12700, -3.8),
        ("1435", 12800, 13300, 3.9), ("1488", 59100, 61100, 3.4), ("1485", 56700, 59000, 4.1),
        ("1487", 39600, 38300, -3.3), ("1492", 12600, 12000, -4.8),
    ]

    static func series(_ text: String) throws -> Table {
        try .of(
            [("municipality", .party), ("period", .category), ("value", .real)], key: ["municipality", "period"], text)
    }

    func forecast(_ parameters: [String: String] = [:]) async throws -> AnalysisOutput {
        let known = Self.published.map { "\($0.code) 2019 \($0.known)" }.joined(separator: "\n")
        let forecasts = Self.published.map { "\($0.code) 2030 \($0.forecast)" }.joined(separator: "\n")
        return try await plugin.run(
            "forecast", inputs: ["known": Self.series(known), "forecasts": Self.series(forecasts)],
            parameters: parameters)
    }

    @Test func thePublishedChangesComeOut() async throws {
        let output = try await forecast()
        let change = try #require(output["change"])
        #expect(change.rowCount == 14)
        for (code, known, forecast, percent) in Self.published {
            #expect(change.cell(code, "base") == .integer(known) && change.cell(code, "forecast") == .integer(forecast))
            let share = try #require(change.cell(code, "change_share")?.number)
            #expect((share * 1000).rounded() == (percent * 10).rounded(), "\(code)")
        }
        #expect(change[0, "municipality"].plainText == "1460" && change[13, "municipality"].plainText == "1485")
        let total = try #require(output.findings.first { $0.id == "total" })
        #expect(total.arguments["from"]?.cell == .integer(273_900) && total.arguments["to"]?.cell == .integer(273_400))
        #expect(total.arguments["change"]?.cell == .integer(-500))
        #expect((try #require(total.arguments["share"]?.cell.number) * 1000).rounded() == -2)
        let counts = try #require(output.findings.first { $0.id == "counts" }).arguments
        #expect(
            [counts["down"], counts["same"], counts["up"]].map { $0?.cell } == [.integer(8), .integer(1), .integer(5)])
    }

    /// Bengtsfors, by hand: 9800 - 1200 * 4 / 11 = 9363.6; 9800 * (8600 / 9800) ^ (4 / 11) = 9345.1.
    @Test(arguments: [("linear", 9364), ("geometric", 9345)])
    func theYearsBetweenAreInterpolated(_ way: String, _ expected: Int) async throws {
        let output = try await forecast(["between": way])
        #expect(output["years"]?.cell("1460,2023", "population") == .integer(expected))
        #expect(output["years"]?.cell("1460,2019", "population") == .integer(9800))
        #expect(output["years"]?.cell("1460,2030", "population") == .integer(8600))
        #expect(output["years"]?.rowCount == 14 * 12)
    }

    @Test func theTotalOfEachYearIsTheSumOfTheMunicipalities() async throws {
        let output = try await forecast(["between": "geometric"])
        let total = try #require(output["total"])
        let years = try #require(output["years"])
        for row in 0..<total.rowCount {
            let sum = (0..<years.rowCount).filter { years[$0, "year"] == total[row, "year"] }
                .compactMap { years[$0, "population"].number }.reduce(0, +)
            #expect(total[row, "population"].number == sum)
            let parts = ["shrinking", "growing"].compactMap { total[row, $0].number }
            #expect(parts.reduce(0, +) == sum)
        }
        #expect(total.rowCount == 12)
    }

    /// 100, 110, 130 in 2018, 2019, 2020, to 2022: through the ends 100 + 15 * 4; 100 * 1.3 ^ 2; the least-squares line has
    /// the mean 113.33 in 2019 and the slope 15, hence 158.33.
    @Test(arguments: [("linear", 160), ("geometric", 169), ("trend", 158)])
    func knownYearsAreCarriedOn(_ method: String, _ expected: Int) async throws {
        let output = try await plugin.run(
            "forecast", inputs: ["known": Self.series("1460 2018 100\n1460 2019 110\n1460 2020 130")],
            parameters: ["method": method, "to": "2022"])
        #expect(output["change"]?.cell("1460", "forecast") == .integer(expected))
        #expect(output["change"]?.cell("1460", "base") == .integer(130))
    }

    @Test func nobodyBecomesFewerThanNone() async throws {
        let output = try await plugin.run(
            "forecast", inputs: ["known": Self.series("1460 2018 100\n1460 2020 20")],
            parameters: ["method": "linear", "to": "2030"])
        #expect(output["change"]?.cell("1460", "forecast") == .integer(0))
    }

    @Test func whoHasNoForecastIsLeftOutAndTold() async throws {
        let output = try await plugin.run(
            "forecast",
            inputs: [
                "known": Self.series("1460 2019 100\n1438 2019 50"), "forecasts": Self.series("1460 2030 90"),
            ])
        #expect(output["change"]?.rowCount == 1)
        #expect(
            output.findings.last
                == Finding("without", .notice, ["municipality": .init(.party(try #require(Party("1438"))))]))
    }

    @Test(arguments: [
        ("", "", "given", "No municipality has a known population"),
        ("1460 2019 100", "", "given", "figures enough for the method 'given'"),
        ("1460 2019 100", "", "trend", "figures enough for the method 'trend'"),
        ("1460 2019-Q1 100", "", "given", "The period '2019-Q1' of 1460 is no year"),
    ])
    func whatCannotBeReckonedIsRefused(_ known: String, _ forecasts: String, _ method: String, _ says: String)
        async throws
    {
        let problem = try #require(
            await plugin.refusal(
                "forecast", inputs: ["known": try Self.series(known), "forecasts": try Self.series(forecasts)],
                parameters: ["method": method, "to": "2030"]))
        #expect(problem.kind == .input && problem.message.en.contains(says) && problem.remedy != nil)
    }

    /// 9 800 inhabitants and 98 million kronor are 10 000 each; 8 600 pay 11 395.35.
    @Test func anUnchangedCostIsSharedByThoseWhoAreLeft() async throws {
        let change = try #require(try await forecast()["change"])
        let costs = try Table.of(
            [("municipality", .party), ("amount", .money)], key: ["municipality"], "1460 9800000000\n1438 4800000000")
        let output = try await plugin.run("cost", inputs: ["change": change, "costs": costs])
        let cost = try #require(output["cost"])
        #expect(cost.cell("1460", "base") == .money(Money(ore: 1_000_000)))
        #expect(cost.cell("1460", "forecast") == .money(Money(ore: 1_139_535)))
        #expect((try #require(cost.cell("1460", "change_share")?.number) * 1000).rounded() == 140)
        #expect(cost.rowCount == 2)
        #expect(output.findings.filter { $0.id == "without" }.count == 12)
        #expect(output.findings[1].arguments["municipality"]?.cell.plainText == "1460")
    }
}
