// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The tables of `activity`.
struct ActivityResult {
    let model: ActivityModel
    /// One a resource.
    let costs: [CapacityCosts]
    let services: [DigitalService]
    let unit: String

    /// Öre of each use.
    var assigned: [Int] {
        model.uses.enumerated().map { k, use in costs[model.activities[use.activity].resource].assigned[k] }
    }

    /// Öre by class before anything becomes digital; activities without a class under nil, unused capacity as waste.
    var byClass: [ActivityClass?: Int] {
        var sums: [ActivityClass?: Int] = [:]
        for (use, ore) in zip(model.uses, assigned) { sums[model.activities[use.activity].kind, default: 0] += ore }
        for cost in costs { sums[.waste, default: 0] += cost.unused }
        return sums
    }

    /// Everything the analysis gives.
    func output() throws -> AnalysisOutput {
        AnalysisOutput(
            [
                "objects": try objects(), "costs": try costTable(), "activities": try activities(),
                "resources": try resources(), "classes": try classes(), "services": try serviceTable(),
            ], findings: findings())
    }

    private func money(_ name: String) -> ColumnSpec { ColumnSpec(name, .money, unit: unit) }
    private func ore(_ amount: Int) -> Cell { .money(Money(ore: amount)) }
    private func share(_ name: String) -> ColumnSpec { ColumnSpec(name, .real, unit: "share") }
    private func ratio(_ part: Double, _ whole: Double) -> Cell { .real(whole == 0 ? 0 : part / whole) }

    private func objects() throws(Problem) -> Table {
        var builder = TableBuilder([ColumnSpec("object", .category), money("cost"), share("share")], key: ["object"])
        let all = assigned.reduce(0, +)
        var sums: [String: Int] = [:]
        for (use, ore) in zip(model.uses, assigned) { sums[use.object, default: 0] += ore }
        for object in model.objects {
            let cost = sums[object] ?? 0
            try builder.append(.category(object), ore(cost), ratio(Double(cost), Double(all)))
        }
        return try builder.table()
    }

    private func costTable() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("object", .category), ColumnSpec("activity", .category), ColumnSpec("quantity", .real),
                money("cost"),
            ], key: ["object", "activity"])
        for (use, cost) in zip(model.uses, assigned) {
            try builder.append(
                .category(use.object), .category(model.activities[use.activity].name), .real(use.quantity.value),
                ore(cost))
        }
        return try builder.table()
    }

    private func activities() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("activity", .category), ColumnSpec("resource", .category),
                ColumnSpec("class", .category, nullable: true), ColumnSpec("quantity", .real),
                ColumnSpec("used", .real), ColumnSpec("rate", .real, unit: "SEK"), money("cost"),
            ], key: ["activity"])
        let assigned = assigned
        for (number, activity) in model.activities.enumerated() {
            let uses = model.uses.indices.filter { model.uses[$0].activity == number }
            let quantity = uses.reduce(0) { $0 + model.uses[$1].quantity.value }
            try builder.append(
                .category(activity.name), .category(model.resources[activity.resource].name),
                activity.kind.map { .category($0.rawValue) } ?? .null, .real(quantity),
                .real(quantity * activity.time.value), .real(costs[activity.resource].rate * activity.time.value),
                ore(uses.reduce(0) { $0 + assigned[$1] }))
        }
        return try builder.table()
    }

    private func resources() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("resource", .category), money("cost"), ColumnSpec("capacity", .real),
                ColumnSpec("used", .real), ColumnSpec("unused", .real), share("utilisation"),
                ColumnSpec("rate", .real, unit: "SEK"), money("assigned"), money("unused_cost"),
            ], key: ["resource"])
        for (resource, cost) in zip(model.resources, costs) {
            try builder.append(
                .category(resource.name), ore(resource.cost), .real(cost.capacity), .real(cost.used),
                .real(cost.isOverused ? 0 : cost.capacity - cost.used), ratio(cost.used, cost.capacity),
                .real(cost.rate), ore(resource.cost - cost.unused), ore(cost.unused))
        }
        return try builder.table()
    }

    /// The classes of what is done today, and of the digital services before and after.
    private func classes() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("class", .category), money("today"), share("share"), money("services_before"),
                money("services_after"),
            ], key: ["class"])
        let today = byClass
        let all = today.values.reduce(0, +)
        let rows: [(String, Int?, Int, Int)] =
            [
                (
                    "value-creating", today[.valueCreating], services.reduce(0) { $0 + $1.before.valueCreating },
                    services.reduce(0) { $0 + $1.after.valueCreating }
                ),
                (
                    "enabling", today[.enabling], services.reduce(0) { $0 + $1.before.enabling },
                    services.reduce(0) { $0 + $1.after.enabling }
                ),
                ("waste", today[.waste], 0, services.reduce(0) { $0 + $1.after.waste }),
            ] + (today[nil] == nil ? [] : [("unclassified", today[nil], 0, 0)])
        for (name, cost, before, after) in rows {
            try builder.append(
                .category(name), ore(cost ?? 0), ratio(Double(cost ?? 0), Double(all)), ore(before), ore(after))
        }
        return try builder.table()
    }

    private func serviceTable() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("service", .category), share("adoption"), money("before"), money("after"), money("freed"),
                money("released"), money("waste"), money("fixed"), money("net_benefit"),
                ColumnSpec("break_even", .real, unit: "share", nullable: true),
            ], key: ["service"])
        for service in services {
            try builder.append(
                .category(service.name), .real(service.adoption),
                ore(service.before.valueCreating + service.before.enabling),
                ore(service.after.valueCreating + service.after.enabling + service.after.waste), ore(service.freed),
                ore(service.released), ore(service.after.waste), ore(service.fixed), ore(service.netBenefit),
                service.breakEven.map(Cell.real) ?? .null)
        }
        return try builder.table()
    }
}
