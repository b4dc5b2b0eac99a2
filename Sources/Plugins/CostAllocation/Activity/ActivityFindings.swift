// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension ActivityResult {
    /// What is worth knowing: unused and overused capacity, the classes, and which services pay.
    func findings() -> [Finding] { capacity() + classFindings() + services.map(adoption) }

    private func amount(_ ore: Int) -> Finding.Argument { .init(.money(Money(ore: ore)), unit: unit) }
    private func share(_ value: Double) -> Finding.Argument { .init(.real(value), unit: "share") }
    private func share(_ part: Int, _ whole: Int) -> Finding.Argument {
        share(whole == 0 ? 0 : Double(part) / Double(whole))
    }

    private func capacity() -> [Finding] {
        var findings: [Finding] = []
        let all = model.resources.reduce(0) { $0 + $1.cost }
        let unused = costs.reduce(0) { $0 + $1.unused }
        if let most = costs.indices.max(by: { (costs[$0].unused, $1) < (costs[$1].unused, $0) }), unused > 0 {
            findings.append(
                Finding(
                    "unused", .notice,
                    [
                        "amount": amount(unused), "share": share(unused, all),
                        "resource": .init(.category(model.resources[most].name)), "part": amount(costs[most].unused),
                    ]))
        }
        for (resource, cost) in zip(model.resources, costs) where cost.isOverused {
            findings.append(
                Finding(
                    "overused", .warning,
                    [
                        "resource": .init(.category(resource.name)),
                        "utilisation": share(cost.used / cost.capacity),
                    ]))
        }
        return findings
    }

    private func classFindings() -> [Finding] {
        let sums = byClass
        guard ActivityClass.allCases.contains(where: { $0 != .waste && sums[$0] != nil }) else { return [] }
        let all = sums.values.reduce(0, +)
        return [
            Finding(
                "classes", .info,
                [
                    "value_creating": share(sums[.valueCreating] ?? 0, all),
                    "enabling": share(sums[.enabling] ?? 0, all), "waste": share(sums[.waste] ?? 0, all),
                ])
        ]
    }

    private func adoption(_ service: DigitalService) -> Finding {
        let name = Finding.Argument(.category(service.name))
        guard let breakEven = service.breakEven, breakEven <= 1 else {
            return Finding(
                "never-pays", .warning,
                ["service": name, "fixed": amount(service.fixed), "released": amount(service.releasedAtMost)])
        }
        let isPaying = service.netBenefit >= 0
        return Finding(
            isPaying ? "pays" : "not-yet", isPaying ? .info : .warning,
            [
                "service": name, "adoption": share(service.adoption), "break_even": share(breakEven),
                "amount": amount(isPaying ? service.netBenefit : -service.netBenefit),
                "waste": amount(service.after.waste),
            ])
    }
}
