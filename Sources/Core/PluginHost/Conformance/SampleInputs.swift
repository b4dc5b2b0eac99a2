// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Inputs that a manifest's ports allow, made from their columns, bounds and keys: small and sound, or as odd as they may
/// be. The same manifest gives the same inputs.
struct SampleInputs {
    /// What kind of inputs.
    enum Kind: String, CaseIterable {
        case plain = "three rows", single = "one row", required = "only what is required", many = "two hundred rows"
        case empty = "empty tables", extreme = "extreme numbers", odd = "odd names", nulls = "missing values"

        static let sound: [Kind] = [.plain, .single, .required, .many]
        static let hostile: [Kind] = [.empty, .extreme, .odd, .nulls]

        var rows: Int {
            switch self {
            case .single: 1
            case .empty: 0
            case .many: 200
            default: 3
            }
        }

        /// A game of n players has 2^n rows.
        var players: Int {
            switch self {
            case .single, .empty: 1
            case .many: 10
            default: 3
            }
        }
    }

    let spec: AnalysisSpec
    let kind: Kind

    /// A request with these inputs; nil when the ports leave nothing that could be made.
    func request() -> RunRequest? {
        var parameters: [String: JSON] = [:]
        for parameter in spec.parameters {
            let text = parameter.type == .choice ? parameter.allowed.first : nil
            let value = parameter.defaultValue.map { value in
                parameter.type == .list && value.array == nil ? parameter.elements(value.string ?? "") : value
            }
            parameters[parameter.name] = value ?? text.map(JSON.string)
        }
        var inputs: [String: Table] = [:]
        for port in spec.inputs where port.required || kind != .required {
            guard let table = try? table(port, parameters), let taken = try? port.adapted(table, parameters: parameters)
            else {
                if port.required { return nil }
                continue
            }
            inputs[port.name] = taken
        }
        return RunRequest(
            analysis: spec.id, parameters: parameters, inputs: inputs,
            members: (0..<min(max(kind.rows, 1), 12)).compactMap { Party(Self.code($0)) }, asOf: Day(days: 20_454),
            period: .year(2026), seed: 1)
    }

    private func table(_ port: InputPort, _ parameters: [String: JSON]) throws(Problem) -> Table {
        let columns = port.columns.filter { !($0.optional && kind == .required) }
        let count = port.shape == .game ? 1 << kind.players : kind.rows
        var made: [Column] = []
        for column in columns {
            let type = column.type.resolve(parameters)
            let isKey = port.key.contains(column.name) || port.key.isEmpty && column.name == columns.first?.name
            let spec = ColumnSpec(
                column.name, type, unit: column.unit ?? (type == .money ? "öre/year" : nil), nullable: column.nullable)
            let bounds = Bounds(minimum: column.minimum, maximum: column.maximum)
            let cells = (0..<count).map { row in
                kind == .nulls && column.nullable && !isKey ? Cell.null : cell(type, row, bounds, isKey: isKey)
            }
            made.append(try Column(spec, cells))
        }
        if let type = port.others?.resolve(parameters), kind != .required {
            let spec = ColumnSpec("further", type, unit: type == .money ? "öre/year" : nil)
            made.append(try Column(spec, (0..<count).map { cell(type, $0, Bounds(), isKey: false) }))
        }
        if port.shape == .game {
            let players = (0..<kind.players).map { JSON.string(name($0)) }
            return try Table(made, key: [], attributes: ["players": .array(players)])
        }
        return try Table(made, key: port.key.isEmpty ? Array(columns.prefix(1).map(\.name)) : port.key)
    }

    private struct Bounds {
        var minimum: Double?
        var maximum: Double?
    }

    private func cell(_ type: ColumnType, _ row: Int, _ bounds: Bounds, isKey: Bool) -> Cell {
        switch type {
        case .text: .text(name(row))
        case .category: .category(name(row))
        case .party: Party(Self.code(row)).map(Cell.party) ?? .null
        case .boolean: .boolean(row % 2 == 0)
        case .date:
            .date(kind == .extreme && !isKey ? (row % 2 == 0 ? Self.firstDay : Self.lastDay) : Day(days: 20_454 + row))
        case .integer: .integer(Int(number(row, 1, isKey ? 0x1p40 : 0x1p53, bounds, isKey)))
        case .money: .money(Money(ore: Int(number(row, 100_000, 0x1p53, bounds, isKey))))
        case .real:
            .real(kind == .extreme && !isKey ? extreme(row, 1e300, bounds) : bounded(0.25 * Double(row + 1), bounds))
        }
    }

    /// A whole number within the column's bounds.
    private func number(_ row: Int, _ step: Double, _ large: Double, _ bounds: Bounds, _ isKey: Bool) -> Double {
        let number = kind == .extreme && !isKey ? extreme(row, large, bounds) : bounded(step * Double(row + 1), bounds)
        return min(max(number.rounded(), -0x1p53), 0x1p53)
    }

    /// The bounds themselves where there are any, else large numbers of either sign and nothing.
    private func extreme(_ row: Int, _ large: Double, _ bounds: Bounds) -> Double {
        switch row % 3 {
        case 0: bounds.maximum ?? large
        case 1: bounds.minimum ?? -large
        default: bounded(0, bounds)
        }
    }

    private func bounded(_ number: Double, _ bounds: Bounds) -> Double {
        min(max(number, bounds.minimum ?? -.infinity), bounds.maximum ?? .infinity)
    }

    /// The names of rows are the same in all tables, so that they find each other.
    private func name(_ row: Int) -> String {
        guard kind == .odd else { return Self.code(row) }
        return Self.oddNames[row % Self.oddNames.count] + (row < Self.oddNames.count ? "" : "\(row)")
    }

    private static func code(_ row: Int) -> String { String(String(10_001 + row).dropFirst()) }
    private static let oddNames = ["å\u{301}/[,].%+\t", "\"'\\{}$(x)`\n\u{0}", "日👩‍👧\u{202E}\u{FEFF}𝕏"]
    private static let firstDay = Day(year: 1, month: 1, day: 1) ?? Day(days: 0)
    private static let lastDay = Day(year: 9999, month: 12, day: 31) ?? Day(days: 0)
}
