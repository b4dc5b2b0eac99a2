// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension ColumnType {
    /// Whether a value of a rule is one of this type: money is a whole number of öre, dates and parties are texts.
    func fits(_ value: JSON) -> Bool {
        switch (self, value) {
        case (.boolean, .bool), (.text, .string), (.category, .string): true
        case (.integer, .integer), (.money, .integer), (.real, .integer), (.real, .real): true
        case (.date, .string(let text)): Day(text) != nil
        case (.party, .string(let text)): Party(text) != nil
        default: false
        }
    }

    /// What a text that somebody wrote means as a value of this type; nil when it means none.
    ///
    /// Yes and no are understood in Swedish and English, a decimal comma like a point. An amount ends in `kr`, or is a whole
    /// number of öre; where `kronor` says so it is kronor without ending.
    public func value(of text: String, kronor: Bool = false) -> JSON? {
        let number = text.replacing(",", with: ".")
        switch self {
        case .text, .category: return .string(text)
        case .boolean:
            switch text.lowercased() {
            case "true", "yes", "ja", "y", "j", "sant": return true
            case "false", "no", "nej", "n", "falskt": return false
            default: return nil
            }
        case .integer: return Int(text).map(JSON.integer)
        case .real:
            if let whole = Int(number) { return .integer(whole) }
            return Double(number).flatMap { $0.isFinite ? .real($0) : nil }
        case .money:
            let isKronor = number.hasSuffix("kr")
            if !kronor, !isKronor { return Int(number).map(JSON.integer) }
            let plain = number.replacing("kr", with: "").filter { !$0.isWhitespace }
            return Money(kronor: plain).map { .integer($0.ore) }
        case .date: return Day(text) == nil ? nil : .string(text)
        case .party: return Party(text) == nil ? nil : .string(text)
        }
    }
}
