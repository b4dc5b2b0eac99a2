// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// How amounts become cells: money rounded to the öre, or plain numbers as they are; a value game's with the sign turned.
struct AmountForm {
    /// The unit of money, `öre/year`; nil for plain numbers.
    let unit: String?
    /// Whether the amounts were made from a value game.
    let isValue: Bool

    var type: ColumnType { unit == nil ? .real : .money }

    /// The description of a column of amounts.
    func spec(_ name: String, nullable: Bool = false) -> ColumnSpec {
        ColumnSpec(name, type, unit: unit, nullable: nullable)
    }

    /// Shares as cells; money keeps its sum, what rounding leaves over goes to the largest remainders.
    ///
    /// - Throws: ``Problem`` when one does not fit in 64 bits.
    func cells(_ shares: [Rational], _ what: String) throws(Problem) -> [Cell] {
        let turned = isValue ? shares.map { -$0 } : shares
        guard unit != nil else { return turned.map { .real($0.value) } }
        guard let ore = ExactShares(turned).rounded() else {
            throw Problem(
                Localized(sv: "\(what): ett belopp blir för stort.", en: "\(what): an amount becomes too large."),
                kind: .limit)
        }
        return ore.map { .money(Money(ore: $0)) }
    }

    /// An amount as a cell, with the sign of a cost, rounded to the nearest öre.
    func cell(_ amount: Rational) -> Cell {
        unit == nil ? .real(amount.value) : .money(Money(ore: amount.nearest))
    }

    /// An amount as a cell, with the sign turned for a value game after rounding, so that differences stay what they are.
    func turned(_ amount: Rational) -> Cell {
        guard isValue else { return cell(amount) }
        return unit == nil ? .real((-amount).value) : .money(Money(ore: -amount.nearest))
    }

    /// An amount as a cell, rounded to the nearest öre like the amounts beside it, but one above zero to one öre at least:
    /// an objection never shows as none.
    func seen(_ amount: Rational) -> Cell {
        guard unit != nil, amount > .zero else { return cell(amount) }
        return .money(Money(ore: max(1, amount.nearest)))
    }

    /// A bound as a cell, rounded up, so that it still holds.
    func up(_ bound: Rational) -> Cell {
        unit == nil ? .real(bound.value) : .money(Money(ore: bound.roundedUp))
    }
}

extension Cell {
    /// The difference of two cells of amounts.
    func less(_ other: Cell) -> Cell {
        switch (self, other) {
        case (.money(let a), .money(let b)): .money(Money(ore: a.ore - b.ore))
        default: .real((number ?? 0) - (other.number ?? 0))
        }
    }
}
