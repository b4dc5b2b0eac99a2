// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

/// Laws of migrations, on chains of random steps over random rows.
@Suite("Any chain of steps")
struct MigrationPropertyTests {
    private static let id = "p/things"

    private func schema(_ shape: DatasetShape) -> DatasetSchema {
        DatasetSchema(
            Self.id, title: "-", columns: shape.columns.map { DatasetColumn($0, title: "-") }, key: shape.key)
    }

    /// A step that the shape can take.
    private func step(_ shape: DatasetShape, _ number: Int, _ seed: inout Seed) -> DatasetMigration.Step {
        let names = shape.columns.map(\.name)
        let free = names.filter { !shape.key.contains($0) }
        switch seed.integer(0...5) {
        case 0: return .add(ColumnSpec("c\(number)", .integer), default: .integer(seed.integer(0...9)))
        case 1: return .add(ColumnSpec("c\(number)", .text, nullable: true), default: .null)
        case 2: return .rename(seed.pick(names), to: "c\(number)")
        case 3:
            return .retype(
                seed.pick(names), to: seed.pick([.text, .category, .real, .integer]), unit: nil, nullable: nil)
        case 4 where !free.isEmpty: return .drop(seed.pick(free))
        default:
            let sure = shape.columns.filter { !$0.nullable }.map(\.name)
            return .rekey(Array(Set([shape.key[0], seed.pick(sure)])).sorted())
        }
    }

    @Test("leads up or is refused with nothing changed; and down again to an equal hash", arguments: 0..<60)
    func upAndDown(_ number: Int) throws {
        var seed = Seed(UInt64(number))
        let registry = try newRegistry()
        let first = DatasetShape(
            schema(from: [
                ColumnSpec("id", .integer), ColumnSpec("kind", .category), ColumnSpec("x", .real, nullable: true),
            ]))
        try registry.declare([schema(first)], plugin: "p", version: "1.0.0")
        let rows = (0..<seed.integer(1...8)).map { row in
            "\(row),\(seed.pick(["1", "2", "a"])),\(seed.pick(["", "1", "2.5"]))\n"
        }
        try registry.take("id,kind,x\n" + rows.joined(), in: Self.id)
        let lines = Set(try registry.read(Self.id).origins.map(\.line))
        var shape = first
        var migrations: [DatasetMigration] = []
        for i in 1...seed.integer(1...5) {
            let next = step(shape, i, &seed)
            try shape.apply(next)
            migrations.append(DatasetMigration(Version(1, i, 0), [next]))
        }
        let before = try (registry.hash(of: Self.id), registry.audit(limit: 100))
        let declared = DatasetDeclaration(schema(shape), migrations: migrations)
        let found = faults { try registry.declare([declared], plugin: "p", version: "1.9.0") }
        guard found.isEmpty else {
            // Each row that does not fit is told by its key and line.
            #expect(found.allSatisfy { $0.message.en.hasPrefix(Self.id) && $0.place.line != nil }, "\(found)")
            let after = try (registry.hash(of: Self.id), registry.audit(limit: 100))
            #expect(before == after)
            return
        }
        let read = try registry.read(Self.id)
        #expect(read.table.specs == shape.columns && read.table.key == shape.key)
        #expect(Set(read.origins.map(\.line)) == lines && read.table.rowCount == rows.count)
        try registry.rollBackDatasets(of: "p", to: "1.0.0", by: "anna")
        #expect(try registry.hash(of: Self.id) == before.0)
    }

    private func schema(from columns: [ColumnSpec]) -> DatasetSchema {
        DatasetSchema(Self.id, title: "-", columns: columns.map { DatasetColumn($0, title: "-") }, key: ["id"])
    }
}
