// SPDX-License-Identifier: EUPL-1.2

/// A JSON value as Samverk reads and writes it: integers and reals are told apart, and members keep their order.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case real(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    /// The member of an object by name; nil for anything else.
    public subscript(name: String) -> JSON? {
        if case .object(let object) = self { return object[name] }
        return nil
    }

    /// The text of a string.
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The value of an integer.
    public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    /// The value of a boolean.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The elements of an array.
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
    /// The members of an object.
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
    /// The value of an integer or a real.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }

    /// The value as a user writes it: a text without quotes, a number without needless decimals, a list by commas.
    public var plainText: String {
        switch self {
        case .array(let elements): elements.map(\.plainText).joined(separator: ",")
        case .string(let text): text
        case .real(let number): Cell.real(number).plainText
        default: text
        }
    }

    /// What kind of value it is, for messages.
    public var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .real: "real"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

/// The members of a JSON object, in order.
public struct JSONObject: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// The members in the order they were read or added.
    public private(set) var members: [Member] = []

    /// One member.
    public struct Member: Hashable, Sendable {
        public var name: String
        public var value: JSON
    }

    /// An object without members.
    public init() {}

    public init(dictionaryLiteral elements: (String, JSON)...) {
        members = elements.map { Member(name: $0.0, value: $0.1) }
    }

    /// An object of members, whose names the caller knows to be distinct.
    public init(_ members: some Sequence<(String, JSON)>) {
        self.members = members.map { Member(name: $0.0, value: $0.1) }
    }

    /// An object of members whose names the reader has found to be distinct.
    init(distinct members: [Member]) { self.members = members }

    /// The value of a member; assigning nil removes it.
    public subscript(name: String) -> JSON? {
        get { members.first { $0.name == name }?.value }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let i?, let value?): members[i].value = value
            case (let i?, nil): members.remove(at: i)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// The names in order.
    public var names: [String] { members.map(\.name) }

    /// The same members sorted by name, and so in every object inside.
    public var sorted: JSONObject {
        JSONObject(members.map { ($0.name, $0.value.sorted) }.sorted { $0.0 < $1.0 })
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
    public init(nilLiteral: ()) { self = .null }

    /// The same value with the members of every object sorted by name: one text for one value.
    public var sorted: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.sorted))
        case .object(let object): .object(object.sorted)
        default: self
        }
    }
}
