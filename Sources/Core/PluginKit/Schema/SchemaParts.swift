// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A member of an object in a schema, with what an editor shows of it.
struct SchemaField {
    let name: String
    let isRequired: Bool
    let schema: JSON

    static func required(_ name: String, _ kind: JSON, _ description: String) -> SchemaField {
        SchemaField(name: name, isRequired: true, schema: kind.described(description))
    }

    static func optional(_ name: String, _ kind: JSON, _ description: String) -> SchemaField {
        SchemaField(name: name, isRequired: false, schema: kind.described(description))
    }
}

extension JSON {
    /// The same schema with a description.
    func described(_ text: String) -> JSON {
        guard var object else { return self }
        object["description"] = .string(text)
        return .object(object)
    }

    static let aText: JSON = ["type": "string"]
    static let aFlag: JSON = ["type": "boolean"]
    static let aNumber: JSON = ["type": "number"]
    static let someTexts: JSON = .list(of: .aText)

    /// An object of exactly these members.
    static func members(_ fields: [SchemaField]) -> JSON {
        var object: JSONObject = ["type": "object"]
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        object["properties"] = .object(JSONObject(fields.map { ($0.name, $0.schema) }))
        object["additionalProperties"] = false
        return .object(object)
    }

    /// What stands under a name in `$defs`.
    static func part(_ name: String) -> JSON { ["$ref": .string("#/$defs/" + name)] }

    static func list(of items: JSON, least: Int = 0) -> JSON {
        var object: JSONObject = ["type": "array", "items": items]
        if least > 0 { object["minItems"] = .integer(least) }
        return .object(object)
    }

    static func whole(_ range: ClosedRange<Int>) -> JSON {
        ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    }

    /// A text of a form, with examples of it.
    static func shaped(_ pattern: String, _ examples: String...) -> JSON {
        var object: JSONObject = ["type": "string", "pattern": .string(pattern)]
        if !examples.isEmpty { object["examples"] = .array(examples.map { .string($0) }) }
        return .object(object)
    }

    static func oneOf(_ names: some Sequence<String>) -> JSON { ["enum": .array(names.map { .string($0) })] }

    /// One of the cases of a type.
    static func oneOf<T: RawRepresentable & CaseIterable>(_ type: T.Type) -> JSON where T.RawValue == String {
        .oneOf(T.allCases.map(\.rawValue))
    }
}
