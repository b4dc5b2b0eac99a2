// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRules

extension RunRecord {
    /// The record as it is stored; equal records give equal bytes.
    public var json: JSON {
        var object: JSONObject = [
            "format": 1, "title": title.json, "scenario": .string(scenario),
            "agreement": agreement.map(JSON.string) ?? .null, "period": .string(period), "asOf": .string(asOf),
            "members": .array(members.map { .string($0.code) }), "seed": .integer(Int(truncatingIfNeeded: seed)),
            "changes": .array(changes.map(JSON.string)), "whatIf": .bool(whatIf), "synthetic": .bool(synthetic),
            "answer": .array(answer.map(JSON.string)),
            "steps": .array(steps.map(\.json)), "files": .array(files.map(JSON.string)),
        ]
        if !rules.isEmpty {
            object["rules"] = .object(JSONObject(rules.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        return .object(object)
    }

    /// Reads a stored record.
    ///
    /// - Throws: ``Problem`` when it is not one, or of a later format.
    public init(json: JSON) throws(Problem) {
        var fields = try JSONFields(json, "run")
        guard try fields.integer("format") == 1 else { throw Problem("run: format") }
        title = try fields.localized("title")
        scenario = try fields.string("scenario")
        agreement = fields.optional("agreement")?.string
        period = try fields.string("period")
        asOf = try fields.string("asOf")
        members = []
        for code in try fields.strings("members") {
            guard let party = Party(code) else { throw Problem("run: members") }
            members.append(party)
        }
        seed = UInt64(bitPattern: Int64(try fields.integer("seed")))
        changes = try fields.strings("changes", orEmpty: true)
        whatIf = try fields.flag("whatIf")
        synthetic = try fields.flag("synthetic")
        answer = try fields.strings("answer")
        steps = []
        for step in try fields.array("steps") { steps.append(try StepRecord(json: step)) }
        files = try fields.strings("files")
        for member in try fields.object("rules", orEmpty: true).members { rules[member.name] = member.value.string }
        try fields.end()
    }
}

extension StepRecord {
    /// The parameters as an object sorted by name.
    public var parametersJSON: JSON {
        .object(JSONObject(parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }

    var json: JSON {
        .object([
            "id": .string(id), "analysis": .string(analysis), "version": .string(version), "hash": .string(hash),
            "parameters": parametersJSON, "inputs": .array(inputs.map(\.json)),
            "tables": .object(JSONObject(tables.map { ($0.name, $0.table.wire) })),
            "lineage": .object(JSONObject(lineage.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            "findings": .array(findings.map(\.wire)), "interventions": .array(interventions.map(\.wire)),
            "notices": .array(notices.map(\.wire)), "consultations": .array(consultations.map(\.wire)),
            "conditions": .array(conditions.map(\.wire)),
        ])
    }

    init(json: JSON) throws(Problem) {
        var fields = try JSONFields(json, "step")
        id = try fields.string("id")
        analysis = try fields.string("analysis")
        version = try fields.string("version")
        hash = try fields.string("hash")
        parameters = [:]
        for member in try fields.object("parameters").members { parameters[member.name] = member.value }
        inputs = []
        for input in try fields.array("inputs") { inputs.append(try InputRecord(json: input)) }
        tables = []
        for member in try fields.object("tables").members {
            tables.append((member.name, try Table(wire: member.value)))
        }
        lineage = [:]
        for member in try fields.object("lineage").members {
            lineage[member.name] = member.value.string
        }
        findings = []
        for finding in try fields.array("findings") { findings.append(try Finding(wire: finding)) }
        interventions = try fields.all("interventions", Intervention.init(wire:))
        // Runs stored before there were approvals have none of these.
        notices = try fields.all("notices", orEmpty: true, RuleNotice.init(wire:))
        consultations = try fields.all("consultations", orEmpty: true, Consultation.init(wire:))
        conditions = try fields.all("conditions", orEmpty: true, Condition.init(wire:))
        try fields.end()
    }
}

extension JSONFields {
    /// Takes an array whose elements are all of one stored form.
    mutating func all<T>(
        _ name: String, orEmpty: Bool = false, _ read: (JSON) -> T?
    ) throws(Problem) -> [T] {
        var all: [T] = []
        for json in try array(name, orEmpty: orEmpty) {
            guard let element = read(json) else { throw Problem("step: \(name)") }
            all.append(element)
        }
        return all
    }
}

extension InputRecord {
    /// The source and its rows: `[[key...], [file, line, file, line ...]]` a row.
    var json: JSON {
        var object: JSONObject = ["port": .string(port)]
        switch source {
        case .step(let id, let table):
            object["step"] = .string(id)
            object["table"] = .string(table)
        case .dataset(let id, let revision):
            object["dataset"] = .string(id)
            object["revision"] = .integer(revision)
        case .file(let path, let hash):
            object["file"] = .string(path)
            object["sha256"] = .string(hash)
        }
        object["rows"] = .array(
            rows.map { row in
                [
                    .array(row.key.map(JSON.string)),
                    .array(row.origins.flatMap { [.integer($0.file), .integer($0.line)] }),
                ]
            })
        return .object(object)
    }

    init(json: JSON) throws(Problem) {
        var fields = try JSONFields(json, "input")
        port = try fields.string("port")
        if let step = fields.optional("step")?.string {
            source = .step(step, table: try fields.string("table"))
        } else if let dataset = fields.optional("dataset")?.string {
            source = .dataset(dataset, revision: try fields.integer("revision"))
        } else {
            source = .file(try fields.string("file"), sha256: try fields.string("sha256"))
        }
        rows = try fields.array("rows").map { row in
            let numbers = row.array?.last?.array?.compactMap(\.integer) ?? []
            return Row(
                key: row.array?.first?.array?.compactMap(\.string) ?? [],
                origins: stride(from: 0, to: numbers.count - 1, by: 2).map {
                    Origin(file: numbers[$0], line: numbers[$0 + 1])
                })
        }
        try fields.end()
    }
}
