// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkScripting

/// An example of what a rule answers (Swedish: *testfall*), written in the rule or in the YAML file beside it.
public struct RuleCase: Hashable, Sendable {
    /// What it is called; may be empty.
    public var name: String
    /// The arguments, as the rule is called with them: money in öre, parties and dates as text.
    public var arguments: [JSON]
    public var expected: Expectation
    /// The reason expected beside the answer; nil when any will do.
    public var reason: String?
    /// Where it is written.
    public var place: Place

    /// What the rule is to do.
    public enum Expectation: Hashable, Sendable {
        /// Answer this. null is no opinion.
        case value(JSON)
        /// Be stopped, in this way.
        case error(ScriptError.Kind)
    }

    /// Makes a case that expects an answer.
    public init(name: String, arguments: [JSON], value: JSON, reason: String?, at place: Place = Place()) {
        self.name = name
        self.arguments = arguments
        expected = .value(value)
        self.reason = reason
        self.place = place
    }

    /// Reads a case from its members: `name`, `args` (a list, or by the arguments' names), `expect`, `reason`, `error`.
    ///
    /// - Throws: ``Problem`` at the place when a member is unknown or does not suit the hook.
    public init(_ json: JSON, _ hook: Hook, at place: Place) throws(Problem) {
        do throws(Problem) {
            // An empty Lua table is an empty list.
            var fields = try JSONFields(json == [] ? .object([:]) : json, "test")
            name = try fields.optionalString("name") ?? ""
            arguments = try RuleCase.arguments(fields.optional("args") ?? [], hook)
            reason = try fields.optionalString("reason")
            let value = fields.optional("expect")
            if let kind = try fields.optionalString("error") {
                guard let known = ScriptError.Kind(rawValue: kind), value == nil else {
                    throw RuleCase.wrongError(kind, isKnown: value != nil)
                }
                expected = .error(known)
            } else {
                expected = .value(value ?? .null)
            }
            self.place = place
            try fields.end()
        } catch {
            var problem = error
            if problem.place.file == nil { problem.place = place }
            throw problem
        }
    }

    private static func wrongError(_ kind: String, isKnown: Bool) -> Problem {
        guard !isKnown else {
            return Problem(
                Localized(
                    sv: "Ett testfall väntar antingen ett svar (expect) eller ett fel (error).",
                    en: "A case expects either an answer (expect) or an error (error)."))
        }
        return Problem(
            Localized(sv: "Okänd sorts fel '\(kind)'.", en: "Unknown kind of error '\(kind)'."),
            remedy: suggestion(for: kind, among: ScriptError.Kind.allCases.map(\.rawValue)))
    }
}

extension RuleCase {
    /// The arguments in order, each of the hook's own kind.
    private static func arguments(_ json: JSON, _ hook: Hook) throws(Problem) -> [JSON] {
        let names = hook.parameterNames
        var list: [JSON]
        switch json {
        case .array(let elements): list = elements
        case .object(let object):
            if let name = object.names.first(where: { !names.contains($0) }) {
                throw Problem(
                    Localized(
                        sv: "\(hook.reference) har inget argument '\(name)'.",
                        en: "\(hook.reference) has no argument '\(name)'."),
                    remedy: suggestion(for: name, among: names))
            }
            list = names.map { object[$0] ?? .null }
            while list.last == .null { list.removeLast() }
        default: throw Problem(Localized(sv: "args ska vara en lista.", en: "args must be a list."))
        }
        guard list.count <= names.count else {
            throw Problem(
                Localized(
                    sv: "args har \(list.count) värden, men \(hook.reference) ger \(names.count).",
                    en: "args has \(list.count) values, but \(hook.reference) gives \(names.count)."),
                remedy: Localized(
                    sv: "I ordning: \(names.joined(separator: ", ")).",
                    en: "In order: \(names.joined(separator: ", "))."))
        }
        for position in list.indices { list[position] = try argument(list[position], position, hook) }
        return list
    }

    private static func argument(_ json: JSON, _ position: Int, _ hook: Hook) throws(Problem) -> JSON {
        let values = hook.values.filter { $0.argument == position }
        if let single = values.first, single.field == nil {
            try check(json, single)
            return json
        }
        guard json != .null else { return json }
        let object = json == [] ? [:] : json.object
        guard let object else {
            throw Problem(
                Localized(
                    sv:
                        "'\(hook.parameterNames[position])' är en tabell med fält, men här står \(json.text.prefix(40)).",
                    en: "'\(hook.parameterNames[position])' is a table of fields, but here is \(json.text.prefix(40)).")
            )
        }
        for member in object.members {
            guard let value = values.first(where: { $0.field == member.name }) else {
                throw Problem(
                    Localized(
                        sv: "'\(hook.parameterNames[position])' har inget fält '\(member.name)'.",
                        en: "'\(hook.parameterNames[position])' has no field '\(member.name)'."),
                    remedy: suggestion(for: member.name, among: values.compactMap(\.field)))
            }
            try check(member.value, value)
        }
        return .object(object)
    }

    private static func check(_ json: JSON, _ value: HookValue) throws(Problem) {
        guard json != .null, !value.type.fits(json) else { return }
        throw Problem(
            Localized(
                sv: "\(value.path) är \(value.type.rawValue), men här står \(json.text.prefix(40)).",
                en: "\(value.path) is \(value.type.rawValue), but here is \(json.text.prefix(40))."))
    }
}
