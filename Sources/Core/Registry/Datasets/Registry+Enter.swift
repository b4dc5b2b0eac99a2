// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// Rows that a person enters by a command rather than by a file, and what the audit log shall say of it.
public struct Entry: Sendable {
    /// The dataset's full id.
    public var dataset: String
    public var rows: PositionedTable

    /// Makes an entry.
    public init(_ dataset: String, _ rows: PositionedTable) {
        self.dataset = dataset
        self.rows = rows
    }
}

extension Registry {
    /// Enters rows of one or several datasets in one transaction: all of them or, with any fault, none. The audit log gets
    /// what was done, beside what it gets for any import.
    ///
    /// - Parameters:
    ///   - action: `approve`, `end` ...
    ///   - object: what it was done to.
    ///   - facts: what is worth keeping of it, as the audit log shows it.
    /// - Throws: `Problem` or `Problems`.
    @discardableResult
    public func enter(
        _ entries: [Entry], action: String, object: String, facts: JSONObject, by who: String
    ) throws -> [ImportReport] {
        try writing { db in
            let reports = try entries.map { entry in
                let schema = try Self.schema(entry.dataset, db)
                try LandingCheck.run(entry.rows, schema)
                return try Self.land(entry.rows, in: schema, by: who, db)
            }
            try Self.record(action, object, by: who, after: JSON.object(facts).text, db)
            return reports
        }
    }
}
