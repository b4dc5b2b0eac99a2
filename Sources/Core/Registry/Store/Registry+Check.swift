// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// What is wrong in the store: damage, values out of bounds, references that lead nowhere.
    ///
    /// - Returns: for each column the first twenty; empty when all is well.
    public func check() throws -> [Problem] {
        try reading { db in
            var problems = try damage(db)
            guard problems.isEmpty else { return problems }
            for schema in try Self.schemas(db) {
                problems += try outOfBounds(schema, db)
                problems += try References(schema, db).problems()
            }
            return problems
        }
    }

    private func damage(_ db: Database) throws -> [Problem] {
        let found = try Row.fetchAll(db, sql: "PRAGMA quick_check(20)").map { try $0.text(0) }
        var problems = found == ["ok"] ? [] : found.map { StoreFault.damaged(path, $0) }
        for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20) {
            problems.append(StoreFault.damaged(path, "a row of \(try row.text(0)) without its \(try row.text(2))"))
        }
        return problems
    }

    private func outOfBounds(_ schema: DatasetSchema, _ db: Database) throws -> [Problem] {
        let read: RegistryTable
        do {
            read = try Self.read(schema, db)
        } catch let error as DatabaseError {
            return [StoreFault.problem(error, path).inside("dataset \(schema.id)")]
        } catch let problem as Problem {
            return [problem.inside("dataset \(schema.id)")]
        }
        var problems: [Problem] = []
        for column in schema.columns {
            guard let cells = read.table[column.spec.name] else { continue }
            let faulty = (0..<cells.count).lazy.compactMap { row in column.fault(in: cells[row]).map { (row, $0) } }
            for (row, fault) in faulty.prefix(20) {
                let name = column.spec.name
                problems.append(
                    Problem(
                        Localized(sv: "\(name): \(fault.sv).", en: "\(name): \(fault.en)."),
                        at: Place(
                            file: read.origins[row].file, line: read.origins[row].line,
                            context: ["dataset \(schema.id)"])))
            }
        }
        return problems
    }
}
