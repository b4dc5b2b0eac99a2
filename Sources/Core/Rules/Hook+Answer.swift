// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension Hook {
    /// Whether a text means this hook: its reference, that of the former version it still serves, or its id.
    public func isNamed(_ text: String) -> Bool { text == reference || text == previousReference || text == id }

    /// What a rule written for a reference is handed and returns: today's signature, or the former version's.
    public func signature(for reference: String) -> Signature {
        if let previous, reference == previousReference { return previous }
        return signature
    }

    /// The arguments of a row as a rule gets them: money in öre, parties and dates as text.
    public func arguments(of rows: Table, row: Int) -> [JSON] { signature.arguments(of: rows, row: row) }

    /// The value of a rule's answer, when the hook allows it.
    ///
    /// - Throws: ``Problem`` in the hook's own words when type or bounds are wrong.
    public func checked(_ value: JSON, at place: Place) throws(Problem) -> JSON {
        try checked(value, result, as: reference, at: place)
    }

    /// The value, checked against the signature the rule was written for and against today's.
    func checked(_ value: JSON, by rule: Rule) throws(Problem) -> JSON {
        let place = Place(file: rule.file.path, line: rule.line)
        let written = signature(for: rule.hook).result
        if written != result { _ = try checked(value, written, as: rule.hook, at: place) }
        return try checked(value, at: place)
    }

    private func checked(_ value: JSON, _ result: Result, as reference: String, at place: Place) throws(Problem) -> JSON
    {
        guard result.allows(value) else {
            throw Problem(
                Localized(
                    sv: "Regeln gav \(value.text.prefix(60)), men \(reference) väntar \(result.expectation.sv).",
                    en: "The rule gave \(value.text.prefix(60)), but \(reference) expects \(result.expectation.en)."),
                at: place, remedy: remedy(for: value))
        }
        return value
    }

    private func remedy(for value: JSON) -> Localized {
        if case .real = value, [.integer, .money].contains(result.type) {
            return Localized(
                sv: "Gör talet helt: round(x), eller dela med // i stället för /.",
                en: "Make the number whole: round(x), or divide by // instead of /.")
        }
        return Localized(sv: "Läs: samverk hooks \(id)", en: "Read: samverk hooks \(id)")
    }

    /// The result in words: title, type, bounds.
    public var expectation: Localized { result.expectation }
}

extension Hook.Signature {
    /// The arguments of a row as a rule gets them.
    func arguments(of rows: Table, row: Int) -> [JSON] {
        arguments.map { argument in
            let cells = argument.columns.map { rows[row, $0].wire }
            if argument.fields.isEmpty { return cells.first ?? .null }
            return .object(JSONObject(Array(zip(argument.fields.map(\.spec.name), cells))))
        }
    }
}

extension Hook.Result {
    /// Whether a value has the type and keeps the bounds.
    fileprivate func allows(_ value: JSON) -> Bool {
        let number = value.number
        return type.fits(value) && (number.map { $0 >= minimum ?? -.infinity && $0 <= maximum ?? .infinity } ?? true)
            && (allowed.isEmpty || allowed.contains(value.string ?? ""))
    }

    /// Type, bounds and title in words.
    var expectation: Localized {
        var bounds = ""
        if let minimum { bounds += " >= \(Cell.real(minimum).plainText)" }
        if let maximum { bounds += " <= \(Cell.real(maximum).plainText)" }
        if !allowed.isEmpty { bounds += " (" + allowed.joined(separator: ", ") + ")" }
        if let unit { bounds += " " + unit }
        return Localized(
            sv: "\(type.rawValue)\(bounds): \(title.sv)", en: "\(type.rawValue)\(bounds): \(title.en)")
    }
}
