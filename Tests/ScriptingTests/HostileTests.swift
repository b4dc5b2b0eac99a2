// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkScripting

/// Every script of Tests/Hostile says in its first lines what it expects; see drive.py beside them.
@Suite struct HostileTests {
    struct Script: Sendable, CustomTestStringConvertible {
        let name: String
        let source: [UInt8]
        /// `-- NAME: TEXT` at the top of the file.
        let notes: [String: String]

        var testDescription: String { name }

        init(_ name: String) throws {
            self.name = name
            source = try ExampleData.bytes("Tests/Hostile/\(name)")
            var notes: [String: String] = [:]
            for line in source.split(separator: 10, omittingEmptySubsequences: false) {
                let text = String(decoding: line, as: UTF8.self)
                guard text.hasPrefix("-- "), let colon = text.range(of: ": ") else { break }
                notes[String(text[..<colon.lowerBound].dropFirst(3))] = String(text[colon.upperBound...])
            }
            self.notes = notes
        }

        var limits: ScriptLimits {
            var limits = ScriptLimits()
            limits.fuel = notes["fuel"].flatMap { Int($0) } ?? limits.fuel
            limits.memory = notes["memory"].flatMap { Int($0) } ?? limits.memory
            limits.milliseconds = notes["cpu"].flatMap { Int($0) } ?? limits.milliseconds
            limits.depth = notes["depth"].flatMap { Int($0) } ?? limits.depth
            return limits
        }
    }

    static let scripts: [Script] = {
        let folder = ExampleData.root.appending(path: "Tests/Hostile").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".lua") }.sorted().compactMap { try? Script($0) }
    }()

    @Test func thereAreScripts() { #expect(Self.scripts.count > 200) }

    @Test(.serialized, arguments: scripts) func theScriptGivesWhatItExpects(_ script: Script) async throws {
        let arguments = try JSON.read(Array((script.notes["args"] ?? "[]").utf8)).array ?? []
        let outcome: Result<ScriptResult, ScriptError>
        do {
            let results = try await ScriptWorker.with(try Programs.path("samverk-worker"), limits: script.limits) {
                let loaded = try await $0.load(
                    script.source, file: script.name, mustBeRule: false,
                    seed: script.notes["seed"].flatMap { UInt64($0) })
                return try await $0.call(loaded, [arguments, arguments])
            }
            #expect(results.count == 2 && results[0] == results[1], "two calls differ")
            outcome = results[0]
        } catch let error as ScriptError {
            outcome = .failure(error)
        }
        try Self.hold(outcome, against: script)
    }

    private static func hold(_ outcome: Result<ScriptResult, ScriptError>, against script: Script) throws {
        let expected = try #require(script.notes["expect"])
        switch outcome {
        case .success(let result):
            try #require(expected.hasPrefix("value "), "gave \(result.value.text)")
            let value = try JSON.read(Array(expected.dropFirst(6).utf8))
            #expect(result.value.sorted == value.sorted)
            if let reason = script.notes["reason"] { #expect(result.reason == reason) }
            if let line = script.notes["returns"] { #expect(result.line == Int(line)) }
        case .failure(let error):
            #expect(error.kind.rawValue == expected, "\(error)")
            if let line = script.notes["line"] { #expect(error.line == Int(line), "\(error)") }
            if let part = script.notes["message"] { #expect(error.message.contains(part), "\(error)") }
        }
    }
}
