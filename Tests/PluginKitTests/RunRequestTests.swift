// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

/// What the host asks and what comes back.
@Suite struct RunRequestTests {
    static func table() throws(Problem) -> Table {
        var builder = TableBuilder(
            [ColumnSpec("player", .category), ColumnSpec("cost", .money, unit: "öre/year")], key: ["player"])
        try builder.append(.category("9907"), .money(Money(ore: 100)))
        try builder.append(.category("9908"), .money(Money(ore: -1)))
        return try builder.table()
    }

    static func request(seed: UInt64 = 1) throws -> RunRequest {
        RunRequest(
            analysis: "allocate",
            parameters: ["methods": ["equal", "shapley"], "target": 0.8, "agents": 3, "note": .null, "flag": true],
            inputs: ["drivers": try table(), "cost": try table()],
            members: ["9908", "9907", "org:gemensam-it"].compactMap(Party.init),
            asOf: try #require(Day("2026-01-01")), period: .year(2026), seed: seed)
    }

    @Test func goldenForm() throws {
        try Golden.expect(try Self.request().wire.bytes, equal: "wire/run-request.json")
    }

    @Test(
        "A request is read back, whatever the seed", arguments: [0, 1, UInt64(Int64.max), UInt64(Int64.max) + 1, .max])
    func readsBack(_ seed: UInt64) throws {
        let request = try Self.request(seed: seed)
        let read = try RunRequest(wire: JSON.read(request.wire.bytes))
        #expect(read == request)
        #expect(read.wire.bytes == request.wire.bytes)
    }

    @Test func membersKeepTheirOrder() throws {
        let read = try RunRequest(wire: try Self.request().wire)
        #expect(read.members.map(\.code) == ["9908", "9907", "org:gemensam-it"])
    }

    @Test(
        "A request is read strictly",
        arguments: [
            ("analysis", nil), ("analysis", 5), ("parameters", nil), ("parameters", []), ("inputs", []),
            ("inputs", ["x": 1]),
            ("members", ["114"]), ("members", [9907]), ("asOf", "2026-02-30"), ("period", "2026-13"), ("seed", "1"),
            ("seed", 1.0),
            ("extra", 1),
        ] as [(String, JSON?)])
    func refuses(_ field: String, _ value: JSON?) throws {
        var object = try #require(try Self.request().wire.object)
        object[field] = value
        let broken = JSON.object(object)
        #expect(throws: Problem.self) { try RunRequest(wire: broken) }
    }

    @Test func aBrokenInputIsNamed() throws {
        var object = try #require(try Self.request().wire.object)
        object["inputs"] = ["cost": ["columns": [], "key": ["x"]]]
        let broken = JSON.object(object)
        let problem = #expect(throws: Problem.self) { try RunRequest(wire: broken) }
        #expect(problem?.place.context == ["input cost"])
    }

    @Test func anOutputIsReadBackInItsOrder() throws {
        let output = AnalysisOutput(
            ["z": try Self.table(), "a": try Self.table()],
            findings: [Finding("saves", .notice, ["amount": .init(.money(Money(ore: 5)), unit: "öre")])])
        let read = try AnalysisOutput(wire: JSON.read(output.wire.bytes))
        #expect(read == output)
        #expect(read.tables.map(\.name) == ["z", "a"])
        #expect(read["a"] == (try Self.table()))
        #expect(read["b"] == nil)
        try Golden.expect(output.wire.bytes, equal: "wire/analysis-output.json")
    }

    @Test(
        "An output is read strictly",
        arguments: [#"{}"#, #"{"tables":{}}"#, #"{"tables":[],"findings":[]}"#, #"{"tables":{},"findings":[],"x":1}"#])
    func refusesOutput(_ text: String) throws {
        let json = try JSON.read(text)
        #expect(throws: Problem.self) { try AnalysisOutput(wire: json) }
    }

    @Test(
        "A rule's answer is read back",
        arguments: [
            RuleAnswer(row: 0, value: nil),
            RuleAnswer(row: 3, value: true, reason: "secrecy", by: "rules/9908-h/may-share.lua"),
            RuleAnswer(row: 1, value: ["a": [1, 2.5]]),
        ])
    func answers(_ answer: RuleAnswer) throws {
        #expect(try RuleAnswer(wire: JSON.read(answer.wire.bytes)) == answer)
    }

    @Test(
        "An answer is read strictly",
        arguments: [
            #"{"value":1}"#, #"{"row":"0"}"#, #"{"row":0,"reason":5}"#, #"{"row":0,"by":[]}"#, #"{"row":0,"why":""}"#,
        ])
    func refusesAnswers(_ text: String) throws {
        let json = try JSON.read(text)
        #expect(throws: Problem.self) { try RuleAnswer(wire: json) }
    }
}
