// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

@Suite("Datasets")
struct DatasetTests {
    let registry: Registry

    init() throws { registry = try newRegistry() }

    @Test("are the core's, then the plugins'")
    func list() throws {
        try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
        let ids = try registry.schemas.map(\.id)
        #expect(ids.count == 12 && ids.last == "support-pooling/desk_hours")
        #expect(ids.dropLast() == ids.dropLast().sorted()[...])
        #expect(try registry.schema("desk_hours") == deskHours())
        #expect(try registry.schema("support-pooling/desk_hours") == deskHours())
    }

    @Test("that do not exist suggest one that does")
    func unknown() throws {
        try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
        let cases = [
            ("municipalites", "Did you mean 'municipalities'?"), ("desk_hour", "Did you mean 'desk_hours'?"),
            ("a\0b", "There are: "), ("'; DROP TABLE runs; --", "There are: "),
        ]
        for (name, remedy) in cases {
            let found = faults { try registry.read(name) }
            #expect(found.count == 1 && found[0].remedy?.en.hasPrefix(remedy) == true, "\(found)")
        }
    }

    @Test("of one name in two plugins must be named in full")
    func ambiguous() throws {
        var other = deskHours()
        other.id = "other/desk_hours"
        try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
        try registry.declare([other], plugin: "other", version: "0.1.0")
        #expect(
            faults { try registry.schema("desk_hours") }.map(\.remedy?.en) == [
                "Write one of other/desk_hours, support-pooling/desk_hours."
            ])
    }

    @Test("declared again change nothing; new bounds are taken over; new columns only without rows")
    func again() throws {
        let declare = { (schema: DatasetSchema) in
            try registry.declare([schema], plugin: "support-pooling", version: "0.2.0")
        }
        try declare(deskHours())
        let log = try registry.audit()
        try declare(deskHours())
        #expect(try registry.audit() == log)
        let wider = deskHours([DatasetColumn(ColumnSpec("note", .text, nullable: true), title: "-")])
        try declare(wider)
        #expect(try registry.read("desk_hours").table.columnNames == ["desk", "hour", "share", "note"])
        try registry.take("desk,hour,share,note\na,7,0.5,x\n", in: "desk_hours")
        var bounded = wider
        bounded.columns[1].minimum = 8
        try declare(bounded)
        #expect(try registry.schema("desk_hours").columns[1].minimum == 8)
        #expect(
            told(try registry.check()).contains {
                $0.hasPrefix("a.csv:2 (dataset support-pooling/desk_hours): hour: at least 8")
            })
        #expect(faults { try declare(deskHours()) }.count == 1)
        #expect(try registry.read("desk_hours").table.rowCount == 1)
    }

    @Test("of faulty schemas are refused")
    func faulty() throws {
        func declare(_ change: (inout DatasetSchema) -> Void) -> Int {
            var schema = deskHours()
            change(&schema)
            return faults { try registry.declare([schema], plugin: "support-pooling", version: "0.1.0") }.count
        }
        #expect(declare { $0.id = "desk_hours" } == 1)
        #expect(declare { $0.id = "other/desk_hours" } == 1)
        #expect(declare { $0.id = "support-pooling/x\"; DROP TABLE runs; --" } == 1)
        #expect(declare { $0.columns[0].spec.name = "_id" } == 1)
        #expect(declare { $0.columns[2].spec.name = "hour" } == 1)
        #expect(declare { $0.columns[2].spec.name = "a\"b" } == 1)
        #expect(declare { $0.key = [] } == 1)
        #expect(declare { $0.key = ["share"] } == 1)
        #expect(declare { $0.key = ["nothing"] } == 1)
        #expect(declare { $0.columns = [] } == 1)
        #expect(try registry.schemas.count == 11)
    }
}
