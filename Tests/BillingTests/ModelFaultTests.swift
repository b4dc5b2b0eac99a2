// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

@Suite("billing/compare: faults of services, use, rates and keys")
struct ModelFaultTests {
    private func inputs(_ changes: [String: Table]) throws -> [String: Table] {
        [
            "services": try services([("mail", 100, false, "low"), ("archive", 50, true, "low")]),
            "quantities": try quantities([("mail", [1, 1]), ("archive", [1, 0])]),
            "employees": try employees([2, 2]),
        ].merging(changes) { _, new in new }
    }

    @Test("a party that employs nobody pays nothing by employees, and has no cost an employee")
    func noEmployees() throws {
        let output = try run(
            try inputs(["employees": try employees([0, 4]), "use_rates": try rates([0, 1])]),
            with: asked([.overhead, .inverse, .decommission]))
        #expect(try output.ore("bills", "overhead") == [0, 15_000])
        #expect(try output.ore("bills", "inverse") == [0, 15_000])
        #expect(try output.ore("bills", "direct_retirement") == [5_000, 10_000])
        #expect(try output.ore("models", "per_employee") == [nil, nil, nil, 3_750, 3_750, 2_500])
    }

    @Test("a candidate that nobody uses still costs: the services that are used bear it, and that is said")
    func unusedCandidate() throws {
        let output = try run(
            try inputs(["quantities": try quantities([("mail", [1, 3])])]),
            with: ["markup": 0].merging(asked([.internalBilling, .overhead, .decommission])) { given, _ in given })
        #expect(try output.ore("totals", "total") == [15_000, 15_000])
        #expect(try output.ore("bills", "internal_billing") == [3_750, 11_250])
        #expect(try output.ore("bills", "direct_retirement") == [nil, nil])
        let finding = try #require(output.finding("unused-service")).arguments
        #expect(finding["service"]?.cell == .category("archive") && finding["cost"]?.cell == kronor(50))
        #expect(output.finding("model-lacks") != nil)
    }

    @Test("services that cost another sum than the pool keep their shares, and that is said")
    func scaled() throws {
        let output = try run(
            try inputs(["cost": try allocation(["equal": [15_000, 15_000]])]), with: asked([.decommission]))
        #expect(try output.ore("prices", "cost") == [20_000, 10_000])
        #expect(try output.ore("bills", "direct_retirement") == [20_000, 10_000])
        #expect(output.finding("scaled")?.arguments["pool"]?.cell == kronor(300))
    }

    @Test("a user that takes no part is named")
    func foreignUser() throws {
        let output = try run(
            try inputs([
                "today": try today([1, 1]),
                "quantities": try quantities([("mail", [1, 1, 1]), ("archive", [1, 0, 0])]),
            ]), with: asked([.internalBilling]))
        #expect(output.finding("ignored")?.arguments["names"]?.cell == .text("9903"))
    }

    @Test("a negative quantity, a rate above one, a rate that is missing")
    func numbers() throws {
        #expect(
            try message(try inputs(["quantities": try quantities([("mail", [-1, 1])])]))
                .hasPrefix("Input 'quantities', row 9901, mail, column quantity: "))
        #expect(
            try message(try inputs(["use_rates": try rates([0.5, 1.2])]), with: asked([.inverse]))
                == "Input 'use_rates', row 9902, column rate: a share is at most 1 (100%).")
        #expect(
            try message(try inputs(["use_rates": try rates([1])]), with: asked([.inverse]))
                == "use_rates: no rate of use for 9902.")
    }

    @Test("a month that is missing is no month without use, and a row that stands twice is no sum")
    func months() throws {
        let only = try services([("mail", 100, false, "low")])
        func problem(_ months: [(String, String, [Double])]) throws -> String {
            try message(["services": only, "monthly": try monthly(months)])
        }
        #expect(
            try problem([("mail", "2026-01", [1, 1]), ("mail", "2026-03", [1, 1])])
                == "Input 'monthly': the month 2026-02 is missing.")
        #expect(try problem([("mail", "january", [1, 1])]).contains("a month was expected"))
        let zero = try run(
            [
                "services": only,
                "monthly": try monthly([
                    ("mail", "2026-01", [1, 1]), ("mail", "2026-02", [0, 0]), ("mail", "2026-03", [2, 1]),
                ]),
            ], with: ["markup": 0].merging(asked([.internalBilling])) { given, _ in given })
        #expect(try zero.ore("bills", "internal_billing") == [6_000, 4_000])
    }

    @Test("a unit or a service that appears twice")
    func twice() throws {
        func doubled(_ table: Table) throws -> Table {
            let rows = Array(0..<table.rowCount) + [0]
            let number = try Column(ColumnSpec("row", .integer), rows.indices.map(Cell.integer))
            return try Table(table.columns.map { $0.rows(rows) } + [number], key: ["row"])
        }
        let once = try inputs(["use_rates": try rates([1, 1]), "benefits": try benefits([(1, true), (2, true)])])
        for name in ["services", "quantities", "employees", "use_rates", "benefits"] {
            var changed = once
            changed[name] = try doubled(try #require(once[name]))
            #expect(try message(changed, with: asked([.overhead, .inverse])).contains("twice"), "\(name)")
        }
    }

    @Test("services without quantities, quantities of no service, no cost, an unknown class")
    func catalogue() throws {
        let all = try inputs([:])
        #expect(
            try message(["services": try #require(all["services"]), "today": try today([1, 1])])
                == "services needs quantities: the input quantities or monthly.")
        let strange = try #require(throws: Problem.self) {
            try run(try inputs(["quantities": try quantities([("mial", [1, 1]), ("mail", [1, 1])])]))
        }
        #expect(strange.message.en == "Input 'quantities': there is no service 'mial' in services.")
        #expect(strange.remedy?.en == "Did you mean 'mail'?")
        #expect(
            try message(
                try inputs(["services": try services([("mail", 1, false, "stable"), ("archive", 1, true, "low")])])
            )
            .contains("the class 'stable' is unknown"))
        #expect(
            try message(try inputs(["quantities": try quantities([("mail", [0, 0])])]))
                == "None of the services is used.")
        #expect(
            try message(
                try inputs(["services": try services([("mail", -1, false, "low"), ("archive", 1, true, "low")])])
            )
            .contains("the amount is negative"))
    }

    @Test(
        "a key that says nothing to go by",
        arguments: [
            ("", "The model key needs the parameter key and the input drivers."),
            ("use", "key: drivers has no column 'use'."),
            ("users:-1", "key: 'users:-1' must be a name and a weight larger than 0, like it_users:0.7."),
            ("users:x", "key: 'users:x' must be a name and a weight larger than 0, like it_users:0.7."),
            (",", "key: no key is given."),
            ("none", "drivers.none: all values are zero, so there is nothing to allocate by."),
            ("debt", "drivers.debt: negative value for 9902."),
        ])
    func keys(key: String, expected: String) throws {
        let drivers = try drivers(["users": [1, 2], "none": [0, 0], "debt": [1, -1]])
        let parameters: [String: JSON] = key.isEmpty ? [:] : ["key": .string(key)]
        let asked = parameters.merging(asked([.key])) { given, _ in given }
        #expect(try message(try inputs(["drivers": drivers]), with: asked) == expected)
    }

    @Test("a rule that speaks for some, or says zero for all")
    func rules() throws {
        func problem(_ answers: [RuleAnswer]) throws -> Problem {
            try #require(throws: Problem.self) {
                try run(try inputs([:]), with: asked([.rules])) { hook, _ in
                    hook == "billing/weight@1" ? answers : []
                }
            }
        }
        let some = try problem([RuleAnswer(row: 0, value: 1, by: "w.lua"), RuleAnswer(row: 1, value: nil, by: "w.lua")])
        #expect(some.message.en == "billing/weight@1: the rule gives no weight for 9902.")
        #expect(some.place.file == "w.lua")
        let none = try problem([RuleAnswer(row: 0, value: 0), RuleAnswer(row: 1, value: 0)])
        #expect(none.message.en == "billing/weight@1: all weights are zero.")
    }

    @Test("a benefit for nobody, a model asked for twice")
    func others() throws {
        #expect(
            try message(try inputs(["benefits": try benefits([(1, true), (1, true), (1, true)])]))
                .contains("there is no '9903'"))
        #expect(
            try message(try inputs([:]), with: asked([.overhead, .overhead])) == "models: 'overhead' stands twice.")
    }
}
