// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("From which adoption a digital service pays")
struct AdoptionTests {
    private func run(
        _ services: (String, Int, Int, Int, Int, Double, Double)...
    ) throws -> AnalysisOutput {
        var inputs = ActivityInputs()
        inputs.services = services.map { ($0.0, $0.1, $0.2, $0.3, $0.4, $0.5, $0.6) }
        return try inputs.run()
    }

    @Test("freed, waste, net benefit and break-even by the formulas of the study")
    func formulas() throws {
        // 10 000 cases of 120 + 80 kronor, 500 000 a year; 60 % adopt, half of what is freed finds new use
        let output = try run(("bins", 10_000, 120_00, 80_00, 500_000_00, 0.6, 0.5))
        #expect(output.amounts("services", "before") == ["bins": 2_000_000_00])
        #expect(output.amounts("services", "freed") == ["bins": 1_200_000_00])
        #expect(output.amounts("services", "waste") == ["bins": 600_000_00])
        #expect(output.amounts("services", "released") == ["bins": 600_000_00])
        #expect(output.amounts("services", "net_benefit") == ["bins": 100_000_00])
        #expect(output.numbers("services", "break_even") == ["bins": 0.5])
        #expect(output.amounts("services", "after") == ["bins": 1_900_000_00])
        #expect(
            output.amounts("classes", "services_before") == [
                "value-creating": 1_200_000_00, "enabling": 800_000_00, "waste": 0,
            ])
        // 40 % still by hand; the digital service is enabling
        #expect(
            output.amounts("classes", "services_after") == [
                "value-creating": 480_000_00, "enabling": 820_000_00, "waste": 600_000_00,
            ])
        #expect(output.findings.map(\.id) == ["pays"])
    }

    @Test("at the break-even adoption the net benefit is nil, to the öre", arguments: 1...20)
    func breakEven(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let (n, v, e) = (random.integer(1...50_000), random.integer(1...900_00), random.integer(0...900_00))
        let q = Double(random.integer(1...100)) / 100
        let fixed = Int(Double(n * (v + e)) * q * Double(random.integer(0...100)) / 100)
        let first = try run(("s", n, v, e, fixed, 0, q))
        let even = try #require(first.numbers("services", "break_even")["s"])
        let at = try run(("s", n, v, e, fixed, min(1, even), q))
        #expect(abs(at.amounts("services", "net_benefit")["s"] ?? .max) <= 1)
        #expect(first.amounts("services", "net_benefit") == ["s": -fixed])
    }

    @Test("what is spent before and after differs by the digital service less what found new use", arguments: 1...20)
    func conservation(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let output = try run(
            (
                "s", random.integer(0...99_999), random.integer(0...999_99), random.integer(0...999_99),
                random.integer(0...1_000_000_00), Double(random.integer(0...1000)) / 1000,
                Double(random.integer(0...3)) / 3
            ))
        func sum(_ column: String) -> Int { output.amounts("services", column)["s"] ?? .min }
        #expect(sum("after") == sum("before") + sum("fixed") - sum("released"))
        #expect(sum("freed") == sum("released") + sum("waste"))
        #expect(sum("net_benefit") == sum("released") - sum("fixed"))
        #expect(output.amounts("classes", "services_after").values.reduce(0, +) == sum("after"))
    }

    @Test("a service that does not pay yet, or never")
    func never() throws {
        let output = try run(
            ("late", 1_000, 100_00, 0, 50_000_00, 0.2, 1), ("idle", 1_000, 100_00, 0, 1, 0.9, 0),
            ("dear", 1_000, 100_00, 0, 200_000_00, 1, 1), ("free", 10, 1_00, 0, 0, 0, 0))
        #expect(output.findings.map(\.id) == ["not-yet", "never-pays", "never-pays", "pays"])
        #expect(output.numbers("services", "break_even") == ["late": 0.5, "dear": 2, "free": 0])
        #expect(output.amounts("services", "net_benefit")["late"] == -30_000_00)
    }
}
