// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost
@testable import SamverkSwiftTemplate

/// What `samverk plugin new` writes is a plugin that runs, whatever its language.
@Suite("A plugin from a template") struct PluginTemplateTests {
    private func written(_ template: PluginTemplate, _ language: Language = .english) throws -> String {
        let folder = try Programs.temporaryFolder() + "/cost-per-head"
        try template.write(to: folder, taken: ["billing"], language: language, from: AuthoredPlugin.installation())
        return folder
    }

    private func package(_ template: PluginTemplate) throws -> AuthoredPlugin {
        try AuthoredPlugin(template, in: try written(template))
    }

    @Test("has the sources of the program that the suite has built") func sources() throws {
        let sources = try written(.swift) + "/Sources/Plugin/"
        let built = Golden.root.path + "/Tests/SwiftTemplate/"
        for file in ["Main.swift", "PerInhabitant.swift"] {
            #expect(
                try String(contentsOfFile: sources + file, encoding: .utf8)
                    == String(contentsOfFile: built + file, encoding: .utf8), "\(file)")
        }
    }

    private static func table(_ column: String, _ type: ColumnType, unit: String, _ values: [Cell]) throws -> Table {
        let codes = ["9907", "9908", "9909"].compactMap(Party.init).map(Cell.party)
        return try Table(
            [
                Column(ColumnSpec("municipality", .party), Array(codes.prefix(values.count))),
                Column(ColumnSpec(column, type, unit: unit), values),
            ], key: ["municipality"])
    }

    private static func inputs(costs: [Int], inhabitants: [Int]) throws -> [String: Table] {
        [
            "costs": try table("cost", .money, unit: "öre/year", costs.map { .money(Money(ore: $0)) }),
            "inhabitants": try table("inhabitants", .integer, unit: "persons", inhabitants.map(Cell.integer)),
        ]
    }

    @Test("has the files of its language, its own id, and nothing left to fill in")
    func files() throws {
        let cases = [
            "costs.csv", "expected.csv", "inhabitants-of-one.csv", "inhabitants.csv", "two-municipalities.json",
            "unknown-population.json",
        ].map { "tests/" + $0 }
        let package = ["plugin.json"] + cases
        let expected: [PluginTemplate: [String]] = [
            .lua: package + ["README.md", "main.lua"],
            .python: package + ["README.md", "main.py", "samverk.py", "tests/test_main.py"],
            .swift: package.map { "package/" + $0 } + [
                ".gitignore", "Package.swift", "README.md", "Sources/Plugin/Main.swift",
                "Sources/Plugin/PerInhabitant.swift", "build",
            ],
        ]
        for template in PluginTemplate.allCases {
            let folder = try written(template)
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
                .filter { !FileManager.default.isFolder(folder + "/" + $0) }
            #expect(Set(files) == Set(expected[template] ?? []))
            for file in files {
                let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
                #expect(!text.contains("{{"), "\(template.rawValue)/\(file)")
            }
        }
    }

    @Test("says what it is", arguments: PluginTemplate.allCases)
    func manifest(template: PluginTemplate) throws {
        let manifest = try package(template).loaded.manifest
        #expect(manifest.id == "cost-per-head")
        #expect(manifest.runtime.kind == (template == .lua ? .lua : .process))
        #expect(manifest.runtime.platforms.isEmpty == (template != .swift))
        #expect(manifest.title.sv != manifest.title.en)
    }

    @Test("is explained in the reader's language", arguments: PluginTemplate.allCases)
    func readme(template: PluginTemplate) throws {
        let swedish = try String(contentsOfFile: try written(template, .swedish) + "/README.md", encoding: .utf8)
        let english = try String(contentsOfFile: try written(template, .english) + "/README.md", encoding: .utf8)
        #expect(swedish.contains("Ett tillägg till Samverk") && english.contains("A plugin for Samverk"))
    }

    @Test("is built by a script that may be started")
    func build() throws {
        #expect(FileManager.default.isExecutableFile(atPath: try written(.swift) + "/build"))
    }

    @Test(
        "has a name of its own",
        arguments: [
            ("billing", "already"), ("Stor", "cannot be"), ("två", "cannot be"), ("a b", "cannot be"),
            ("1a", "cannot be"), ("a_b", "cannot be"), ("core", "cannot be"), ("bi11ing", "taken for 'billing'"),
        ])
    func name(name: String, told: String) throws {
        let folder = try Programs.temporaryFolder() + "/new/" + name
        let installation = try AuthoredPlugin.installation()
        let problem = #expect(throws: Problem.self) {
            try PluginTemplate.lua.write(to: folder, taken: ["billing"], language: .english, from: installation)
        }
        #expect(problem?.kind == (told == "already" ? .input : .usage))
        #expect(problem?.message.en.contains(told) == true, "\(problem?.message.en ?? "")")
    }

    @Test("never takes the place of something")
    func existing() throws {
        let folder = try written(.lua)
        try Data("mine".utf8).write(to: URL(filePath: folder + "/main.lua"))
        let installation = try AuthoredPlugin.installation()
        #expect(throws: Problem.self) {
            try PluginTemplate.python.write(to: folder, taken: [], language: .english, from: installation)
        }
        #expect(try String(contentsOfFile: folder + "/main.lua", encoding: .utf8) == "mine")
        let parent = URL(filePath: folder).deletingLastPathComponent().path
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == ["cost-per-head"])
    }

    @Test("passes the tests that come with it")
    func ownTests() throws { try PythonFile.expectPassing("tests/test_main.py", in: try written(.python)) }

    /// 3 000 kr for 1 000 persons, 5 000 kr for 3 000: 3.00 and 1.66 each; together 8 000 kr for 4 000, 2.00.
    @Test("computes what it says", arguments: PluginTemplate.allCases)
    func figures(template: PluginTemplate) async throws {
        let inputs = try Self.inputs(costs: [300_000, 500_000], inhabitants: [1000, 3000])
        let output = try await package(template).run("per-inhabitant", inputs)
        let table = try #require(output["per_inhabitant"])
        #expect(table["per_inhabitant"]?.cells == [.money(Money(ore: 300)), .money(Money(ore: 166))])
        #expect(table["per_inhabitant"]?.unit == "öre/inhabitant" && table["cost"]?.unit == "öre/year")
        #expect(table["above"]?.cells == [.real(0.5), .real(-0.17)])
        #expect(output.findings.map(\.id) == ["average", "above"])
        #expect(output.findings[0].arguments["average"]?.cell == .money(Money(ore: 200)))
        let named = try await package(template).run("per-inhabitant", inputs, with: ["threshold": "0.5"])
        #expect(named.findings.map(\.id) == ["average"])
    }

    @Test("computes the same in every language")
    func sameFigures() async throws {
        let (python, lua) = (try package(.python), try package(.lua))
        var seed = Seed(4)
        for _ in 0..<8 {
            let count = seed.integer(0...3)
            let inputs = try Self.inputs(
                costs: (0..<count).map { _ in seed.integer(0...1_000_000_000_000) },
                inhabitants: [seed.integer(1...99), seed.integer(1...9999), seed.integer(1...999_999)])
            let output = try await python.run("per-inhabitant", inputs)
            #expect(try await lua.run("per-inhabitant", inputs).wire == output.wire)
            let request = RunRequest(
                analysis: "per-inhabitant", parameters: ["threshold": 0.1], inputs: inputs, members: [],
                asOf: Day(days: 0), period: .year(2026), seed: 0)
            #expect(try PerInhabitant().run(AnalysisContext(request)).wire == output.wire)
        }
    }

    @Test("takes and gives large tables, which travel as folders", arguments: PluginTemplate.allCases)
    func large(template: PluginTemplate) async throws {
        let codes = (0..<20_000).compactMap { Party("org:m\($0)") }.map(Cell.party)
        func table(_ spec: ColumnSpec, _ value: (Int) -> Cell) throws -> Table {
            try Table(
                [
                    Column(ColumnSpec("municipality", .party), codes),
                    Column(spec, codes.indices.map(value)),
                ], key: ["municipality"])
        }
        let costs = try table(ColumnSpec("cost", .money, unit: "öre/year")) { .money(Money(ore: 100 * $0)) }
        #expect(costs.weight > WireProtocol.largestTable)
        let output = try await package(template).run(
            "per-inhabitant",
            [
                "costs": costs,
                "inhabitants": try table(ColumnSpec("inhabitants", .integer, unit: "persons")) { _ in .integer(10) },
            ], with: ["threshold": "2"])
        let each = try #require(output["per_inhabitant"]?["per_inhabitant"])
        #expect(each.cells == codes.indices.map { .money(Money(ore: 10 * $0)) })
    }

    @Test("refuses what it cannot compute, in words", arguments: PluginTemplate.allCases)
    func refusal(template: PluginTemplate) async throws {
        let inputs = try Self.inputs(costs: [1, 2], inhabitants: [1])
        let plugin = try package(template)
        let problem = await #expect(throws: Problem.self) { try await plugin.run("per-inhabitant", inputs) }
        #expect(problem?.kind == .input && problem?.message.en == "The population of 9908 is missing.")
        #expect(problem?.remedy?.sv == "Lägg till den i indatat 'inhabitants'.")
    }
}

extension FileManager {
    fileprivate func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
