// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkExchange
import SamverkRegistry
import SamverkTestSupport
import Testing

@Suite("An import lands whole or not at all")
struct LandingTests {
    let registry: Registry

    init() throws { registry = try newRegistry() }

    @Test("and gives rows by key, with their origins")
    func origins() throws {
        let report = try registry.take(municipalities, in: "municipalities", file: "m.csv")
        #expect(
            report
                == ImportReport(
                    dataset: "municipalities", file: "m.csv", added: 2, changed: 0, unchanged: 0, notices: [],
                    dryRun: false, importID: 1))
        let read = try registry.read("municipalities")
        #expect(read.table["code"]?.cells.map(\.plainText) == ["9901", "9907"])
        #expect(read.origins.map(\.line) == [3, 2])
        #expect(read.origins[0] == RowOrigin(importID: 1, file: "m.csv", line: 3, synthetic: true))
        #expect(try read.revision == registry.revision("municipalities"))
    }

    @Test("again: nothing changes, and it is counted")
    func idempotent() throws {
        try registry.take(municipalities, in: "municipalities")
        let before = try registry.read("municipalities")
        let report = try registry.take(municipalities, in: "municipalities")
        let after = try registry.read("municipalities")
        #expect((report.added, report.changed, report.unchanged) == (0, 0, 2))
        #expect(before.table == after.table && before.origins == after.origins && before.revision == after.revision)
    }

    @Test("with changes: only those change, with before and after in the audit log")
    func changes() throws {
        try registry.take(municipalities, in: "municipalities")
        let text =
            "code,name,county_code,county,population,total_cost,source\n9907,Kommun G,,,13000,,2025\n114,Ny,,,,,\n9901,Kommun A,,,59100,4385220000,SYNTHETIC\n"
        let report = try registry.take(text, in: "municipalities", file: "b.csv")
        #expect((report.added, report.changed, report.unchanged) == (1, 1, 1))
        #expect(
            report.notices.map(\.message.en) == [
                "code: a zero was put before codes of three digits (1), 114 was read as 0114."
            ])
        let read = try registry.read("municipalities")
        #expect(read.table["code"]?.cells.map(\.plainText) == ["0114", "9901", "9907"])
        #expect(read.origins.map(\.importID) == [2, 1, 2])
        #expect(
            read.origins.map(\.synthetic) == [true, true, true], "one invented row makes the whole import invented")
        let log = try registry.audit(limit: 2)
        #expect(log.map(\.action) == ["import", "change"])
        #expect(log.map(\.object) == ["municipalities", "municipalities[9907]"])
        #expect(log[0].after == #"{"import":2,"file":"b.csv","added":1,"changed":1,"unchanged":1}"#)
        #expect(log[1].who == "anna" && log[1].at.utf8.count == 20 && log[1].at.hasSuffix("Z"))
        #expect(
            log[1].before
                == #"{"code":"9907","name":"Kommun G","county_code":null,"county":null,"population":12600,"total_cost":102942000000,"source":"SYNTHETIC"}"#
        )
        #expect(
            log[1].after
                == #"{"code":"9907","name":"Kommun G","county_code":null,"county":null,"population":13000,"total_cost":null,"source":"2025"}"#
        )
    }

    @Test("on a trial: counted, but nothing changes, not even the audit log")
    func dryRun() throws {
        try registry.take(municipalities, in: "municipalities")
        let log = try registry.audit()
        let report = try registry.take(
            "code,name,county_code,county,population,total_cost,source\n9901,X,,,,,\n9902,Y,,,,,\n",
            in: "municipalities",
            dryRun: true)
        #expect((report.added, report.changed, report.unchanged, report.dryRun) == (1, 1, 0, true))
        #expect(report.importID == nil)
        #expect(try registry.audit() == log)
        #expect(try registry.read("municipalities").table.rowCount == 2)
    }

    @Test("with many faults: all are told and none of the rows lands")
    func faulty() throws {
        let log = try registry.audit()
        let text =
            "code,name,county_code,county,population,total_cost,source\n9901,A,,,1,1,\n9902,,,,x,1,\n99,B,,,-5,1,\n"
        let found = faults { try registry.take(text, in: "municipalities") }
        #expect(
            told(found).map { String($0.prefix(24)) } == [
                "a.csv:3:6: name: a value", "a.csv:3:9: population: '", "a.csv:4:1: code: '99' is",
                "a.csv:4:8: population: a",
            ])
        #expect(try registry.read("municipalities").table.rowCount == 0)
        #expect(try registry.audit() == log)
    }

    @Test("checks rows that no file reader has checked: bounds, unknown and missing columns, types, units")
    func unchecked() throws {
        try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
        func land(_ columns: [ColumnSpec], _ cells: [Cell], key: [String] = ["desk", "hour"]) -> [String] {
            told(
                faults {
                    var builder = TableBuilder(columns, key: key)
                    try builder.append(cells)
                    return try registry.land(
                        PositionedTable(builder.table(), file: "x", lines: [7]), in: "desk_hours", by: "b")
                })
        }
        let desk = ColumnSpec("desk", .category)
        #expect(
            land([desk, ColumnSpec("hour", .integer)], [.category("a"), .integer(24)])[0].hasPrefix(
                "x:7: hour: at most"))
        #expect(land([desk], [.category("a")], key: ["desk"]) == ["x: The column 'hour' is missing."])
        #expect(
            land([desk, ColumnSpec("hour", .real)], [.category("a"), .real(1)])
                == ["x: The column 'hour' is real, but integer was expected."])
        #expect(
            land(
                [desk, ColumnSpec("hour", .integer), ColumnSpec("share", .real, unit: "%"), ColumnSpec("shar", .text)],
                [.category("a"), .integer(1), .real(1), .text("")])
                == [
                    "x: The column 'share' is real (%), but real (share) was expected.",
                    "x: The dataset 'support-pooling/desk_hours' has no column 'shar'.",
                ])
        #expect(
            land([desk, ColumnSpec("hour", .integer)], [.category("a\0"), .integer(1)]) == [
                "x:7: desk: a NUL character in the text."
            ])
        #expect(try registry.read("desk_hours").table.rowCount == 0)
    }

    @Test("keeps the columns that a file leaves out")
    func partial() throws {
        try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
        try registry.take("desk,hour,share\na,7,0.5\n", in: "desk_hours")
        let schema = try registry.schema("desk_hours")
        let rows = try CSV.read(Array("hour,desk\n7,a\n8,a\n".utf8), file: "b.csv")
            .typed(as: schema.columns, key: schema.key, optional: ["share"])
        let report = try registry.land(rows, in: "desk_hours", by: "anna")
        #expect((report.added, report.unchanged) == (1, 1))
        #expect(try registry.read("desk_hours").table["share"]?.cells == [.real(0.5), .null])
    }

    @Test("takes two spellings of one character as one key")
    func composed() throws {
        try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
        try registry.take("desk,hour,share\ncaf\u{E9},7,\n", in: "desk_hours")
        let report = try registry.take("desk,hour,share\ncafe\u{301},7,\n", in: "desk_hours")
        #expect((report.added, report.unchanged) == (0, 1))
    }

    @Test("tells which values lead nowhere, here and in check")
    func references() throws {
        try registry.take(municipalities, in: "municipalities")
        let text =
            "municipality,indicator,period,value,unit,source\n9901,p,2020,1,,\n9902,p,2020,1,,\n9903,p,2020,1,,\n9903,q,2020,1,,\n"
        let notices = try registry.take(text, in: "indicators").notices
        #expect(told(notices) == ["a.csv:3: municipality: '9902', '9903' are not in the dataset 'municipalities'."])
        #expect(try registry.check().count == 3)
    }

    @Test("of a big file is quick enough")
    func large() throws {
        try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
        let text = "desk,hour,share\n" + (0..<20_000).map { "d\($0 / 20),\($0 % 20),0.5\n" }.joined()
        #expect(try registry.take(text, in: "desk_hours").added == 20_000)
        #expect(try registry.read("desk_hours").table.rowCount == 20_000)
    }
}
