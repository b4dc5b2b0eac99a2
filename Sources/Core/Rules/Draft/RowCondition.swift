// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// For which rows a rule speaks: a value that the rule is handed, compared with one or several others.
public struct RowCondition: Hashable, Sendable {
    public var value: HookValue
    public var sign: Sign
    /// One at least. With `==` any of them will do, with `~=` none.
    public var wanted: [JSON]

    /// How values are compared, as Lua writes it.
    public enum Sign: String, Sendable, CaseIterable {
        case equal = "=="
        case unequal = "~="
        case atMost = "<="
        case atLeast = ">="
        case less = "<"
        case more = ">"
    }

    /// Makes a condition.
    public init(_ value: HookValue, _ sign: Sign, _ wanted: [JSON]) {
        self.value = value
        self.sign = sign
        self.wanted = wanted
    }

    /// Reads `FIELD=VALUE`, `FIELD=VALUE,VALUE`, `FIELD<=VALUE` and the like; the field by its path or its last name.
    ///
    /// - Throws: ``Problem`` with a suggestion.
    public init(_ text: String, among values: [HookValue]) throws(Problem) {
        guard let start = text.firstIndex(where: { "=<>!~".contains($0) }) else {
            throw Problem(
                Localized(sv: "'\(text)': FÄLT=VÄRDE väntades.", en: "'\(text)': FIELD=VALUE was expected."),
                remedy: Localized(
                    sv: "Fälten är: \(values.map(\.path).joined(separator: ", ")).",
                    en: "The fields are: \(values.map(\.path).joined(separator: ", "))."))
        }
        let value = try RowCondition.value(text[..<start].trimmed, among: values)
        try self.init(value, reading: String(text[start...]))
    }

    /// The value of a path, or of a last name that only one has.
    public static func value(_ name: String, among values: [HookValue]) throws(Problem) -> HookValue {
        let named = values.filter { $0.path == name || $0.field == name }
        if named.count == 1 || named.first?.path == name, let found = named.first { return found }
        throw Problem(
            Localized(sv: "Regelpunkten ger inget '\(name)'.", en: "The hook gives no '\(name)'."),
            remedy: suggestion(
                for: name,
                among: name.closest(in: values.compactMap(\.field)) == nil
                    ? values.map(\.path) : values.compactMap(\.field)))
    }

    /// Reads what stands after the field: `=a,b`, `<=3`, or a bare value.
    public init(_ value: HookValue, reading text: String) throws(Problem) {
        var rest = text.trimmed
        var sign = Sign.equal
        let signs: [(String, Sign)] = Sign.allCases.map { ($0.rawValue, $0) } + [("!=", .unequal), ("=", .equal)]
        if let found = signs.filter({ rest.hasPrefix($0.0) }).max(by: { $0.0.count < $1.0.count }) {
            sign = found.1
            rest = rest.dropFirst(found.0.count).trimmed
        }
        let isOrdered = sign != .equal && sign != .unequal
        guard !isOrdered || [.integer, .real, .money, .date].contains(value.type) else {
            throw Problem(
                Localized(
                    sv: "\(value.path) är \(value.type.rawValue) och har ingen ordning.",
                    en: "\(value.path) is \(value.type.rawValue) and has no order."),
                remedy: Localized(sv: "Skriv \(value.path)=VÄRDE.", en: "Write \(value.path)=VALUE."))
        }
        // A decimal comma is no list.
        let isList = !isOrdered && ![.real, .money].contains(value.type)
        let parts = isList ? rest.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed) : [rest]
        var wanted: [JSON] = []
        for part in parts { wanted.append(try value.read(part)) }
        self.init(value, sign, wanted)
    }

    /// Whether a value fulfils it.
    func holds(for given: JSON) -> Bool {
        switch sign {
        case .equal: wanted.contains { RuleCase.same($0, given) }
        case .unequal: !wanted.contains { RuleCase.same($0, given) }
        case .less: compare(given) { $0 < $1 } || compare(text: given) { $0 < $1 }
        case .atMost: compare(given) { $0 <= $1 } || compare(text: given) { $0 <= $1 }
        case .more: compare(given) { $0 > $1 } || compare(text: given) { $0 > $1 }
        case .atLeast: compare(given) { $0 >= $1 } || compare(text: given) { $0 >= $1 }
        }
    }

    private func compare(_ given: JSON, _ by: (Double, Double) -> Bool) -> Bool {
        guard let left = given.number, let right = wanted.first?.number else { return false }
        return by(left, right)
    }

    private func compare(text given: JSON, _ by: (String, String) -> Bool) -> Bool {
        guard let left = given.string, let right = wanted.first?.string else { return false }
        return by(left, right)
    }
}

extension HookValue {
    /// Reads one of its values as a person writes it: the name, its number in the list of what is allowed, an amount in kronor.
    ///
    /// - Throws: ``Problem`` with a suggestion.
    public func read(_ text: String) throws(Problem) -> JSON {
        if !allowed.isEmpty {
            if allowed.contains(text) { return type.value(of: text) ?? .string(text) }
            if let number = Int(text), allowed.indices.contains(number - 1) {
                return type.value(of: allowed[number - 1]) ?? .string(allowed[number - 1])
            }
            throw Problem(
                Localized(sv: "\(path) är aldrig '\(text)'.", en: "\(path) is never '\(text)'."),
                remedy: suggestion(for: text, among: allowed))
        }
        guard !text.isEmpty, let value = type.value(of: text, kronor: true) else {
            throw Problem(
                Localized(
                    sv: "\(path) är \(type.rawValue), inte '\(text)'.",
                    en: "\(path) is \(type.rawValue), not '\(text)'."),
                remedy: type.writing)
        }
        return value
    }
}

extension ColumnType {
    /// How a person writes a value of this type.
    public var writing: Localized? {
        switch self {
        case .boolean: Localized(sv: "Skriv ja eller nej.", en: "Write yes or no.")
        case .integer: Localized(sv: "Skriv ett heltal.", en: "Write a whole number.")
        case .real: Localized(sv: "Skriv ett tal, till exempel 0,25.", en: "Write a number such as 0.25.")
        case .money: Localized(sv: "Skriv kronor, till exempel 1250,50.", en: "Write kronor such as 1250.50.")
        case .date: Localized(sv: "Skriv som 2026-01-31.", en: "Write it like 2026-01-31.")
        case .party: Localized(sv: "Skriv kommunkoden, fyra siffror.", en: "Write the municipality's four digits.")
        case .text, .category: nil
        }
    }
}

extension StringProtocol {
    /// The text without blanks around it.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
