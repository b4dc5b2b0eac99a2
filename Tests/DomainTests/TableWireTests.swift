// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

/// The form in which a table travels (docs/contracts.md, section 1), to the byte.
@Suite struct TableWireTests {
    @Test func goldenFormOfEveryType() throws { try expectGolden(try Samples.everyType(), "wire/every-type.json") }
    @Test func goldenFormOfAGame() throws { try expectGolden(try Samples.game(), "wire/game.json") }
    @Test func goldenFormOfATableWithoutRows() throws { try expectGolden(try Samples.empty(), "wire/empty.json") }

    private func expectGolden(_ table: Table, _ name: String) throws {
        try Golden.expect(table.wire.bytes, equal: name)
        #expect(try Table(wire: JSON.read(table.wire.bytes)) == table)
    }

    @Test func anyTableIsReadBack() throws {
        var seed = Seed(10)
        for _ in 0..<300 {
            let table = try seed.anyTable()
            let read = try Table(wire: JSON.read(table.wire.bytes))
            #expect(read == table)
            #expect(read.wire.bytes == table.wire.bytes)
        }
    }

    @Test(
        "What does not fit is refused, and the message names it",
        arguments: [
            ("[]", "object was expected"), ("{}", "'columns' is missing"),
            (#"{"columns":[],"key":[],"x":1}"#, "unknown field 'x'"),
            (#"{"columns":[{"name":"a","type":"text","value":[]}],"key":["a"]}"#, "'values' is missing"),
            (#"{"columns":[{"name":"a","type":"text","values":[],"sort":1}],"key":["a"]}"#, "unknown field 'sort'"),
            (#"{"columns":[{"name":"a","type":"txt","values":[]}],"key":["a"]}"#, "Unknown column type 'txt'"),
            (
                #"{"columns":[{"name":"a","type":"text","unit":5,"values":[]}],"key":["a"]}"#,
                "'unit' must be of type string"
            ),
            (
                #"{"columns":[{"name":"a","type":"text","nullable":"yes","values":[]}],"key":["a"]}"#,
                "'nullable' must be of type boolean"
            ),
            (
                #"{"columns":[{"name":"a","type":"text","values":[]}],"key":["a"],"attributes":[]}"#,
                "'attributes' must be of type object"
            ),
            (
                #"{"columns":[{"name":"a","type":"text","values":[]}],"key":[1]}"#,
                "'key' must be of type array of strings"
            ),
            (#"{"columns":[{"name":"a","type":"text","values":[null]}],"key":["a"]}"#, "a value is missing"),
            (
                #"{"columns":[{"name":"a","type":"text","values":["x","x"]}],"key":["a"]}"#,
                "Rows 1 and 2 have the same key x"
            ),
            (
                #"{"columns":[{"name":"a","type":"money","values":[1.0]}],"key":["a"]}"#,
                "money was expected, but the value is 1.0"
            ),
            (#"{"columns":[{"name":"a","type":"integer","values":[1e2]}],"key":["a"]}"#, "integer was expected"),
            (#"{"columns":[{"name":"a","type":"date","values":["2026-02-30"]}],"key":["a"]}"#, "date was expected"),
            (#"{"columns":[{"name":"a","type":"party","values":["114"]}],"key":["a"]}"#, "party was expected"),
            (#"{"columns":[{"name":"a","type":"boolean","values":[1]}],"key":["a"]}"#, "boolean was expected"),
            (#"{"columns":[{"name":"a","type":"text","values":[["x"]]}],"key":["a"]}"#, "text was expected"),
        ])
    func refuses(_ text: String, _ expected: String) throws {
        let json = try JSON.read(text)
        let problem = #expect(throws: Problem.self) { try Table(wire: json) }
        #expect(problem?.message.en.contains(expected) == true, "\(problem?.message.en ?? "")")
    }
}
