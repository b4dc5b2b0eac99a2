// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("Cost through layers")
struct LayerTests {
    @Test("each rule, by hand")
    func rules() throws {
        let output = try runLayers(
            [("labour", 1_000_00), ("rent", 90_01)],
            [
                RuleRow(layer: "towers", from: "labour", to: "desk", rule: "fixed", amount: 400_00),
                RuleRow(layer: "towers", from: "labour", to: "servers", rule: "proportional", weight: 0.25),
                RuleRow(layer: "towers", from: "labour", to: "desk", rule: "proportional", weight: 0.75),
                RuleRow(layer: "towers", from: "rent", to: "desk"),
                RuleRow(layer: "towers", from: "rent", to: "servers"),
                RuleRow(layer: "units", from: "desk", to: "*", rule: "driver", driver: "users"),
                RuleRow(layer: "units", from: "servers", to: "school"),
            ], drivers: [("school", "users", 300), ("care", "users", 100)])
        let flows = output.amounts("flows", "amount")
        // 400 fixed, then 600 as 1 : 3
        #expect(flows["labour>desk>fixed"] == 400_00)
        #expect(flows["labour>servers>proportional"] == 150_00)
        #expect(flows["labour>desk>proportional"] == 450_00)
        // 90.01 in two: the odd öre to the first listed
        #expect(flows["rent>desk>even"] == 45_01)
        #expect(flows["rent>servers>even"] == 45_00)
        // 895.01 as 3 : 1
        #expect(flows["desk>school>driver"] == 671_26)
        #expect(flows["desk>care>driver"] == 223_75)
        #expect(output.amounts("consumers", "amount") == ["school": 671_26 + 195_00, "care": 223_75])
        #expect(output.amounts("nodes", "received")["desk"] == 895_01)
        #expect(output.amounts("nodes", "kept")["desk"] == 0)
    }

    @Test("a network of TBM's pools and towers: every öre by consumer and by pool")
    func taxonomy() throws {
        let output = try runTaxonomy()
        let pools = try layerFixture("pools").map { ($0[0], Money(kronor: $0[1])?.ore ?? 0) }
        let trace = output.amounts("trace", "amount")
        for (pool, ore) in pools {
            #expect(trace.filter { $0.key.hasSuffix(">" + pool) }.values.reduce(0, +) == ore, "\(pool)")
        }
        for (consumer, ore) in output.amounts("consumers", "amount") {
            #expect(trace.filter { $0.key.hasPrefix(consumer + ">") }.values.reduce(0, +) == ore, "\(consumer)")
        }
        #expect(output["consumers"]?.rowCount == 5)
        #expect(output.findings.map(\.id) == ["traced", "largest", "credits"])
    }

    @Test("the names of the layers' nodes are those of the TBM taxonomy")
    func names() throws {
        // TBM Taxonomy 5.0.1: cost pools and towers; Data Center Facilities and Misc Costs are its pools too.
        let towers: Set<String> = [
            "Data Center", "Compute", "Storage", "Network", "Application", "End User", "IT Management",
            "Security & Compliance",
        ]
        let nodes = Set(try layerFixture("rules").filter { $0[0] == "towers" }.map { $0[2] })
        #expect(nodes.isSubset(of: towers))
    }

    @Test("the first stage of a published activity-based costing: 70, 10 and 20 per cent of 560 000")
    func published() throws {
        // Kaplan and Anderson, Time-Driven Activity-Based Costing, Harvard Business Review (November 2004)
        let output = try runLayers(
            [("customer service", 560_000_00)],
            [("orders", 70.0), ("inquiries", 10), ("credit checks", 20)].map {
                RuleRow(from: "customer service", to: $0.0, rule: "proportional", weight: $0.1)
            })
        let costs = output.amounts("consumers", "amount")
        // $8 an order of 49 000, $40 an inquiry of 1 400, $44.80 a credit check of 2 500
        #expect(costs == ["orders": 49_000 * 8_00, "inquiries": 1_400 * 40_00, "credit checks": 2_500 * 44_80])
    }

    @Test("step-down is a network of layers: the hospital comes out the same", arguments: ["clinic", "two-districts"])
    func stepDown(id: String) throws {
        let wanted = try DepartmentCase(id)
        let run = try #require(wanted.runs.first { $0.method == "step-down" })
        var rules: [RuleRow] = []
        for (k, from) in run.order.enumerated() {
            let closed = run.order.prefix(k + 1)
            for use in wanted.usage where use.from == from && !closed.contains(use.to) {
                rules.append(
                    RuleRow(layer: "step \(k)", from: from, to: use.to, rule: "proportional", weight: use.quantity))
            }
        }
        let pools = wanted.departments.map { ($0.id, $0.cost) }
        let layers = try runLayers(pools, rules).amounts("consumers", "amount")
        let departments = try wanted.run("step-down", order: run.order).amounts("allocation", "step-down")
        #expect(layers.count == departments.count)
        for (department, ore) in departments { #expect(abs(ore - (layers[department] ?? 0)) <= 2, "\(department)") }
    }

    @Test("credits lower the cost and do not hide in it")
    func credits() throws {
        let output = try runLayers(
            [("labour", 100_00), ("bonus", -30_00)],
            [
                RuleRow(layer: "a", from: "labour", to: "desk"), RuleRow(layer: "a", from: "bonus", to: "desk"),
                RuleRow(layer: "b", from: "desk", to: "school", rule: "fixed", amount: 40_00),
                RuleRow(layer: "b", from: "desk", to: "school"), RuleRow(layer: "b", from: "desk", to: "care"),
            ])
        #expect(
            output.amounts("trace", "amount") == [
                "school>labour": 70_00, "school>bonus": -15_00, "care>labour": 30_00, "care>bonus": -15_00,
            ])
        #expect(output.amounts("nodes", "passed_on")["desk"] == 70_00)
    }

    @Test("a pool may be its own consumer, and a consumer may lie in an early layer when it is declared")
    func declared() throws {
        let output = try runLayers(
            [("desk", 10), ("idle", 7)],
            [
                RuleRow(layer: "a", from: "desk", to: "early"), RuleRow(layer: "a", from: "desk", to: "tower"),
                RuleRow(layer: "b", from: "tower", to: "late"),
            ],
            consumers: ["early", "idle"])
        #expect(output.amounts("consumers", "amount") == ["early": 5, "late": 5, "idle": 7])
        #expect(output.amounts("trace", "amount")["idle>idle"] == 7)
    }

    @Test("the same input gives the same bytes")
    func bytes() throws { #expect(try runTaxonomy().wire.text == runTaxonomy().wire.text) }
}
