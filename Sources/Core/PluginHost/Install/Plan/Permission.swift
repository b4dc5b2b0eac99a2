// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// One thing that a plugin may read of data that are not its own: a column of a dataset, perhaps only summed up, perhaps
/// only for some rows. The reads in its manifest are all it ever gets.
public struct Permission: Hashable, Sendable, Comparable {
    /// The dataset's full id.
    public var dataset: String
    public var column: String
    /// `sum`, `count` ... when single values are not shown; nil when they are.
    public var aggregate: String?
    /// Which rows: `municipality in members`; empty when all.
    public var rows: String

    /// Makes a permission.
    public init(dataset: String, column: String, aggregate: String? = nil, rows: String = "") {
        self.dataset = dataset
        self.column = column
        self.aggregate = aggregate
        self.rows = rows
    }

    /// As lock and registry hold it: `desk_hours.share (sum) where municipality in members`.
    public var text: String {
        "\(dataset).\(column)" + (aggregate.map { " (\($0))" } ?? "") + (rows.isEmpty ? "" : " where \(rows)")
    }

    public static func < (a: Permission, b: Permission) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

    /// Whether what was granted before lets it read this too: the same, or the same column of all rows, or its single
    /// values.
    func isCovered(by granted: Set<String>) -> Bool {
        [self, with(nil, rows), with(aggregate, ""), with(nil, "")].contains { granted.contains($0.text) }
    }

    private func with(_ aggregate: String?, _ rows: String) -> Permission {
        Permission(dataset: dataset, column: column, aggregate: aggregate, rows: rows)
    }
}

extension Manifest {
    /// What the plugin reads beside its own datasets, each once, in order.
    ///
    /// - Parameter known: the workspace's datasets, by which a short name (`desk_hours`) gets its full id.
    public func permissions(_ known: [DatasetSchema]) -> [Permission] {
        var found: Set<Permission> = []
        for read in analyses.flatMap(\.inputs).compactMap(\.read) {
            let dataset = read.fullName(known, and: datasets)
            guard !dataset.hasPrefix(id + "/") else { continue }
            let rows = read.filters.map { filter in
                let values = filter.values.sorted() + (filter.from.map { [$0] } ?? [])
                return "\(filter.column) in \(values.joined(separator: ","))"
            }.sorted().joined(separator: " and ")
            for column in read.columns {
                found.insert(
                    Permission(
                        dataset: dataset, column: column.from, aggregate: column.aggregate?.rawValue, rows: rows))
            }
        }
        return found.sorted()
    }
}

extension ReadSpec {
    /// The full id of the dataset, by the rule of ``Registry/schema(_:)``.
    func fullName(_ known: [DatasetSchema], and own: [DatasetSchema]) -> String {
        let all = Set((known + own).map(\.id))
        if all.contains(dataset) { return dataset }
        let long = all.filter { $0.hasSuffix("/" + dataset) }
        return long.count == 1 ? long.first ?? dataset : dataset
    }
}
