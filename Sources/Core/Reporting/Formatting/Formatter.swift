// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Writes values as a reader of the language expects them: `1 234 567 kr/år` and `12,3 %` in Swedish,
/// `1,234,567 SEK/year` and `12.3%` in English.
///
/// Money from 1 000 kronor is shown in whole kronor, smaller amounts with their öre. Codes are shown by name.
public struct Formatter: Sendable {
    public let language: Language
    /// What codes are called; a code without a name is shown as it is.
    public let names: [String: Localized]

    /// A formatter for a language and the names of a report.
    public init(_ language: Language, names: [String: Localized] = [:]) {
        self.language = language
        self.names = names
    }

    /// A value with its unit, as it stands in a sentence.
    public func cell(_ cell: Cell, unit: String? = nil) -> String {
        switch cell {
        case .null: return "–"
        case .text(let text), .category(let text): return named(text)
        case .party(let party): return named(party.code)
        case .boolean(let value): return (value ? Words.yes : Words.no)(language)
        case .date(let day): return day.description
        case .money(let money): return join(amount(money), UnitWords.text(unit, type: .money, language))
        case .integer(let value):
            let text = Digits.whole(value, language, grouped: !isCalendar(unit))
            return join(text, scalarUnit(unit, type: .integer, one: value == 1))
        case .real(let value):
            if UnitWords.isShare(unit) {
                let percent = Digits.decimal(value * 100, Precision.percentDecimals(for: [value]), language)
                if unit != "share" { return join(percent, UnitWords.points(language, one: percent == "1")) }
                return language == .swedish ? percent + Digits.blank + "%" : percent + "%"
            }
            return join(real(value), scalarUnit(unit, type: .real, one: value == 1))
        }
    }

    /// A value as ``cell(_:unit:)`` writes it but without its unit, which stands beside it; a share keeps its sign.
    public func bare(_ cell: Cell, unit: String?) -> String {
        switch cell {
        case .money(let money): amount(money)
        case .integer(let value): Digits.whole(value, language, grouped: !isCalendar(unit))
        case .real(let value) where unit != "share": real(value)
        default: self.cell(cell, unit: unit)
        }
    }

    /// How much a value is larger than another, with its sign: shares in percentage points.
    ///
    /// - Parameter isBare: whether the unit stands beside it.
    public func difference(_ difference: Cell, unit: String? = nil, isBare: Bool = false) -> String {
        var text = isBare ? bare(difference, unit: unit) : cell(difference, unit: unit)
        if unit == "share", case .real(let share) = difference {
            let points = Digits.decimal(share * 100, Precision.percentDecimals(for: [share]), language)
            text = points + Digits.blank + Words.percentagePoints(language)
        }
        return (difference.number ?? 0 > 0 ? "+" : "") + text
    }

    /// How much larger something is as a share of what it was, with its sign.
    public func relative(_ share: Double) -> String { (share > 0 ? "+" : "") + cell(.real(share), unit: "share") }

    /// The cells of a column without their unit, all with the same number of decimals; null is an en dash.
    public func cells(of column: Column, rows: Range<Int>? = nil) -> [String] {
        let shown = rows ?? 0..<column.count
        let numbers = column.numbers.compactMap { $0 }
        switch column.type {
        case .money:
            let whole = showsWholeKronor(column)
            return shown.map { row in
                guard case .money(let money) = column[row] else { return "–" }
                return whole ? kronor(money) : Digits.decimal(Double(money.ore) / 100, 2, language)
            }
        case .real:
            let percent = UnitWords.isShare(column.unit)
            let decimals = percent ? Precision.percentDecimals(for: numbers) : Precision.decimals(for: numbers)
            return shown.map { row in
                guard case .real(let value) = column[row] else { return "–" }
                let shownValue = percent ? value * 100 : value
                guard isTiny(shownValue, decimals) else { return Digits.decimal(shownValue, decimals, language) }
                // Of seconds or hours a reader wants to know that there is next to nothing, not how little.
                let isMeasured = column.unit != nil && !percent && value > 0
                return isMeasured
                    ? "<" + Digits.decimal(1 / Digits.power(decimals), decimals, language) : real(shownValue)
            }
        case .integer:
            return shown.map { row in
                guard case .integer(let value) = column[row] else { return "–" }
                return Digits.whole(value, language, grouped: !isCalendar(column.unit))
            }
        default: return shown.map { cell(column[$0]) }
        }
    }

    /// The unit of a column in words, as it stands in a header: `kr/år`, `%`, `ärenden/tim`.
    public func unit(of spec: ColumnSpec) -> String? {
        isCalendar(spec.unit) ? nil : UnitWords.text(spec.unit, type: spec.type, language)
    }

    /// The name of a code, of the members of a coalition (`9907+9908`) or of a list of codes (`9907, 9908`).
    public func named(_ text: String) -> String {
        if let name = names[text] { return name(language) }
        let members = text.split(separator: "+").map { names[String($0)]?(language) }
        if members.count > 1, !members.contains(nil) { return members.compactMap { $0 }.joined(separator: " + ") }
        // One that has no name of its own, such as a method by a local driver, stands as it is among the others.
        let codes = text.split(separator: ",").map { $0.drop { $0 == " " } }
        guard codes.count > 1, codes.allSatisfy({ !$0.contains(" ") }),
            codes.contains(where: { names[String($0)] != nil })
        else { return text }
        let list = codes.map { names[String($0)]?(language) ?? String($0) }
        return list.dropLast().joined(separator: ", ") + Words.and(language) + list[list.count - 1]
    }

    // MARK: - Parts

    /// Whether a money column is shown in whole kronor: when any amount reaches 1 000 kronor, or none has öre.
    func showsWholeKronor(_ column: Column) -> Bool {
        guard case .integers(let amounts) = column.storage else { return true }
        return amounts.contains { $0.magnitude >= 100_000 } || amounts.allSatisfy { $0 % 100 == 0 }
    }

    /// An amount in whole kronor, rounded half away from zero.
    func kronor(_ money: Money) -> String {
        let magnitude = Int(money.ore.magnitude / 100) + (money.ore.magnitude % 100 >= 50 ? 1 : 0)
        return Digits.whole(money.ore < 0 ? -magnitude : magnitude, language)
    }

    private func amount(_ money: Money) -> String {
        if money.ore.magnitude >= 100_000 || money.ore % 100 == 0 { return kronor(money) }
        return Digits.decimal(Double(money.ore) / 100, 2, language)
    }

    private func real(_ value: Double) -> String {
        let decimals = Precision.decimals(for: [value])
        if isTiny(value, 3) { return Digits.scientific(value, language) }
        return Digits.decimal(value, decimals, language)
    }

    /// Whether so many decimals would show a number as zero that is not.
    private func isTiny(_ value: Double, _ decimals: Int) -> Bool {
        let magnitude = value < 0 ? -value : value
        return magnitude > 0 && magnitude * Digits.power(decimals) < 0.5
    }

    private func isCalendar(_ unit: String?) -> Bool { unit == "calendar-year" || unit == "year" || unit == "hour" }

    private func scalarUnit(_ unit: String?, type: ColumnType, one: Bool) -> String? {
        unit == "level" || isCalendar(unit) ? nil : UnitWords.text(unit, type: type, language, one: one)
    }

    private func join(_ text: String, _ unit: String?) -> String {
        unit.map { text + Digits.blank + $0 } ?? text
    }
}
