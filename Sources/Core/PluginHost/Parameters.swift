// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A parameter's value as a user wrote it, and where.
public struct GivenValue: Hashable, Sendable {
    public var text: String
    public var place: Place

    /// Makes a value.
    public init(_ text: String, at place: Place = Place()) {
        self.text = text
        self.place = place
    }
}

extension AnalysisSpec {
    /// The parameters a run gets: what was given, checked against type and bounds, and the defaults of the rest.
    ///
    /// - Throws: ``Problems``, all of them at once.
    public func resolve(_ given: [String: GivenValue]) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        var problems: [Problem] = []
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let spec = parameters.first(where: { $0.name == name }) else {
                problems.append(
                    Problem(
                        Localized(
                            sv: "Analysen \(id) har ingen parameter '\(name)'.",
                            en: "The analysis \(id) has no parameter '\(name)'."),
                        at: value.place,
                        remedy: suggestion(for: name, among: parameters.map(\.name) + inputs.map(\.name))))
                continue
            }
            do throws(Problem) {
                values[name] = try spec.read(value.text)
            } catch {
                var problem = error
                problem.place = value.place
                problems.append(problem)
            }
        }
        for spec in parameters where values[spec.name] == nil {
            if let standard = spec.standard { values[spec.name] = standard }
        }
        try Problems.throwIfAny(problems)
        return values
    }
}

extension ParameterSpec {
    /// The default as a run gets it: a list as its elements, also where the manifest writes them as one text.
    public var standard: JSON? {
        guard let defaultValue, type == .list, defaultValue.array == nil else { return defaultValue }
        return elements(defaultValue.string ?? "")
    }

    /// Reads a value of this parameter from text.
    ///
    /// - Throws: ``Problem`` that says what was expected.
    public func read(_ text: String) throws(Problem) -> JSON {
        let value: JSON? =
            switch type {
            case .text: .string(text)
            case .choice: allowed.contains(text) ? .string(text) : nil
            case .integer: Int(text).map(JSON.integer)
            case .real: Double(text.replacing(",", with: ".")).flatMap { $0.isFinite ? .real($0) : nil }
            case .boolean:
                switch text {
                case "true", "yes", "ja": .bool(true)
                case "false", "no", "nej": .bool(false)
                default: nil
                }
            case .list: elements(text)
            }
        guard let value else { throw wrong(text, remedy: suggestion(for: text, among: allowed)) }
        if let number = value.number, number < minimum ?? -.infinity || number > maximum ?? .infinity {
            throw wrong(text, remedy: nil)
        }
        for element in value.array ?? [] {
            let name = element.string ?? ""
            let fits =
                allowed.isEmpty
                || allowed.contains {
                    $0 == name || $0.hasSuffix("*") && name.hasPrefix($0.dropLast()) && name.count >= $0.count
                }
            guard fits else { throw wrong(name, remedy: suggestion(for: name, among: allowed)) }
        }
        return value
    }

    func elements(_ text: String) -> JSON { .array(elementsOfList(text).map(JSON.string)) }

    private func wrong(_ text: String, remedy: Localized?) -> Problem {
        Problem(
            Localized(
                sv: "Parametern '\(name)' ska vara \(expectation.sv), inte '\(text)'.",
                en: "The parameter '\(name)' must be \(expectation.en), not '\(text)'."), remedy: remedy)
    }

    /// What a value may be, in words: "a number from 0 to 1 (share)".
    private var expectation: Localized {
        var words: Localized =
            switch type {
            case .text: Localized(sv: "en text", en: "a text")
            case .integer: Localized(sv: "ett heltal", en: "an integer")
            case .real: Localized(sv: "ett tal", en: "a number")
            case .boolean: Localized(sv: "true eller false", en: "true or false")
            case .choice, .list:
                Localized(
                    sv: "något av " + allowed.joined(separator: ", "), en: "one of " + allowed.joined(separator: ", "))
            }
        let low = minimum.map { Cell.real($0).plainText }
        let high = maximum.map { Cell.real($0).plainText }
        switch (low, high) {
        case (let low?, let high?):
            words.sv += " från \(low) till \(high)"
            words.en += " from \(low) to \(high)"
        case (let low?, nil):
            words.sv += " som är minst \(low)"
            words.en += " of at least \(low)"
        case (nil, let high?):
            words.sv += " som är högst \(high)"
            words.en += " of at most \(high)"
        case (nil, nil): break
        }
        if let unit {
            words.sv += " (\(unit))"
            words.en += " (\(unit))"
        }
        return words
    }
}

/// The elements of a list as a user writes it: separated by commas, without blanks at their ends; empty ones are none.
public func elementsOfList(_ text: String) -> [String] {
    text.split(separator: ",").map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
}
