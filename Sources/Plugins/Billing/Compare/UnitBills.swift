// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Each party's bill spread within it, among its administrations and companies: the second layer.
///
/// What a model bills by use goes by the units' use of each service, the rest by their employees; so does a service whose
/// use within the party is not known, and a model whose key is of parties only. The units' bills sum to the party's to the
/// öre.
struct UnitBills {
    private struct Unit {
        let name: String
        let employees: Double
        /// By service.
        var use: [String: Double] = [:]
    }

    /// In the order of the parties and units.
    private(set) var bills: [(party: String, unit: String, model: Model, bill: Money)] = []

    /// Spreads the bills.
    ///
    /// - Parameters:
    ///   - table: the input `units`.
    ///   - use: the input `unit_use`; nil when nothing is known.
    /// - Throws: ``Problem`` that names the row at fault, or the party without units or employees.
    init(_ bills: Bills, _ models: [Model], units table: Table, use: Table?) throws(Problem) {
        let units = try UnitBills.units(table, use)
        for (i, party) in bills.pool.parties.enumerated() {
            guard let own = units[party], own.contains(where: { $0.employees > 0 }) else {
                throw fault(
                    "units: \(party) har ingen enhet med anställda.", "units: \(party) has no unit with employees.",
                    remedy: ("Ge varje part minst en enhet med anställda.", "Give each party a unit with employees."))
            }
            for model in models {
                guard let bill = bills.of(model)?[i] else { continue }
                guard let parts = bill.split(by: UnitBills.weights(own, bill, model, bills, i)) else {
                    throw tooLarge(Localized(sv: "enheternas räkningar", en: "the bills of the units"))
                }
                for (unit, part) in zip(own, parts) { self.bills.append((party, unit.name, model, part)) }
            }
        }
    }

    private static func weights(_ units: [Unit], _ bill: Money, _ model: Model, _ bills: Bills, _ party: Int)
        -> [Double]
    {
        let employees = units.map(\.employees)
        guard let billed = bills.billed[model], let catalogue = bills.catalogue else { return employees }
        let all = employees.reduce(0, +)
        var weights = units.map { _ in 0.0 }
        var rest = model == .internalBilling ? 0 : Double(bill.ore)
        for service in catalogue.services where billed.contains(service.name) {
            let part = Double(service.cost.ore) * service.quantities[party] / service.quantity
            let use = units.map { $0.use[service.name] ?? 0 }
            let used = use.reduce(0, +)
            for i in units.indices { weights[i] += part * (used > 0 ? use[i] / used : employees[i] / all) }
            rest -= part
        }
        // half an öre is what rounding leaves
        if rest > 0.5 { for i in units.indices { weights[i] += rest * employees[i] / all } }
        return weights.contains { $0 > 0 } ? weights : employees
    }

    private static func units(_ table: Table, _ use: Table?) throws(Problem) -> [String: [Unit]] {
        let rows = try InputRows("units", table)
        var units: [String: [Unit]] = [:]
        for row in rows.indices {
            let (party, name) = (try rows.name(row, "player"), try rows.name(row, "unit"))
            guard !(units[party] ?? []).contains(where: { $0.name == name }) else { throw rows.twice(row, "unit") }
            units[party, default: []].append(Unit(name: name, employees: try rows.number(row, "employees")))
        }
        guard let use, use.rowCount > 0 else { return units }
        let used = try InputRows("unit_use", use)
        for row in used.indices {
            let (party, name) = (try used.name(row, "player"), try used.name(row, "unit"))
            guard let i = units[party]?.firstIndex(where: { $0.name == name }) else {
                var problem = used.wrong(row, "unit", ("'\(name)' finns inte i units", "units has no '\(name)'"))
                problem.remedy = suggestion(for: name, among: (units[party] ?? []).map(\.name))
                throw problem
            }
            let quantity = try used.number(row, "quantity")
            guard units[party]?[i].use.updateValue(quantity, forKey: try used.name(row, "service")) == nil else {
                throw used.twice(row, "service")
            }
        }
        return units
    }

    /// One row a party, unit and model; no rows for nil.
    static func table(_ units: UnitBills?, unit: String) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("unit", .category), ColumnSpec("model", .category),
                ColumnSpec("bill", .money, unit: unit),
            ], key: ["player", "unit", "model"])
        for bill in units?.bills ?? [] {
            try builder.append(
                .category(bill.party), .category(bill.unit), .category(bill.model.rawValue), .money(bill.bill))
        }
        return try builder.table()
    }
}

extension UnitBills {
    /// The units' bills when the parameter `by_unit` asks for them.
    ///
    /// - Throws: ``Problem`` when there are no units.
    static func asked(_ context: AnalysisContext, _ bills: Bills, _ models: [Model]) throws(Problem) -> UnitBills? {
        guard context.flag("by_unit") else { return nil }
        guard let units = context.optionalInput("units"), units.rowCount > 0 else {
            throw fault(
                "by_unit: enheterna är inte kända.", "by_unit: the units are not known.",
                remedy: (
                    "Ange --input units=FIL, eller importera billing/employees.",
                    "Give --input units=FILE, or import billing/employees."
                ))
        }
        return try UnitBills(bills, models, units: units, use: context.optionalInput("unit_use"))
    }
}
