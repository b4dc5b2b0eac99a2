// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

/// Study 000, section 3, as printed: `data/sundsvall-figures.csv` of the domain reference.
private let sundsvall: [(String, Int, Double, String, Int)] = [
    ("it-share", 2019, 1.82, "percent", 2), ("it-share", 2021, 1.71, "percent", 2),
    ("dig-share", 2019, 2.7, "permille", 1), ("dig-share", 2021, 7.8, "permille", 1),
    ("dig-to-it", 2019, 15, "percent", 0), ("dig-to-it", 2021, 46, "percent", 0),
    ("dig-to-it-excl-investment", 2021, 23, "percent", 0), ("it-staff-change", 2021, 8, "percent", 0),
    ("dig-staff-change", 2021, 175, "percent", 0), ("dig-to-it-staff", 2019, 26, "percent", 0),
    ("dig-to-it-staff", 2021, 66, "percent", 0), ("total-it-multiple", 2021, 2, "ratio", 0),
    ("dig-to-total-it", 2021, 22, "percent", 0), ("dig-to-total-it-excl-investment", 2021, 11, "percent", 0),
]

private func run(_ inputs: [String: Table]) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "Billing").run("total-cost", inputs)
}

private func published(_ rows: [(String, Int, Double, String, Int)]) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("measure", .category), ColumnSpec("year", .integer), ColumnSpec("value", .real),
            ColumnSpec("unit", .category), ColumnSpec("decimals", .integer, nullable: true),
        ], key: ["measure", "year"])
    for (measure, year, value, unit, decimals) in rows {
        try builder.append(
            .category(measure), .integer(year), .real(value), .category(unit), .integer(decimals))
    }
    return try builder.table()
}

private func costs(_ rows: [(Int, String, String, Int)]) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("year", .integer), ColumnSpec("unit", .category), ColumnSpec("category", .category),
            ColumnSpec("cost", .money, unit: "öre"),
        ], key: ["year", "unit", "category"])
    for (year, unit, category, kronor) in rows {
        try builder.append(
            .integer(year), .category(unit), .category(category), .money(Money(ore: kronor * 100)))
    }
    return try builder.table()
}

@Suite("billing/total-cost")
struct TotalCostTests {
    @Test("22 % and 11 % do not follow from the study's own ratios: 23 and 11.5 do")
    func sundsvallDisagrees() throws {
        let output = try run(["published": try published(sundsvall)])
        let checks = try #require(output["checks"])
        func derived(_ measure: String, _ year: Int) throws -> (Double, Cell) {
            let row = try #require(
                (0..<checks.rowCount).first {
                    checks[$0, "measure"].plainText == measure && checks[$0, "year"] == .integer(year)
                })
            return (try #require(checks[row, "derived"].number), checks[row, "follows"])
        }
        #expect(try derived("dig-to-total-it", 2021) == (0.23, .boolean(false)))
        #expect(try derived("dig-to-total-it-excl-investment", 2021) == (0.115, .boolean(false)))
        for (measure, year) in [("dig-to-it", 2019), ("dig-to-it", 2021), ("dig-to-it-staff", 2021)] {
            #expect(try derived(measure, year).1 == .boolean(true), "\(measure) \(year)")
        }
        let told = output.findings.filter { $0.id.hasPrefix("does-not-follow") }
        #expect(
            told.map { $0.arguments["measure"]?.cell.plainText } == [
                "dig-to-total-it", "dig-to-total-it-excl-investment",
            ])
    }

    @Test("the published ratios come out of amounts that have them")
    func amounts() throws {
        // central 143 million, turnover 8 363 million, digitalisation 65.78 million of which 33 investment
        let table = try costs([
            (2021, "kommunen", "central_budget", 143_000_000), (2021, "skolan", "external_local", 80_000_000),
            (2021, "skolan", "local_staff", 43_000_000), (2021, "omsorgen", "shadow_it", 20_000_000),
            (2021, "kommunen", "digitalisation", 65_780_000), (2021, "kommunen", "investment_funds", 33_000_000),
        ])
        var years = TableBuilder(
            [
                ColumnSpec("year", .integer), ColumnSpec("turnover", .money, unit: "öre", nullable: true),
                ColumnSpec("it_staff", .real, nullable: true),
                ColumnSpec("digitalisation_staff", .real, nullable: true),
                ColumnSpec("temporary_staff", .real, nullable: true), ColumnSpec("all_staff", .real, nullable: true),
            ], key: ["year"])
        try years.append(
            .integer(2021), .money(Money(ore: 836_300_000_000)), .real(50), .real(33), .real(23.5), .real(6_098))
        let output = try run(["costs": table, "years": try years.table()])
        let ratios = try #require(output["ratios"])
        func ratio(_ measure: String) throws -> Double { try ratios.number("\(measure),2021", "value") }
        #expect(try #require(output["years"]).number("2021", "multiple") == 2)
        #expect(abs(try ratio("it-share") - 0.0171) < 5e-5)
        #expect(abs(try ratio("dig-share") - 0.0078) < 1e-4)
        #expect(try ratio("dig-to-it") == 0.46)
        #expect(abs(try ratio("dig-to-it-excl-investment") - 0.23) < 1e-3)
        #expect(try ratio("dig-to-total-it") == 0.23)
        #expect(abs(try ratio("dig-to-total-it-excl-investment") - 0.115) < 5e-4)
        #expect(try ratio("dig-to-it-staff") == 0.66 && (try ratio("dig-to-it-staff-permanent")) == 0.19)
        #expect(abs(try ratio("it-staff-share") - 0.0082) < 1e-5)
        let units = try #require(output["units"])
        #expect(try units.cell("skolan,2021", "outside_share") == .real(1))
        #expect(try units.cell("kommunen,2021", "outside_budget") == .money(.zero))
        #expect(output.finding("mostly-outside")?.arguments["units"]?.cell == .text("omsorgen, skolan"))
    }

    @Test("a falling share of IT while digitalisation grows is a warning; changes count from the first year")
    func falling() throws {
        let table = try costs([
            (2019, "a", "central_budget", 182), (2019, "a", "digitalisation", 27), (2021, "a", "central_budget", 171),
            (2021, "a", "digitalisation", 78),
        ])
        var years = TableBuilder(
            [ColumnSpec("year", .integer), ColumnSpec("turnover", .money, unit: "öre", nullable: true)], key: ["year"])
        for year in [2019, 2021] { try years.append(.integer(year), .money(Money(ore: 1_000_000))) }
        let output = try run(["costs": table, "years": try years.table()])
        #expect(output.finding("share-falls")?.arguments["after"]?.cell == .real(0.0171))
        let change = try #require(output["ratios"]).number("dig-share,2021", "change")
        #expect(abs(change - (78.0 / 27 - 1)) < 1e-12)
    }

    @Test(
        "what is wrong is said",
        arguments: [
            ("an unknown category", [(2021, "a", "shadow-it", 1)], "'shadow-it' is unknown"),
            ("a negative cost", [(2021, "a", "shadow_it", -1)], "negative"),
            ("no year", [(21, "a", "shadow_it", 1)], "a year was expected"),
            (
                "more investment than digitalisation",
                [(2021, "a", "investment_funds", 2), (2021, "a", "digitalisation", 1)], "investment funds are larger"
            ),
        ] as [(String, [(Int, String, String, Int)], String)])
    func faults(what: String, rows: [(Int, String, String, Int)], says: String) throws {
        let table = try costs(rows)
        let problem = #expect(throws: Problem.self) { try run(["costs": table]) }
        #expect(problem?.message.en.contains(says) == true, "\(what): \(problem?.message.en ?? "")")
    }

    @Test("a measure that is misspelt is told, with the one that was meant") func misspelt() throws {
        let table = try published([("dig_to_it", 2021, 46, "percent", 0)])
        let problem = #expect(throws: Problem.self) { try run(["published": table]) }
        #expect(problem?.remedy?.en.contains("'dig-to-it'") == true)
    }

    @Test("without anything there is nothing to reckon with") func nothing() throws {
        #expect(throws: Problem.self) { try run([:]) }
    }
}
