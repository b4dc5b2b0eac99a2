// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension DepartmentResult {
    /// What is worth knowing: how the methods differ, the order of step-down, and what was left out.
    func findings(order: [Int]?, rule: String, unit: String) -> [Finding] {
        var findings = differences(unit)
        if let reciprocal = methods.firstIndex(of: .reciprocal) {
            let net = model.supports.reduce(0) { $0 + model.departments[$1].cost }
            let gross = gross[reciprocal].reduce(0, +)
            if gross != net {
                findings.append(
                    Finding("gross", .info, ["net": amount(net, unit), "gross": amount(gross, unit)]))
            }
        }
        if let order, order.count > 1 {
            findings.append(Finding("order-\(rule)", .info, ["order": names(order.map { model.departments[$0].id })]))
        }
        if !model.selfUsers.isEmpty {
            findings.append(Finding("self-use", .notice, ["departments": names(model.selfUsers)]))
        }
        let surplus = model.departments.filter { $0.cost < 0 }.map(\.id)
        if !surplus.isEmpty { findings.append(Finding("surplus", .notice, ["departments": names(surplus)])) }
        return findings
    }

    /// The operating department whose cost depends most on the method.
    private func differences(_ unit: String) -> [Finding] {
        guard methods.count > 1 else { return [] }
        var widest = (spread: 0, department: 0, low: 0, high: 0)
        for d in model.operating.indices {
            let costs = borne.map { $0[d] }
            guard let least = costs.min(), let most = costs.max(), most - least > widest.spread,
                let low = costs.firstIndex(of: least), let high = costs.firstIndex(of: most)
            else { continue }
            widest = (most - least, d, low, high)
        }
        guard widest.spread > 0 else { return [Finding("same", .info)] }
        return [
            Finding(
                "method-decides", .notice,
                [
                    "department": .init(.category(model.departments[model.operating[widest.department]].id)),
                    "low_method": .init(.category(methods[widest.low].rawValue)),
                    "low": amount(borne[widest.low][widest.department], unit),
                    "high_method": .init(.category(methods[widest.high].rawValue)),
                    "high": amount(borne[widest.high][widest.department], unit),
                    "difference": amount(widest.spread, unit),
                ])
        ]
    }

    private func amount(_ ore: Int, _ unit: String) -> Finding.Argument { .init(.money(Money(ore: ore)), unit: unit) }
    private func names(_ names: [String]) -> Finding.Argument { .init(.text(names.joined(separator: ", "))) }
}
