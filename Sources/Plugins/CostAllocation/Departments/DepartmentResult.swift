// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit

/// Collects the charges by every method into the tables of `departments`.
struct DepartmentResult {
    let model: DepartmentModel
    private let unit: String
    private(set) var methods: [SharingMethod] = []
    /// What each operating department bears by each method, own cost included, in öre.
    private(set) var borne: [[Int]] = []
    /// The gross costs of the support departments by each method, in öre.
    private(set) var gross: [[Int]] = []
    private var grossTable: TableBuilder
    private var flowTable: TableBuilder

    init(model: DepartmentModel, unit: String) {
        self.model = model
        self.unit = unit
        func money(_ name: String) -> ColumnSpec { ColumnSpec(name, .money, unit: unit) }
        grossTable = TableBuilder(
            [
                ColumnSpec("method", .category), ColumnSpec("department", .category), money("own"), money("received"),
                money("gross"), money("to_support"), money("net"),
            ], key: ["method", "department"])
        flowTable = TableBuilder(
            [
                ColumnSpec("method", .category), ColumnSpec("from", .category), ColumnSpec("to", .category),
                money("amount"), ColumnSpec("share", .real, unit: "share"),
            ], key: ["method", "from", "to"])
    }

    /// Adds the charges by one method, with their parts of what a department passes on as they are before rounding.
    ///
    /// - Throws: ``Problem`` when an amount does not fit, as when nearly all of a service stays among the support
    ///   departments.
    mutating func add(_ method: SharingMethod, _ exact: ExactCharges) throws(Problem) {
        let flows = RoundedFlows(exact, operating: model.operating).flows
        let amounts = flows.compactMap(\.amount.int)
        guard amounts.count == flows.count else { throw tooLarge(method) }
        func sums(_ end: (RoundedFlows.Flow) -> Int, where counts: (RoundedFlows.Flow) -> Bool) throws(Problem) -> [Int]
        {
            var sums = [Int128](repeating: 0, count: model.departments.count)
            for (flow, amount) in zip(flows, amounts) where counts(flow) { sums[end(flow)] += Int128(amount) }
            guard sums.allSatisfy({ $0.magnitude <= largestOre }) else { throw tooLarge(method) }
            return sums.map { Int($0) }
        }
        let received = try sums(\.to) { _ in true }
        let passed = try sums(\.from) { _ in true }
        let toSupport = try sums(\.from) { model.departments[$0.to].isSupport }
        for i in model.supports {
            let own = model.departments[i].cost
            guard own + received[i] == passed[i] else { throw leak(method) }
            try grossTable.append(
                .category(method.rawValue), .category(model.departments[i].id), .money(Money(ore: own)),
                .money(Money(ore: received[i])), .money(Money(ore: passed[i])), .money(Money(ore: toSupport[i])),
                .money(Money(ore: passed[i] - toSupport[i])))
        }
        for (flow, amount) in zip(flows, amounts) {
            try flowTable.append(
                .category(method.rawValue), .category(model.departments[flow.from].id),
                .category(model.departments[flow.to].id), .money(Money(ore: amount)),
                .real(exact.part(of: flow.from, to: flow.to).value))
        }
        methods.append(method)
        borne.append(model.operating.map { model.departments[$0].cost + received[$0] })
        gross.append(model.supports.map { passed[$0] })
        guard borne.last?.reduce(0, +) == model.departments.reduce(0, { $0 + $1.cost }) else { throw leak(method) }
    }

    /// The tables and findings of everything added.
    func output(order: [Int]?, rule: String) throws -> AnalysisOutput {
        func money(_ name: String, _ ore: [Int]) throws(Problem) -> Column {
            try Column(ColumnSpec(name, .money, unit: unit), ore.map { .money(Money(ore: $0)) })
        }
        let departments = model.operating.map { model.departments[$0] }
        let names = try Column(ColumnSpec("department", .category), departments.map { .category($0.id) })
        let columns = try zip(methods, borne).map { method, borne in try money(method.rawValue, borne) }
        return AnalysisOutput(
            [
                "allocation": try Table(
                    [names, try money("own", departments.map(\.cost))] + columns, key: ["department"]),
                "gross": try grossTable.table(),
                "flows": try flowTable.table(),
            ], findings: findings(order: order, rule: rule, unit: unit))
    }

    private func tooLarge(_ method: SharingMethod) -> Problem {
        fault(
            "Metoden \(method.rawValue): ett belopp blir för stort; nästan all tjänst stannar hos stödavdelningarna.",
            "Method \(method.rawValue): an amount becomes too large; nearly all service stays with the support departments.",
            remedy: ("Kontrollera usage.", "Check usage."), kind: .limit)
    }

    /// Never seen: what comes in always goes out.
    private func leak(_ method: SharingMethod) -> Problem {
        fault(
            "Metoden \(method.rawValue): summorna går inte ihop. Det är ett fel i tillägget.",
            "Method \(method.rawValue): the sums do not agree. This is a fault of the plugin.", kind: .program)
    }
}
