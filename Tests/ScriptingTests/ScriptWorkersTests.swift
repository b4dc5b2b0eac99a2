// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkScripting

/// A run's workers: one an owner, kept, replaced when one dies, gone when the run is over.
@Suite struct ScriptWorkersTests {
    private static func workers() throws -> ScriptWorkers { ScriptWorkers(try Programs.path("samverk-worker")) }

    /// The worker's own number for a script: 0 for the first it has compiled.
    private static func number(_ source: String, for owner: String, of workers: ScriptWorkers) async throws -> Int {
        try await workers.use(owner) {
            try await $0.load(Array(source.utf8), file: "a.lua", mustBeRule: false).number
        }
    }

    @Test func anOwnerKeepsItsWorkerAndWhatItCompiled() async throws {
        let workers = try Self.workers()
        var numbers: [Int] = []
        for source in ["return 1", "return 2", "return 1", "return 3"] {
            numbers.append(try await Self.number(source, for: "1260", of: workers))
        }
        #expect(numbers == [0, 1, 0, 2])
        #expect(try await Self.number("return 9", for: "1261", of: workers) == 0, "another owner, another worker")
        await workers.close()
    }

    @Test func manyAskAtOnceAndEachGetsItsAnswer() async throws {
        let workers = try Self.workers()
        let answers = try await withThrowingTaskGroup(of: (Int, JSON).self) { group in
            for i in 0..<60 {
                group.addTask {
                    let value = try await workers.use("\(i % 3)") { worker in
                        let script = try await worker.load(
                            Array("return (...) * 2".utf8), file: "a.lua", mustBeRule: false)
                        return try await worker.call(script, [[.integer(i)]])[0].get().value
                    }
                    return (i, value)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers == Dictionary(uniqueKeysWithValues: (0..<60).map { ($0, .integer($0 * 2)) }))
        await workers.close()
    }

    @Test func anErrorOfTheScriptKeepsTheWorker() async throws {
        let workers = try Self.workers()
        #expect(try await Self.number("return 1", for: "a", of: workers) == 0)
        let error = await #expect(throws: ScriptError.self) {
            try await Self.number("return +", for: "a", of: workers)
        }
        #expect(error?.kind == .syntax)
        #expect(try await Self.number("return 2", for: "a", of: workers) == 1)
        await workers.close()
    }

    @Test func oneThatDiesFailsItsQuestionAndIsReplaced() async throws {
        // Lives until it has been asked once, as the file it leaves tells.
        let program = try Programs.script(
            "if [ -e \"$0.died\" ]; then exec '\(try Programs.path("samverk-worker"))'; fi; : > \"$0.died\"; head -c 9 >&2; exit 5"
        )
        defer { Programs.removeFolder(of: program) }
        let workers = ScriptWorkers(program)
        let error = await #expect(throws: ScriptError.self) {
            try await Self.number("return 1", for: "a", of: workers)
        }
        #expect(error?.kind == .crash)
        #expect(try await Self.number("return 1", for: "a", of: workers) == 0)
        await workers.close()
    }

    @Test func oneThatFallsSilentIsATimeout() async throws {
        let program = try Programs.script("sleep 60")
        defer { Programs.removeFolder(of: program) }
        let workers = ScriptWorkers(program, silence: .milliseconds(200))
        let error = await #expect(throws: ScriptError.self) {
            try await Self.number("return 1", for: "a", of: workers)
        }
        #expect(error?.kind == .time)
        await workers.close()
    }

    @Test(.timeLimit(.minutes(1))) func aCancelledQuestionEndsItsWorker() async throws {
        let program = try Programs.script("sleep 60")
        defer { Programs.removeFolder(of: program) }
        let workers = ScriptWorkers(program)
        let task = Task { try await Self.number("return 1", for: "a", of: workers) }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await workers.close()
    }

    @Test func whatTheBodyThrowsComesOut() async throws {
        struct Mine: Error {}
        let workers = try Self.workers()
        await #expect(throws: Mine.self) { try await workers.use("a") { _ in throw Mine() } }
        #expect(try await Self.number("return 1", for: "a", of: workers) == 0)
        await workers.close()
    }
}
