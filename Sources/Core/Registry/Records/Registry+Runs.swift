// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

extension Registry {
    /// Stores a run; an identical hash keeps its number and becomes the latest.
    ///
    /// - Returns: the number of the run, from 1.
    public func saveRun(hash: String, scenario: String, title: String, content: JSON) throws -> Int {
        try writing { db in
            let next = try Row.fetchOne(db, sql: "SELECT coalesce(max(touched), 0) + 1 FROM runs")?.integer(0) ?? 1
            let known = try Row.fetchOne(db, sql: "SELECT number, touched FROM runs WHERE hash = ?", arguments: [hash])
            if let known {
                let number = try known.integer(0)
                // What is the latest already stays so, and nothing is written.
                if try known.integer(1) == next - 1 { return number }
                try db.execute(sql: "UPDATE runs SET touched = ? WHERE number = ?", arguments: [next, number])
                return number
            }
            try db.execute(
                sql: "INSERT INTO runs (hash, scenario, title, at, touched, content) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [hash, scenario, title, Clock.now, next, content.text])
            return Int(db.lastInsertedRowID)
        }
    }

    /// The run of a number, or nil when there is none; without a number the latest.
    public func run(_ number: Int? = nil) throws -> StoredRun? {
        try reading { db in
            let sql = """
                SELECT number, hash, scenario, title, at, content FROM runs
                WHERE ?1 IS NULL OR number = ?1 ORDER BY touched DESC LIMIT 1
                """
            return try Row.fetchOne(db, sql: sql, arguments: [number]).map { row in
                var run = try Self.run(row)
                run.content = try JSON.read(row.text(5))
                return run
            }
        }
    }

    /// All runs by number; their content is left out (null).
    public func runs() throws -> [StoredRun] {
        try reading { db in
            try Row.fetchAll(db, sql: "SELECT number, hash, scenario, title, at FROM runs ORDER BY number").map(
                Self.run)
        }
    }

    private static func run(_ row: Row) throws -> StoredRun {
        StoredRun(
            number: try row.integer(0), hash: try row.text(1), scenario: try row.text(2), title: try row.text(3),
            at: try row.text(4), content: .null)
    }
}
