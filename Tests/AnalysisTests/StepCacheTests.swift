// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkAnalysis
@testable import SamverkRules

/// A run does what something has changed for, and gives the same as a run that does everything.
@Suite struct StepCacheTests {
    /// What a run is of; each test changes one thing.
    struct Given: Sendable {
        var seed: UInt64 = 3
        var head = "title: T\nperiod: 2027"
        var parameters = "note: ask"
        var lines = ["9907,8,1,,,,SYNTHETIC", "9908,8,2,,,,"]
        var members = ["9907", "9908"]
        var manifest = Fake.manifest
        var program = RunnerTests.script
        var rules = [("rules/9908-h/keep.lua", "return cost == 6, 'kr ' .. cost")]
        var tool = "0.1.0"

        static let steps = """
            steps:
              a: { analysis: fake/source, with: { %@ } }
              b: { analysis: fake/sink, with: { cost: a.costs } }
              c: { analysis: fake/sink, with: { cost: b.costs, more: a.costs } }
            """
    }

    /// One workspace: its cache, and the file that its plugin is, which keeps its place.
    final class Bench: Sendable {
        let folder = CacheFolder((try? Programs.temporaryFolder()).map { $0 + "/cache" } ?? "")

        /// Runs, and tells which steps were kept.
        func run(_ given: Given, isFresh: Bool = false) async throws -> (bytes: [UInt8], kept: [String], keys: [String: StepKey]) {
            let program = try Programs.script(given.program)
            defer { Programs.removeFolder(of: program) }
            let manifest = given.manifest
            let plugins = PluginSet([
                LoadedPlugin(
                    manifest: try Manifest(try JSON.read(Array(manifest.utf8)), file: "plugin.json"),
                    manifestText: manifest, folder: "/", program: program, read: { _ in Array(given.program.utf8) })
            ])
            let yaml = given.head + "\n" + Given.steps.replacingOccurrences(of: "%@", with: given.parameters)
            let plan = try Plan(
                try Scenario(yaml: yaml, file: "s.yaml"), plugins: plugins,
                members: given.members.compactMap { Party($0) })
            let worker = try Programs.path("samverk-worker")
            let rules = try given.rules.map { path, body in
                RuleFile(
                    path: path, owner: try #require(RuleOwner(path: String(path.dropFirst("rules/".count)))),
                    source: Array(
                        "return rule { hook = 'fake/keep@1', apply = function(cost) \(body) end }".utf8))
            }
            let index = await RuleIndex(
                rules, hooks: plugins.hooks, worker: worker, memory: RuleMemory(folder, tool: given.tool))
            try Problems.throwIfAny(index.problems)
            let cache = StepCache(folder, tool: given.tool)
            let runner = Runner(
                host: try Fake.host(), plugins: plugins, registry: try Fake.registry(given.lines), rules: index,
                worker: worker, cache: isFresh ? nil : cache)
            let heard = Mutex<[String: (key: StepKey, isKept: Bool)]>([:])
            let record = try await runner.run(plan, seed: given.seed) { event in
                if case .keyed(let step, let key, let isKept) = event {
                    heard.withLock { $0[step] = (key, isKept) }
                }
            }
            let steps = heard.withLock { $0 }
            return (record.json.bytes, steps.filter(\.value.isKept).keys.sorted(), steps.mapValues(\.key))
        }

        /// The files of kept steps.
        var files: [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/steps")) ?? []).sorted()
                .map { folder.path + "/steps/" + $0 }
        }
    }

    @Test func aRunFromTheCacheIsTheRunToTheByte() async throws {
        let bench = Bench()
        let fresh = try await bench.run(Given(), isFresh: true)
        #expect(fresh.kept == [] && fresh.keys.isEmpty && bench.files.isEmpty)
        let first = try await bench.run(Given())
        #expect(first.kept == [] && first.bytes == fresh.bytes)
        let second = try await bench.run(Given())
        #expect(second.kept == ["a", "b", "c"] && second.bytes == fresh.bytes)
        #expect(String(decoding: second.bytes, as: UTF8.self).contains("kr 6"), "what the rule changed is in it")
        #expect(try await bench.run(Given(), isFresh: true).bytes == fresh.bytes)
    }

    /// Each thing that the outcome follows from, and the steps that nevertheless stay.
    static let changes: [(name: String, told: String, kept: [String], change: @Sendable (inout Given) -> Void)] = [
        ("another seed", "the seed", [], { $0.seed = 4 }),
        ("another day", "the day of the rules", [], { $0.head += "\nasOf: 2027-02-01" }),
        ("another period", "the period", [], { $0.head = "title: T\nperiod: 2026\nasOf: 2027-01-01" }),
        ("other members", "the members", [], { $0.members = ["9907", "9908", "9909"] }),
        ("a parameter", "the parameter target", ["b", "c"], { $0.parameters = "note: ask, target: 4" }),
        ("a row", "the input hours", ["b", "c"], { $0.lines[0] = "9907,8,7,,,," }),
        ("a rule's text", "the rule rules/9908-h/keep.lua", ["b", "c"], { $0.rules[0].1 = "return cost == 6, 'x'" }),
        ("a further rule", "the rule rules/9907-g/keep.lua", ["b", "c"], {
            $0.rules.append(("rules/9907-g/keep.lua", "return true"))
        }),
        ("no rule", "the rule rules/9908-h/keep.lua", ["b", "c"], { $0.rules = [] }),
        ("the plugin's program", "the plugin", [], { $0.program += "\n# another build" }),
        ("the plugin's manifest", "the plugin", [], {
            $0.manifest = $0.manifest.replacingOccurrences(of: #""default": {"sv": "ja""#, with: #""default": {"sv": "jo""#)
        }),
        ("another build of the tool", "Samverk", [], { $0.tool = "0.1.1" }),
    ]

    @Test("what changes makes its steps run, and going back finds them again", arguments: changes.map(\.name))
    func everyPartOfTheKeyCounts(_ name: String) async throws {
        let bench = Bench()
        let change = try #require(Self.changes.first { $0.name == name })
        let before = try await bench.run(Given())
        var given = Given()
        change.change(&given)
        let after = try await bench.run(given)
        #expect(after.kept == change.kept)
        #expect(after.bytes == (try await bench.run(given, isFresh: true).bytes))
        let told = try #require(after.keys["a"]).changes(since: try #require(before.keys["a"])).map(\.en)
        #expect(told.contains(change.told), "\(told)")
        let back = try await bench.run(Given())
        #expect(back.kept == ["a", "b", "c"] && back.bytes == before.bytes)
    }

    /// Approvals are no bytes of a rule, but decide whether it is asked and how its say is marked.
    @Test func theAgreementsTermsAreInTheKey() async throws {
        let plugins = try Fake.plugins()
        let manifest = Fake.manifest.replacingOccurrences(of: #""scope": "local""#, with: #""scope": "agreement""#)
        let agreed = try Fake.plugins(manifest: manifest)
        let file = RuleFile(
            path: "rules/agreements/agr/keep.lua", owner: .agreement("agr"),
            source: Array("return rule { hook = 'fake/keep@1', apply = function() return true end }".utf8))
        let worker = try Programs.path("samverk-worker")
        let index = await RuleIndex([file], hooks: agreed.hooks, worker: worker)
        #expect(index.rules.count == 1 && plugins.hooks.count == 1)
        let plan = try Plan(
            try Scenario(yaml: "title: T\nperiod: 2027\nsteps: { a: { analysis: fake/source } }", file: "s.yaml"),
            plugins: agreed, members: [])
        func key(_ terms: AgreementTerms?) throws -> StepKey {
            let engine = RuleEngine(index, on: plan.scenario.asOf, worker: worker, terms: terms)
            let request = RunRequest(
                analysis: "source", parameters: [:], inputs: [:], members: [], asOf: plan.scenario.asOf,
                period: plan.scenario.period, seed: 1)
            return try StepKey(plan.steps[0], request, engine, agreed, tool: "t")
        }
        func terms(_ consent: Consent, required: Bool = false, hooks: [HookTerms] = []) -> AgreementTerms {
            AgreementTerms(
                agreement: "agr", requiresApproval: required, hooks: hooks, consents: [file.path: consent])
        }
        let missing = Consent(missing: ["9907"])
        let keys = [
            try key(nil), try key(terms(missing)), try key(terms(Consent(recorded: ["9907"], missing: []))),
            try key(terms(Consent(proven: ["9907"], missing: []))), try key(terms(missing, required: true)),
            try key(terms(missing, hooks: [HookTerms(hook: "fake/keep", fallsBackToDefault: true)])),
            try key(AgreementTerms(agreement: "other", requiresApproval: false)),
        ]
        #expect(Set(keys.map(\.hash)).count == keys.count)
    }

    @Test func whatFailedIsNotKept() async throws {
        let bench = Bench()
        var given = Given()
        given.parameters = "note: fail"
        for _ in 0..<2 { await #expect(throws: Problem.self) { try await bench.run(given) } }
        #expect(bench.files.isEmpty)
    }

    @Test func aPluginThatIsNotDeterministicIsComputedEachTime() async throws {
        let bench = Bench()
        var given = Given()
        given.manifest = given.manifest.replacingOccurrences(
            of: #"{"id": "source","#, with: #"{"id": "source", "deterministic": false,"#)
        _ = try await bench.run(given)
        let second = try await bench.run(given)
        #expect(second.kept == ["b", "c"] && second.keys["a"] == nil)
    }

    @Test func aLinkedPluginIsComputedEachTime() throws {
        let manifest = Fake.manifest
        let plugins = PluginSet([
            LoadedPlugin(
                manifest: try Manifest(try JSON.read(Array(manifest.utf8)), file: "plugin.json"),
                manifestText: manifest, home: .linked, folder: "/", program: "/bin/false", read: { _ in [] })
        ])
        let plan = try Plan(
            try Scenario(yaml: "title: T\nperiod: 2027\nsteps: { a: { analysis: fake/source } }", file: "s.yaml"),
            plugins: plugins, members: [])
        let cache = StepCache(CacheFolder(try Programs.temporaryFolder()), tool: "t")
        let engine = RuleEngine(RuleIndex(), on: plan.scenario.asOf, worker: "")
        let request = RunRequest(
            analysis: "source", parameters: [:], inputs: [:], members: [], asOf: plan.scenario.asOf,
            period: plan.scenario.period, seed: 1)
        #expect(try cache.key(plan.steps[0], request, engine, plugins) == nil)
        #expect(plan.steps[0].always?.en == "the plugin is linked")
    }

    @Test func aDamagedEntryIsComputedAndKeptAnew() async throws {
        let bench = Bench()
        let first = try await bench.run(Given())
        #expect(bench.files.count == 3)
        let sound = try bench.files.map { try Data(contentsOf: URL(filePath: $0)) }
        for file in bench.files { try Data("damaged".utf8).write(to: URL(filePath: file)) }
        let second = try await bench.run(Given())
        #expect(second.kept == [] && second.bytes == first.bytes)
        #expect(try bench.files.map { try Data(contentsOf: URL(filePath: $0)) } == sound)
    }

    /// Entries whose hashes hold, but that are not what the key or the manifest says.
    @Test(
        "a foreign entry is not believed",
        arguments: [
            (#""protocol":"1.0""#, #""protocol":"9.9""#), (#""type":"money""#, #""type":"integer""#),
            (#""costs":"#, #""other":"#), (#""interventions""#, #""inventions""#),
        ])
    func foreign(_ old: String, _ new: String) async throws {
        let bench = Bench()
        let first = try await bench.run(Given())
        for file in bench.files {
            let name = "steps/" + (file as NSString).lastPathComponent
            let text = String(decoding: try #require(bench.folder.entry(name)), as: UTF8.self)
            #expect(text.contains(old))
            bench.folder.keep(Array(text.replacingOccurrences(of: old, with: new).utf8), as: name)
        }
        let second = try await bench.run(Given())
        #expect(second.kept == [] && second.bytes == first.bytes)
    }

    @Test func runsAtOnceOnOneCacheGiveTheSame() async throws {
        let bench = Bench()
        let fresh = try await bench.run(Given(), isFresh: true).bytes
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<6 { group.addTask { try await bench.run(Given()).bytes } }
            for try await bytes in group { #expect(bytes == fresh) }
        }
        #expect(try await bench.run(Given()).kept == ["a", "b", "c"])
    }

    @Test func theKeysOfTheLastRunAreRemembered() async throws {
        let bench = Bench()
        let keys = try await bench.run(Given()).keys
        let cache = StepCache(bench.folder, tool: "t")
        #expect(cache.lastKeys("s.yaml").isEmpty)
        cache.note(keys, of: "s.yaml")
        #expect(cache.lastKeys("s.yaml") == keys && cache.lastKeys("t.yaml").isEmpty)
    }
}
