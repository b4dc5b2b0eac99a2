// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A network that cost flows through: pools, and rules that pass it on from node to node until it reaches consumers.
struct LayerModel {
    /// One way out of a node.
    struct Edge {
        let layer: String
        let from: Int
        let to: Int
        let rule: LayerRule.Kind
        /// Öre that are passed on before the rest is shared; nil for an edge that shares the rest.
        let fixed: Int?
        /// Weight among those who share the rest, in whole numbers.
        let weight: Int
    }

    /// Names in the order in which they are first met.
    private(set) var nodes: [String] = []
    /// The pools, in listed order: node and öre, negative for a credit.
    let pools: [(node: Int, amount: Int)]
    /// In listed order.
    private(set) var edges: [Edge] = []
    /// Where cost ends, in the order of nodes.
    private(set) var consumers: [Int] = []
    /// The nodes, each before those it passes cost on to.
    private(set) var order: [Int] = []
    private var numbers: [String: Int] = [:]

    /// Reads the inputs, resolves the rules and checks that cost can reach consumers only.
    ///
    /// - Parameter declared: nodes that the user declares to be consumers beside those that the layers tell of.
    /// - Throws: ``Problem`` that names the node, rule or cycle at fault.
    init(pools rows: InputRows, rules: InputRows, drivers: Drivers, declared: [String]) throws(Problem) {
        var pools: [(name: String, amount: Int)] = []
        for row in rows.indices {
            let name = try rows.name(row, "pool")
            guard !pools.contains(where: { $0.name == name }) else {
                throw fault("Kostnadsslaget '\(name)' står två gånger.", "The pool '\(name)' stands twice.")
            }
            pools.append((name, try rows.ore(row, "amount")))
        }
        _ = try checkedSum(pools.map { abs($0.amount) }, "pools")
        self.pools = pools.enumerated().map { ($0.offset, $0.element.amount) }
        for pool in pools { _ = number(pool.name) }
        let read = try LayerRule.read(rules, drivers)
        edges = try resolve(read, drivers)
        order = try sorted()
        consumers = try consumers(declared)
        try refuseUnfed()
    }

    /// The edges out of every node, by number.
    var outgoing: [[Int]] {
        var outgoing = [[Int]](repeating: [], count: nodes.count)
        for (e, edge) in edges.enumerated() { outgoing[edge.from].append(e) }
        return outgoing
    }

    private mutating func number(_ name: String) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = nodes.count
        nodes.append(name)
        return nodes.count - 1
    }

    /// Rules as edges: what is not fixed shares the rest by weights, which follow one and the same rule for a node.
    private mutating func resolve(_ rules: [LayerRule], _ drivers: Drivers) throws(Problem) -> [Edge] {
        var resolved: [Edge?] = Array(repeating: nil, count: rules.count)
        for (from, rows) in grouped(rules) {
            let sharing = rows.filter { rules[$0].kind != .fixed }
            if let other = sharing.first(where: { !rules[$0].agrees(with: rules[sharing[0]]) }) {
                let names = (rules[sharing[0]].described, rules[other].described)
                throw fault(
                    "\(from) delar resten på två sätt: \(names.0) och \(names.1).",
                    "\(from) shares the rest in two ways: \(names.0) and \(names.1).",
                    remedy: (
                        "Använd samma regel på alla rader från \(from); bara fixed kan stå bredvid en annan.",
                        "Use one rule in all rows from \(from); only fixed may stand beside another."
                    ))
            }
            let weights = wholeWeights(sharing.map { rules[$0].weight })
            for row in rows {
                let rule = rules[row]
                resolved[row] = Edge(
                    layer: rule.layer, from: number(rule.from), to: number(rule.to), rule: rule.kind,
                    fixed: rule.kind == .fixed ? rule.amount : nil,
                    weight: sharing.firstIndex(of: row).map { weights[$0] } ?? 0)
            }
        }
        return resolved.compactMap(\.self)
    }

    private func grouped(_ rules: [LayerRule]) -> [(from: String, rows: [Int])] {
        var places: [String: Int] = [:]
        var groups: [(from: String, rows: [Int])] = []
        for (row, rule) in rules.enumerated() {
            if let place = places[rule.from] {
                groups[place].rows.append(row)
            } else {
                places[rule.from] = groups.count
                groups.append((rule.from, [row]))
            }
        }
        return groups
    }

    /// The nodes with those that pass cost on first (Kahn, *Topological sorting of large networks*, 1962).
    private func sorted() throws(Problem) -> [Int] {
        let outgoing = outgoing
        var waiting = [Int](repeating: 0, count: nodes.count)
        for edge in edges { waiting[edge.to] += 1 }
        var order = nodes.indices.filter { waiting[$0] == 0 }
        var next = 0
        while next < order.count {
            for e in outgoing[order[next]] {
                waiting[edges[e].to] -= 1
                if waiting[edges[e].to] == 0 { order.append(edges[e].to) }
            }
            next += 1
        }
        guard order.count == nodes.count else { throw cycle(among: Set(nodes.indices).subtracting(order)) }
        return order
    }

    /// The problem that cost comes back to where it was: every node left has one before it that is left too.
    private func cycle(among left: Set<Int>) -> Problem {
        var path = [left.min() ?? 0]
        while let edge = edges.first(where: { $0.to == path[path.count - 1] && left.contains($0.from) }) {
            if let first = path.firstIndex(of: edge.from) {
                path = Array(path[first...])
                break
            }
            path.append(edge.from)
        }
        // In the direction of the cost, from the node that was met first.
        let first = path.lastIndex(of: path.min() ?? 0) ?? 0
        let ring = path[...first].reversed() + path[(first + 1)...].reversed()
        let round = (ring + ring.prefix(1)).map { nodes[$0] }.joined(separator: " → ")
        return fault(
            "Kostnaden går runt: \(round).", "The cost goes round: \(round).",
            remedy: (
                "Stryk en av reglerna, eller räkna ömsesidiga tjänster med cost-allocation/departments.",
                "Leave one of the rules out, or reckon mutual services with cost-allocation/departments."
            ))
    }

    /// The receivers of a layer none of whose receivers passes cost on, and those declared. Row order does not matter.
    private func consumers(_ declared: [String]) throws(Problem) -> [Int] {
        let outgoing = outgoing
        let passing = Set(edges.filter { !outgoing[$0.to].isEmpty }.map(\.layer))
        var ends = Set(edges.filter { !passing.contains($0.layer) }.map(\.to))
        for name in declared {
            guard let node = numbers[name] else {
                throw Problem(
                    Localized(sv: "consumers: '\(name)' finns inte.", en: "consumers: there is no '\(name)'."),
                    remedy: suggestion(for: name, among: nodes))
            }
            guard outgoing[node].isEmpty else {
                throw fault(
                    "consumers: '\(name)' ska vara konsument, men har regler som delar kostnaden vidare.",
                    "consumers: '\(name)' is to be a consumer, but has rules that pass its cost on.",
                    remedy: ("Stryk namnet eller reglerna.", "Leave out the name or the rules."))
            }
            ends.insert(node)
        }
        if let dead = nodes.indices.first(where: { outgoing[$0].isEmpty && !ends.contains($0) }) {
            throw fault(
                "Kostnaden fastnar i '\(nodes[dead])': ingen regel delar den vidare, och den är ingen konsument.",
                "The cost stays in '\(nodes[dead])': no rule passes it on, and it is no consumer.",
                remedy: (
                    "Lägg till en regel från '\(nodes[dead])', eller skriv consumers=\(nodes[dead]).",
                    "Add a rule from '\(nodes[dead])', or write consumers=\(nodes[dead])."
                ))
        }
        return ends.sorted()
    }

    /// A node that passes cost on but never gets any is most likely misspelt.
    private func refuseUnfed() throws(Problem) {
        let fed = Set(pools.map(\.node) + edges.map(\.to))
        guard let unfed = edges.first(where: { !fed.contains($0.from) })?.from else { return }
        throw Problem(
            Localized(
                sv:
                    "'\(nodes[unfed])' delar ut kostnad men får ingen: den är varken kostnadsslag eller mål för en regel.",
                en: "'\(nodes[unfed])' passes cost on but gets none: it is neither a pool nor the target of a rule."),
            remedy: suggestion(for: nodes[unfed], among: fed.map { nodes[$0] }.sorted()))
    }
}
