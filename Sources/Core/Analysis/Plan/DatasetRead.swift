// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// What a declared read gave: the table, and for each of its rows the lines it came from.
public struct DatasetRead: Sendable {
    public let table: Table
    /// The origins of each row; several when rows were added up.
    public let origins: [[RowOrigin]]
    public let dataset: String
    public let revision: Int
}

extension ReadSpec {
    /// Evaluates the read: filters, then groups and adds up where columns say so.
    ///
    /// - Parameters:
    ///   - registry: where the dataset is.
    ///   - port: the port's key, and the name to use in messages.
    ///   - members: the members of the run; empty means no limit.
    /// - Throws: ``Problem`` when the dataset or a column is not there, or a sum does not fit.
    func evaluate(_ registry: Registry, port: InputPort, members: [Party]) throws -> DatasetRead {
        let schema = try registry.schema(dataset)
        let stored = try registry.read(schema.id)
        for column in columns where schema[column.from] == nil {
            throw Problem(
                Localized(
                    sv: "Datamängden \(schema.id) har ingen kolumn '\(column.from)'.",
                    en: "The dataset \(schema.id) has no column '\(column.from)'."),
                kind: .program, remedy: suggestion(for: column.from, among: schema.columns.map(\.spec.name)))
        }
        let rows = try kept(stored.table, registry, members)
        let grouping = columns.filter { $0.aggregate == nil }
        let isGrouped = grouping.count < columns.count
        var order: [[Cell]] = []
        var groups: [[Cell]: [Int]] = [:]
        for row in rows {
            let name = isGrouped ? grouping.map { stored.table[row, $0.from] } : [.integer(row)]
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(row)
        }
        let members = order.map { groups[$0] ?? [] }
        var built: [Column] = []
        for column in columns {
            guard let source = stored.table[column.from] else { continue }
            guard let aggregate = column.aggregate else {
                built.append(source.rows(members.map { $0[0] }).renamed(column.name))
                continue
            }
            let cells = try members.map { try aggregate.of($0.map { source[$0] }) }
            var spec = ColumnSpec(column.name, source.type, unit: source.unit, nullable: true)
            if aggregate == .count { spec = ColumnSpec(column.name, .integer) }
            if aggregate == .sum { spec.nullable = false }
            built.append(try Column(spec, cells))
        }
        let named = stored.table.key.compactMap { key in columns.first { $0.from == key && $0.aggregate == nil }?.name }
        let key = port.key.isEmpty ? named : port.key
        return DatasetRead(
            table: try Table(built, key: key), origins: members.map { $0.map { stored.origins[$0] } },
            dataset: schema.id,
            revision: stored.revision)
    }

    private func kept(_ table: Table, _ registry: Registry, _ members: [Party]) throws -> [Int] {
        var rows = Array(0..<table.rowCount)
        for filter in filters {
            var allowed = Set(filter.values)
            switch filter.from {
            case nil: break
            case "members" where members.isEmpty, "members-and-organisations" where members.isEmpty: continue
            case "members": allowed.formUnion(members.map(\.code))
            case "members-and-organisations": allowed.formUnion(try partiesAndTheirs(registry, members))
            default: throw Problem("read: where from '\(filter.from ?? "")'", kind: .program)
            }
            rows = rows.filter { allowed.contains(table[$0, filter.column].plainText) }
        }
        return rows
    }

    /// The members and the organisations that one of them belongs to.
    private func partiesAndTheirs(_ registry: Registry, _ members: [Party]) throws -> Set<String> {
        let owned = try registry.read("organisation_members").table
        var codes = Set(members.map(\.code))
        for row in 0..<owned.rowCount where codes.contains(owned[row, "municipality"].plainText) {
            codes.insert(owned[row, "organisation"].plainText)
        }
        return codes
    }
}

extension ReadColumn.Aggregate {
    fileprivate func of(_ cells: [Cell]) throws(Problem) -> Cell {
        let present = cells.filter { $0 != .null }
        switch self {
        case .count: return .integer(present.count)
        case .min: return present.min { ($0.number ?? 0) < ($1.number ?? 0) } ?? .null
        case .max: return present.max { ($0.number ?? 0) < ($1.number ?? 0) } ?? .null
        case .sum:
            if present.contains(where: { if case .real = $0 { true } else { false } }) {
                return .real(present.reduce(0) { $0 + ($1.number ?? 0) })
            }
            var sum = Money.zero
            for cell in present {
                let part: Money =
                    switch cell {
                    case .money(let money): money
                    case .integer(let number): Money(ore: number)
                    default: throw Problem("read: sum of \(cell)", kind: .program)
                    }
                guard let next = sum.adding(part) else {
                    throw Problem(Localized(sv: "En summa ryms inte i 64 bitar.", en: "A sum does not fit in 64 bits."))
                }
                sum = next
            }
            if present.contains(where: { if case .money = $0 { true } else { false } }) { return .money(sum) }
            return .integer(sum.ore)
        }
    }
}
