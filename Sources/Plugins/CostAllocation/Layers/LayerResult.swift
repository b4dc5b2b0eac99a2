// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The tables and findings of `layers`.
struct LayerResult {
    let model: LayerModel
    let flows: TracedFlows
    let unit: String

    /// Everything the analysis gives.
    func output() throws -> AnalysisOutput {
        let totals = flows.nodes.map { $0.reduce(0, +) }
        let pooled = model.pools.reduce(0) { $0 + $1.amount }
        guard model.consumers.reduce(0, { $0 + totals[$1] }) == pooled else {
            throw fault(
                "Summorna går inte ihop. Det är ett fel i tillägget.",
                "The sums do not agree. This is a fault of the plugin.", kind: .program)
        }
        return AnalysisOutput(
            [
                "consumers": try consumers(totals, pooled), "trace": try trace(), "nodes": try nodes(totals),
                "flows": try flowTable(totals),
            ], findings: findings(totals, pooled))
    }

    private func money(_ name: String) -> ColumnSpec { ColumnSpec(name, .money, unit: unit) }
    private func ratio(_ part: Int, _ whole: Int) -> Cell { .real(whole == 0 ? 0 : Double(part) / Double(whole)) }

    private func consumers(_ totals: [Int], _ pooled: Int) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("consumer", .category), money("amount"), ColumnSpec("share", .real, unit: "share")],
            key: ["consumer"])
        for node in model.consumers {
            try builder.append(
                .category(model.nodes[node]), .money(Money(ore: totals[node])), ratio(totals[node], pooled))
        }
        return try builder.table()
    }

    /// Where each consumer's cost comes from; pairs without an öre are left out.
    private func trace() throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("consumer", .category), ColumnSpec("pool", .category), money("amount")],
            key: ["consumer", "pool"])
        for node in model.consumers {
            for (p, pool) in model.pools.enumerated() where flows.nodes[node][p] != 0 {
                try builder.append(
                    .category(model.nodes[node]), .category(model.nodes[pool.node]),
                    .money(Money(ore: flows.nodes[node][p])))
            }
        }
        return try builder.table()
    }

    /// What every node has of its own, receives and passes on, in the order in which cost flows.
    private func nodes(_ totals: [Int]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("node", .category), money("own"), money("received"), money("passed_on"), money("kept")],
            key: ["node"])
        var own = [Int](repeating: 0, count: totals.count)
        for pool in model.pools { own[pool.node] = pool.amount }
        let consumers = Set(model.consumers)
        for node in model.order {
            let kept = consumers.contains(node) ? totals[node] : 0
            try builder.append(
                .category(model.nodes[node]), .money(Money(ore: own[node])),
                .money(Money(ore: totals[node] - own[node])), .money(Money(ore: totals[node] - kept)),
                .money(Money(ore: kept)))
        }
        return try builder.table()
    }

    private func flowTable(_ totals: [Int]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("layer", .category), ColumnSpec("from", .category), ColumnSpec("to", .category),
                ColumnSpec("rule", .category), money("amount"), ColumnSpec("share", .real, unit: "share"),
            ], key: ["from", "to", "rule"])
        for (edge, amounts) in zip(model.edges, flows.edges) {
            let amount = amounts.reduce(0, +)
            try builder.append(
                .category(edge.layer), .category(model.nodes[edge.from]), .category(model.nodes[edge.to]),
                .category(edge.rule.rawValue), .money(Money(ore: amount)), ratio(amount, totals[edge.from]))
        }
        return try builder.table()
    }

    private func findings(_ totals: [Int], _ pooled: Int) -> [Finding] {
        func amount(_ ore: Int) -> Finding.Argument { .init(.money(Money(ore: ore)), unit: unit) }
        func name(_ node: Int) -> Finding.Argument { .init(.category(model.nodes[node])) }
        var findings = [
            Finding(
                "traced", .info,
                [
                    "amount": amount(pooled), "pools": .init(.integer(model.pools.count)),
                    "consumers": .init(.integer(model.consumers.count)),
                ])
        ]
        if let most = model.consumers.max(by: { (totals[$0], $1) < (totals[$1], $0) }), pooled > 0,
            let pool = flows.nodes[most].indices.max(by: { (flows.nodes[most][$0], $1) < (flows.nodes[most][$1], $0) })
        {
            findings.append(
                Finding(
                    "largest", .info,
                    [
                        "consumer": name(most), "amount": amount(totals[most]),
                        "share": .init(ratio(totals[most], pooled), unit: "share"),
                        "pool": name(model.pools[pool].node), "part": amount(flows.nodes[most][pool]),
                    ]))
        }
        let credits = model.pools.filter { $0.amount < 0 }.map { model.nodes[$0.node] }
        if !credits.isEmpty {
            findings.append(Finding("credits", .notice, ["pools": .init(.text(credits.joined(separator: ", ")))]))
        }
        return findings
    }
}
