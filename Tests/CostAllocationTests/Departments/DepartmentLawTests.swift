// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("What every sharing of departments keeps")
struct DepartmentLawTests {
    typealias Model = (
        departments: [(id: String, isSupport: Bool, cost: Int)], usage: [(from: String, to: String, quantity: Double)]
    )
    static let methods = ["direct", "step-down", "reciprocal"]

    /// Departments in any order; every support department serves some operating one, and others at random.
    private func model(_ seed: UInt64) -> Model {
        var random = Seed(seed)
        let supports = (0..<random.integer(1...7)).map { "s\($0)" }
        let operating = (0..<random.integer(1...9)).map { "p\($0)" }
        var departments: [(id: String, isSupport: Bool, cost: Int)] = []
        for id in supports {
            departments.append((id, true, random.integer(-1_000_000...99_000_000_00)))
        }
        for id in operating { departments.append((id, false, random.integer(0...50_000_000_00))) }
        departments.shuffle(using: &random)
        var usage: [(from: String, to: String, quantity: Double)] = []
        for from in supports {
            for to in supports where random.flip() { usage.append((from, to, Double(random.integer(0...500)))) }
            for to in operating where to == "p0" || random.flip() {
                usage.append((from, to, Double(random.integer(1...1000)) / 8))
            }
        }
        return (departments, usage.shuffled(using: &random))
    }

    /// The same by handing the cost round until next to nothing is left with the support departments.
    private func repeated(_ model: Model) -> [String: Double] {
        var cost = Dictionary(uniqueKeysWithValues: model.departments.map { ($0.id, Double($0.cost)) })
        let supports = model.departments.filter(\.isSupport).map(\.id)
        for _ in 0..<100_000 {
            var largest = 0.0
            for from in supports {
                let uses = model.usage.filter { $0.from == from && $0.to != from }
                let sum = uses.reduce(0) { $0 + $1.quantity }
                let amount = cost[from] ?? 0
                cost[from] = 0
                for use in uses { cost[use.to, default: 0] += amount * use.quantity / sum }
                largest = max(largest, abs(amount))
            }
            if largest < 1e-4 { break }
        }
        return cost.filter { !supports.contains($0.key) }
    }

    @Test("nothing is lost: totals, gross and flows agree to the öre", arguments: 1...25)
    func conservation(seed: Int) throws {
        let model = model(UInt64(seed))
        let output = try runDepartments(model.departments, model.usage)
        let total = model.departments.reduce(0) { $0 + $1.cost }
        let flows = try #require(output["flows"])
        let amounts = output.amounts("flows", "amount")
        for method in Self.methods {
            #expect(output.amounts("allocation", method).values.reduce(0, +) == total)
            for support in model.departments where support.isSupport {
                let key = "\(method)>\(support.id)"
                let rows = (0..<flows.rowCount).filter { flows[$0, "method"].plainText == method }
                func sum(_ end: String) -> Int {
                    rows.filter { flows[$0, end].plainText == support.id }.reduce(0) { sum, row in
                        sum + (amounts["\(method)>\(flows[row, "from"].plainText)>\(flows[row, "to"].plainText)"] ?? 0)
                    }
                }
                let gross = output.amounts("gross", "gross")[key]
                #expect(sum("from") == gross)
                #expect(sum("to") == output.amounts("gross", "received")[key])
                #expect(support.cost + sum("to") == gross)
            }
        }
    }

    @Test("reciprocal is where repeated distribution ends", arguments: 1...25)
    func limit(seed: Int) throws {
        let model = model(UInt64(seed))
        let found = try runDepartments(model.departments, model.usage, methods: ["reciprocal"])
            .amounts("allocation", "reciprocal")
        for (id, cost) in repeated(model) {
            #expect(abs(Double(found[id] ?? 0) - cost) < 1.01 + 1e-12 * abs(cost), "\(id)")
        }
    }

    @Test("another order of the rows moves no more than an öre", arguments: 1...10)
    func relabelling(seed: Int) throws {
        let model = model(UInt64(seed))
        var random = Seed(UInt64(seed) + 100)
        let order = model.departments.filter(\.isSupport).map(\.id)
        let first = try runDepartments(model.departments, model.usage, order: order)
        let second = try runDepartments(
            model.departments.shuffled(using: &random), model.usage.shuffled(using: &random), order: order)
        for method in Self.methods {
            let (a, b) = (first.amounts("allocation", method), second.amounts("allocation", method))
            for (id, ore) in a { #expect(abs(ore - (b[id] ?? 0)) <= 1, "\(method) \(id)") }
        }
    }

    @Test("a hundred times the cost, and other units of use, change nothing but the scale", arguments: 1...10)
    func scaling(seed: Int) throws {
        let model = model(UInt64(seed))
        let larger = model.departments.map { ($0.id, $0.isSupport, $0.cost * 100) }
        let hours = model.usage.map { ($0.from, $0.to, $0.quantity * ($0.from == "s0" ? 3 : 0.01)) }
        let first = try runDepartments(model.departments, model.usage, order: ["by-services"])
        let second = try runDepartments(larger, model.usage, order: ["by-services"])
        let third = try runDepartments(model.departments, hours, order: ["by-services"])
        for method in Self.methods {
            for (id, ore) in first.amounts("allocation", method) {
                #expect(abs(ore * 100 - (second.amounts("allocation", method)[id] ?? 0)) <= 100)
                #expect(third.amounts("allocation", method)[id] == ore)
            }
        }
    }

    @Test("use of one's own service only swells the gross cost", arguments: 1...10)
    func selfUse(seed: Int) throws {
        let model = model(UInt64(seed))
        let ignored = try runDepartments(model.departments, model.usage, methods: ["reciprocal"])
        let counted = try runDepartments(model.departments, model.usage, methods: ["reciprocal"], selfUse: "count")
        for (id, ore) in ignored.amounts("allocation", "reciprocal") {
            #expect(abs(ore - (counted.amounts("allocation", "reciprocal")[id] ?? 0)) <= 1)
        }
    }

    @Test("departments that serve no other support department: all methods agree")
    func agree() throws {
        let output = try runDepartments(
            [("it", true, 100_00), ("hr", true, 50_01), ("school", false, 7), ("care", false, 0)],
            [("it", "school", 1), ("it", "care", 2), ("hr", "school", 1), ("hr", "care", 1)])
        let direct = output.amounts("allocation", "direct")
        for method in Self.methods { #expect(output.amounts("allocation", method) == direct) }
        #expect(output.findings.map(\.id) == ["same", "order-by-size"])
        #expect(direct.values.reduce(0, +) == 150_08)
    }

    @Test("totals with the largest remainders are rounded up, ties in listed order")
    func remainders() throws {
        let parts = [5, 3, 2, 7]
        let output = try runDepartments(
            [("s", true, 10)] + parts.indices.map { ("p\($0)", false, 0) },
            parts.indices.map { ("s", "p\($0)", Double(parts[$0])) }, methods: ["direct"])
        // 10 öre by 17ths: 2.94, 1.76, 1.18, 4.12
        #expect(output.amounts("allocation", "direct") == ["p0": 3, "p1": 2, "p2": 1, "p3": 4])
        let even = try runDepartments(
            [("s", true, 5)] + (0..<4).map { ("p\($0)", false, 0) }, (0..<4).map { ("s", "p\($0)", 1) },
            methods: ["reciprocal"])
        #expect(even.amounts("allocation", "reciprocal") == ["p0": 2, "p1": 1, "p2": 1, "p3": 1])
    }

    @Test("a loop that leaks one part in a thousand is solved exactly")
    func leak() throws {
        let output = try runDepartments(
            [("a", true, 100_000), ("b", true, 0), ("p", false, 0), ("q", false, 0)],
            [("a", "b", 999), ("a", "p", 1), ("b", "a", 999), ("b", "q", 1)], methods: ["reciprocal"])
        // gross of a = 1 / (1 - 0.999^2), by hand: 100 000 / 0.001999 = 50 025 012.506...
        let gross = output.amounts("gross", "gross")
        #expect(abs((gross["reciprocal>a"] ?? 0) - 50_025_013) <= 1)
        let shares = output.amounts("allocation", "reciprocal")
        #expect(shares == ["p": 50_025, "q": 49_975])
    }
}
