// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkScripting

/// Scripts in a worker: every call answered in order, every fault told with its kind, nothing that waits for ever.
@Suite struct ScriptWorkerTests {
    static let worker = Result { try Programs.path("samverk-worker") }

    /// Calls a plain chunk.
    static func call(
        _ source: String, _ calls: [[JSON]], limits: ScriptLimits = ScriptLimits()
    ) async throws -> [Result<ScriptResult, ScriptError>] {
        try await ScriptWorker.with(try worker.get(), limits: limits) { worker in
            try await worker.call(
                try await worker.load(Array(source.utf8), file: "a.lua", mustBeRule: false), calls)
        }
    }

    @Test func aRuleTellsWhatItIs() async throws {
        let source = """
            return rule {
              hook = "a/b@1", basis = "KF", from = "2026-01-01", api = 1,
              apply = function(x) return x * 2, "twice" end,
            }
            """
        let (script, results) = try await ScriptWorker.with(try Self.worker.get()) { worker in
            let script = try await worker.load(Array(source.utf8), file: "rules/å.lua", mustBeRule: true)
            return (script, try await worker.call(script, [[21]]))
        }
        #expect(script.isRule)
        #expect(script.line == 3)
        #expect(script.file == "rules/å.lua")
        #expect(script.metadata["hook"] == "a/b@1")
        #expect(script.metadata["api"] == 1)
        let result = try #require(results.first).get()
        #expect(result.value == 42)
        #expect(result.reason == "twice")
        #expect(result.fuel > 0)
    }

    @Test func twoScriptsOfOneWorkerAreToldApart() async throws {
        let values = try await ScriptWorker.with(try Self.worker.get()) { worker in
            let a = try await worker.load(Array("return 'a'".utf8), file: "a", mustBeRule: false)
            let b = try await worker.load(Array("return 'b'".utf8), file: "b", mustBeRule: false)
            return try await [b, a, b].asyncMap { try await worker.call($0, [[]])[0].get().value }
        }
        #expect(values == ["b", "a", "b"])
    }

    @Test(arguments: [0, 1, 15, 16, 17, 64, 65, 1000]) func everyCallIsAnsweredInOrder(_ count: Int) async throws {
        let results = try await Self.call("local x = ... return x + 1", (0..<count).map { [.integer($0)] })
        #expect(try results.map { try $0.get().value } == (0..<count).map { .integer($0 + 1) })
    }

    @Test(arguments: 0..<20) func everyValueComesBackThroughLua(_ number: Int) async throws {
        var seed = Seed(UInt64(number))
        let calls = (0..<100).map { _ in [Self.withoutHoles(CodecTests.anyValue(&seed))] }
        let results = try await Self.call("return (...)", calls)
        #expect(try results.map { try $0.get().value } == calls.map { $0[0] })
    }

    /// Lua has no null in a list, one empty table, and answers objects sorted.
    private static func withoutHoles(_ value: JSON) -> JSON {
        switch value {
        case .array(let elements): return .array(elements.filter { $0 != .null }.map(withoutHoles))
        case .object(let object):
            let members = object.members.filter { $0.value != .null }.map { ($0.name, withoutHoles($0.value)) }
            if members.isEmpty { return [] }
            return .object(JSONObject(members.sorted { Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) }))
        default: return value
        }
    }

    /// A pipe holds 64 kB: neither large questions nor large answers may make the two wait for each other.
    @Test(.timeLimit(.minutes(1)), arguments: [(100, 100_000), (1000, 10_000), (40, 250_000), (3000, 40)])
    func largeArgumentsAndLargeResultsAtOnce(_ count: Int, _ size: Int) async throws {
        let text = String(repeating: "å", count: size / 2)
        let results = try await Self.call("return (...)", Array(repeating: [.string(text)], count: count))
        #expect(results.count == count)
        #expect(results.allSatisfy { (try? $0.get().value) == .string(text) })
    }

    @Test func anArgumentOfMegabytesIsRefusedByTheMemoryLimit() async throws {
        let huge = JSON.string(String(repeating: "x", count: 17 << 20))
        let kinds = try await Self.call("return 1", [[1], [huge], [2]]).map { result in
            if case .failure(let error) = result { error.kind } else { nil as ScriptError.Kind? }
        }
        #expect(kinds == [nil, .memory, nil])
    }

    @Test func aSourceOfMegabytesIsRefused() async throws {
        for size in [200 << 10, 17 << 20] {
            await #expect(throws: ScriptError.self) {
                try await ScriptWorker.with(try Self.worker.get()) {
                    try await $0.load([UInt8](repeating: 32, count: size), file: "a", mustBeRule: false)
                }
            }
        }
    }

    @Test func anErrorAmongManyKeepsTheOthers() async throws {
        let source = "local x = ... if x % 7 == 3 then error('no ' .. x) end return x"
        let results = try await Self.call(source, (0..<100).map { [.integer($0)] })
        for (number, result) in results.enumerated() {
            switch result {
            case .success(let value): #expect(value.value == .integer(number))
            case .failure(let error):
                #expect(number % 7 == 3)
                #expect(error == ScriptError(.runtime, file: "a.lua", line: 1, message: "no \(number)"))
            }
        }
    }

    @Test func afterALimitTheWorkerGoesOn() async throws {
        let results = try await Self.call("if ... then while true do end end return 1", [[true], [false], [true]])
        let kinds = results.map { result in if case .failure(let error) = result { error.kind.rawValue } else { "fine" }
        }
        #expect(kinds == ["instructions", "fine", "instructions"])
    }

    @Test func manySlowCallsInARowAreNotSilence() async throws {
        let source = "local n = 0 for i = 1, 150000 do n = n + i end return n"
        let results = try await Self.call(source, Array(repeating: [], count: 200))
        #expect(results.allSatisfy { (try? $0.get()) != nil })
    }

    @Test func theLineOfTheReturnThatAnsweredIsTold() async throws {
        let source = "local x = ...\nif x then\n  return 1\nend\nreturn 2"
        let lines = try await Self.call(source, [[true], [false]]).map { try $0.get().line }
        #expect(lines == [3, 5])
    }

    @Test func randomNumbersFollowFromSeedAndArguments() async throws {
        let source = Array("return math.random(1000000)".utf8)
        func draw(_ seed: UInt64?, _ calls: [[JSON]]) async throws -> [JSON] {
            try await ScriptWorker.with(try Self.worker.get()) { worker in
                let script = try await worker.load(source, file: "a.lua", mustBeRule: false, seed: seed)
                return try await worker.call(script, calls).map { try $0.get().value }
            }
        }
        let one = try await draw(1, [[1], [2], [1]])
        #expect(one[0] == one[2] && one[0] != one[1], "a row draws its own numbers, whatever came before")
        #expect(try await draw(1, [[2], [1]]) == [one[1], one[0]])
        #expect(try await draw(2, [[1]]) != [one[0]])
        #expect(try await draw(.max, [[1]]) != [one[0]])
        let error = await #expect(throws: ScriptError.self) { try await draw(nil, [[1]]) }
        #expect(error?.kind == .denied)
    }

    @Test func aRuleThatIsNoneIsToldWithItsFile() async throws {
        let error = await #expect(throws: ScriptError.self) {
            try await ScriptWorker.with(try Self.worker.get()) {
                try await $0.load(Array("return 1".utf8), file: "b.lua", mustBeRule: true)
            }
        }
        #expect(error?.file == "b.lua")
        #expect(error?.problem.place.file == "b.lua")
    }

    @Test(arguments: ScriptError.Kind.allCases) func everyKindIsAProblem(_ kind: ScriptError.Kind) {
        let problem = ScriptError(kind, file: "a.lua", line: 3, message: "why").problem
        #expect(problem.place == Place(file: "a.lua", line: 3))
        #expect(problem.message.sv.contains("why") && problem.message.en.contains(kind.rawValue))
        #expect(problem.kind == (kind.isLimit ? .limit : .input))
    }
}

extension Array {
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await transform(element)) }
        return result
    }
}
