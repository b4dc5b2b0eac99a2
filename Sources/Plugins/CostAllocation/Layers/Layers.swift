// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `cost-allocation/layers`: passes cost from pools through layers of nodes to consumers, every öre traced to its pool.
struct Layers: Analysis {
    let id = "layers"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let pools = try InputRows("pools", of: context)
        let model = try LayerModel(
            pools: pools, rules: try InputRows("rules", of: context),
            drivers: try LayerModel.Drivers(context.optionalInput("drivers")), declared: context.list("consumers"))
        return try LayerResult(
            model: model, flows: try TracedFlows(model), unit: pools.table["amount"]?.unit ?? "öre"
        ).output()
    }
}
