// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A plugin's table that breaks a law which its manifest declares. Rules may be behind it, of which this room knows
/// nothing: who called the plugin tells.
public struct BrokenInvariant: Error, Hashable, Sendable {
    /// The plugin's id and publisher.
    public var plugin: String
    public var publisher: String
    /// The table, and which law it breaks where.
    public var table: String
    public var breach: Localized
}

extension PortColumn {
    /// The first row whose number is below or above the column's bounds, in words; nil when all keep them.
    func outOfBounds(_ column: Column, of table: Table) -> Localized? {
        guard minimum != nil || maximum != nil else { return nil }
        return Bounds(minimum, maximum).fault(in: column, of: table)
    }
}

extension OutputPort {
    /// The law that a table breaks, in words; nil when it keeps all: bounds of columns, equal sums of columns.
    ///
    /// A column that holds nothing but null is no answer and keeps every law; a null elsewhere counts as nothing.
    func breach(in table: Table, parameters: [String: JSON]) -> Localized? {
        let given = columnsFrom.flatMap { parameters[$0]?.array }?.compactMap(\.string) ?? []
        let bounds = Bounds(invariants.minimum, invariants.maximum)
        for column in table.columns {
            let own = columns.first { $0.name == column.name }
            let limits = own.map { Bounds($0.minimum, $0.maximum) } ?? (given.contains(column.name) ? bounds : nil)
            if let fault = limits?.fault(in: column, of: table) {
                return Localized(
                    sv: "kolumnen '\(column.name)': \(fault.sv)", en: "the column '\(column.name)': \(fault.en)")
            }
        }
        switch invariants.equalSums {
        case .further: return unequal(given, in: table)
        case .columns(let names): return unequal(names, in: table)
        case nil: return nil
        }
    }

    private func unequal(_ names: [String], in table: Table) -> Localized? {
        let sums = names.compactMap { table[$0] }.compactMap { column in
            Sum(column).map { (name: column.name, sum: $0) }
        }
        guard let first = sums.first, let other = sums.first(where: { !$0.sum.agrees(with: first.sum) }) else {
            return nil
        }
        return Localized(
            sv:
                "kolumnerna ska ha samma summa, men '\(first.name)' ger \(first.sum.text) och '\(other.name)' \(other.sum.text)",
            en:
                "the columns must have equal sums, but '\(first.name)' gives \(first.sum.text) and '\(other.name)' \(other.sum.text)"
        )
    }
}

/// Least and largest value.
private struct Bounds {
    let minimum: Double?
    let maximum: Double?

    init(_ minimum: Double?, _ maximum: Double?) {
        self.minimum = minimum
        self.maximum = maximum
    }

    func fault(in column: Column, of table: Table) -> Localized? {
        for row in 0..<column.count {
            guard let number = column[row].number else { continue }
            let (bound, isLeast) = (minimum.map { number < $0 } ?? false) ? (minimum, true) : (maximum, false)
            guard let bound, isLeast ? number < bound : number > bound else { continue }
            let value = column[row].plainText
            let limit = Cell.real(bound).plainText
            let unit = column.unit.map { " " + $0 } ?? ""
            return Localized(
                sv:
                    "raden \(table.keyText(row)) har \(value), men \(isLeast ? "minst" : "högst") \(limit)\(unit) är lovat",
                en:
                    "the row \(table.keyText(row)) has \(value), but \(isLeast ? "at least" : "at most") \(limit)\(unit) is promised"
            )
        }
        return nil
    }
}

/// The sum of a column: exact for whole numbers and money, and for reals with the size of what was added, which says
/// how far rounding may have moved it.
private enum Sum {
    case whole(Int128)
    case real(Double, size: Double)

    /// nil for a column without any number.
    init?(_ column: Column) {
        let cells = column.cells.filter { $0 != .null }
        guard !cells.isEmpty else { return nil }
        var whole: Int128 = 0
        var real = 0.0
        var size = 0.0
        for cell in cells {
            switch cell {
            case .integer(let number): whole += Int128(number)
            case .money(let money): whole += Int128(money.ore)
            case .real(let number):
                real += number
                size += abs(number)
            default: return nil
            }
        }
        self = column.type == .real ? .real(real, size: size) : .whole(whole)
    }

    /// Whether two sums are the same: whole ones exactly, reals to a billionth of what was added.
    func agrees(with other: Sum) -> Bool {
        switch (self, other) {
        case (.whole(let a), .whole(let b)): a == b
        case (.real(let a, let sizeA), .real(let b, let sizeB)): abs(a - b) <= 1e-9 * max(sizeA, sizeB)
        default: false
        }
    }

    var text: String {
        switch self {
        case .whole(let number): "\(number)"
        case .real(let number, _): Cell.real(number).plainText
        }
    }
}
