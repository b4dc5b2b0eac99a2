// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

private func quantities(_ services: KeyValuePairs<String, [Double]>, from first: String = "2025-01") throws -> Table {
    var builder = TableBuilder(
        [ColumnSpec("service", .category), ColumnSpec("month", .category), ColumnSpec("quantity", .real)],
        key: ["service", "month"])
    let start = try #require(Month(first))
    for (service, values) in services {
        for (i, value) in values.enumerated() {
            try builder.append(
                .category(service), .category(Month(number: start.number + i).description), .real(value))
        }
    }
    return try builder.table()
}

private func demand(_ table: Table, _ parameters: [String: JSON] = [:], agreed: Table? = nil) throws -> AnalysisOutput {
    var inputs = ["quantities": table]
    inputs["agreed"] = agreed
    return try PluginBench(Main.self, room: "Billing").run("demand", inputs, with: parameters)
}

/// Twelve months round 100 whose sample deviation is exactly `cv` times it: six above and six below.
private func months(_ cv: Double) -> [Double] {
    let step = 100 * cv * (11.0 / 12).squareRoot()
    return (0..<12).map { $0 % 2 == 0 ? 100 + step : 100 - step }
}

@Suite("billing/demand")
struct DemandTests {
    @Test("the coefficient of variation is the sample deviation by the mean, and puts the service in its class")
    func byHand() throws {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, s = sqrt(32 / 7)
        let output = try demand(
            try quantities(["mail": [2, 4, 4, 4, 5, 5, 7, 9], "steady": [5, 5, 5, 5, 5, 5, 5, 5]]), ["window": 8])
        let services = try #require(output["services"])
        #expect(abs(try services.number("mail", "variation") - (32.0 / 7).squareRoot() / 5) < 1e-15)
        #expect(try services.cell("mail", "class") == .category("high"))
        #expect(try services.cell("mail", "model") == .category("dynamic_governance"))
        #expect(try services.cell("steady", "variation") == .real(0))
        #expect(try services.cell("steady", "class") == .category("low"))
        #expect(try services.cell("steady", "certain") == .boolean(true))
        #expect(output["months"]?.rowCount == 16)
    }

    @Test(
        "the thresholds are parameters; what lies between them is medium",
        arguments: [
            (0.05, 0.1, 0.3, "low"), (0.2, 0.1, 0.3, "medium"), (0.4, 0.1, 0.3, "high"), (0.2, 0.25, 0.3, "low"),
            (0.2, 0.05, 0.15, "high"),
        ])
    func thresholds(cv: Double, low: Double, high: Double, kind: String) throws {
        let output = try demand(try quantities(["s": months(cv)]), ["low": .real(low), "high": .real(high)])
        let services = try #require(output["services"])
        #expect(try services.cell("s", "class") == .category(kind))
        #expect(abs(try services.number("s", "variation") - cv) < 1e-12)
    }

    @Test(
        "a straight line is no variation when the trend is taken out, a pattern of the months none without the season")
    func adjusted() throws {
        let line = (0..<24).map { 100 + 5 * Double($0) }
        let pattern = (0..<24).map { 100 + (($0 % 12) < 6 ? 30.0 : -30) }
        let both = zip(line, pattern).map { $0 + $1 }
        let table = try quantities(["line": line, "pattern": pattern, "both": both])
        func variation(_ service: String, _ parameters: [String: JSON]) throws -> Double {
            try #require(try demand(table, parameters.merging(["window": 24]) { $1 })["services"])
                .number(service, "variation")
        }
        #expect(try variation("line", [:]) > 0.2)
        #expect(try variation("line", ["trend": true]) < 1e-12)
        #expect(try variation("pattern", ["season": true]) < 1e-12)
        #expect(try variation("pattern", ["trend": true]) > 0.2)
        #expect(try variation("both", ["trend": true, "season": true]) < 1e-9)
        let trend = try #require(try demand(table, ["trend": true, "window": 24])["services"]).number("line", "trend")
        #expect(abs(trend - 5 / 157.5) < 1e-12)
    }

    @Test("a class that is another than a year ago, or than agreed, triggers a review; a sure one says so")
    func review() throws {
        let table = try quantities(["s": months(0.02) + months(0.6), "calm": months(0.02) + months(0.02)])
        let output = try demand(table)
        let services = try #require(output["services"])
        #expect(try services.cell("s", "previous_class") == .category("low"))
        #expect(try services.cell("s", "review") == .boolean(true))
        #expect(try services.cell("calm", "review") == .boolean(false))
        #expect(output.finding("review")?.arguments["service"]?.cell == .category("s"))
        var agreed = TableBuilder(
            [ColumnSpec("service", .category), ColumnSpec("class", .category)], key: ["service"])
        try agreed.append(.category("calm"), .category("high"))
        let other = try demand(table, agreed: try agreed.table())
        #expect(try #require(other["services"]).cell("calm", "previous_class") == .category("high"))
        #expect(try #require(other["services"]).cell("calm", "review") == .boolean(true))
    }

    @Test("the interval widens with fewer months and says when the data cannot tell; same seed, same bytes")
    func bootstrap() throws {
        let four: [Double] = [60, 85, 110, 145]
        func row(_ values: [Double]) throws -> (low: Double, variation: Double, high: Double) {
            let window: JSON = .integer(values.count)
            let services = try #require(try demand(try quantities(["s": values]), ["window": window])["services"])
            return (
                try services.number("s", "variation_low"), try services.number("s", "variation"),
                try services.number("s", "variation_high")
            )
        }
        let (few, many) = (try row(four), try row(four + four + four + four + four + four))
        #expect(few.low < few.variation && few.variation < few.high)
        #expect(few.high - few.low > many.high - many.low)
        #expect(try row(four) == few)
        #expect(try demand(try quantities(["s": four]), ["window": 4]).finding("cannot-tell") != nil)
    }

    @Test("one month that is unlike all others gives no absurd interval")
    func outlier() throws {
        let output = try demand(try quantities(["s": [Double](repeating: 100, count: 11) + [0]]))
        let high = try #require(output["services"]).number("s", "variation_high")
        #expect(high <= 12.0.squareRoot())
    }

    /// Months from a normal distribution (sum of twelve uniform numbers): the interval should hold the true coefficient
    /// about as often as it says.
    @Test("the interval covers the truth about as often as it claims")
    func coverage() throws {
        var seed = Seed(2026)
        var covered = 0
        let rounds = 400
        for _ in 0..<rounds {
            let values = (0..<24).map { _ in
                100 + 20 * ((0..<12).reduce(0.0) { sum, _ in sum + Double(seed.integer(0...1_000_000)) / 1e6 } - 6)
            }
            let first = try #require(Month("2024-01"))
            let adjustment = Adjustment(trend: false, season: false)
            let variation = Variation(values, from: first, adjustment)
            let interval = try #require(
                variation.interval(values, from: first, adjustment, draws: 400, level: 0.95, seed: 1))
            if interval.contains(0.2) { covered += 1 }
        }
        // 95 % of 400 is 380; short series are known to fall a little short
        #expect(covered > 350 && covered < 398, "\(covered) of \(rounds)")
    }

    @Test(
        "what is wrong is said",
        arguments: [
            ("a negative quantity", "service,month,quantity\ns,2025-01,-1", [:], "negative"),
            ("no month", "service,month,quantity\ns,2025-13,1", [:], "a month was expected"),
            ("a month missing", "service,month,quantity\ns,2025-01,1\ns,2025-03,1", [:], "s lacks 2025-02"),
            (
                "a last month missing", "service,month,quantity\ns,2025-01,1\nt,2025-01,1\nt,2025-02,1", [:],
                "s lacks 2025-02"
            ),
            ("too few", "service,month,quantity\ns,2025-01,1\ns,2025-02,1", [:], "12 are needed"),
            ("thresholds crossed", "service,month,quantity\ns,2025-01,1", ["low": 0.5], "less than high"),
            ("season of a year", "service,month,quantity\ns,2025-01,1", ["season": true], "at least 24 months"),
            ("a century", "service,month,quantity\ns,1800-01,1\ns,2025-02,1", ["missing": "zero"], "hundred years"),
        ] as [(String, String, [String: JSON], String)])
    func faults(what: String, csv: String, parameters: [String: JSON], says: String) throws {
        var builder = TableBuilder(
            [ColumnSpec("service", .category), ColumnSpec("month", .category), ColumnSpec("quantity", .real)],
            key: ["service", "month"])
        for line in csv.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: ",").map(String.init)
            try builder.append(.category(fields[0]), .category(fields[1]), .real(try #require(Double(fields[2]))))
        }
        let table = try builder.table()
        let problem = #expect(throws: Problem.self) { try demand(table, parameters) }
        #expect(problem?.message.en.contains(says) == true, "\(what): \(problem?.message.en ?? "")")
    }

    @Test("with missing=zero a month that lacks counts as no use, and a service without any use has no class")
    func zeros() throws {
        let table = try quantities(["busy": months(0.1), "idle": [0]])
        let output = try demand(table, ["missing": "zero"])
        #expect(try #require(output["services"]).cell("idle", "class") == .null)
        #expect(output.finding("no-demand")?.arguments["service"]?.cell == .category("idle"))
    }
}
