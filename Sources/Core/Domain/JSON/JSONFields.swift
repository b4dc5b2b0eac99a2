// SPDX-License-Identifier: EUPL-1.2

/// Reads the members of an object one by one and then insists that none is left: an unknown field is an error.
public struct JSONFields {
    private let object: JSONObject
    /// Which members have been taken: marking them is cheaper than taking the object apart.
    private var taken: [Bool]
    private var known: [String] = []
    /// What is read, for messages: "table", "analysis allocate".
    public let what: String

    /// Starts on an object.
    ///
    /// - Throws: ``Problem`` when the value is no object.
    public init(_ json: JSON, _ what: String) throws(Problem) {
        guard let object = json.object else {
            throw Problem(
                Localized(
                    sv: "\(what): ett objekt väntades, men det är \(json.kind).",
                    en: "\(what): an object was expected, but it is \(json.kind)."))
        }
        self.object = object
        taken = Array(repeating: false, count: object.members.count)
        self.what = what
    }

    /// Takes a member that may be missing; null counts as missing.
    public mutating func optional(_ name: String) -> JSON? {
        known.append(name)
        guard let index = object.members.firstIndex(where: { $0.name == name }), !taken[index] else { return nil }
        taken[index] = true
        if case .null = object.members[index].value { return nil }
        return object.members[index].value
    }

    /// Takes a member that must be there.
    public mutating func required(_ name: String) throws(Problem) -> JSON {
        guard let value = optional(name) else {
            throw Problem(
                Localized(sv: "\(what): fältet '\(name)' saknas.", en: "\(what): the field '\(name)' is missing."))
        }
        return value
    }

    /// Takes a string.
    public mutating func string(_ name: String) throws(Problem) -> String {
        try typed(name, "string", try required(name).string)
    }

    /// Takes an integer.
    public mutating func integer(_ name: String) throws(Problem) -> Int {
        try typed(name, "integer", try required(name).integer)
    }

    /// Takes a string that may be missing.
    public mutating func optionalString(_ name: String) throws(Problem) -> String? {
        guard let json = optional(name) else { return nil }
        return try typed(name, "string", json.string)
    }

    /// Takes an integer that may be missing.
    public mutating func optionalInteger(_ name: String) throws(Problem) -> Int? {
        guard let json = optional(name) else { return nil }
        return try typed(name, "integer", json.integer)
    }

    /// Takes a number, whole or not, that may be missing.
    public mutating func optionalNumber(_ name: String) throws(Problem) -> Double? {
        guard let json = optional(name) else { return nil }
        return try typed(name, "number", json.number)
    }

    /// Takes an object; missing means without members only where `orEmpty` says so.
    public mutating func object(_ name: String, orEmpty: Bool = false) throws(Problem) -> JSONObject {
        if orEmpty {
            guard let json = optional(name) else { return [:] }
            return try typed(name, "object", json.object)
        }
        return try typed(name, "object", try required(name).object)
    }

    /// Takes a boolean, or the default when it is missing.
    public mutating func flag(_ name: String, default value: Bool = false) throws(Problem) -> Bool {
        guard let json = optional(name) else { return value }
        return try typed(name, "boolean", json.bool)
    }

    /// Takes an array; missing means empty only where `orEmpty` says so.
    public mutating func array(_ name: String, orEmpty: Bool = false) throws(Problem) -> [JSON] {
        if orEmpty { return try optionalArray(name) ?? [] }
        return try typed(name, "array", try required(name).array)
    }

    /// Takes an array that may be missing, which is something else than an empty one.
    public mutating func optionalArray(_ name: String) throws(Problem) -> [JSON]? {
        guard let json = optional(name) else { return nil }
        return try typed(name, "array", json.array)
    }

    /// Takes an array of strings.
    public mutating func strings(_ name: String, orEmpty: Bool = false) throws(Problem) -> [String] {
        let elements = try array(name, orEmpty: orEmpty)
        let strings = elements.compactMap(\.string)
        return try typed(name, "array of strings", strings.count == elements.count ? strings : nil)
    }

    /// Takes a text in two languages: `{"sv": ..., "en": ...}` or one string for both.
    public mutating func localized(_ name: String) throws(Problem) -> Localized {
        let json = try required(name)
        if let both = json.string { return Localized(sv: both, en: both) }
        var fields = try JSONFields(json, "\(what).\(name)")
        let text = Localized(sv: try fields.string("sv"), en: try fields.string("en"))
        try fields.end()
        return text
    }

    /// Insists that every member has been taken.
    ///
    /// - Throws: ``Problem`` that names the unknown field, with a suggestion.
    public func end() throws(Problem) {
        guard let left = taken.firstIndex(of: false) else { return }
        let name = object.members[left].name
        throw Problem(
            Localized(sv: "\(what): okänt fält '\(name)'.", en: "\(what): unknown field '\(name)'."),
            remedy: suggestion(for: name, among: known))
    }

    private func typed<T>(_ name: String, _ type: String, _ value: T?) throws(Problem) -> T {
        guard let value else {
            throw Problem(
                Localized(
                    sv: "\(what): fältet '\(name)' ska vara av typen \(type).",
                    en: "\(what): the field '\(name)' must be of type \(type)."))
        }
        return value
    }
}
