// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Manifest {
    /// Bytes of a `plugin.json` at most.
    public static let largest = 1 << 20
    private static let checker = Result { () throws(Problem) in try JSONSchema(schema) }

    /// Reads `plugin.json` from its bytes: size, JSON, schema, and then what no schema can say.
    ///
    /// - Parameter file: the name to use in messages.
    /// - Throws: ``Problem``, or ``Problems`` when the schema finds several; each with line, column and JSON Pointer.
    public static func read(_ bytes: [UInt8], file: String) throws -> Manifest {
        guard bytes.count <= largest else {
            throw Problem(
                Localized(
                    sv: "plugin.json har \(bytes.count) byte, högst \(largest) är tillåtna.",
                    en: "plugin.json has \(bytes.count) bytes, at most \(largest) are allowed."), at: Place(file: file),
                remedy: Localized(
                    sv: "Ett manifest beskriver tillägget; lägg data i egna filer.",
                    en: "A manifest describes the plugin; put data in files of their own."))
        }
        let json = try JSON.read(bytes, file: file)
        let places = JSONPlaces(bytes)
        try Problems.throwIfAny(
            try checker.get().faults(in: json).map { fault in
                Problem(
                    fault.message, at: places.place(of: fault.path, isOfName: fault.isOfName, file: file),
                    remedy: fault.remedy)
            })
        return try Manifest(json, file: file)
    }
}

extension ParameterSpec {
    /// The parameter as a JSON Schema, for editors and forms. A choice or list whose values have free endings
    /// (`proportional:*`) has a pattern.
    public var schema: JSON {
        var schema: JSONObject = ["title": .string(title.en), "description": .string(title.sv)]
        switch type {
        case .text, .choice: schema["type"] = "string"
        case .integer: schema["type"] = "integer"
        case .real: schema["type"] = "number"
        case .boolean: schema["type"] = "boolean"
        case .list: schema["type"] = "string"
        }
        if let minimum { schema["minimum"] = .real(minimum) }
        if let maximum { schema["maximum"] = .real(maximum) }
        if !allowed.isEmpty {
            let one = "(" + allowed.map(ParameterSpec.pattern).joined(separator: "|") + ")"
            switch type {
            case .list: schema["pattern"] = .string("^(\(one)(,\(one))*)?$")
            case _ where allowed.contains { $0.hasSuffix("*") }: schema["pattern"] = .string("^\(one)$")
            default: schema["enum"] = .array(allowed.map { .string($0) })
            }
        }
        if let defaultValue { schema["default"] = defaultValue }
        return .object(schema)
    }

    /// The pattern of an allowed value.
    private static func pattern(_ value: String) -> String {
        let literal = (value.hasSuffix("*") ? value.dropLast() : value[...]).unicodeScalars.map { scalar in
            "\\.^$*+?()[]{}|".unicodeScalars.contains(scalar) ? "\\" + String(scalar) : String(scalar)
        }.joined()
        return literal + (value.hasSuffix("*") ? "[^,]*" : "")
    }
}
