// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginKit

/// Small tables stand in the message, large ones in a folder that it names; who reads it need not know.
@Suite struct LargeTablesTests {
    /// A game of so many players: eight bytes a coalition.
    private static func game(_ players: Int) throws(Problem) -> Table {
        try Table(
            [Column(ColumnSpec("cost", .money, unit: "öre"), storage: .integers((0..<1 << players).map { $0 * 100 }))],
            key: [], attributes: ["players": .array((0..<players).map { .string("p\($0)") })])
    }

    @Test(arguments: [(3, false), (15, false), (16, true)])
    func theSizeDecides(_ players: Int, _ isFolder: Bool) throws {
        let scratch = try Programs.temporaryFolder()
        var tables = LargeTables(scratch: scratch)
        let table = try Self.game(players)
        let wire = try tables.wire(table, as: "input-0")
        #expect(wire == (isFolder ? ["folder": "input-0"] : table.wire))
        #expect(FileManager.default.fileExists(atPath: scratch + "/input-0") == isFolder)
        #expect(try tables.table(try JSON.read(wire.bytes)) == table)
    }

    @Test func whatATableWeighsIsNearWhatItTakesInAMessage() throws {
        var seed = Seed(12)
        for type in ColumnType.allCases {
            let column = try Column(ColumnSpec("v", type), (0..<1000).map { _ in seed.anyCell(type) })
            let rows = Column(ColumnSpec("#", .integer), storage: .integers(Array(0..<1000)))
            let table = try Table([rows, column], key: ["#"])
            #expect(table.wire.bytes.count < 4 * table.weight, "\(type)")
        }
    }

    @Test func aRequestAndAnOutputCarryThem() throws {
        let scratch = try Programs.temporaryFolder()
        let tables = LargeTables(scratch: scratch)
        var request = try RunRequestTests.request()
        request.inputs["game"] = try Self.game(16)
        let wire = try request.wire(tables)
        #expect(wire["inputs"]?["game"] == ["folder": "input-2"])
        #expect(wire["inputs"]?["cost"] == (try RunRequestTests.table().wire))
        #expect(wire.bytes.count < 4000)
        #expect(try RunRequest(wire: wire, tables) == request)
        let output = AnalysisOutput(["small": try RunRequestTests.table(), "large": try Self.game(16)])
        let result = try output.wire(tables, run: 2)
        #expect(result["tables"]?["large"] == ["folder": "output-2-1"])
        #expect(try AnalysisOutput(wire: result, tables) == output)
    }

    @Test func aFolderIsOnlyReadWhereFoldersMayBe() throws {
        let wire: JSON = ["tables": ["a": ["folder": "t"]], "findings": []]
        let problem = #expect(throws: Problem.self) { try AnalysisOutput(wire: wire) }
        #expect(problem?.message.en.contains("'columns' is missing") == true)
        #expect(problem?.place.context == ["table a"])
    }

    @Test(arguments: [#"{"folder":5}"#, #"{"folder":"../x"}"#, #"{"folder":"t","rows":1}"#, #"{"folder":null}"#])
    func anotherFormIsRefused(_ text: String) throws {
        var tables = LargeTables(scratch: try Programs.temporaryFolder())
        let wire = try JSON.read(text)
        #expect(throws: Problem.self) { try tables.table(wire) }
    }

    @Test func whatARunMayWriteIsBoundedOverAllItsTables() throws {
        let scratch = try Programs.temporaryFolder()
        let tables = LargeTables(scratch: scratch, allowance: 1 << 20)
        let game = try Self.game(16)
        let one = AnalysisOutput(["a": game])
        #expect(try AnalysisOutput(wire: try one.wire(tables, run: 1), tables) == one)
        let two = try AnalysisOutput(["a": game, "b": game]).wire(tables, run: 2)
        let problem = #expect(throws: Problem.self) { try AnalysisOutput(wire: two, tables) }
        #expect(problem?.kind == .limit)
        #expect(problem?.place.context == ["table b", "folder output-2-1"])
    }
}
