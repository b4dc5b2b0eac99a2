// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit

/// `cost-allocation/coalition-costs`: what every group of parties would cost by an agreement's cost function.
struct CoalitionCosts: Analysis {
    let id = "coalition-costs"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let pools = try context.input("pools")
        let function = try CostFunction(
            pools: pools, parties: try context.input("parties"), distances: context.optionalInput("distances"))
        guard function.names.count <= mostTabled else { throw tooManyForPools(id, function.names.count) }
        let isMoney = context.text("unit") != "none"
        let joint = try JointCost(function, isMoney: isMoney)
        let costs = (0..<1 << joint.count).map { joint.game?[$0] ?? 0 }
        let column =
            isMoney
            ? Column(
                ColumnSpec("cost", .money, unit: pools["amount"]?.unit ?? "öre"),
                storage: .integers(costs.map { Int($0) }))
            : Column(ColumnSpec("cost", .real), storage: .reals(costs))
        let table = try Table(
            [column], key: [], attributes: ["players": .array(joint.players.map(JSON.string))])
        return AnalysisOutput(["costs": table])
    }
}
