// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Cost passed through a network in whole öre, with every öre known by the pool it comes from.
///
/// Each node passes on exactly what it got: fixed amounts first, then the rest by weights, öre left over to the largest
/// remainders. What passes along an edge is made up of the node's pools in proportion, in whole öre that add up both ways:
/// each pool's öre over the edges, and each edge's öre over the pools.
///
/// - Source: TBM Council, *TBM Taxonomy 5.0.1* (2025), for the layers; FinOps Foundation, *FOCUS* 1.2 (2025), for the rule
///   that allocated charges add up to the charge they come from.
struct TracedFlows {
    /// Öre along each edge, by edge, then by pool.
    private(set) var edges: [[Int]]
    /// Öre at each node, by node, then by pool.
    private(set) var nodes: [[Int]]

    /// Passes the pools through, credits (negative pools) apart from costs so that neither hides the other.
    ///
    /// - Throws: ``Problem`` when fixed amounts exceed what a node has, or something would be left over.
    init(_ model: LayerModel) throws(Problem) {
        let costs = try Self.pass(model, model.pools.map { max(0, $0.amount) }, isCredit: false)
        let credits = try Self.pass(model, model.pools.map { max(0, -$0.amount) }, isCredit: true)
        func less(_ a: [[Int]], _ b: [[Int]]) -> [[Int]] { zip(a, b).map { zip($0, $1).map { $0 - $1 } } }
        edges = less(costs.edges, credits.edges)
        nodes = less(costs.nodes, credits.nodes)
    }

    private static func pass(
        _ model: LayerModel, _ amounts: [Int], isCredit: Bool
    ) throws(Problem) -> (edges: [[Int]], nodes: [[Int]]) {
        let nothing = [Int](repeating: 0, count: amounts.count)
        var edges = [[Int]](repeating: nothing, count: model.edges.count)
        var nodes = [[Int]](repeating: nothing, count: model.nodes.count)
        for (p, pool) in model.pools.enumerated() { nodes[pool.node][p] += amounts[p] }
        let outgoing = model.outgoing
        for node in model.order where !outgoing[node].isEmpty {
            let total = nodes[node].reduce(0, +)
            if isCredit, total == 0 { continue }
            let passed = try amountsOut(of: node, total, model, outgoing[node], isCredit: isCredit)
            let parts = madeUp(nodes[node], passed)
            for (k, e) in outgoing[node].enumerated() {
                for p in nothing.indices {
                    edges[e][p] = parts[p][k]
                    nodes[model.edges[e].to][p] += parts[p][k]
                }
            }
        }
        return (edges, nodes)
    }

    /// What a node passes along each of its edges, in öre.
    private static func amountsOut(
        of node: Int, _ total: Int, _ model: LayerModel, _ out: [Int], isCredit: Bool
    ) throws(Problem) -> [Int] {
        let edges = out.map { model.edges[$0] }
        let name = model.nodes[node]
        var fixed: Int128 = 0
        for edge in edges where !isCredit { fixed += Int128(edge.fixed ?? 0) }
        guard fixed <= Int128(total) else {
            let amounts = (Money(ore: Int(clamping: fixed)).kronor, Money(ore: total).kronor)
            throw fault(
                "De fasta beloppen från '\(name)' är \(amounts.0) kr, men där finns bara \(amounts.1) kr.",
                "The fixed amounts from '\(name)' are \(amounts.0) SEK, but it has only \(amounts.1) SEK.",
                remedy: ("Sänk dem, eller använd proportional.", "Lower them, or use proportional."))
        }
        let rest = total - Int(fixed)
        let sum = edges.reduce(Int128(0)) { $0 + Int128($1.weight) }
        guard rest == 0 || sum > 0 else { throw left(rest, name, edges, isCredit) }
        let shares =
            rest == 0
            ? edges.map { _ in 0 }
            : roundKeepingSum(edges.map { Int128(rest) * Int128($0.weight) }, over: sum) ?? edges.map { _ in 0 }
        return zip(edges, shares).map { (isCredit ? 0 : $0.fixed ?? 0) + $1 }
    }

    private static func left(_ rest: Int, _ name: String, _ edges: [LayerModel.Edge], _ isCredit: Bool) -> Problem {
        let amount = Money(ore: isCredit ? -rest : rest).kronor
        if edges.allSatisfy({ $0.fixed != nil }) {
            return fault(
                "Av '\(name)' blir \(amount) kr kvar när de fasta beloppen är betalda, och ingen regel delar resten.",
                "Of '\(name)' \(amount) SEK are left when the fixed amounts are paid, and no rule shares the rest.",
                remedy: (
                    "Lägg till en regel från '\(name)' som är even, proportional eller driver.",
                    "Add a rule from '\(name)' that is even, proportional or driver."
                ))
        }
        return fault(
            "Alla vikter från '\(name)' är noll, så \(amount) kr skulle försvinna.",
            "All weights from '\(name)' are zero, so \(amount) SEK would vanish.",
            remedy: (
                "Ange vikter som inte alla är 0, eller använd even.", "Give weights that are not all 0, or use even."
            ))
    }

    /// Whole numbers with given sums of rows (`pools`) and of columns (`edges`, with the same total), each near its
    /// proportional share.
    ///
    /// Row by row: a row is shared in proportion to what the columns still lack. It never exceeds it, for the row is at
    /// most the sum of all that lacks; so the last row takes exactly what is left.
    private static func madeUp(_ pools: [Int], _ edges: [Int]) -> [[Int]] {
        var lacking = edges
        return pools.map { pool in
            guard pool > 0 else { return lacking.map { _ in 0 } }
            let sum = lacking.reduce(Int128(0)) { $0 + Int128($1) }
            let row =
                roundKeepingSum(lacking.map { Int128(pool) * Int128($0) }, over: sum) ?? lacking.map { _ in 0 }
            for k in row.indices { lacking[k] -= row[k] }
            return row
        }
    }
}
