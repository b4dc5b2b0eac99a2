// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `cost-allocation/departments`: shares the cost of support departments among the operating ones.
struct Departments: Analysis {
    let id = "departments"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let departments = try InputRows("departments", of: context)
        let model = try DepartmentModel(
            departments: departments, usage: try InputRows("usage", of: context),
            keepsSelfUse: context.text("self_use") == "count")
        try model.refuseClosedCycle()
        let methods = try methods(context.list("methods"))
        let (order, rule) = try model.order(context.list("order"))
        var result = DepartmentResult(model: model, unit: departments.table["cost"]?.unit ?? "öre")
        for method in methods {
            let charges = try ExactCharges(model, weights: method.weights(model, order: order), method: method)
            try result.add(method, charges)
        }
        return try result.output(order: methods.contains(.stepDown) ? order : nil, rule: rule)
    }

    private func methods(_ texts: [String]) throws(Problem) -> [SharingMethod] {
        var methods: [SharingMethod] = []
        for text in texts {
            guard let method = SharingMethod(rawValue: text) else {
                throw Problem(
                    Localized(sv: "Metoden '\(text)' är okänd.", en: "The method '\(text)' is unknown."),
                    remedy: suggestion(for: text, among: SharingMethod.allCases.map(\.rawValue)))
            }
            guard !methods.contains(method) else {
                throw fault("Metoden '\(text)' står två gånger.", "The method '\(text)' stands twice.")
            }
            methods.append(method)
        }
        guard !methods.isEmpty else {
            throw fault(
                "Ingen metod är angiven.", "No method is given.",
                remedy: ("Ange methods, till exempel reciprocal.", "Give methods, for example reciprocal."))
        }
        return methods
    }
}
