// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

/// A plugin says what becomes of the rows of its datasets; the core does it, and undoes it.
@Suite("Migrations of a plugin's datasets")
struct MigrationTests {
    typealias Step = DatasetMigration.Step
    let registry: Registry
    let plugin = "support-pooling"

    init() throws {
        registry = try newRegistry()
        try registry.declare([deskHours()], plugin: plugin, version: "0.1.0")
        try registry.take("desk,hour,share\n9907,8,0.5\n9908,8,0.25\n9908,9,\n", in: "desk_hours", file: "hours.csv")
    }

    private func column(_ name: String, _ type: ColumnType, unit: String? = nil, nullable: Bool = false)
        -> DatasetColumn
    { DatasetColumn(ColumnSpec(name, type, unit: unit, nullable: nullable), title: "-") }

    private func schema(_ columns: [DatasetColumn], key: [String]) -> DatasetSchema {
        DatasetSchema("support-pooling/desk_hours", title: "-", columns: columns, key: key)
    }

    /// The dataset of version 0.3.0, and the way there over 0.2.0.
    private var later: DatasetDeclaration {
        DatasetDeclaration(
            schema(
                [
                    column("desk", .category), column("hour", .text),
                    column("part", .real, unit: "share", nullable: true),
                    column("agents", .integer),
                ], key: ["hour", "desk"]),
            migrations: [
                DatasetMigration(
                    Version(0, 2, 0),
                    [.rename("share", to: "part"), .add(ColumnSpec("agents", .integer), default: .integer(2))]),
                DatasetMigration(
                    Version(0, 3, 0), [.retype("hour", to: .text, unit: nil, nullable: nil), .rekey(["hour", "desk"])]),
            ])
    }

    /// Everything that the store holds of the dataset.
    private func state() throws -> [String] {
        let read = try registry.read("desk_hours")
        return try [
            registry.hash(of: "desk_hours"), "\(registry.schema("desk_hours"))", "\(read.table)", "\(read.origins)",
        ]
    }

    @Test("rows go over several versions at once, and keep their file and line")
    func upwards() throws {
        let told = try registry.datasetChanges([later], plugin: plugin, version: "0.3.0")
        #expect(told.map(\.kind) == [.migrated] && told[0].rows == 3 && told[0].steps.count == 4)
        #expect(try registry.read("desk_hours").table.columnNames == ["desk", "hour", "share"], "only told")
        #expect(try registry.declare([later], plugin: plugin, version: "0.3.0") == told)
        let read = try registry.read("desk_hours")
        #expect(read.table.key == ["hour", "desk"] && read.table.columnNames == ["desk", "hour", "part", "agents"])
        #expect(read.table["part"]?.cells == [.real(0.5), .real(0.25), .null])
        #expect(read.table["hour"]?.cells == [.text("8"), .text("8"), .text("9")])
        #expect(read.table["agents"]?.cells == [.integer(2), .integer(2), .integer(2)])
        #expect(read.origins.map(\.line) == [2, 3, 4] && read.origins.allSatisfy { $0.file == "hours.csv" })
        #expect(try registry.declare([later], plugin: plugin, version: "0.3.0").isEmpty, "and not once more")
    }

    @Test("and back, to an equal hash; what was entered before the change counts as it was")
    func downwards() throws {
        let before = try state()
        try registry.declare([later], plugin: plugin, version: "0.3.0")
        #expect(try registry.rollBackDatasets(of: plugin, to: "0.1.0", by: "anna") == ["support-pooling/desk_hours"])
        #expect(try state() == before)
        #expect(try registry.audit(limit: 1).map(\.action) == ["rollback"])
        // and up again
        try registry.declare([later], plugin: plugin, version: "0.3.0")
        #expect(try registry.read("desk_hours").table.columnNames.last == "agents")
    }

    @Test("version by version there and back")
    func stepwise() throws {
        var middle = later
        middle.schema = schema(
            [
                column("desk", .category), column("hour", .integer),
                column("part", .real, unit: "share", nullable: true),
                column("agents", .integer),
            ], key: ["desk", "hour"])
        middle.migrations.removeLast()
        let first = try state()
        try registry.declare([middle], plugin: plugin, version: "0.2.0")
        let second = try state()
        try registry.declare([later], plugin: plugin, version: "0.3.0")
        try registry.rollBackDatasets(of: plugin, to: "0.2.0", by: "anna")
        #expect(try state() == second)
        try registry.rollBackDatasets(of: plugin, to: "0.1.0", by: "anna")
        #expect(try state() == first)
        #expect(try registry.rollBackDatasets(of: plugin, to: "0.1.0", by: "anna").isEmpty)
    }

    @Test("rows that were entered since are not lost unawares")
    func enteredSince() throws {
        let before = try state()
        try registry.declare([later], plugin: plugin, version: "0.3.0")
        try registry.take("desk,hour,part,agents\n9901,7,,1\n", in: "desk_hours")
        let now = try state()
        let refused = faults { try registry.rollBackDatasets(of: plugin, to: "0.1.0", by: "anna") }
        #expect(
            refused.map(\.message.en) == [
                "Rows of 'support-pooling/desk_hours' have changed since the plugin became 0.3.0: they would be lost."
            ])
        #expect(refused.first?.remedy?.en.contains("--discard") == true)
        #expect(try state() == now)
        try registry.rollBackDatasets(of: plugin, to: "0.1.0", discard: true, by: "anna")
        #expect(try state() == before)
    }

    @Test("a dataset that the version did not change keeps what it got since; so does one with other titles only")
    func unchanged() throws {
        var titled = deskHours()
        titled.title = "Hours"
        try registry.declare([titled], plugin: plugin, version: "0.2.0")
        try registry.take("desk,hour,share\n9901,7,1\n", in: "desk_hours")
        try registry.rollBackDatasets(of: plugin, to: "0.1.0", by: "anna")
        #expect(try registry.schema("desk_hours").title == "-" && registry.read("desk_hours").table.rowCount == 4)
    }

    @Test("a dataset that was new goes again, unless it has rows")
    func new() throws {
        let more = DatasetSchema("support-pooling/desks", title: "-", columns: [column("desk", .party)], key: ["desk"])
        try registry.declare([deskHours(), more], plugin: plugin, version: "0.2.0")
        try registry.take("desk\n9907\n", in: "desks")
        #expect(faults { try registry.rollBackDatasets(of: plugin, to: "0.1.0", by: "anna") }.count == 1)
        try registry.rollBackDatasets(of: plugin, to: "0.1.0", discard: true, by: "anna")
        #expect(try registry.schemas.contains { $0.id == "support-pooling/desks" } == false)
    }

    @Test(
        "steps that do not lead to the new columns are refused with the difference",
        arguments: [
            ([Step.rename("share", to: "part")], "no step adds 'agents'"),
            ([.rename("shar", to: "part")], "a step names 'shar', which is not there then"),
            ([.rename("share", to: "desk")], "a step makes the column 'desk', which is there already"),
            ([.drop("hour")], "a step drops 'hour', which is part of the key"),
            (
                [.rename("share", to: "part"), .add(ColumnSpec("agents", .real), default: .real(1))],
                "'agents' becomes real, but must be integer"
            ),
            (
                [
                    .rename("share", to: "part"), .add(ColumnSpec("agents", .integer), default: .integer(1)),
                    .add(ColumnSpec("x", .text, nullable: true), default: .null),
                ], "no step drops 'x'"
            ),
            (
                [.rename("share", to: "part"), .add(ColumnSpec("agents", .integer), default: .integer(1))],
                "'hour' becomes integer, but must be text"
            ),
            (
                [
                    .rename("share", to: "part"), .add(ColumnSpec("agents", .integer), default: .integer(1)),
                    .retype("hour", to: .text, unit: nil, nullable: nil),
                ], "the key becomes desk, hour, but must be hour, desk"
            ),
        ])
    func wrongSteps(_ steps: [Step], _ what: String) throws {
        let before = try state()
        let wrong = DatasetDeclaration(later.schema, migrations: [DatasetMigration(Version(0, 3, 0), steps)])
        let found = faults { try registry.declare([wrong], plugin: plugin, version: "0.3.0") }
        let start = "The migration of 'support-pooling/desk_hours' does not lead to its new columns: "
        #expect(found.count == 1 && found[0].message.en.hasPrefix(start) && found[0].message.en.contains(what))
        #expect(try state() == before)
    }

    @Test(
        "a row that would not fit is named by its key and its line, and nothing changes",
        arguments: [
            (
                [Step.retype("share", to: .integer, unit: "", nullable: nil)], ["desk", "hour"], 0.0,
                [
                    "[9907,8]: share: '0.5' is no value of the type integer.",
                    "[9908,8]: share: '0.25' is no value of the type integer.",
                ]
            ),
            (
                [.rekey(["desk"]), .drop("hour")], ["desk"], 0,
                ["[9908,9]: the row gets the same new key (desk) '9908' as [9908,8]."]
            ),
            (
                [.retype("share", to: .real, unit: nil, nullable: false)], ["desk", "hour"], 0,
                ["[9908,9]: share: a value is required."]
            ),
            (
                [.retype("share", to: .real, unit: "", nullable: nil)], ["desk", "hour"], 0.3,
                ["[9908,8]: share: at least 0.3 was expected."]
            ),
        ] as [([Step], [String], Double, [String])])
    func wrongRows(_ steps: [Step], _ key: [String], _ minimum: Double, _ expected: [String]) throws {
        let before = try state()
        var shape = DatasetShape(deskHours())
        for step in steps { try shape.apply(step) }
        let columns = shape.columns.map { spec in
            DatasetColumn(spec, title: "-", minimum: spec.name == "share" ? minimum : nil)
        }
        let declared = DatasetDeclaration(
            schema(columns, key: key), migrations: [DatasetMigration(Version(0, 2, 0), steps)])
        let found = faults { try registry.declare([declared], plugin: plugin, version: "0.2.0") }
        #expect(found.map(\.message.en) == expected.map { "support-pooling/desk_hours" + $0 })
        #expect(found.allSatisfy { $0.place.file == "hours.csv" && $0.place.line != nil })
        #expect(try state() == before)
    }

    @Test("P32: when the last of several datasets fails, none has changed")
    func halfWay() throws {
        let other = DatasetSchema("support-pooling/desks", title: "-", columns: [column("desk", .party)], key: ["desk"])
        try registry.declare([other], plugin: plugin, version: "0.1.0")
        try registry.take("desk\n9907\n", in: "desks")
        let before = try (state(), registry.audit(limit: 1000), registry.schemas)
        let broken = DatasetDeclaration(
            DatasetSchema("support-pooling/desks", title: "-", columns: [column("id", .integer)], key: ["id"]),
            migrations: [DatasetMigration(Version(0, 3, 0), [.rename("desk", to: "id")])])
        #expect(!faults { try registry.declare([later, broken], plugin: plugin, version: "0.3.0") }.isEmpty)
        let after = try (state(), registry.audit(limit: 1000), registry.schemas)
        #expect(before == after)
    }

    @Test(
        "P31: no name leads a plugin to the core's tables or another's",
        arguments: [
            ("core", "core/municipalities"), ("support-pooling", "municipalities"),
            ("other", "support-pooling/desk_hours"), ("a", "a/b\"; DROP TABLE audit; --"), ("a", "a/../imports"),
            ("sqlite_", "sqlite_/master"), ("a__b", "a__b/c"), ("a", "a/b__c"), ("", "/x"), ("a", "a/b/c"),
            ("a", "a/x\0"), ("A", "A/desk_hours"), ("a", "a/ÅÄÖ"), ("a", "a/" + String(repeating: "x", count: 100)),
        ])
    func hostileNames(_ plugin: String, _ id: String) throws {
        try registry.take(municipalities, in: "municipalities")
        let before = try (state(), registry.read("municipalities").table)
        let hostile = DatasetSchema(id, title: "-", columns: [column("code", .party)], key: ["code"])
        _ = faults { try registry.declare([hostile], plugin: plugin, version: "9.0.0") }
        // What could be declared is a dataset of its own; what it holds and how it goes is its own affair.
        if try registry.schemas.contains(where: { $0.id == id && $0.plugin == plugin && !plugin.isEmpty }) {
            try registry.take("code\n9999\n", in: id)
            try registry.dropDatasets(of: plugin, by: "eve")
        }
        let after = try (state(), registry.read("municipalities").table)
        #expect(before == after)
    }

    @Test("P31: two plugins whose names run together have a table each")
    func namesRunTogether() throws {
        for (plugin, id) in [("a", "a/b__c"), ("a__b", "a__b/c")] {
            let schema = DatasetSchema(id, title: "-", columns: [column("code", .party)], key: ["code"])
            try registry.declare([schema], plugin: plugin, version: "1.0.0")
        }
        try registry.take("code\n9907\n", in: "a/b__c")
        #expect(try registry.read("a__b/c").table.rowCount == 0)
        try registry.dropDatasets(of: "a__b", by: "anna")
        #expect(try registry.read("a/b__c").table.rowCount == 1)
    }

    @Test("a removed plugin's rows stay readable, are found again, and go when they are told to")
    func removed() throws {
        try registry.setPlugin(id: plugin, version: "0.1.0", hash: "x", enabled: true, manifest: "{}")
        let installed = try #require(try registry.plugins().first)
        try registry.apply(PluginChange(.remove, plugin, before: installed, after: nil), by: "anna")
        #expect(try registry.plugins().isEmpty)
        let before = try state()
        #expect(try registry.declare([DatasetDeclaration(deskHours())], plugin: plugin, version: "0.1.0").isEmpty)
        #expect(try state() == before)
        #expect(try registry.dropDatasets(of: plugin, by: "anna") == ["support-pooling/desk_hours"])
        #expect(faults { try registry.read("desk_hours") }.count == 1)
        #expect(try registry.audit(limit: 1).map(\.before) == ["{\"rows\":3}"])
        #expect(try registry.check().isEmpty)
        try registry.declare([deskHours()], plugin: plugin, version: "0.1.0")
        #expect(try registry.read("desk_hours").table.rowCount == 0)
    }

    @Test("a registry of before tables had the plugin's name apart opens with its rows")
    func earlierNames() throws {
        let queue = try DatabaseQueue(path: registry.path)
        try queue.write { db in
            try db.execute(
                sql: """
                    ALTER TABLE "d_support-pooling/desk_hours" RENAME TO "d_support-pooling__desk_hours";
                    DROP TABLE snapshots; DELETE FROM grdb_migrations WHERE identifier = '2-snapshots'
                    """)
        }
        try queue.close()
        #expect(try Registry.open(at: registry.path).read("desk_hours").table.rowCount == 3)
    }
}
