// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A place in a JSON document that is not as its schema says.
public struct SchemaFault: Hashable, Sendable {
    /// The names and numbers that lead there.
    public var path: [String]
    /// Whether the name itself is at fault, not its value.
    public var isOfName = false
    /// Whether the value is of another type altogether.
    var isOfType = false
    /// What was expected and what was found.
    public var message: Localized
    public var remedy: Localized?

    /// The place as a JSON Pointer (RFC 6901): `/analyses/0/id`.
    public var pointer: String { SchemaFault.pointer(path) }

    private static func pointer(_ path: [String]) -> String {
        path.map { name in
            "/"
                + name.unicodeScalars.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : escaped($0) }.joined()
        }.joined()
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: "\\u{" + String(scalar.value, radix: 16) + "}"
        default: String(scalar)
        }
    }

    private init(_ path: [String], _ sv: String, _ en: String, remedy: Localized? = nil) {
        self.path = path
        let place = path.isEmpty ? "" : SchemaFault.pointer(path) + ": "
        message = Localized(sv: place + sv, en: place + en)
        self.remedy = remedy
    }

    /// A value for messages: its text on one line, cut.
    private static func shown(_ value: JSON) -> String {
        switch value {
        case .array: return "array"
        case .object: return "object"
        default:
            let text = value.text
            return text.unicodeScalars.prefix(60).map(escaped).joined() + (text.unicodeScalars.count > 60 ? "..." : "")
        }
    }

    static func expected(_ what: String, _ value: JSON, _ path: [String]) -> SchemaFault {
        let found = shown(value)
        var fault = SchemaFault(
            path, "\(what) väntades, men det är \(found).", "\(what) was expected, but it is \(found).")
        fault.isOfType = true
        return fault
    }

    static func noneOf(_ allowed: [JSON], _ value: JSON, _ path: [String]) -> SchemaFault {
        let names = allowed.map(\.plainText)
        let found = shown(value)
        var fault = SchemaFault(
            path, "\(found) är inget av det som väntades: \(names.joined(separator: ", ")).",
            "\(found) is none of what was expected: \(names.joined(separator: ", ")).",
            remedy: value.string.flatMap { $0.closest(in: names) }.map { name in
                Localized(sv: "Menade du '\(name)'?", en: "Did you mean '\(name)'?")
            })
        fault.isOfType = !allowed.contains { $0.kind == value.kind }
        return fault
    }

    static func misshapen(_ pattern: String, _ examples: [JSON], _ value: JSON, _ path: [String]) -> SchemaFault {
        let found = shown(value)
        let form = pattern.utf8.count <= 60 ? ", \(pattern)" : ""
        let names = examples.map(\.plainText).joined(separator: ", ")
        return SchemaFault(
            path, "\(found) har inte den form som väntades\(form).", "\(found) does not have the form expected\(form).",
            remedy: names.isEmpty
                ? nil
                : Localized(sv: "Skriv som något av dessa: \(names).", en: "Write it like one of these: \(names)."))
    }

    static func atLeast(_ least: Double, _ value: JSON, _ path: [String]) -> SchemaFault {
        let bound = JSON.real(least).plainText
        return SchemaFault(
            path, "minst \(bound) väntades, men det är \(shown(value)).",
            "at least \(bound) was expected, but it is \(shown(value)).")
    }

    static func atMost(_ most: Double, _ value: JSON, _ path: [String]) -> SchemaFault {
        let bound = JSON.real(most).plainText
        return SchemaFault(
            path, "högst \(bound) väntades, men det är \(shown(value)).",
            "at most \(bound) was expected, but it is \(shown(value)).")
    }

    static func tooShort(_ path: [String]) -> SchemaFault {
        SchemaFault(path, "texten är tom.", "the text is empty.")
    }

    static func items(_ bound: Int, isLeast: Bool, _ count: Int, _ path: [String]) -> SchemaFault {
        SchemaFault(
            path, "\(isLeast ? "minst" : "högst") \(bound) värden väntades, men det är \(count).",
            "\(isLeast ? "at least" : "at most") \(bound) values were expected, but there are \(count).")
    }

    static func twice(_ value: JSON, _ path: [String]) -> SchemaFault {
        SchemaFault(path, "\(shown(value)) står två gånger.", "\(shown(value)) stands twice.")
    }

    static func missing(_ name: String, _ path: [String]) -> SchemaFault {
        SchemaFault(path, "fältet '\(name)' saknas.", "the field '\(name)' is missing.")
    }

    static func unknown(_ name: String, among known: [String], _ path: [String]) -> SchemaFault {
        let shown = name.unicodeScalars.prefix(60).map(escaped).joined()
        var fault = SchemaFault(
            path, "okänt fält '\(shown)'.", "unknown field '\(shown)'.", remedy: suggestion(for: name, among: known))
        fault.path = path + [name]
        fault.isOfName = true
        return fault
    }
}
