// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

/// A case of Tests/Fixtures/departments: departments, who uses whom, and answers computed exactly elsewhere.
struct DepartmentCase: CustomTestStringConvertible {
    let id: String
    let departments: [(id: String, isSupport: Bool, cost: Int)]
    let usage: [(from: String, to: String, quantity: Double)]
    let countsSelfUse: Bool
    /// By key (`direct`, `step_down:a>b`, `reciprocal`, `reciprocal_gross`), what each department bears in kronor.
    let expected: JSONObject
    let wrong: JSONObject

    var testDescription: String { id }

    init(_ id: String) throws {
        let path = "Tests/Fixtures/departments/\(id).json"
        let json = try JSON.read(ExampleData.bytes(path), file: path)
        func members(_ name: String) -> [JSONObject.Member] { json[name]?.object?.members ?? [] }
        self.id = id
        departments = ["support", "operating"].flatMap { kind in
            members(kind).map { ($0.name, kind == "support", Int($0.value.number ?? 0) * 100) }
        }
        usage = members("driver_units").flatMap { from in
            (from.value.object?.members ?? []).map { (from.name, $0.name, $0.value.number ?? 0) }
        }
        countsSelfUse = json["self_use"]?.string == "count"
        expected = try #require(json["expected"]?.object)
        wrong = json["published_wrong"]?.object ?? [:]
    }

    /// The step-down orders it has answers for, and the plain methods.
    var runs: [(key: String, method: String, order: [String])] {
        expected.members.compactMap { member in
            let parts = member.name.split(separator: ":")
            if parts[0] == "reciprocal_gross" { return nil }
            return (
                member.name, parts[0] == "step_down" ? "step-down" : String(parts[0]),
                parts.count == 2 ? parts[1].split(separator: ">").map(String.init) : ["by-size"]
            )
        }
    }

    func run(_ method: String, order: [String]) throws -> AnalysisOutput {
        try runDepartments(
            departments, usage, methods: [method], order: order, selfUse: countsSelfUse ? "count" : "ignore")
    }
}

/// Runs `departments` as the host does.
func runDepartments(
    _ departments: [(id: String, isSupport: Bool, cost: Int)],
    _ usage: [(from: String, to: String, quantity: Double)],
    methods: [String] = ["direct", "step-down", "reciprocal"], order: [String] = ["by-size"],
    selfUse: String = "ignore", column: String = "quantity"
) throws -> AnalysisOutput {
    var costs = TableBuilder(
        [
            ColumnSpec("department", .category), ColumnSpec("kind", .category),
            ColumnSpec("cost", .money, unit: "öre/year"),
        ], key: ["department"])
    for department in departments {
        try costs.append(
            .category(department.id), .category(department.isSupport ? "support" : "operating"),
            .money(Money(ore: department.cost)))
    }
    var uses = TableBuilder(
        [ColumnSpec("from", .category), ColumnSpec("to", .category), ColumnSpec(column, .real)], key: ["from", "to"])
    for use in usage { try uses.append(.category(use.from), .category(use.to), .real(use.quantity)) }
    return try bench.get().run(
        "departments", ["departments": try costs.table(), "usage": try uses.table()],
        with: [
            "methods": .array(methods.map(JSON.string)), "order": .array(order.map(JSON.string)),
            "self_use": .string(selfUse),
        ])
}

extension AnalysisOutput {
    /// The amounts of a table in öre, each by the values of its key columns joined by `>`.
    func amounts(_ table: String, _ column: String) -> [String: Int] {
        guard let table = self[table] else { return [:] }
        return Dictionary(
            (0..<table.rowCount).map { row in
                let key = table.key.map { table[row, $0].plainText }.joined(separator: ">")
                guard case .money(let money) = table[row, column] else { return (key, Int.min) }
                return (key, money.ore)
            }, uniquingKeysWith: { first, _ in first })
    }
}

/// A fraction `a/b` as a number.
func fraction(_ text: String) -> Double {
    let parts = text.split(separator: "/").compactMap { Double($0) }
    return parts.count == 2 ? parts[0] / parts[1] : parts.first ?? .nan
}
