// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Checks rows against the schema of the dataset that they are to land in.
struct LandingCheck {
    let schema: DatasetSchema
    let rows: PositionedTable
    private var problems: [Problem] = []
    private var more = 0
    private static let limit = 100

    /// - Throws: `Problem` or `Problems`: all that keeps the rows from landing.
    static func run(_ rows: PositionedTable, _ schema: DatasetSchema) throws {
        var check = LandingCheck(schema: schema, rows: rows)
        check.checkColumns()
        try Problems.throwIfAny(check.problems)
        check.checkCells()
        check.checkKeys()
        check.problems.sort { ($0.place.line ?? 0) < ($1.place.line ?? 0) }
        if check.more > 0 {
            check.problems.append(
                Problem(
                    Localized(sv: "... och \(check.more) fel till.", en: "... and \(check.more) more faults."),
                    at: Place(file: rows.file)))
        }
        try Problems.throwIfAny(check.problems)
    }

    private init(schema: DatasetSchema, rows: PositionedTable) {
        self.schema = schema
        self.rows = rows
    }

    private mutating func add(_ problem: Problem) {
        if problems.count < Self.limit { problems.append(problem) } else { more += 1 }
    }

    private mutating func checkColumns() {
        let place = Place(file: rows.file)
        for spec in rows.table.specs {
            guard let expected = schema[spec.name]?.spec else {
                add(
                    Problem(
                        Localized(
                            sv: "Datamängden '\(schema.id)' har ingen kolumn '\(spec.name)'.",
                            en: "The dataset '\(schema.id)' has no column '\(spec.name)'."),
                        at: place, remedy: suggestion(for: spec.name, among: schema.columns.map(\.spec.name))))
                continue
            }
            if spec.type != expected.type || spec.unit != expected.unit {
                add(
                    Problem(
                        Localized(
                            sv: "Kolumnen '\(spec.name)' är \(describe(spec)), men \(describe(expected)) väntades.",
                            en:
                                "The column '\(spec.name)' is \(describe(spec)), but \(describe(expected)) was expected."
                        ),
                        at: place))
            }
        }
        for column in schema.columns where rows.table[column.spec.name] == nil {
            guard !column.spec.nullable else { continue }
            add(
                Problem(
                    Localized(
                        sv: "Kolumnen '\(column.spec.name)' saknas.", en: "The column '\(column.spec.name)' is missing."
                    ),
                    at: place))
        }
    }

    private func describe(_ spec: ColumnSpec) -> String { spec.type.rawValue + (spec.unit.map { " (\($0))" } ?? "") }

    private mutating func checkCells() {
        for column in schema.columns {
            guard let cells = rows.table[column.spec.name] else { continue }
            for row in 0..<rows.table.rowCount {
                guard let fault = fault(in: cells[row], column) else { continue }
                let name = column.spec.name
                add(
                    Problem(
                        Localized(sv: "\(name): \(fault.sv).", en: "\(name): \(fault.en)."),
                        at: Place(file: rows.file, line: rows.line(row))))
            }
        }
    }

    private func fault(in cell: Cell, _ column: DatasetColumn) -> Localized? {
        switch cell {
        case .real(let value) where !value.isFinite:
            return Localized(sv: "inget ändligt tal", en: "not a finite number")
        case .text(let text), .category(let text):
            if text.utf8.contains(0) {
                return Localized(sv: "ett NUL-tecken i texten", en: "a NUL character in the text")
            }
        default: break
        }
        return column.fault(in: cell)
    }

    /// A table checks its own key; it may be another one than the dataset's.
    private mutating func checkKeys() {
        guard rows.table.key != schema.key else { return }
        let columns = schema.key.compactMap { rows.table[$0] }
        var seen: [[Cell]: Int] = [:]
        for row in 0..<rows.table.rowCount {
            let cells = columns.map { $0[row] }
            if let first = seen.updateValue(row, forKey: cells) {
                let key = cells.map(\.plainText).joined(separator: ", ")
                add(
                    Problem(
                        Localized(
                            sv: "Raden har samma nyckel '\(key)' som rad \(rows.line(first)).",
                            en: "The row has the same key '\(key)' as line \(rows.line(first))."),
                        at: Place(file: rows.file, line: rows.line(row))))
            }
        }
    }
}

extension PositionedTable {
    /// The line of a row; by its number when the file gave none.
    func line(_ row: Int) -> Int { row < lines.count ? lines[row] : row + 2 }
}
