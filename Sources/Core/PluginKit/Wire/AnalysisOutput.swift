// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What an analysis gives back: its tables by port, in the order of the manifest, and what it found.
public struct AnalysisOutput: Hashable, Sendable {
    public var tables: [(name: String, table: Table)]
    public var findings: [Finding]

    /// Makes an output.
    public init(_ tables: KeyValuePairs<String, Table>, findings: [Finding] = []) {
        self.tables = tables.map { ($0.key, $0.value) }
        self.findings = findings
    }

    /// The table of a port.
    public subscript(name: String) -> Table? { tables.first { $0.name == name }?.table }

    public static func == (left: AnalysisOutput, right: AnalysisOutput) -> Bool {
        left.wire == right.wire
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(wire) }

    /// The output as `result` of the method `run`, with all tables in it.
    public var wire: JSON { wire { table, _ in table.wire } }

    /// The output as `result` of the method `run`, with its large tables in folders.
    ///
    /// - Parameter run: the number of the request; no two runs of a process write in one folder.
    /// - Throws: ``Problem`` when a folder cannot be written.
    public func wire(_ tables: LargeTables, run: Int) throws(Problem) -> JSON {
        try wire { table, number throws(Problem) in try tables.wire(table, as: "output-\(run)-\(number)") }
    }

    private func wire<Failure>(_ form: (Table, Int) throws(Failure) -> JSON) throws(Failure) -> JSON {
        var members: [(String, JSON)] = []
        for (i, output) in tables.enumerated() { members.append((output.name, try form(output.table, i))) }
        return .object(["tables": .object(JSONObject(members)), "findings": .array(findings.map(\.wire))])
    }

    /// Reads `result` of the method `run`.
    ///
    /// - Parameter large: where its large tables are.
    /// - Throws: ``Problem`` when a table or finding is not well formed.
    public init(wire: JSON, _ large: LargeTables = .inMessage) throws(Problem) {
        var large = large
        var fields = try JSONFields(wire, "result")
        tables = []
        for member in try fields.object("tables").members {
            do {
                tables.append((member.name, try large.table(member.value)))
            } catch { throw error.inside("table \(member.name)") }
        }
        findings = try fields.array("findings").mapThrowing { json throws(Problem) in try Finding(wire: json) }
        try fields.end()
    }
}
