// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A figure that is not the same in two runs.
public struct FigureChange: Sendable {
    /// Without the number of a run.
    public var address: Address
    /// The party in its key; nil when there is none.
    public var party: String?
    /// The figure in the first run; null when its row is not there.
    public var before: Cell
    /// The figure in the second run.
    public var after: Cell
    /// Name, type and unit.
    public var column: ColumnSpec
    /// Whether its table, row or column is in one of the runs only.
    public var isLone = false

    /// How much larger the second is; null where the two cannot be subtracted.
    public var difference: Cell { before.difference(to: after) }

    /// How much larger the second is as a share of the first; nil where that has no meaning.
    public var relative: Double? { before.relativeDifference(to: after, unit: column.unit) }

    /// The largest change first: amounts by their kronor, then shares by their points and other numbers by how much they
    /// changed for their size, then what is no number.
    public static func isLarger(_ left: FigureChange, than right: FigureChange) -> Bool {
        let (a, b) = (left.size, right.size)
        return (a.rank, -a.size) < (b.rank, -b.size)
    }

    private var size: (rank: Int, size: Double) {
        switch difference {
        case .money(let money): return (0, Double(money.ore.magnitude))
        case .integer, .real:
            let largest = column.unit == "share" ? 1 : max(abs(before.number ?? 0), abs(after.number ?? 0))
            return (1, largest > 0 ? abs(difference.number ?? 0) / largest : 0)
        default: return (isLone ? 3 : 2, 0)
        }
    }
}

extension Cell {
    /// How much larger another value is: exact for amounts, null where the two cannot be subtracted.
    public func difference(to other: Cell) -> Cell {
        switch (self, other) {
        case (.money(let a), .money(let b)):
            let (value, overflow) = b.ore.subtractingReportingOverflow(a.ore)
            return overflow ? .null : .money(Money(ore: value))
        case (.integer(let a), .integer(let b)):
            let (value, overflow) = b.subtractingReportingOverflow(a)
            return overflow ? .null : .integer(value)
        case (.real(let a), .real(let b)) where (b - a).isFinite: return .real(b - a)
        default: return .null
        }
    }

    /// How much larger another value is as a share of this one; nil where that has no meaning: of nothing, of words, and of
    /// shares, whose difference is in percentage points.
    public func relativeDifference(to other: Cell, unit: String?) -> Double? {
        guard unit != "share", let old = number, let change = difference(to: other).number, old != 0 else { return nil }
        let relative = change / abs(old)
        return relative.isFinite ? relative : nil
    }
}
