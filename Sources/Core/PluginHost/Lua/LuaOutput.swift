// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What a plugin in Lua gave back, read by what its manifest declares.
struct LuaOutput {
    private let manifest: Manifest
    private let spec: AnalysisSpec
    private let request: RunRequest
    private let main: String

    init(_ manifest: Manifest, _ spec: AnalysisSpec, _ request: RunRequest, main: String) {
        self.manifest = manifest
        self.spec = spec
        self.request = request
        self.main = main
    }

    /// The output, its tables in the order of the manifest.
    ///
    /// - Throws: ``Problem`` that names the table, the row and the column at fault.
    func read(_ value: JSON) throws(Problem) -> AnalysisOutput {
        if let fault = value["fault"] { throw told(fault) }
        let given = value["tables"]?.object ?? [:]
        if let extra = given.names.first(where: { spec.output($0) == nil }) {
            throw broken(
                Localized(sv: "tabellen '\(extra)' är inte deklarerad", en: "the table '\(extra)' is not declared"))
        }
        var output = AnalysisOutput([:])
        for port in spec.outputs {
            guard let rows = given[port.name] else {
                throw broken(
                    Localized(sv: "tabellen '\(port.name)' saknas", en: "the table '\(port.name)' is missing"))
            }
            output.tables.append((port.name, try table(rows, port)))
        }
        let findings = value["findings"]?.array
        for (i, finding) in (findings ?? []).enumerated() { output.findings.append(try read(finding, i + 1)) }
        guard findings != nil else {
            throw broken(Localized(sv: "findings är ingen lista", en: "findings is no list"))
        }
        return output
    }

    private func table(_ value: JSON, _ port: OutputPort) throws(Problem) -> Table {
        let rows = value.array ?? value["rows"]?.array ?? []
        var specs = port.specs(request.parameters)
        if port.columnsFrom == nil, let type = port.others?.resolve(request.parameters) {
            var known = Set(specs.map(\.name))
            for name in rows.flatMap({ $0.object?.names ?? [] }) where known.insert(name).inserted {
                specs.append(ColumnSpec(name, type, nullable: true))
            }
        }
        var attributes = JSONObject()
        if let players = value["players"] { attributes["players"] = players }
        var builder = TableBuilder(specs, key: port.shape == .game ? [] : port.key, attributes: attributes)
        for (i, row) in rows.enumerated() {
            do throws(Problem) {
                try builder.append(try cells(row.object ?? [:], specs))
            } catch { throw broken(error.message, "\(port.name)", i + 1) }
        }
        do throws(Problem) { return try builder.table() } catch { throw broken(error.message, port.name) }
    }

    private func cells(_ row: JSONObject, _ specs: [ColumnSpec]) throws(Problem) -> [Cell] {
        let values = Dictionary(row.members.map { ($0.name, $0.value) }) { first, _ in first }
        if values.count > specs.count || !values.keys.allSatisfy({ name in specs.contains { $0.name == name } }) {
            let extra = row.names.first { name in !specs.contains { $0.name == name } } ?? ""
            throw Problem(
                Localized(
                    sv: "kolumnen '\(extra)' är inte deklarerad", en: "the column '\(extra)' is not declared"))
        }
        var cells: [Cell] = []
        cells.reserveCapacity(specs.count)
        for spec in specs {
            guard let value = values[spec.name] else {
                guard spec.nullable else {
                    throw Problem(
                        Localized(sv: "kolumnen '\(spec.name)' saknas", en: "the column '\(spec.name)' is missing"))
                }
                cells.append(.null)
                continue
            }
            cells.append(try Cell(wire: value, type: spec.type, column: spec.name))
        }
        return cells
    }

    private func read(_ json: JSON, _ number: Int) throws(Problem) -> Finding {
        do throws(Problem) {
            var fields = try JSONFields(json, "finding")
            let id = try fields.string("id")
            guard let severity = Finding.Severity(rawValue: try fields.string("severity")) else {
                throw Problem("severity: info, notice, warning")
            }
            var arguments: [String: Finding.Argument] = [:]
            for member in fields.optional("arguments")?.object?.members ?? [] {
                arguments[member.name] = try argument(member.value, member.name)
            }
            try fields.end()
            return Finding(id, severity, arguments)
        } catch {
            throw broken(
                Localized(
                    sv: "findings, \(number): \(error.message.sv)", en: "findings, \(number): \(error.message.en)"))
        }
    }

    private func argument(_ json: JSON, _ name: String) throws(Problem) -> Finding.Argument {
        switch json {
        case .integer(let number): return Finding.Argument(.integer(number))
        case .real(let number): return Finding.Argument(.real(number))
        case .bool(let flag): return Finding.Argument(.boolean(flag))
        case .string(let text): return Finding.Argument(.text(text))
        case .object: break
        case .null, .array: throw Problem("\(name): \(json.kind)")
        }
        var fields = try JSONFields(json, name)
        let typeName = try fields.string("type")
        guard let type = typeName == "float" ? .real : ColumnType(rawValue: typeName) else {
            throw Problem("\(name): type '\(typeName)'")
        }
        let unit = try fields.optionalString("unit")
        let cell = try Cell(wire: fields.optional("value") ?? .null, type: type, column: name)
        try fields.end()
        return Finding.Argument(cell, unit: unit)
    }

    /// A fault that the prelude found, in words.
    private func told(_ fault: JSON) -> Problem {
        let found = fault["found"]?.string ?? ""
        let table = fault["table"]?.string
        let row = fault["row"]?.integer
        let column = fault["column"]?.string ?? ""
        let what: Localized =
            switch fault["what"]?.string {
            case "result":
                Localized(
                    sv: "{ tables = {...} } väntades, inte \(found)",
                    en: "{ tables = {...} } was expected, not \(found)")
            case "field":
                Localized(
                    sv: "fältet '\(found)' är okänt; det finns tables och findings",
                    en: "the field '\(found)' is unknown; there are tables and findings")
            case "table":
                Localized(
                    sv: "en lista av rader väntades, inte \(found)", en: "a list of rows was expected, not \(found)")
            case "list": Localized(sv: "listan av rader har hål eller namn", en: "the list of rows has holes or names")
            case "row": Localized(sv: "en tabell väntades, inte \(found)", en: "a table was expected, not \(found)")
            case "name":
                Localized(
                    sv: "en rad har kolumner med namn, inte \(found)", en: "a row has columns by name, not \(found)")
            default:
                Localized(
                    sv: "kolumnen '\(column)': ett värde väntades, inte \(found)",
                    en: "the column '\(column)': a value was expected, not \(found)")
            }
        return broken(what, table, row)
    }

    private func broken(_ what: Localized, _ table: String? = nil, _ row: Int? = nil) -> Problem {
        func told(_ language: Language) -> String {
            let isSwedish = language == .swedish
            var text = ""
            if let table { text += (isSwedish ? "tabellen " : "table ") + table }
            if let row { text += (isSwedish ? ", rad " : ", row ") + String(row) }
            let message = what(language)
            let clean = message.hasSuffix(".") ? String(message.dropLast()) : message
            return String(((text.isEmpty ? "" : text + ": ") + clean).prefix(500))
        }
        var problem = Problem.fault(
            of: manifest, .program,
            Localized(
                sv: "gav något annat än det lovat: \(told(.swedish))",
                en: "gave something else than it promised: \(told(.english))"))
        problem.place = Place(file: main)
        return problem
    }
}
