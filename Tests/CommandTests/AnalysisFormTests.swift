// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// What an analysis says of its inputs and parameters, and which files it takes.
@Suite("The form of an analysis")
struct AnalysisFormTests {
    @Test("what export wrote is read as the input of the same columns; a misspelt column is not")
    func exported() throws {
        let folder = try Folder.new()
        for (dataset, file) in [
            ("support-pooling/desk_hours", "hours.csv"), ("support-pooling/desk_municipalities", "parties.csv"),
        ] {
            let text = try Workspaces.example.done("export", dataset).output
            try folder.write(text, to: file)
            try folder.write(text.replacing(",source", with: ",sourse"), to: "wrong-" + file)
            try folder.write(text.replacing(",handle_time_s", with: ",handle_tme_s"), to: "slip-" + file)
        }
        func pooled(_ hours: String, _ more: String...) throws -> Tool.Outcome {
            try Tool.run(
                [
                    "analyze", "support-pooling/pooled", "--input", "hours=" + hours, "--input",
                    "municipalities=parties.csv",
                ]
                    + more, in: folder)
        }
        let told = try pooled("hours.csv")
        #expect(told.status == 0, "\(told.errors)")
        #expect(told.errors.contains("hours.csv:1:82: The column 'source' was not read"), "\(told.errors)")
        #expect(told.errors.contains("'labour_cost', 'systems_cost', 'premises_cost', 'source' were not read"))
        #expect(try pooled("hours.csv", "--quiet").errors == "")
        try pooled("wrong-hours.csv", "--quiet").expect(.fault("Unknown column 'sourse'", "Did you mean 'source'?"))
        try pooled("slip-hours.csv", "--quiet").expect(.fault("'handle_tme_s'", "Did you mean 'handle_time_s'?"))
    }

    @Test("an analysis tells a program what it takes: a JSON Schema of its parameters, inputs and outputs")
    func described() throws {
        let json = try Workspaces.empty.done("analyses", "cost-allocation/allocate", "--format", "json").json()
        let schema = try #require(json["parameters_schema"])
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["additionalProperties"] == false)
        let parameters = try #require(json["parameters"]?.array)
        #expect(schema["properties"]?.object?.names == parameters.compactMap { $0["name"]?.string })
        let methods = try #require(schema["properties"]?["methods"])
        #expect(methods["type"] == "array" && methods["default"]?.array != nil)
        let forms = try #require(methods["items"]?["anyOf"]?.array)
        #expect(forms[0]["enum"]?.array?.contains("shapley") == true)
        #expect(forms.contains { $0["pattern"] == "^proportional:.+$" })
        #expect(schema["properties"]?["cap_share"]?["minimum"]?.number == 0)
        let pools = try #require(json["inputs"]?.array?.first { $0["name"] == "pools" })
        #expect(pools["required"] == false && pools["key"]?.array?.isEmpty == false)
        let cost = try #require(
            json["outputs"]?.array?.first { $0["name"] == "allocation" }?["others"])
        #expect(cost["if"] == "unit=SEK" && cost["then"] == "money" && cost["else"] == "real")
    }
}
