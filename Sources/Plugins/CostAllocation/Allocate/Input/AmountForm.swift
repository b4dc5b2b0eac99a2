// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How amounts become cells: money rounded to the öre, or plain numbers as they are.
protocol AmountForm {
    associatedtype A: Amount
    var type: ColumnType { get }
    var unit: String? { get }

    /// The shares as cells; money keeps its sum.
    func cells(_ shares: Shares<A>) -> [Cell]?
    /// A whole amount as a cell.
    func cell(_ amount: A) -> Cell
    /// An amount over a denominator as a cell; money is rounded up, so that an excess above zero never shows as zero.
    func cell(_ numerator: A, over denominator: A) -> Cell
}

/// Money in whole öre.
struct MoneyForm: AmountForm {
    let type = ColumnType.money
    let unit: String?

    init(unit: String?) { self.unit = unit }

    func cells(_ shares: Shares<Int128>) -> [Cell]? {
        roundKeepingSum(shares.numerators, over: shares.denominator)?.map { .money(Money(ore: $0)) }
    }

    func cell(_ amount: Int128) -> Cell { .money(Money(ore: Int(clamping: amount))) }

    func cell(_ numerator: Int128, over denominator: Int128) -> Cell {
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        return cell(rest > 0 ? whole + 1 : whole)
    }
}

/// Plain numbers without a unit, never rounded.
struct PlainForm: AmountForm {
    let type = ColumnType.real
    var unit: String? { nil }

    func cells(_ shares: Shares<Double>) -> [Cell]? {
        shares.numerators.map { .real($0 / shares.denominator) }
    }

    func cell(_ amount: Double) -> Cell { .real(amount) }

    func cell(_ numerator: Double, over denominator: Double) -> Cell { .real(numerator / denominator) }
}
