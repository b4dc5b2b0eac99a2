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
    ///   - book: where the dataset is.
    ///   - port: the port's key, and the name to use in messages.
    ///   - members: the members of the run; empty means no limit.
    /// - Throws: ``Problem`` when the dataset or a column is not there, or a sum does not fit.
    func evaluate(_ book: DatasetBook, port: InputPort, members: [Party]) throws -> DatasetRead {
        let schema = try book.registry.schema(dataset)
        let stored = try book.read(schema.id)
        for name in columns.map(\.from) + filters.map(\.column) where schema[name] == nil {
            throw Problem(
                Localized(
                    sv: "Datamängden \(schema.id) har ingen kolumn '\(name)'.",
                    en: "The dataset \(schema.id) has no column '\(name)'."),
                kind: .program, remedy: suggestion(for: name, among: schema.columns.map(\.spec.name)))
        }
        let rows = try kept(stored.table, book, members)
        let grouping = columns.filter { $0.aggregate == nil }
        let isGrouped = grouping.count < columns.count
        let grouped =
            isGrouped ? groups(of: rows, by: grouping.compactMap { stored.table[$0.from] }) : rows.map { [$0] }
        var built: [Column] = []
        for column in columns {
            guard let source = stored.table[column.from] else { continue }
            guard let aggregate = column.aggregate else {
                built.append(source.rows(grouped.map { $0[0] }).renamed(column.name))
                continue
            }
            let cells = try grouped.map { rows in try aggregate.of(rows.map { source[$0] }, source.type) }
            var spec = ColumnSpec(column.name, source.type, unit: source.unit, nullable: true)
            if aggregate == .count { spec = ColumnSpec(column.name, .integer) }
            if aggregate == .sum { spec.nullable = false }
            built.append(try Column(spec, cells))
        }
        let named = stored.table.key.compactMap { key in columns.first { $0.from == key && $0.aggregate == nil }?.name }
        let key = port.key.isEmpty ? named : port.key
        return DatasetRead(
            table: try Table(built, key: key), origins: grouped.map { $0.map { stored.origins[$0] } },
            dataset: schema.id, revision: stored.revision)
    }

    /// The rows that hold the same in all these columns, together; in the order in which the first of each comes.
    private func groups(of rows: [Int], by columns: [Column]) -> [[Int]] {
        var first = [Int](repeating: 0, count: rows.count)
        for column in columns.map({ $0.rows(rows) }) {
            // No value is something else than the zero or the empty text that stands in its place.
            if let present = column.present {
                let isPresent = Column(ColumnSpec("present", .boolean), storage: .booleans(present))
                first = isPresent.firstRows(among: first)
            }
            first = column.firstRows(among: first)
        }
        var groups: [[Int]] = []
        var number: [Int: Int] = [:]
        for (row, first) in zip(rows, first) {
            if let known = number[first] {
                groups[known].append(row)
            } else {
                number[first] = groups.count
                groups.append([row])
            }
        }
        return groups
    }

    private func kept(_ table: Table, _ book: DatasetBook, _ members: [Party]) throws -> [Int] {
        var rows = Array(0..<table.rowCount)
        for filter in filters {
            var allowed = Set(filter.values)
            switch filter.from {
            case nil: break
            case "members" where members.isEmpty, "members-and-organisations" where members.isEmpty: continue
            case "members": allowed.formUnion(members.map(\.code))
            case "members-and-organisations": allowed.formUnion(try partiesAndTheirs(book, members))
            default: throw Problem("read: where from '\(filter.from ?? "")'", kind: .program)
            }
            guard let column = table[filter.column] else { continue }
            rows = rows.filter { allowed.contains(column[$0].plainText) }
        }
        return rows
    }

    /// The members and the organisations that one of them belongs to.
    private func partiesAndTheirs(_ book: DatasetBook, _ members: [Party]) throws -> Set<String> {
        let owned = try book.read("organisation_members").table
        var codes = Set(members.map(\.code))
        for row in 0..<owned.rowCount where codes.contains(owned[row, "municipality"].plainText) {
            codes.insert(owned[row, "organisation"].plainText)
        }
        return codes
    }
}

extension ReadColumn.Aggregate {
    /// The value of a group. Null cells do not count; a sum of none is zero, a least or greatest of none is null.
    fileprivate func of(_ cells: [Cell], _ type: ColumnType) throws(Problem) -> Cell {
        let present = cells.filter { $0 != .null }
        switch self {
        case .count: return .integer(present.count)
        case .min: return present.min(by: Self.isBefore) ?? .null
        case .max: return present.max(by: Self.isBefore) ?? .null
        case .sum: return try Self.sum(present, type)
        }
    }

    private static func isBefore(_ left: Cell, _ right: Cell) -> Bool {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a < b
        case (.money(let a), .money(let b)): a.ore < b.ore
        case (.real(let a), .real(let b)): a < b
        case (.date(let a), .date(let b)): a < b
        default: left.plainText < right.plainText
        }
    }

    private static func sum(_ cells: [Cell], _ type: ColumnType) throws(Problem) -> Cell {
        switch type {
        case .real: return .real(cells.reduce(0) { $0 + ($1.number ?? 0) })
        case .integer, .money:
            var sum = 0
            for cell in cells {
                let part: Int =
                    switch cell {
                    case .money(let money): money.ore
                    case .integer(let number): number
                    default: 0
                    }
                let (next, overflow) = sum.addingReportingOverflow(part)
                guard !overflow else {
                    throw Problem(Localized(sv: "En summa ryms inte i 64 bitar.", en: "A sum does not fit in 64 bits."))
                }
                sum = next
            }
            return type == .money ? .money(Money(ore: sum)) : .integer(sum)
        default: throw Problem("read: a sum of \(type.rawValue)", kind: .program)
        }
    }
}
