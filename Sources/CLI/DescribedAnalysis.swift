// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit

/// An analysis for a program that is to call it: what it takes and gives, and a JSON Schema of its parameters.
struct DescribedAnalysis {
    let reference: String
    let spec: AnalysisSpec
    let language: Language

    var json: JSON {
        [
            "analysis": .string(reference), "title": spec.title.json, "summary": spec.summary.json,
            "parameters": .array(spec.parameters.map(parameter)), "parameters_schema": parametersSchema,
            "inputs": .array(spec.inputs.map(input)), "outputs": .array(spec.outputs.map(output)),
            "hooks": .array(spec.hooks.map(JSON.string)), "deterministic": .bool(spec.deterministic),
        ]
    }

    private func parameter(_ parameter: ParameterSpec) -> JSON {
        [
            "name": .string(parameter.name), "type": .string(parameter.type.rawValue),
            "unit": text(parameter.unit), "default": parameter.standard ?? .null,
            "minimum": number(parameter.minimum), "maximum": number(parameter.maximum),
            "allowed": .array(parameter.allowed.map(JSON.string)), "title": parameter.title.json,
        ]
    }

    private func input(_ port: InputPort) -> JSON {
        [
            "name": .string(port.name), "required": .bool(port.required), "shape": .string(port.shape.rawValue),
            "key": .array(port.key.map(JSON.string)), "columns": .array(port.columns.map(column)),
            "others": port.others.map(type) ?? .null, "dataset": text(port.read?.dataset), "title": port.title.json,
        ]
    }

    private func output(_ port: OutputPort) -> JSON {
        [
            "name": .string(port.name), "shape": .string(port.shape.rawValue),
            "key": .array(port.key.map(JSON.string)), "columns": .array(port.columns.map(column)),
            "columns_from": text(port.columnsFrom), "others": port.others.map(type) ?? .null,
            "title": port.title.json,
        ]
    }

    private func column(_ column: PortColumn) -> JSON {
        [
            "name": .string(column.name), "type": type(column.type), "unit": text(column.unit),
            "nullable": .bool(column.nullable), "optional": .bool(column.optional),
            "minimum": number(column.minimum), "maximum": number(column.maximum), "title": column.title.json,
        ]
    }

    /// As `plugin.json` writes it: a word, or a choice by a parameter.
    private func type(_ rule: TypeRule) -> JSON {
        switch rule {
        case .fixed(let type): .string(type.rawValue)
        case .when(let name, let value, let then, let otherwise):
            [
                "if": .string("\(name)=\(value)"), "then": .string(then.rawValue), "else": .string(otherwise.rawValue),
            ]
        }
    }

    /// The parameters that a run gets, as JSON Schema: lists as arrays, numbers as numbers.
    private var parametersSchema: JSON {
        let properties = spec.parameters.map { ($0.name, $0.schema(language)) }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
            "properties": .object(JSONObject(properties)), "additionalProperties": false,
        ]
    }

    private func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    private func number(_ number: Double?) -> JSON { number.map(JSON.real) ?? .null }
}

extension ParameterSpec {
    /// What a value must be, as JSON Schema.
    fileprivate func schema(_ language: Language) -> JSON {
        var schema: JSONObject = [:]
        switch type {
        case .text: schema["type"] = "string"
        case .integer: schema["type"] = "integer"
        case .real: schema["type"] = "number"
        case .boolean: schema["type"] = "boolean"
        case .choice: schema["enum"] = .array(allowed.map(JSON.string))
        case .list:
            schema["type"] = "array"
            schema["items"] = element
        }
        schema["title"] = .string(title(language))
        if let unit { schema["unit"] = .string(unit) }
        if let minimum { schema["minimum"] = .real(minimum) }
        if let maximum { schema["maximum"] = .real(maximum) }
        if let standard { schema["default"] = standard }
        return .object(schema)
    }

    /// What an element of a list must be: one of the words, or `proportional:` with any ending.
    private var element: JSON {
        guard !allowed.isEmpty else { return ["type": "string"] }
        let words: JSON = ["enum": .array(allowed.filter { !$0.hasSuffix("*") }.map(JSON.string))]
        let open = allowed.filter { $0.hasSuffix("*") }.map { word -> JSON in
            ["type": "string", "pattern": .string("^" + word.dropLast().escapedForPattern + ".+$")]
        }
        return open.isEmpty ? words : ["anyOf": .array([words] + open)]
    }
}

extension Substring {
    /// The text with what means something in a regular expression escaped.
    fileprivate var escapedForPattern: String {
        map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
