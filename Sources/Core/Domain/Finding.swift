// SPDX-License-Identifier: EUPL-1.2

/// Something an analysis noticed (Swedish: *iakttagelse*): the id of a sentence in the plugin's manifest, and the
/// values to put into it. The sentence itself, Swedish and English, stands in the manifest.
public struct Finding: Hashable, Sendable {
    /// How much it matters.
    public enum Severity: String, Sendable {
        case info, notice, warning
    }

    /// A value with the unit it is shown in.
    public struct Argument: Hashable, Sendable {
        public var cell: Cell
        public var unit: String?

        /// Makes an argument.
        public init(_ cell: Cell, unit: String? = nil) {
            self.cell = cell
            self.unit = unit
        }
    }

    /// Id of the sentence.
    public var id: String
    public var severity: Severity
    /// The values by the name that stands in braces in the sentence.
    public var arguments: [String: Argument]

    /// Makes a finding.
    public init(_ id: String, _ severity: Severity = .info, _ arguments: [String: Argument] = [:]) {
        self.id = id
        self.severity = severity
        self.arguments = arguments
    }

    /// The finding as it travels.
    public var wire: JSON {
        let arguments = arguments.sorted { $0.key < $1.key }.map { name, argument in
            let type = argument.cell.type ?? .text
            return (
                name,
                JSON.object([
                    "type": .string(type.rawValue), "unit": argument.unit.map(JSON.string) ?? .null,
                    "value": argument.cell.wire,
                ])
            )
        }
        return .object([
            "id": .string(id), "severity": .string(severity.rawValue), "arguments": .object(JSONObject(arguments)),
        ])
    }

    /// Reads the form that travels.
    ///
    /// - Throws: ``Problem`` when a field is missing, unknown or of the wrong type.
    public init(wire: JSON) throws(Problem) {
        var fields = try JSONFields(wire, "finding")
        id = try fields.string("id")
        guard let severity = Severity(rawValue: try fields.string("severity")) else {
            throw Problem("finding: severity")
        }
        self.severity = severity
        arguments = [:]
        for member in try fields.object("arguments", orEmpty: true).members {
            var argument = try JSONFields(member.value, "finding.\(member.name)")
            guard let type = ColumnType(rawValue: try argument.string("type")) else { throw Problem("finding: type") }
            let unit = try argument.optionalString("unit")
            let value = argument.optional("value") ?? .null
            try argument.end()
            arguments[member.name] = Argument(try Cell(wire: value, type: type, column: member.name), unit: unit)
        }
        try fields.end()
    }
}
