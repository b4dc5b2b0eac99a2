// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("What every network of layers keeps")
struct LayerLawTests {
    typealias Network = (
        pools: [(String, Int)], rules: [RuleRow], drivers: [(node: String, driver: String, value: Double)]
    )

    /// A random network without cycles: a few layers of nodes, edges to any later one, any rules.
    private func network(_ seed: UInt64, fixed: Bool = true) -> Network {
        var random = Seed(seed)
        let sizes = (0..<random.integer(2...5)).map { _ in random.integer(1...6) }
        let layers = sizes.enumerated().map { k, n in (0..<n).map { "n\(k)-\($0)" } }
        var pools = layers[0].map { ($0, random.integer(-500_00...900_000_00)) }
        if layers.count > 2 { pools.append((layers[1][0], random.integer(0...1_000_00))) }
        var rules: [RuleRow] = []
        var drivers: [(node: String, driver: String, value: Double)] = []
        for (k, layer) in layers.dropLast().enumerated() {
            // Every node receives something, so that none stays unfed.
            for (i, from) in layer.enumerated() {
                let later = layers[(k + 1)...].flatMap(\.self)
                let own = layers[k + 1].enumerated().filter { $0.offset % layer.count == i % layer.count }.map(
                    \.element)
                let targets = later.filter { own.contains($0) || random.integer(0...2) == 0 }
                let kind = random.pick(["even", "proportional", "driver"])
                for to in targets.isEmpty ? [later[0]] : targets {
                    var rule = RuleRow(layer: "\(k)", from: from, to: to, rule: kind)
                    if kind == "proportional" { rule.weight = Double(random.integer(1...999)) / 10 }
                    if kind == "driver" {
                        rule.driver = "d\(from)"
                        drivers.append((to, "d\(from)", Double(random.integer(1...5_000))))
                    }
                    rules.append(rule)
                }
                if fixed, k == 0, let to = later.last, (pools.first { $0.0 == from }?.1 ?? 0) > 500_00 {
                    rules.append(RuleRow(layer: "\(k)", from: from, to: to, rule: "fixed", amount: 500_00))
                }
            }
        }
        return (pools, rules, drivers)
    }

    private func run(_ network: Network) throws -> AnalysisOutput {
        let passing = Set(network.rules.map(\.from))
        let ends = Set(network.rules.map(\.to)).subtracting(passing)
        return try runLayers(
            network.pools, network.rules, drivers: network.drivers, consumers: ends.sorted())
    }

    @Test("every öre is kept, at every node and both ways in the trace", arguments: 1...40)
    func conservation(seed: Int) throws {
        let network = network(UInt64(seed))
        let output = try run(network)
        let trace = output.amounts("trace", "amount")
        for (pool, ore) in network.pools {
            #expect(trace.filter { $0.key.hasSuffix(">" + pool) }.values.reduce(0, +) == ore)
        }
        for (consumer, ore) in output.amounts("consumers", "amount") {
            #expect(trace.filter { $0.key.hasPrefix(consumer + ">") }.values.reduce(0, +) == ore)
        }
        let flows = output.amounts("flows", "amount")
        let (own, received) = (output.amounts("nodes", "own"), output.amounts("nodes", "received"))
        for (node, passed) in output.amounts("nodes", "passed_on") {
            #expect(flows.filter { $0.key.hasPrefix(node + ">") }.values.reduce(0, +) == passed)
            #expect(flows.filter { $0.key.contains(">" + node + ">") }.values.reduce(0, +) == received[node])
            #expect((own[node] ?? 0) + (received[node] ?? 0) == passed + (output.amounts("nodes", "kept")[node] ?? 0))
        }
    }

    @Test("each trace lies within an öre an edge of the exact one", arguments: 1...40)
    func exactness(seed: Int) throws {
        let network = network(UInt64(seed), fixed: false)
        let trace = try run(network).amounts("trace", "amount")
        for (pool, ore) in network.pools {
            var amounts = [pool: Double(ore)]
            // Names sort by layer, so cost is passed on in their order.
            for from in Set(network.rules.map(\.from)).sorted() {
                let rules = network.rules.filter { $0.from == from }
                let weights = rules.map { rule in
                    rule.weight ?? network.drivers.first { $0.node == rule.to && $0.driver == rule.driver }?.value ?? 1
                }
                let amount = amounts.removeValue(forKey: from) ?? 0
                for (rule, weight) in zip(rules, weights) {
                    amounts[rule.to, default: 0] += amount * weight / weights.reduce(0, +)
                }
            }
            for (consumer, amount) in amounts {
                let found = Double(trace["\(consumer)>\(pool)"] ?? 0)
                #expect(abs(found - amount) <= Double(network.rules.count), "\(consumer) \(pool)")
            }
        }
    }

    @Test("the order of the rows, and a hundred times the amounts, move öre only", arguments: 1...15)
    func orderAndScale(seed: Int) throws {
        var random = Seed(UInt64(seed) + 1000)
        let first = network(UInt64(seed), fixed: false)
        let moved = (
            first.pools.shuffled(using: &random), first.rules.shuffled(using: &random), first.drivers.reversed()
        )
        let larger = (first.pools.map { ($0.0, $0.1 * 100) }, first.rules, first.drivers)
        let (before, after) = (
            try run(first).amounts("trace", "amount"),
            try run((moved.0, moved.1, Array(moved.2))).amounts("trace", "amount")
        )
        let scaled = try run(larger).amounts("trace", "amount")
        let slack = first.rules.count
        for (key, ore) in before {
            #expect(abs(ore - (after[key] ?? 0)) <= slack)
            #expect(abs(ore * 100 - (scaled[key] ?? 0)) <= slack * 100)
        }
    }
}
