// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

/// What a manifest says becomes of rows of earlier versions.
@Suite struct MigrationManifestTests {
    private func declaration(_ migrations: String) throws -> DatasetDeclaration {
        let text = """
            {"schema": 1, "id": "desks", "version": "0.3.0", "api": "^1.0", "title": "-", "summary": "-",
             "publisher": "-", "licence": "-", "runtime": {"kind": "process", "entry": ["X"]},
             "datasets": [{"id": "desks", "title": "-", "key": ["id"], "columns": [
               {"name": "id", "type": "category", "title": "-"}], "migrations": \(migrations)}]}
            """
        return try Manifest(JSON.read(text), file: "plugin.json").declarations[0]
    }

    @Test func everyStep() throws {
        let read = try declaration(
            """
            [{"version": "0.2.0", "steps": [
               {"add": "agents", "type": "integer", "unit": "persons", "default": 2},
               {"add": "note", "type": "text", "nullable": true},
               {"rename": "name", "to": "title"}, {"drop": "old"}]},
             {"version": "0.3.0", "steps": [
               {"retype": "size", "to": "real", "unit": "share", "nullable": true}, {"retype": "n", "to": "text"},
               {"rekey": ["id", "title"]}]}]
            """)
        #expect(read.migrations.map(\.version) == [Version(0, 2, 0), Version(0, 3, 0)])
        let all: [DatasetMigration.Step] = [
            .add(ColumnSpec("agents", .integer, unit: "persons"), default: .integer(2)),
            .add(ColumnSpec("note", .text, nullable: true), default: .null), .rename("name", to: "title"), .drop("old"),
            .retype("size", to: .real, unit: "share", nullable: true),
            .retype("n", to: .text, unit: nil, nullable: nil), .rekey(["id", "title"]),
        ]
        #expect(read.steps(after: Version(0, 1, 0), through: Version(0, 3, 0)) == all)
        #expect(read.steps(after: Version(0, 1, 0), through: Version(0, 2, 9)) == Array(all[..<4]))
        #expect(read.steps(after: Version(0, 2, 0), through: Version(0, 3, 0)) == Array(all[4...]))
        #expect(read.steps(after: Version(0, 3, 0), through: Version(0, 9, 0)).isEmpty)
        #expect(read.steps(after: Version(0, 3, 0), through: Version(0, 1, 0)).isEmpty)
    }

    @Test(
        "A slip is told",
        arguments: [
            ("{}", "array"), ("[{}]", "'version' is missing"),
            ("[{\"version\": \"1\", \"steps\": []}]", "three numbers"),
            ("[{\"version\": \"0.2.0\"}]", "'steps' is missing"),
            (
                "[{\"version\": \"0.2.0\", \"steps\": []}, {\"version\": \"0.2.0\", \"steps\": []}]",
                "the migration to 0.2.0 stands after that to 0.2.0"
            ),
            (
                "[{\"version\": \"0.2.0\", \"steps\": [{\"sql\": \"DROP TABLE audit\"}]}]",
                "exactly one of the fields add,"
            ),
            ("[{\"version\": \"0.2.0\", \"steps\": [{\"add\": \"a\", \"drop\": \"b\"}]}]", "exactly one of the fields"),
            ("[{\"version\": \"0.2.0\", \"steps\": [{\"drop\": \"b\", \"where\": 1}]}]", "unknown field 'where'"),
            ("[{\"version\": \"0.2.0\", \"steps\": [{\"add\": \"a\", \"type\": \"int\"}]}]", "'int' is unknown"),
            (
                "[{\"version\": \"0.2.0\", \"steps\": [{\"add\": \"a\", \"type\": \"integer\"}]}]",
                "'default' is missing"
            ),
            (
                "[{\"version\": \"0.2.0\", \"steps\": [{\"add\": \"a\", \"type\": \"integer\", \"default\": \"2\"}]}]",
                "integer was expected"
            ),
            ("[{\"version\": \"0.2.0\", \"steps\": [{\"rename\": \"a\", \"to\": \"x\\\" y\"}]}]", "must consist of"),
            ("[{\"version\": \"0.2.0\", \"steps\": [{\"rekey\": []}]}]", "the key is empty"),
            ("[{\"version\": \"0.2.0\", \"steps\": [{\"rekey\": [\"a\", \"a\"]}]}]", "'a' stands twice"),
        ])
    func slips(_ migrations: String, _ message: String) {
        let problem = #expect(throws: Problem.self) { try declaration(migrations) }
        #expect(problem?.message.en.contains(message) == true, "\(problem?.message.en ?? "-")")
        #expect(problem?.place.file == "plugin.json")
    }
}
