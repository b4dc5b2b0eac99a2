// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The protocol between host and plugin: JSON-RPC 2.0, one message a line (docs/contracts.md, section 2).
public enum WireProtocol {
    /// The version this code speaks.
    public static let version = "1.0"
    /// Largest message in bytes, line feed not counted.
    public static let largestMessage = 8 << 20
    /// Largest table in bytes that stands in a message; a larger one is a folder.
    public static let largestTable = 256 << 10
    /// Most rows in one batch of rule calls.
    public static let largestBatch = 100_000
    /// Most calls of rules in one run.
    public static let mostCalls = 1000
    /// Most rows in all calls of rules of one run.
    public static let mostRows = 1_000_000
}

/// One JSON-RPC message, either way.
public enum Message: Hashable, Sendable {
    case request(id: Int, method: String, params: JSON)
    case notification(method: String, params: JSON)
    case result(id: Int, JSON)
    case failure(id: Int, Problem)

    /// The message as one line without its line feed.
    public var line: [UInt8] {
        var object: JSONObject = ["jsonrpc": "2.0"]
        switch self {
        case .request(let id, let method, let params):
            object["id"] = .integer(id)
            object["method"] = .string(method)
            object["params"] = params
        case .notification(let method, let params):
            object["method"] = .string(method)
            object["params"] = params
        case .result(let id, let result):
            object["id"] = .integer(id)
            object["result"] = result
        case .failure(let id, let problem):
            object["id"] = .integer(id)
            object["error"] = [
                "code": -32000, "message": .string(problem.message.en),
                "data": [
                    "kind": .string(problem.kind.rawValue), "sv": .string(problem.message.sv),
                    "en": .string(problem.message.en),
                    "remedy": problem.remedy?.json ?? .null,
                ],
            ]
        }
        return JSON.object(object).bytes
    }

    /// Reads a line.
    ///
    /// - Throws: ``Problem`` when it is no JSON-RPC 2.0 message.
    public init(line: [UInt8]) throws(Problem) {
        let json = try JSON.read(line)
        var fields = try JSONFields(json, "message")
        guard try fields.string("jsonrpc") == "2.0" else { throw Problem("message: jsonrpc 2.0") }
        let id = try fields.optionalInteger("id")
        if let method = try fields.optionalString("method") {
            let params = fields.optional("params") ?? [:]
            if let id {
                self = .request(id: id, method: method, params: params)
            } else {
                self = .notification(method: method, params: params)
            }
        } else if let id, let error = fields.optional("error") {
            self = .failure(id: id, Message.problem(error))
        } else if let id {
            guard let result = json["result"] else { throw Problem("message: method, result or error") }
            _ = fields.optional("result")
            self = .result(id: id, result)
        } else {
            throw Problem("message: method, result or error")
        }
        try fields.end()
    }

    private static func problem(_ error: JSON) -> Problem {
        func bounded(_ text: String) -> String { String(text.prefix(2000)) }
        let data = error["data"]
        let english = data?["en"]?.string ?? error["message"]?.string ?? error.text
        let remedy = data?["remedy"].flatMap { remedy -> Localized? in
            guard let sv = remedy["sv"]?.string, let en = remedy["en"]?.string else { return nil }
            return Localized(sv: bounded(sv), en: bounded(en))
        }
        return Problem(
            Localized(sv: bounded(data?["sv"]?.string ?? english), en: bounded(english)),
            kind: data?["kind"]?.string.flatMap(Problem.Kind.init) ?? .input, remedy: remedy)
    }
}

/// What the host asks of a plugin: run one analysis.
public struct RunRequest: Hashable, Sendable {
    public var analysis: String
    /// Every declared parameter that has a value, checked and with defaults filled in.
    public var parameters: [String: JSON]
    public var inputs: [String: Table]
    /// The members of the cooperation, in listed order.
    public var members: [Party]
    public var asOf: Day
    public var period: Period
    public var seed: UInt64

    /// Makes a request.
    public init(
        analysis: String, parameters: [String: JSON], inputs: [String: Table], members: [Party], asOf: Day,
        period: Period, seed: UInt64
    ) {
        self.analysis = analysis
        self.parameters = parameters
        self.inputs = inputs
        self.members = members
        self.asOf = asOf
        self.period = period
        self.seed = seed
    }

    /// The request as `params` of the method `run`, with all tables in it.
    public var wire: JSON { wire { table, _ in table.wire } }

    /// The request as `params` of the method `run`, with its large tables in folders.
    ///
    /// - Throws: ``Problem`` when a folder cannot be written.
    public func wire(_ tables: LargeTables) throws(Problem) -> JSON {
        try wire { table, number throws(Problem) in try tables.wire(table, as: "input-\(number)") }
    }

    private func wire<Failure>(_ form: (Table, Int) throws(Failure) -> JSON) throws(Failure) -> JSON {
        var tables = JSONObject()
        for (i, input) in inputs.sorted(by: { $0.key < $1.key }).enumerated() {
            tables[input.key] = try form(input.value, i)
        }
        return .object([
            "analysis": .string(analysis),
            "parameters": .object(JSONObject(parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })),
            "inputs": .object(tables),
            "members": .array(members.map { .string($0.code) }), "asOf": .string(asOf.description),
            "period": .string(period.description), "seed": .integer(Int(truncatingIfNeeded: seed)),
        ])
    }

    /// Reads `params` of the method `run`.
    ///
    /// - Parameter tables: where its large tables are.
    /// - Throws: ``Problem`` when a field is missing, unknown or wrong.
    public init(wire: JSON, _ tables: LargeTables = .inMessage) throws(Problem) {
        var tables = tables
        var fields = try JSONFields(wire, "run")
        analysis = try fields.string("analysis")
        parameters = [:]
        for member in try fields.object("parameters").members { parameters[member.name] = member.value }
        inputs = [:]
        for member in try fields.object("inputs").members {
            do throws(Problem) {
                inputs[member.name] = try tables.table(member.value)
            } catch { throw error.inside("input \(member.name)") }
        }
        members = []
        for code in try fields.strings("members") {
            guard let party = Party(code) else { throw Problem("run: members") }
            members.append(party)
        }
        guard let asOf = Day(try fields.string("asOf")), let period = Period(try fields.string("period")) else {
            throw Problem("run: asOf, period")
        }
        self.asOf = asOf
        self.period = period
        seed = UInt64(bitPattern: Int64(try fields.integer("seed")))
        try fields.end()
    }
}

/// What a rule said to one row of a batch; `value` is nil where no rule had an opinion.
public struct RuleAnswer: Hashable, Sendable {
    public var row: Int
    public var value: JSON?
    public var reason: String?
    /// The rule's file, for findings.
    public var by: String?

    /// Makes an answer.
    public init(row: Int, value: JSON?, reason: String? = nil, by: String? = nil) {
        self.row = row
        self.value = value
        self.reason = reason
        self.by = by
    }

    /// The answer as it travels.
    public var wire: JSON {
        .object([
            "row": .integer(row), "value": value ?? .null, "reason": reason.map(JSON.string) ?? .null,
            "by": by.map(JSON.string) ?? .null,
        ])
    }

    /// Reads the form that travels.
    public init(wire: JSON) throws(Problem) {
        var fields = try JSONFields(wire, "answer")
        row = try fields.integer("row")
        value = fields.optional("value")
        reason = try fields.optionalString("reason")
        by = try fields.optionalString("by")
        try fields.end()
    }
}
