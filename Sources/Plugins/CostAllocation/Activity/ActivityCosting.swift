// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `cost-allocation/activity`: activity-based costing by time with the unused capacity shown, the three classes of
/// activity, and the adoption from which a digital service pays.
struct ActivityCosting: Analysis {
    let id = "activity"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        // What the registry does not have comes without rows.
        func table(_ name: String) -> Table? { context.optionalInput(name).flatMap { $0.rowCount > 0 ? $0 : nil } }
        let given = ["resources", "activities", "usage"].filter { table($0) != nil }
        let services = try DigitalService.all(table("services"))
        var model = ActivityModel()
        if !given.isEmpty {
            model = try ActivityModel(
                resources: try InputRows("resources", of: context),
                activities: try InputRows("activities", of: context),
                usage: try InputRows("usage", of: context), practical: context.real("practical") ?? 1)
        } else if services.isEmpty {
            throw fault(
                "Det finns inget att räkna på: varken verksamhet eller digitala tjänster är angivna.",
                "There is nothing to reckon with: neither activities nor digital services are given.",
                remedy: (
                    "Ge resources, activities och usage (--input resources=FIL ...), eller services (--input services=FIL).",
                    "Give resources, activities and usage (--input resources=FILE ...), or services (--input services=FILE)."
                ))
        }
        let costs = try model.resources.indices.map { number throws(Problem) in
            try CapacityCosts(model, resource: number)
        }
        let unit = table("resources")?["cost"]?.unit ?? table("services")?["fixed"]?.unit ?? "öre"
        return try ActivityResult(model: model, costs: costs, services: services, unit: unit).output()
    }
}
