// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension InputPort {
    /// What is wrong with a table as this input: missing columns, other types or units, columns nobody asked for.
    public func faults(in specs: [ColumnSpec], isGame: Bool, parameters: [String: JSON]) -> [Localized] {
        var faults: [Localized] = []
        if isGame != (shape == .game) {
            faults.append(
                shape == .game
                    ? Localized(
                        sv: "ett spel (en kostnad per grupp av kommuner) väntades",
                        en: "a game (a cost per coalition) was expected")
                    : Localized(
                        sv: "en vanlig tabell väntades, men den är ett spel",
                        en: "a plain table was expected, but it is a game"))
        }
        for column in columns {
            guard let spec = specs.first(where: { $0.name == column.name }) else {
                if !column.optional {
                    faults.append(
                        Localized(sv: "kolumnen '\(column.name)' saknas", en: "the column '\(column.name)' is missing"))
                }
                continue
            }
            let type = column.type.resolve(parameters)
            if !takes(spec.type, as: type) {
                faults.append(
                    Localized(
                        sv: "kolumnen '\(column.name)' är \(spec.type.rawValue), \(type.rawValue) väntades",
                        en: "the column '\(column.name)' is \(spec.type.rawValue), \(type.rawValue) was expected"))
            } else if let unit = column.unit, spec.unit != unit {
                faults.append(
                    Localized(
                        sv: "kolumnen '\(column.name)' har enheten \(spec.unit ?? "-"), \(unit) väntades",
                        en: "the column '\(column.name)' has the unit \(spec.unit ?? "-"), \(unit) was expected"))
            }
        }
        return faults
    }

    /// Whether a column of one type can be handed over as another.
    public func takes(_ given: ColumnType, as wanted: ColumnType) -> Bool {
        given == wanted || (wanted == .category && (given == .party || given == .text))
            || (wanted == .real && given == .integer)
    }

    /// The table with the columns this port takes, in their declared types; what it does not take is left out.
    ///
    /// - Throws: ``Problem`` when the table does not suit the port.
    public func adapted(_ table: Table, parameters: [String: JSON]) throws(Problem) -> Table {
        if let fault = faults(in: table.specs, isGame: table.key.isEmpty, parameters: parameters).first {
            throw unfit(fault)
        }
        var taken: [Column] = []
        for column in table.columns {
            let declared = columns.first { $0.name == column.name }
            let wanted = declared?.type.resolve(parameters) ?? others?.resolve(parameters)
            guard let wanted, takes(column.type, as: wanted) else { continue }
            if declared?.nullable == false, let row = column.present?.firstIndex(of: false) {
                throw unfit(
                    Localized(
                        sv: "kolumnen '\(column.name)' saknar värde i raden \(table.keyText(row))",
                        en: "the column '\(column.name)' has no value in the row \(table.keyText(row))"))
            }
            if let declared, let fault = declared.outOfBounds(column, of: table) {
                throw unfit(
                    Localized(
                        sv: "kolumnen '\(column.name)': \(fault.sv)", en: "the column '\(column.name)': \(fault.en)"))
            }
            taken.append(column.type == wanted ? column : column.recast(as: wanted))
        }
        // a column of the key that the table may leave out counts only when it is there
        let left = Set(columns.filter(\.optional).map(\.name)).subtracting(taken.map(\.name))
        let own = key.isEmpty ? table.key : key.filter { !left.contains($0) }
        do throws(Problem) {
            return try Table(taken, key: own, attributes: table.attributes)
        } catch { throw error.inside("input '\(name)'") }
    }

    private func unfit(_ fault: Localized) -> Problem {
        Problem(
            Localized(sv: "Indatat '\(name)': \(fault.sv).", en: "The input '\(name)': \(fault.en)."),
            remedy: Localized(
                sv: "Det ska ha kolumnerna \(columns.map(\.name).joined(separator: ", ")).",
                en: "It must have the columns \(columns.map(\.name).joined(separator: ", "))."))
    }
}

extension Column {
    /// The same values as another type that holds them: texts and parties as categories, integers as reals.
    fileprivate func recast(as type: ColumnType) -> Column {
        var spec = spec
        spec.type = type
        guard type == .real, case .integers(let values) = storage else {
            return Column(spec, storage: storage, present: present)
        }
        return Column(spec, storage: .reals(values.map(Double.init)), present: present)
    }
}

extension OutputPort {
    /// The columns the port will have under these parameters.
    public func specs(_ parameters: [String: JSON]) -> [ColumnSpec] {
        let fixed = columns.map {
            ColumnSpec($0.name, $0.type.resolve(parameters), unit: $0.unit, nullable: $0.nullable)
        }
        let type = others?.resolve(parameters)
        let further = columnsFrom.flatMap { parameters[$0]?.array }?.compactMap(\.string) ?? []
        return fixed + further.compactMap { name in type.map { ColumnSpec(name, $0) } }
    }

    /// What is wrong with a table a plugin gave for this port.
    func fault(in table: Table, parameters: [String: JSON]) -> String? {
        if (shape == .game) != table.key.isEmpty { return "shape: \(shape.rawValue)" }
        if shape == .table, table.key != key { return "key: \(key) was declared, \(table.key) was given" }
        let declared = specs(parameters)
        for spec in declared {
            guard let column = table[spec.name] else { return "column \(spec.name) is missing" }
            guard column.type == spec.type else {
                return "column \(spec.name) is \(column.type.rawValue), not \(spec.type.rawValue)"
            }
            if let unit = spec.unit, column.unit != unit {
                return "column \(spec.name) has the unit \(column.unit ?? "none"), not \(unit)"
            }
            if column.present != nil, !spec.nullable, columns.contains(where: { $0.name == spec.name }) {
                return "column \(spec.name) holds null"
            }
        }
        let further = columnsFrom == nil ? others?.resolve(parameters) : nil
        for column in table.columns where !declared.contains(where: { $0.name == column.name }) {
            guard let further else { return "column \(column.name) was not declared" }
            guard column.type == further else {
                return "column \(column.name) is \(column.type.rawValue), not \(further.rawValue)"
            }
        }
        return nil
    }
}
