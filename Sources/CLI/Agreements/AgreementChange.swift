// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkRegistry

/// Facts as they are given on the command line: `form=3`, `joined_on=2027-01-01`.
enum GivenFacts {
    /// The values of `--set`, each read as its column's type.
    ///
    /// - Throws: ``Problem``, or ``Problems`` when several are at fault.
    static func read(_ options: [String], _ schema: DatasetSchema) throws -> [String: Cell] {
        var cells: [String: Cell] = [:]
        var problems: [Problem] = []
        for (name, value) in try KeyValue.all(options, "--set").sorted(by: { $0.key < $1.key }) {
            guard let column = schema[name], !schema.key.contains(name) else {
                let names = schema.columns.map(\.spec.name).filter { !schema.key.contains($0) }
                problems.append(
                    Problem(
                        Localized(
                            sv: "\(schema.title.sv) har ingen uppgift '\(name)' som kan ändras.",
                            en: "\(schema.title.en) have no fact '\(name)' that can be changed."), kind: .usage,
                        remedy: suggestion(for: name, among: names)))
                continue
            }
            do throws(Problem) { cells[name] = try column.cell(value) } catch { problems.append(error) }
        }
        try Problems.throwIfAny(problems)
        return cells
    }

    /// Facts as the audit log keeps them.
    static func told(_ cells: [String: Cell]) -> JSONObject {
        JSONObject(cells.sorted { $0.key < $1.key }.map { ($0.key, $0.value.wire) })
    }
}

/// A change of one row of the agreements' datasets: what stood there, and what shall.
struct AgreementChange {
    private let schema: DatasetSchema
    private let key: [String: Cell]
    /// The columns that change, with their values before (null for a new row) and after.
    private let changes: [(name: String, before: Cell, after: Cell)]
    private let row: [String: Cell]

    /// - Parameter new: what a row that is not there yet has beside the facts.
    init(_ registry: Registry, _ dataset: String, key: [String: Cell], facts: [String: Cell], new: [String: Cell])
        throws
    {
        schema = try registry.schema(dataset)
        self.key = key
        let table = try registry.read(dataset).table
        let found = (0..<table.rowCount).first { row in key.allSatisfy { table[row, $0.key] == $0.value } }
        var before: [String: Cell] = [:]
        if let found { for column in table.columns { before[column.name] = column[found] } }
        let base = found == nil ? new.merging(key) { $1 } : before
        row = base.merging(facts) { $1 }
        changes = row.sorted { $0.key < $1.key }.compactMap { name, after in
            let old = before[name] ?? .null
            return old == after || key[name] != nil ? nil : (name, old, after)
        }
    }

    /// Enters the change, with its audit entry, in one transaction.
    func enter(_ action: String, _ workspace: Workspace) throws {
        guard !changes.isEmpty else { return }
        let facts = changes.map { change in
            (change.name, JSON.object(["before": change.before.wire, "after": change.after.wire]))
        }
        try workspace.registry.enter(
            [try Entry(schema, [row], from: "samverk agreement \(action)")], action: action, object: object,
            facts: JSONObject(facts), by: Workspace.user)
    }

    /// `agreement_parties[agr-desk,9910]`.
    private var object: String {
        "\(schema.id)[\(schema.key.compactMap { key[$0]?.plainText }.joined(separator: ","))]"
    }

    /// What changed, a line a fact.
    func told(_ language: Language) -> String {
        guard !changes.isEmpty else {
            return Localized(sv: "\(object): inget ändrades.", en: "\(object): nothing changed.")(language)
        }
        func word(_ cell: Cell) -> String { cell == .null ? "-" : cell.plainText }
        return ([object] + changes.map { "  \($0.name): \(word($0.before)) -> \(word($0.after))" })
            .joined(separator: "\n")
    }
}

/// Names of folders of rules.
enum RuleFolder {
    /// Whether an agreement of this id can have a folder: a-z, 0-9 and hyphens, a letter first.
    static func isName(_ id: String) -> Bool {
        guard let first = id.utf8.first, (97...122).contains(first), id.utf8.count <= 64 else { return false }
        return id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}
