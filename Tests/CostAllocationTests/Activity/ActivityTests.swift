// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("Activity-based costing by time")
struct ActivityTests {
    /// A published department: cost in kronor, capacity, unit times, quantities, and the costs that come out.
    struct Published: CustomTestStringConvertible {
        let source: String
        let cost: Int
        let capacity: Double
        let activities: [(name: String, time: Double, quantity: Double, rate: Double, cost: Int)]
        let unused: (capacity: Double, cost: Int)

        var testDescription: String { source }
    }

    static let published = [
        Published(
            source: "Kaplan and Anderson, Harvard Business Review (November 2004)", cost: 560_000, capacity: 700_000,
            activities: [
                ("orders", 8, 49_000, 6.40, 313_600), ("inquiries", 44, 1_400, 35.20, 49_280),
                ("credit checks", 50, 2_500, 40, 100_000),
            ], unused: (121_400, 97_120)),
        Published(
            source: "Kaplan and Anderson, working paper (2003)", cost: 560_000, capacity: 700_000,
            activities: [
                ("orders", 40, 9_800, 32, 313_600), ("complaints", 220, 280, 176, 49_280),
                ("credit checks", 250, 500, 200, 100_000),
            ], unused: (121_400, 97_120)),
        Published(
            source: "Atkinson, Kaplan and others, Garber Company", cost: 600_000, capacity: 10_000,
            activities: [
                ("orders", 0.75, 8_000, 45, 360_000), ("complaints", 3.5, 400, 210, 84_000),
                ("credit checks", 3, 450, 180, 81_000),
            ], unused: (1_250, 75_000)),
    ]

    @Test("rates, costs and unused capacity as printed", arguments: published)
    func kaplan(_ case: Published) throws {
        let output = try ActivityInputs(
            resources: [("customer service", `case`.cost * 100, `case`.capacity)],
            activities: `case`.activities.map { ($0.name, "customer service", $0.time, nil) },
            usage: `case`.activities.map { ("customers", $0.name, $0.quantity) }
        ).run()
        for activity in `case`.activities {
            #expect(abs((output.numbers("activities", "rate")[activity.name] ?? 0) - activity.rate) < 1e-9)
            #expect(output.amounts("activities", "cost")[activity.name] == activity.cost * 100)
        }
        #expect(output.numbers("resources", "unused") == ["customer service": `case`.unused.capacity])
        #expect(output.amounts("resources", "unused_cost") == ["customer service": `case`.unused.cost * 100])
        #expect(output.findings.map(\.id) == ["unused"])
    }

    @Test("practical capacity is a part of the theoretical one")
    func practical() throws {
        var inputs = ActivityInputs()
        inputs.resources = [("desk", 560_000_00, 875_000)]
        inputs.activities = [("order", "desk", 8, nil)]
        inputs.usage = [("a", "order", 49_000)]
        let output = try inputs.run(practical: 0.8)
        #expect(output.numbers("resources", "capacity") == ["desk": 700_000])
        #expect(output.amounts("objects", "cost") == ["a": 313_600_00])
        // 0.07 * 100 is 7 here, although 0.07 is no binary fraction
        inputs.resources = [("desk", 7_00, 100)]
        inputs.activities = [("order", "desk", 0.7, nil)]
        inputs.usage = [("a", "order", 10)]
        let full = try inputs.run(practical: 0.07)
        #expect(full.amounts("resources", "unused_cost") == ["desk": 0])
        #expect(full.findings.isEmpty)
    }

    @Test("several objects and resources: nothing lost, nothing invented", arguments: 1...20)
    func conservation(seed: Int) throws {
        var random = Seed(UInt64(seed))
        var inputs = ActivityInputs()
        for r in 0..<random.integer(1...4) {
            inputs.resources.append(
                ("r\(r)", random.integer(0...90_000_000_00), Double(random.integer(1...1_000_000)) / 7))
            for a in 0..<random.integer(1...4) {
                inputs.activities.append(
                    (
                        "r\(r)a\(a)", "r\(r)", Double(random.integer(0...500)) / 10,
                        random.pick([nil, "value-creating", "enabling", "waste"])
                    ))
            }
        }
        for object in 0..<random.integer(1...5) {
            for activity in inputs.activities where random.flip() || object == 0 {
                inputs.usage.append(("o\(object)", activity.name, Double(random.integer(0...9_999)) / 3))
            }
        }
        let output = try inputs.run()
        let total = inputs.resources.reduce(0) { $0 + $1.cost }
        let assigned = output.amounts("costs", "cost")
        let unused = output.amounts("resources", "unused_cost").values.reduce(0, +)
        #expect(assigned.values.reduce(0, +) + unused == total)
        #expect(output.amounts("objects", "cost").values.reduce(0, +) + unused == total)
        #expect(output.amounts("activities", "cost").values.reduce(0, +) + unused == total)
        #expect(output.amounts("classes", "today").values.reduce(0, +) == total)
        let over = inputs.resources.filter { (output.numbers("resources", "utilisation")[$0.name] ?? 0) > 1 }.count
        #expect(output.findings.filter { $0.id == "overused" }.count == over)
        for use in inputs.usage {
            let activity = try #require(inputs.activities.first { $0.name == use.activity })
            let rate = output.numbers("resources", "rate")[activity.resource] ?? 0
            let exact = use.quantity * activity.time * rate * 100
            #expect(abs(Double(assigned["\(use.object)>\(use.activity)"] ?? 0) - exact) <= 1 + exact * 1e-12)
        }
    }

    @Test("more use than capacity: the cost is shared by use and no more is assigned")
    func overused() throws {
        let output = try ActivityInputs(
            resources: [("desk", 100_00, 60)], activities: [("call", "desk", 1, "value-creating")],
            usage: [("a", "call", 90), ("b", "call", 30)]
        ).run()
        #expect(output.amounts("objects", "cost") == ["a": 75_00, "b": 25_00])
        #expect(output.amounts("resources", "unused_cost") == ["desk": 0])
        #expect(output.numbers("resources", "utilisation") == ["desk": 2])
        #expect(output.findings.map(\.id) == ["overused", "classes"])
    }

    @Test("the three classes: unused capacity is waste")
    func classes() throws {
        let output = try ActivityInputs(
            resources: [("desk", 1_000_00, 100)],
            activities: [
                ("meet", "desk", 1, "value-creating"), ("register", "desk", 1, "enabling"),
                ("wait", "desk", 1, "waste"),
            ],
            usage: [("a", "meet", 40), ("a", "register", 30), ("a", "wait", 10)]
        ).run()
        #expect(output.amounts("classes", "today") == ["value-creating": 400_00, "enabling": 300_00, "waste": 300_00])
    }
}
