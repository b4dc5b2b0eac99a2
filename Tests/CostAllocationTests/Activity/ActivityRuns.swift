// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport

@testable import SamverkCostAllocation

/// The inputs of `activity`; amounts in öre.
struct ActivityInputs {
    var resources: [(name: String, cost: Int, capacity: Double)] = []
    var activities: [(name: String, resource: String, time: Double, kind: String?)] = []
    var usage: [(object: String, activity: String, quantity: Double)] = []
    var services:
        [(name: String, volume: Int, value: Int, enabling: Int, fixed: Int, adoption: Double, reallocated: Double)] = []

    /// Runs `activity` as the host does.
    func run(practical: Double = 1) throws -> AnalysisOutput {
        var inputs: [String: Table] = [:]
        func add(_ name: String, _ specs: [ColumnSpec], key: [String], _ rows: [[Cell]]) throws {
            guard !rows.isEmpty else { return }
            var table = TableBuilder(specs, key: key)
            for row in rows { try table.append(row) }
            inputs[name] = try table.table()
        }
        func names(_ names: String...) -> [ColumnSpec] { names.map { ColumnSpec($0, .category) } }
        func money(_ ore: Int) -> Cell { .money(Money(ore: ore)) }
        try add(
            "resources",
            names("resource") + [ColumnSpec("cost", .money, unit: "öre/year"), ColumnSpec("capacity", .real)],
            key: ["resource"], resources.map { [.category($0.name), money($0.cost), .real($0.capacity)] })
        try add(
            "activities",
            names("activity", "resource") + [
                ColumnSpec("time", .real), ColumnSpec("class", .category, nullable: true),
            ],
            key: ["activity"],
            activities.map {
                [.category($0.name), .category($0.resource), .real($0.time), $0.kind.map(Cell.category) ?? .null]
            })
        try add(
            "usage", names("object", "activity") + [ColumnSpec("quantity", .real)], key: ["object", "activity"],
            usage.map { [.category($0.object), .category($0.activity), .real($0.quantity)] })
        try add(
            "services",
            names("service") + [ColumnSpec("volume", .integer)]
                + ["value_creating", "enabling", "fixed"].map { ColumnSpec($0, .money) }
                + ["adoption", "reallocated"].map { ColumnSpec($0, .real, unit: "share") },
            key: ["service"],
            services.map {
                [
                    .category($0.name), .integer($0.volume), money($0.value), money($0.enabling), money($0.fixed),
                    .real($0.adoption), .real($0.reallocated),
                ]
            })
        return try bench.get().run(
            "activity", inputs, with: ["practical": .real(practical)])
    }
}

extension AnalysisOutput {
    /// The numbers of a table, each by the values of its key columns joined by `>`.
    func numbers(_ table: String, _ column: String) -> [String: Double] {
        guard let table = self[table] else { return [:] }
        return Dictionary(
            (0..<table.rowCount).compactMap { row in
                table[row, column].number.map {
                    (table.key.map { table[row, $0].plainText }.joined(separator: ">"), $0)
                }
            }, uniquingKeysWith: { first, _ in first })
    }
}
