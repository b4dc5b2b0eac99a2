// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("Layers that lose cost or go round are refused in one clear sentence")
struct LayerProblemTests {
    private func message(
        _ pools: [(String, Int)], _ rules: [RuleRow],
        drivers: [(node: String, driver: String, value: Double)] = [], consumers: [String] = []
    ) -> String {
        let found = faults { try runLayers(pools, rules, drivers: drivers, consumers: consumers) }
        #expect(found.count == 1)
        return found.first.map { $0.message.en + " | " + ($0.remedy?.en ?? "") } ?? ""
    }

    private func even(_ edges: (String, String)..., layer: String = "a") -> [RuleRow] {
        edges.map { RuleRow(layer: layer, from: $0.0, to: $0.1) }
    }

    @Test("a cycle is told with its path")
    func cycle() {
        #expect(
            message([("a", 1)], even(("a", "b"), ("b", "c"), ("c", "b"))).hasPrefix("The cost goes round: b → c → b."))
        #expect(message([("a", 1)], even(("a", "a"))).hasPrefix("The cost goes round: a → a."))
        let long = even(("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("b", "end"))
        #expect(message([("x", 1)], long).contains("a → b → c → a"))
    }

    @Test("cost that stays in a node that is no consumer")
    func stays() {
        let rules = even(("a", "desk"), ("a", "forgotten")) + [RuleRow(layer: "b", from: "desk", to: "school")]
        #expect(message([("a", 1)], rules).contains("The cost stays in 'forgotten'"))
        #expect(message([("a", 1)], rules).contains("consumers=forgotten"))
        #expect(faults { try runLayers([("a", 1)], rules, consumers: ["forgotten"]) }.isEmpty)
        #expect(message([("a", 1), ("b", 2)], even(("a", "x"))).contains("The cost stays in 'b'"))
    }

    @Test("weights that are all zero never make cost vanish")
    func zero() {
        let rules = [("x", 0.0), ("y", 0)].map { RuleRow(from: "a", to: $0.0, rule: "proportional", weight: $0.1) }
        #expect(message([("a", 1_000_00)], rules).hasPrefix("All weights from 'a' are zero, so 1000 SEK would vanish."))
        #expect(faults { try runLayers([("a", 0)], rules) }.isEmpty)
        let driver = [RuleRow(from: "a", to: "x", rule: "driver", driver: "users")]
        #expect(message([("a", 5)], driver, drivers: [("x", "users", 0)]).contains("would vanish"))
    }

    @Test("fixed amounts that exceed what is there, or leave a rest that no rule shares")
    func fixed() {
        let rules = [RuleRow(from: "a", to: "x", rule: "fixed", amount: 300)]
        #expect(message([("a", 200)], rules).hasPrefix("The fixed amounts from 'a' are 3 SEK, but it has only 2 SEK."))
        #expect(message([("a", 500)], rules).hasPrefix("Of 'a' 2 SEK are left when the fixed amounts are paid"))
        #expect(faults { try runLayers([("a", 300)], rules) }.isEmpty)
        #expect(
            message([("a", -100)], [RuleRow(from: "a", to: "x", rule: "fixed", amount: 0)]).contains("-1 SEK are left"))
    }

    @Test("two ways to share the rest of one node")
    func mixed() {
        let rules = even(("a", "x")) + [RuleRow(from: "a", to: "y", rule: "proportional", weight: 1)]
        #expect(message([("a", 1)], rules).contains("in two ways: even and proportional"))
        let drivers = [
            RuleRow(from: "a", to: "x", rule: "driver", driver: "d"),
            RuleRow(from: "a", to: "y", rule: "driver", driver: "e"),
        ]
        #expect(
            message([("a", 1)], drivers, drivers: [("x", "d", 1), ("y", "e", 1)])
                .contains("driver d and driver e"))
    }

    @Test("drivers that are missing, unknown, negative or double")
    func drivers() {
        let rules = ["x", "y"].map { RuleRow(from: "a", to: $0, rule: "driver", driver: "users") }
        #expect(message([("a", 1)], rules, drivers: [("x", "users", 1)]).contains("'users' of 'y' is missing"))
        #expect(message([("a", 1)], rules, drivers: [("x", "user", 1)]).contains("Did you mean 'user'?"))
        #expect(message([("a", 1)], rules).contains("--input drivers=FILE"))
        #expect(message([("a", 1)], rules, drivers: [("x", "users", -1)]).contains("-1 is negative"))
        #expect(message([("a", 1)], rules, drivers: [("x", "users", 1), ("x", "users", 2)]).contains("same key"))
    }

    @Test("rules that are unknown, incomplete, double or misspelt")
    func rules() {
        #expect(message([("a", 1)], [RuleRow(from: "a", to: "x", rule: "evne")]).contains("Did you mean 'even'?"))
        #expect(message([("a", 1)], [RuleRow(from: "a", to: "x", rule: "fixed")]).contains("fixed needs a value here"))
        #expect(
            message([("a", 1)], [RuleRow(from: "a", to: "x", rule: "proportional", amount: 5)]).contains(
                "takes no amount"))
        #expect(message([("a", 1)], [RuleRow(from: "a", to: "x", weight: 2)]).contains("even takes no weight"))
        #expect(message([("a", 1)], [RuleRow(from: "a", to: "*")]).contains("* goes with the rule driver only"))
        #expect(message([("a", 1)], even(("a", "x"), ("a", "x"))).contains("same key"))
        #expect(
            message([("servers", 1)], even(("servers", "web"), ("serverz", "web"))).contains("Did you mean 'servers'?"))
        #expect(
            message([("a", 1)], [RuleRow(from: "a", to: "x", rule: "fixed", amount: -5)]).contains(
                "the amount is negative"))
    }

    @Test("empty, double and huge pools, and consumers that are none")
    func pools() {
        #expect(message([], even(("a", "x"))).contains("'pools' has no rows"))
        #expect(message([("a", 1)], []).contains("'rules' has no rows"))
        #expect(message([("a", .max)], even(("a", "x"))).contains("too large"))
        #expect(message([("a", 1 << 53), ("b", 1)], even(("a", "x"), ("b", "x"))).contains("the sum is too large"))
        #expect(message([("a", 1)], even(("a", "x")), consumers: ["y"]).contains("there is no 'y'"))
        #expect(message([("a", 1)], even(("a", "x")), consumers: ["a"]).contains("has rules that pass its cost on"))
    }

    @Test("the largest amounts and the finest weights still add up")
    func extremes() throws {
        let weights = [1e-12, 1, 123456.789, 1e5]
        let rules = weights.enumerated().map {
            RuleRow(from: "a", to: "x\($0.offset)", rule: "proportional", weight: $0.element)
        }
        let output = try runLayers([("a", 1 << 53)], rules)
        #expect(output.amounts("consumers", "amount").values.reduce(0, +) == 1 << 53)
    }
}
