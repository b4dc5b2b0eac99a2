// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The rows of a dataset on their way to another shape, away from the store: nothing there changes until all of them fit.
struct MovingRows {
    private var shape: DatasetShape
    private var columns: [String: [Cell]] = [:]
    private let old: RegistryTable
    private let id: String
    private var faults: [Problem] = []
    private var more = 0
    private static let limit = 100

    init(_ old: RegistryTable, _ schema: DatasetSchema) {
        self.old = old
        id = schema.id
        shape = DatasetShape(schema)
        for column in old.table.columns { columns[column.name] = column.cells }
    }

    /// Takes the rows through the steps to a new schema.
    ///
    /// - Returns: the cells of each row, in the order of the new columns.
    /// - Throws: `Problem` when the steps do not lead there, `Problems` with the key of each row that does not fit.
    mutating func moved(through steps: [DatasetMigration.Step], to schema: DatasetSchema) throws -> [[Cell]] {
        for step in steps {
            let before = shape
            do { try shape.apply(step) } catch { throw wrong(error.message, error.remedy) }
            move(step, from: before)
        }
        if let difference = shape.difference(from: schema) { throw wrong(difference, nil) }
        return try fitted(to: schema)
    }

    /// The rows as they are, where the new schema has all their columns; columns that are new are empty.
    mutating func widened(to schema: DatasetSchema) throws -> [[Cell]] { try fitted(to: schema, holdsBounds: false) }

    private mutating func move(_ step: DatasetMigration.Step, from before: DatasetShape) {
        switch step {
        case .add(let spec, let value):
            columns[spec.name] = [Cell](repeating: value, count: old.table.rowCount)
        case .rename(let name, let new): columns[new] = columns.removeValue(forKey: name)
        case .drop(let name): columns[name] = nil
        case .rekey: break
        case .retype(let name, let type, _, _):
            columns[name] = (columns[name] ?? []).enumerated().map { row, cell in
                if let cell = cell.converted(to: type) { return cell }
                add(
                    row,
                    Localized(
                        sv: "\(name): '\(cell.plainText)' är inget värde av typen \(type.rawValue)",
                        en: "\(name): '\(cell.plainText)' is no value of the type \(type.rawValue)"))
                return .null
            }
        }
    }

    private mutating func fitted(to schema: DatasetSchema, holdsBounds: Bool = true) throws -> [[Cell]] {
        let count = old.table.rowCount
        let nulls = [Cell](repeating: .null, count: count)
        let cells = schema.columns.map { columns[$0.spec.name] ?? nulls }
        if holdsBounds, faults.isEmpty {
            for (column, cells) in zip(schema.columns, cells) {
                for row in 0..<count {
                    guard let fault = column.fault(in: cells[row]) else { continue }
                    let name = column.spec.name
                    add(row, Localized(sv: "\(name): \(fault.sv)", en: "\(name): \(fault.en)"))
                }
            }
            checkKey(schema.key.map { columns[$0] ?? nulls }, schema.key)
        }
        if more > 0 {
            faults.append(
                Problem(
                    Localized(sv: "... och \(more) rader till.", en: "... and \(more) more rows."), at: place))
        }
        try Problems.throwIfAny(faults)
        return (0..<count).map { row in cells.map { $0[row] } }
    }

    private mutating func checkKey(_ key: [[Cell]], _ names: [String]) {
        var seen: [[Cell]: Int] = [:]
        for row in 0..<old.table.rowCount {
            let cells = key.map { $0[row] }
            guard let first = seen.updateValue(row, forKey: cells) else { continue }
            let (new, other) = (cells.map(\.plainText).joined(separator: ", "), old.table.keyText(first))
            add(
                row,
                Localized(
                    sv: "raden får samma nya nyckel (\(names.joined(separator: ", "))) '\(new)' som [\(other)]",
                    en: "the row gets the same new key (\(names.joined(separator: ", "))) '\(new)' as [\(other)]"))
        }
    }

    private var place: Place { Place(context: ["dataset \(id)"]) }

    private mutating func add(_ row: Int, _ what: Localized) {
        guard faults.count < Self.limit else {
            more += 1
            return
        }
        let address = "\(id)[\(old.table.keyText(row))]"
        let origin = old.origins[row]
        faults.append(
            Problem(
                Localized(sv: "\(address): \(what.sv).", en: "\(address): \(what.en)."),
                at: Place(file: origin.file, line: origin.line, context: ["dataset \(id)"]),
                remedy: Localized(
                    sv: "Rätta raden före uppgraderingen: samverk import.",
                    en: "Correct the row before the upgrade: samverk import.")))
    }

    private func wrong(_ what: Localized, _ remedy: Localized?) -> Problem {
        Problem(
            Localized(
                sv: "Migreringen av '\(id)' leder inte till dess nya kolumner: \(what.sv).",
                en: "The migration of '\(id)' does not lead to its new columns: \(what.en)."),
            at: place,
            remedy: remedy
                ?? Localized(
                    sv: "Felet är tilläggets: be utgivaren rätta 'migrations' i plugin.json.",
                    en: "The fault is the plugin's: ask its publisher to correct 'migrations' in plugin.json."))
    }
}
