// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Each party's share of the employees and of each service: where they differ, so do the models, and that is the reason.
struct UseShares {
    private let bills: Bills

    /// Nil when no catalogue of services is known: a single quantity a party has no services to tell apart.
    init?(_ bills: Bills, of use: ServiceUse?) {
        guard use != nil, bills.catalogue != nil else { return nil }
        self.bills = bills
    }

    /// The service that weighs most in what a party pays by use instead of by employees.
    ///
    /// - Returns: a finding with both shares; nil when nothing differs.
    func reason(_ party: Int) -> Finding? {
        guard let employees = bills.employeeShare(party), let services = bills.catalogue?.services else { return nil }
        let found = services.map { service in
            (service: service, share: service.quantities[party] / service.quantity)
        }
        let widest = found.max {
            Double($0.service.cost.ore) * abs($0.share - employees) < Double($1.service.cost.ore)
                * abs($1.share - employees)
        }
        guard let widest, widest.share != employees else { return nil }
        let name = bills.pool.parties[party]
        return Finding(
            "reason", .info,
            [
                "party": .init(Party(name).map(Cell.party) ?? .category(name)),
                "service": .init(.category(widest.service.name)),
                "cost": .init(.money(widest.service.cost), unit: bills.pool.unit),
                "share": .init(.real(widest.share), unit: "share"), "employees": .init(.real(employees), unit: "share"),
            ])
    }

    /// One row a party and basis, employees first; no rows for nil.
    static func table(_ shares: UseShares?) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("basis", .category),
                ColumnSpec("share", .real, unit: "share"),
            ], key: ["player", "basis"])
        guard let bills = shares?.bills else { return try builder.table() }
        for (i, party) in bills.pool.parties.enumerated() {
            if let share = bills.employeeShare(i) {
                try builder.append(.category(party), .category("employees"), .real(share))
            }
            for service in bills.catalogue?.services ?? [] {
                try builder.append(
                    .category(party), .category(service.name), .real(service.quantities[i] / service.quantity))
            }
        }
        return try builder.table()
    }
}
