// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Reports for programs: the form promised in docs/cli.md, with money in öre and missing values as null.
public enum JSONReport {
    /// The result of one analysis: `analysis`, `tables`, `findings`, `provenance`.
    ///
    /// - Parameters:
    ///   - analysis: its id, such as `cost-allocation/allocate`.
    ///   - names: what codes are called, for the sentences.
    ///   - provenance: versions, inputs, seed, as the caller knows them.
    public static func json(
        analysis: String, _ section: ReportSection, names: [String: Localized] = [:], provenance: JSON
    ) -> JSON {
        .object([
            "analysis": .string(analysis), "tables": tables(section),
            "findings": .array(section.findings.map { finding($0, names) }), "provenance": provenance,
        ])
    }

    /// A whole run: its marks and answer, and under `steps` one member a section.
    public static func json(_ report: Report) -> JSON {
        let steps = report.sections.map { section in
            (
                section.id,
                JSON.object([
                    "title": section.title.json, "by": .string(section.subtitle), "tables": tables(section),
                    "findings": .array(section.findings.map { finding($0, report.names) }),
                    "notes": .array(section.notes.map(\.json)),
                    "conditional": .array(section.conditions.map(\.json)),
                ])
            )
        }
        let provenance = report.provenance.map { JSON.object(["label": $0.label.json, "value": $0.value.json]) }
        return .object([
            "run": report.run.map(JSON.integer) ?? .null, "title": report.title.json,
            "synthetic": .bool(report.synthetic), "what_if": .bool(!report.conditions.isEmpty),
            "conditional": .array(report.conditions.map(\.json)),
            "answer": report.answer.map { finding($0, report.names) } ?? .null,
            "steps": .object(JSONObject(steps)), "provenance": .array(provenance),
        ])
    }

    private static func tables(_ section: ReportSection) -> JSON {
        .object(JSONObject(section.tables.map { ($0.name, table($0.table)) }))
    }

    /// A game's rows begin with their coalition, which stands in no column of the table.
    private static func table(_ table: Table) -> JSON {
        let isGame = table.key.isEmpty
        let index: [JSON] =
            isGame ? [["name": "coalition", "type": "text", "unit": .null]] : []
        let columns = table.columns.map { column in
            JSON.object([
                "name": .string(column.name), "type": .string(column.type.rawValue),
                "unit": (column.unit ?? (column.type == .money ? "öre" : nil)).map(JSON.string) ?? .null,
            ])
        }
        let rows = (0..<table.rowCount).map { row in
            JSON.array((isGame ? [.string(table.keyText(row))] : []) + table.columns.map { $0[row].wire })
        }
        var members: [(String, JSON)] = [("columns", .array(index + columns)), ("rows", .array(rows))]
        if isGame, let players = table.players {
            members.append(("players", .array(players.map(JSON.string))))
        }
        return .object(JSONObject(members))
    }

    private static func finding(_ finding: ReportFinding, _ names: [String: Localized]) -> JSON {
        let arguments = finding.arguments.sorted { $0.key < $1.key }.map { name, argument in
            (
                name,
                JSON.object(["value": argument.cell.wire, "unit": argument.unit.map(JSON.string) ?? .null])
            )
        }
        let sentence = Localized(
            sv: Formatter(.swedish, names: names).sentence(finding),
            en: Formatter(.english, names: names).sentence(finding))
        return .object([
            "id": .string(finding.id), "severity": .string(finding.severity.rawValue), "sentence": sentence.json,
            "arguments": .object(JSONObject(arguments)),
        ])
    }
}
