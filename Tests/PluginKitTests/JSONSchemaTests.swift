// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginKit

/// The checker by itself: what each keyword refuses, and in which words.
@Suite struct JSONSchemaTests {
    @Test(arguments: [
        ("{\"type\": \"integer\"}", "1", "1.0", "integer was expected, but it is 1.0."),
        ("{\"type\": \"number\"}", "1.5", "\"1\"", "number was expected, but it is \"1\"."),
        ("{\"type\": [\"string\", \"boolean\"]}", "true", "null", "string/boolean was expected, but it is null."),
        ("{\"const\": 1}", "1", "2", "1 was expected, but it is 2."),
        (
            "{\"enum\": [\"sum\", \"count\"]}", "\"sum\"", "\"coutn\"",
            "\"coutn\" is none of what was expected: sum, count."
        ),
        ("{\"minimum\": 2}", "2", "1", "at least 2 was expected, but it is 1."),
        ("{\"maximum\": 2}", "2", "9007199254740993", "at most 2 was expected, but it is 9007199254740993."),
        ("{\"pattern\": \"^a+$\"}", "\"aa\"", "\"ab\"", "\"ab\" does not have the form expected, ^a+$."),
        ("{\"minLength\": 1}", "\"å\"", "\"\"", "the text is empty."),
        ("{\"minItems\": 2}", "[1, 2]", "[1]", "at least 2 values were expected, but there are 1."),
        ("{\"maxItems\": 1}", "[1]", "[1, 2]", "at most 1 values were expected, but there are 2."),
        ("{\"uniqueItems\": true}", "[1, \"1\"]", "[1, 1]", "/1: 1 stands twice."),
        ("{\"items\": {\"type\": \"string\"}}", "[\"a\"]", "[\"a\", [2]]", "/1: string was expected, but it is array."),
        ("{\"required\": [\"a\"]}", "{\"a\": 1}", "{}", "the field 'a' is missing."),
        (
            "{\"properties\": {\"a/b\": {\"type\": \"null\"}}}", "{\"a/b\": null}", "{\"a/b\": 1}",
            "/a~1b: null was expected"
        ),
        (
            "{\"properties\": {\"title\": {}}, \"additionalProperties\": false}", "{\"title\": 1}", "{\"titel\": 1}",
            "unknown field 'titel'."
        ),
        ("{\"additionalProperties\": {\"type\": \"null\"}}", "{\"a\": null}", "{\"a\": 1}", "/a: null was expected"),
        ("{\"propertyNames\": {\"pattern\": \"^a$\"}}", "{\"a\": 1}", "{\"b\": 1}", "/b: \"b\" does not have the form"),
        (
            "{\"$defs\": {\"x\": {\"const\": 3}}, \"items\": {\"$ref\": \"#/$defs/x\"}}", "[3]", "[4]",
            "/0: 3 was expected, but it is 4."
        ),
        (
            "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"object\", \"required\": [\"sv\"]}]}", "\"a\"", "{}",
            "the field 'sv' is missing."
        ),
        (
            "{\"anyOf\": [{\"type\": \"string\"}, {\"properties\": {\"sv\": {\"type\": \"string\"}}}]}",
            "{\"sv\": \"\"}",
            "{\"sv\": 1}", "/sv: string was expected, but it is 1."
        ),
    ]) func keywords(_ schema: String, _ right: String, _ wrong: String, _ words: String) throws {
        let schema = try JSONSchema(JSON.read(schema))
        #expect(schema.faults(in: try JSON.read(right)) == [])
        let faults = schema.faults(in: try JSON.read(wrong))
        #expect(faults.count == 1 && faults[0].message.en.hasPrefix(words), "\(faults)")
    }

    @Test(arguments: [
        "{\"oneOf\": []}", "{\"$ref\": \"other.json\"}", "{\"$ref\": \"#/$defs/none\"}", "{\"pattern\": \"a\"}",
        "{\"properties\": {\"a\": {\"format\": \"date\"}}}", "{\"items\": {\"if\": {}}}",
    ]) func aSchemaThatSaysMoreThanIsKnownIsRefused(_ text: String) throws {
        let json = try JSON.read(text)
        #expect(faults { try JSONSchema(json) }.count == 1)
    }

    @Test func aSlipOfThePenIsGuessed() throws {
        let schema = try JSONSchema(["properties": ["columns": [:]], "additionalProperties": false])
        #expect(schema.faults(in: ["colums": 1])[0].remedy?.en == "Did you mean 'columns'?")
    }

    @Test func faultsEndAtTwentyAndCirclesEnd() throws {
        let many = JSON.array((0..<1000).map { .integer($0) })
        #expect(try JSONSchema(["items": ["type": "string"]]).faults(in: many).count == 20)
        let circle: JSON = ["$defs": ["x": ["$ref": "#/$defs/x"]], "$ref": "#/$defs/x"]
        #expect(try JSONSchema(circle).faults(in: 1) == [])
    }

    @Test(arguments: [
        (["b", "1", "c"], false, 3, 11), (["b", "1", "c"], true, 3, 6), (["å"], false, 2, 7), (["b"], false, 2, 15),
        (["b", "7"], false, 2, 15), (["none"], false, 1, 1), (["b", "0"], false, 2, 16), (["a\"]"], false, 4, 10),
        ([], false, 1, 1),
    ]) func aValueIsFoundByLineAndColumn(_ path: [String], _ isOfName: Bool, _ line: Int, _ column: Int) throws {
        let text = "{\n \"å\": 1, \"b\": [[{\"c\":\"]\\\"\"}, 2.5],\n   { \"c\": true}],\n \"a\\\"]\": null}"
        _ = try JSON.read(text)
        let place = JSONPlaces(Array(text.utf8)).place(of: path, isOfName: isOfName, file: nil)
        #expect(place == Place(line: line, column: column))
    }
}
