// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkPluginKit

/// What a manifest may say of a hook and of an output's laws, and what it is told when it contradicts itself.
@Suite struct HookManifestTests {
    @Test func allThatAHookMaySay() throws {
        let hook = try #require(try manifest().hooks.first)
        #expect(hook.combine == .add && hook.allowsChance)
        #expect(hook.reference == "keys/weight@2" && hook.previousReference == "keys/weight@1")
        #expect(hook.columns == ["driver.name", "driver.value", "inhabitants"])
        #expect(hook.arguments[0].fields[0].references == "drivers.name")
        #expect(hook.arguments[1].minimum == 0 && hook.arguments[1].maximum == 1e7)
        #expect(hook.previous?.arguments.map(\.columns) == [["driver.value"], ["inhabitants"]])
        #expect(hook.previous?.result.type == .integer)
    }

    @Test func allThatAnOutputMaySayOfItsLaws() throws {
        let port = try #require(try manifest().analyses.first?.output("shares"))
        #expect(port.invariants == .init(equalSums: .further, minimum: 0, maximum: 1e12))
        #expect(port.columns[1].minimum == 0 && port.columns[1].maximum == 1)
        let named = try manifest { $0.replacing("\"equalSums\": true", with: "\"equalSums\": [\"share\", \"other\"]") }
        #expect(named.analyses[0].output("shares")?.invariants.equalSums == .columns(["share", "other"]))
    }

    @Test(
        "A contradiction is told in words",
        arguments: [
            (#""combine": "add""#, #""combine": "adds""#, "'adds' is unknown"),
            (#""combine": "add""#, #""combine": "veto""#, "boolean was expected"),
            (#""type": "real", "title": "Weight""#, #""type": "text", "title": "Weight""#, "a number was expected"),
            (#""major": 2"#, #""major": 1"#, "the version before"),
            (#""from": "driver.value""#, #""from": "driver.amount""#, "'driver.amount' is not among"),
            (#""name": "weight_now""#, #""name": "inhabitants""#, "stands twice"),
            (#""type": "real", "unit": "x", "from""#, #""type": "text", "from""#, "is real today, not text"),
            (#""type": "integer", "unit": "weight""#, #""type": "integer", "unit": "share""#, "today's type and unit"),
            (#""references": "drivers.name""#, #""references": "drivers.names""#, "no column 'names'"),
            (#""references": "drivers.name""#, #""references": "drivers""#, "several columns"),
            (#""references": "drivers.name""#, #""references": "a.b.c""#, "'dataset.column' was expected"),
            (#""type": "integer", "minimum": 0"#, #""minimum": 0"#, "either 'type'"),
            (#""equalSums": true"#, #""equalSums": ["share"]"#, "at least two columns"),
            (#""equalSums": true"#, #""equalSums": ["share", "shares"]"#, "'shares' does not exist"),
            (#""equalSums": true"#, #""equal_sums": true"#, "unknown field 'equal_sums'"),
            (#""columns_from": "methods","#, "", "columns_from"),
        ] as [(String, String, String)])
    func contradiction(_ good: String, _ bad: String, _ told: String) throws {
        try #require(Self.text.contains(good))
        let problem = #expect(throws: Problem.self) { try manifest { $0.replacing(good, with: bad) } }
        #expect(problem?.message.en.contains(told) == true, "\(problem?.message.en ?? "")")
        #expect(problem?.place.file == "plugin.json")
    }

    @Test(
        "Where values are found",
        arguments: [("a", "a", nil), ("a.b", "a", "b"), ("core/x.y", "core/x", "y")] as [(String, String, String?)])
    func source(_ text: String, _ dataset: String, _ column: String?) {
        #expect(ValueSource(text)?.dataset == dataset)
        #expect(ValueSource(text)?.column == column)
    }

    @Test("What names no place", arguments: ["", ".", "a.", ".b", "a.b.c"])
    func noSource(_ text: String) { #expect(ValueSource(text) == nil) }

    private func manifest(_ change: (String) -> String = { $0 }) throws -> Manifest {
        try Manifest(JSON.read(change(Self.text)), file: "plugin.json")
    }

    private static let text = """
        {"schema": 1, "id": "keys", "version": "0.1.0", "api": "^1.0", "title": "Keys", "summary": "Keys",
         "publisher": "samverk", "licence": "EUPL-1.2", "runtime": {"kind": "process", "entry": ["Keys"]},
         "datasets": [
           {"id": "drivers", "title": "Drivers", "key": ["name", "year"], "columns": [
             {"name": "name", "type": "category", "title": "Name"}, {"name": "year", "type": "integer", "title": "Year"}]}],
         "hooks": [
           {"id": "weight", "major": 2, "title": "Weight", "summary": "Weight", "scope": "agreement", "combine": "add", "chance": true,
            "subject": "player", "default": "1",
            "arguments": [
              {"name": "driver", "title": "Driver", "fields": [
                {"name": "name", "type": "category", "references": "drivers.name", "title": "Name"},
                {"name": "value", "type": "real", "unit": "x", "title": "Value"}]},
              {"name": "inhabitants", "type": "integer", "minimum": 0, "maximum": 10000000, "title": "Inhabitants"}],
            "result": {"type": "real", "title": "Weight", "unit": "weight", "minimum": 0},
            "previous": {
              "arguments": [
                {"name": "weight_now", "type": "real", "unit": "x", "from": "driver.value", "title": "Value"},
                {"name": "inhabitants", "type": "integer", "title": "Inhabitants"}],
              "result": {"type": "integer", "unit": "weight", "title": "Weight"}}}],
         "analyses": [
           {"id": "split", "title": "Split", "summary": "Splits", "outputs": [
             {"name": "shares", "title": "Shares", "key": ["player"], "lineage": "all", "columns_from": "methods", "others": "money",
              "invariants": {"equalSums": true, "minimum": 0, "maximum": 1000000000000},
              "columns": [
                {"name": "player", "type": "category", "title": "Player"},
                {"name": "share", "type": "real", "minimum": 0, "maximum": 1, "title": "Share"},
                {"name": "other", "type": "real", "title": "Other"}]}]}]}
        """
}
