// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A request as a plugin in Lua is handed it: tables column by column, which its prelude makes rows of.
struct LuaInput {
    let json: JSON

    init(_ request: RunRequest, _ spec: AnalysisSpec) throws(Problem) {
        var inputs = JSONObject()
        for (name, table) in request.inputs.sorted(by: { $0.key < $1.key }) { inputs[name] = LuaInput.wire(table) }
        let parameters = request.parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        json = [
            "analysis": .string(request.analysis), "parameters": .object(JSONObject(parameters)),
            "inputs": .object(inputs), "members": .array(request.members.map { .string($0.code) }),
            "as_of": .string(request.asOf.description), "period": .string(request.period.description),
            "declared": [
                "parameters": .array(spec.parameters.map { .string($0.name) }),
                "inputs": .array(spec.inputs.map { .string($0.name) }),
            ],
        ]
    }

    private static func wire(_ table: Table) -> JSON {
        let columns = table.columns.map { column -> JSON in
            var object: JSONObject = ["name": .string(column.name), "type": .string(column.type.rawValue)]
            if let unit = column.unit { object["unit"] = .string(unit) }
            return .object(object)
        }
        var object: JSONObject = [
            "count": .integer(table.rowCount), "columns": .array(columns),
            "values": .array(table.columns.map { .array($0.cells.map(\.wire)) }),
        ]
        if let players = table.players { object["players"] = .array(players.map(JSON.string)) }
        return .object(object)
    }
}
