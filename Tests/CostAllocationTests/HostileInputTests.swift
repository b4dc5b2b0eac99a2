// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("Departments, layers and activities on hostile input: an answer that adds up or a problem, never a crash")
struct HostileInputTests {
    /// A run that gave something must have kept its sums; one that gave nothing must say why in both languages.
    /// - Returns: whether it gave something.
    private func run(_ body: () throws -> AnalysisOutput, keeps: (AnalysisOutput) -> Bool) -> Bool {
        do {
            let output = try body()
            #expect(keeps(output))
            return true
        } catch let problem as Problem {
            #expect(!problem.message.sv.isEmpty && !problem.message.en.isEmpty)
            #expect(problem.kind != .program)
        } catch { Issue.record("not a Problem: \(error)") }
        return false
    }

    /// Runs many seeds; some must give an answer, or nothing was tried.
    private func many(_ body: (inout Seed) -> Bool) {
        let answers = (1...150).count { seed in
            var random = Seed(UInt64(seed))
            return body(&random)
        }
        #expect(answers > 5 && answers < 150, "\(answers) answers")
    }

    private func amount(_ random: inout Seed) -> Int {
        random.integer(0...20) == 0
            ? random.pick([-1, 1 << 53, -(1 << 53), random.anyInteger()]) : random.integer(0...1_000_000)
    }

    private func number(_ random: inout Seed) -> Double {
        random.pick([
            0, 1, 0.1, 1e-300, 1e300, .leastNonzeroMagnitude, Double(random.integer(0...99)), random.anyReal(),
        ])
    }

    private func name(_ random: inout Seed) -> String {
        random.integer(0...30) == 0 ? random.hostileText(1...3) : random.pick(["a", "b", "c", "d"])
    }

    @Test("departments")
    func departments() { many { random in self.departments(&random) } }

    private func departments(_ random: inout Seed) -> Bool {
        let departments = ["a", "b", "c", "d"].map {
            (id: $0, isSupport: $0 != "b" && ($0 == "a" || random.flip()), cost: amount(&random))
        }
        var usage: [(from: String, to: String, quantity: Double)] = []
        for from in departments.filter(\.isSupport).map(\.id) {
            for to in ["a", "b", "c", "d"] where to == "b" || random.flip() {
                usage.append((from, random.integer(0...40) == 0 ? name(&random) : to, number(&random)))
            }
        }
        let methods = random.pick([["direct"], ["step-down"], ["reciprocal"], ["reciprocal", "direct"]])
        return run {
            try runDepartments(departments, usage, methods: methods, selfUse: random.pick(["ignore", "count"]))
        } keeps: { output in
            output.amounts("allocation", methods[0]).values.reduce(0, +) == departments.reduce(0) { $0 + $1.cost }
        }
    }

    @Test("layers")
    func layers() { many { random in self.layers(&random) } }

    private func layers(_ random: inout Seed) -> Bool {
        let pools = ["a", "b"].map { ($0, amount(&random)) }
        var rules: [RuleRow] = []
        for (from, to) in [("a", "c"), ("a", "d"), ("b", "c"), ("c", "d"), ("c", "e"), ("d", "e")]
        where random.integer(0...9) > 0 {
            var row = RuleRow(
                layer: from == "d" ? "last" : "first", from: from, to: random.integer(0...40) == 0 ? name(&random) : to)
            switch random.integer(0...9) {
            case 0:
                row.rule = "fixed"
                row.amount = amount(&random)
            case 1...6:
                row.rule = "proportional"
                row.weight = number(&random)
            case 7:
                row.rule = "driver"
                row.driver = "a"
            default: break
            }
            rules.append(row)
        }
        let drivers = ["c", "d", "e"].map { ($0, random.integer(0...9) == 0 ? "b" : "a", number(&random)) }
        return run {
            try runLayers(pools, rules, drivers: drivers, consumers: random.flip() ? ["e"] : [])
        } keeps: { output in
            output.amounts("trace", "amount").values.reduce(0, +) == pools.reduce(0) { $0 + $1.1 }
        }
    }

    @Test("activities")
    func activities() { many { random in self.activities(&random) } }

    private func activities(_ random: inout Seed) -> Bool {
        var inputs = ActivityInputs()
        inputs.resources = ["a", "b"].map { ($0, amount(&random), number(&random)) }
        inputs.activities = ["c", "d"].map {
            ($0, random.pick(["a", "b"]), number(&random), random.pick([nil, "waste", "enabling"]))
        }
        inputs.usage = (0..<random.integer(0...3)).map { _ in
            (name(&random), random.pick(["c", "d"]), number(&random))
        }
        inputs.services = (0..<random.integer(0...2)).map { _ in
            (
                name(&random), amount(&random), amount(&random), amount(&random), amount(&random), number(&random),
                number(&random)
            )
        }
        return run {
            try inputs.run()
        } keeps: { output in
            let assigned = output.amounts("objects", "cost").values.reduce(0, +)
            let unused = output.amounts("resources", "unused_cost").values.reduce(0, +)
            return assigned + unused == inputs.resources.reduce(0) { $0 + $1.cost }
        }
    }

    @Test("many flows of the largest amounts do not overflow")
    func overflow() {
        let operating = (0..<1200).map { ("p\($0)", false, 0) }
        let departments = [("a", true, 1 << 52), ("b", true, 0)] + operating
        let usage =
            [("a", "b", 1e15), ("b", "a", 1e15)] + operating.map { ("a", $0.0, 1.0) }
            + operating.map { ("b", $0.0, 1.0) }
        let found = faults { try runDepartments(departments, usage, methods: ["reciprocal"]) }
        #expect(found.map(\.kind) == [.limit])
        let services = (0..<2000).map { ("s\($0)", 1, 1 << 52, 1 << 51, 0, 1.0, 1.0) }
        var inputs = ActivityInputs()
        inputs.services = services
        #expect(told(faults { try inputs.run() }).first?.contains("the sum is too large") == true)
    }
}
