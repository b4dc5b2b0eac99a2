// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain
import SamverkRegistry
import Testing

/// A later version may bring columns that can be empty: a workspace in use takes them without moving a row.
@Suite struct AddedColumnTests {
    private let registry: Registry

    init() throws {
        registry = try newRegistry()
        try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
        try registry.take("desk,hour,share\n9907,8,0.5\n9908,8,0.25\n", in: "desk_hours")
    }

    private func column(_ name: String, nullable: Bool) -> DatasetColumn {
        DatasetColumn(ColumnSpec(name, .date, nullable: nullable), title: "-")
    }

    @Test func rowsStayAndTheNewColumnIsEmpty() throws {
        let wider = deskHours([column("since", nullable: true), column("until", nullable: true)])
        try registry.declare([wider], plugin: "support-pooling", version: "0.2.0")
        let table = try registry.read("desk_hours").table
        #expect(table.rowCount == 2 && table.columnNames == ["desk", "hour", "share", "since", "until"])
        #expect(table[1, "share"] == .real(0.25) && table[1, "since"] == .null)
        try registry.take("desk,hour,share,since,until\n9908,8,0.25,2026-01-31,\n", in: "desk_hours")
        let after = try registry.read("desk_hours").table
        #expect(after[1, "since"].plainText == "2026-01-31" && after[1, "share"] == .real(0.25))
        #expect(try registry.audit(limit: 10).contains { $0.action == "declare" && $0.before != nil })
    }

    @Test func aColumnThatNeedsAValueIsRefused() throws {
        let problem = #expect(throws: Problem.self) {
            try registry.declare(
                [deskHours([column("since", nullable: false)])], plugin: "support-pooling", version: "2")
        }
        #expect(problem?.message.en.contains("other columns but holds 2 rows") == true)
        #expect(try registry.read("desk_hours").table.columnNames == ["desk", "hour", "share"])
    }

    @Test func aColumnThatIsGoneIsRefusedEvenWhenAnotherIsAdded() throws {
        var other = deskHours([column("since", nullable: true)])
        other.columns.removeAll { $0.spec.name == "share" }
        #expect(throws: Problem.self) { try registry.declare([other], plugin: "support-pooling", version: "2") }
    }

    /// The dataset `approvals` as workspaces had it before approvals could be signed.
    @Test func aWorkspaceOfBeforeApprovalsWereSignedOpensWithItsRows() throws {
        let added = [
            "file", "hook", "file_hash", "signature", "withdrawn_on", "withdrawn_by", "withdrawn_basis",
        ]
        try registry.take(
            "agreement,rule_hash,party,person,basis,approved_on\nagr,ab,9907,Anna,KF,2026-01-31\n", in: "approvals",
            optional: Set(added))
        let queue = try DatabaseQueue(path: registry.path)
        try queue.write { db in
            for name in added { try db.execute(sql: "ALTER TABLE d_core__approvals DROP COLUMN \(name)") }
            let text = try #require(
                try String.fetchOne(db, sql: "SELECT schema FROM datasets WHERE id = 'approvals'"))
            var schema = try #require(try JSON.read(text).object)
            schema["columns"] = .array(
                (schema["columns"]?.array ?? []).filter { !added.contains($0["name"]?.string ?? "") })
            try db.execute(
                sql: "UPDATE datasets SET schema = ? WHERE id = 'approvals'", arguments: [JSON.object(schema).text])
        }
        try queue.close()
        let table = try Registry.open(at: registry.path).read("approvals").table
        #expect(table.rowCount == 1 && table[0, "person"].plainText == "Anna" && table[0, "signature"] == .null)
        #expect(table.columnNames.suffix(7) == added[...])
    }
}
