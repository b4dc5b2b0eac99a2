// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("plugin.json says what the program does")
struct ManifestTests {
    private let manifest: Manifest

    init() throws {
        let path = "Sources/Plugins/SupportPooling/plugin.json"
        manifest = try Manifest(JSON.read(ExampleData.bytes(path), file: path), file: path)
    }

    @Test("id, version and analyses agree")
    func identity() {
        #expect(manifest.id == Main.id)
        #expect(manifest.version == Main.version)
        #expect(manifest.analyses.map(\.id) == Main.analyses.map(\.id))
    }

    @Test(
        "outputs and findings come as they are declared",
        arguments: ["staffing", "pooled", "exact", "coalition-costs"])
    func outputs(id: String) throws {
        let spec = try #require(manifest.analysis(id))
        let analysis = try #require(Main.analyses.first { $0.id == id })
        var parameters: [String: JSON] = [:]
        for parameter in spec.parameters { parameters[parameter.name] = parameter.defaultValue }
        if id == "staffing" { parameters.merge(["load": 3, "agents": 5, "handle_time": 600]) { $1 } }
        // The chain is for few desks.
        let members = id == "exact" ? ["9910", "9911"] : theFive
        if id == "exact" { parameters["replications"] = 20 }
        let output = try run(analysis, parameters, id == "staffing" ? [:] : exampleInputs(members), members: members)
        #expect(output.tables.map(\.name) == spec.outputs.map(\.name))
        for port in spec.outputs {
            let table = try #require(output[port.name])
            #expect(table.key == port.key)
            #expect(
                table.specs
                    == port.columns.map { column in
                        ColumnSpec(column.name, column.type.resolve([:]), unit: column.unit, nullable: column.nullable)
                    })
        }
        for chart in spec.charts {
            let table = try #require(output[chart.table])
            #expect((chart.series + [chart.category]).allSatisfy { table[$0] != nil })
        }
        for finding in output.findings {
            let sentence = try #require(spec.findings.first { $0.id == finding.id }?.sentence)
            for name in finding.arguments.keys {
                #expect(sentence.sv.contains("{\(name)}") && sentence.en.contains("{\(name)}"), "\(finding.id) \(name)")
            }
        }
    }

    @Test(
        "every hook is asked, in the order of the manifest, with the columns it declares",
        arguments: ["pooled", "coalition-costs", "simulate", "compare"])
    func questions(id: String) throws {
        var asked: [String] = []
        let bench = try PluginBench(Main.self, room: "SupportPooling")
        let isSimulated = bench.manifest.analysis(id)?.parameters.contains { $0.name == "weeks" } == true
        let members = isSimulated ? Array(theFive.prefix(2)) : theFive
        let inputs = try exampleInputs(members).filter { bench.manifest.analysis(id)?.input($0.key) != nil }
        let few: [String: JSON] = isSimulated ? ["weeks": 3] : [:]
        _ = try bench.run(id, inputs, with: few, members: members.compactMap { Party($0) }) { hook, rows in
            asked.append(hook)
            #expect(rows.rowCount > 0)
            return []
        }
        #expect(asked == bench.manifest.analysis(id)?.hooks)
    }

    @Test("inputs read from the registry ask for columns that the datasets have")
    func reads() throws {
        for spec in manifest.analyses {
            // What a file alone gives is read from no dataset.
            for input in spec.inputs where input.required || input.read != nil {
                let read = try #require(input.read)
                #expect(read.columns.map(\.name) == input.columns.map(\.name))
                guard let dataset = manifest.datasets.first(where: { $0.id == read.dataset }) else { continue }
                for column in read.columns { #expect(dataset[column.from] != nil, "\(column.from)") }
            }
        }
    }

    @Test(
        "the datasets are the example files, column by column and row by row",
        arguments: ["desk_hours", "desk_municipalities", "ticket_categories", "desk_wishes"])
    func datasets(name: String) throws {
        let schema = try #require(manifest.datasets.first { $0.id == "support-pooling/\(name)" })
        let table = try ExampleData.table(name, schema.specs, key: schema.key)
        #expect(table.rowCount > 0)
        #expect(try Set(#require(ExampleData.rows(name).first).keys) == Set(schema.specs.map(\.name)))
        for column in schema.columns {
            for cell in table[column.spec.name]?.cells ?? [] { #expect(column.fault(in: cell) == nil) }
        }
    }
}
