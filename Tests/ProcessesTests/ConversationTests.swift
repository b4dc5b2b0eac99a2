// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkProcesses
import SamverkTestSupport
import Testing

/// What a conversation with a child promises, whatever the child does: an answer or a failure in time, and no process
/// left behind.
@Suite struct ConversationTests {
    /// Talks with `/bin/sh -c script`.
    private func shell<Result: Sendable>(
        _ script: String, within limit: Duration = .seconds(30), deadline: Deadline? = nil,
        _ body: @escaping @Sendable (Conversation) async throws -> Result
    ) async throws -> Result {
        try await converse(
            with: ChildCommand("/bin/sh", ["-c", script]), deadline: deadline ?? Deadline(after: limit), body: body)
    }

    /// The next line as text.
    private static func text(_ conversation: Conversation, limit: Int = 1000) async throws -> String {
        guard let line = try await conversation.line(limit: limit) else { throw ChildSilent() }
        return String(decoding: line, as: UTF8.self)
    }

    private static func isAlive(_ process: String) -> Bool {
        guard let number = pid_t(process) else { return false }
        return kill(number, 0) == 0
    }

    @Test func aChildThatAnswersIsHeard() async throws {
        let answers = try await shell("read a; echo \"$a!\"; read b; echo \"$b?\"") { conversation in
            try await conversation.write(Array("one\n".utf8))
            let first = try await Self.text(conversation)
            try await conversation.write(Array("two\n".utf8))
            return [first, try await Self.text(conversation)]
        }
        #expect(answers == ["one!", "two?"])
    }

    @Test func bytesAreCountedAcrossLinesAndChunks() async throws {
        let parts = try await shell("printf 'abc\\ndef'; sleep 0.1; printf 'ghi'") { conversation in
            [
                await conversation.bytes(2), try await conversation.line(limit: 10),
                await conversation.bytes(6), await conversation.bytes(1),
            ]
        }
        #expect(parts == [Array("ab".utf8), Array("c".utf8), Array("defghi".utf8), nil])
    }

    @Test func nothingOfOurEnvironmentIsPassedOn() async throws {
        let command = ChildCommand("/usr/bin/env", environment: ["GIVEN": "yes"])
        let lines = try await converse(with: command, deadline: Deadline(after: .seconds(30))) { conversation in
            var lines: [String] = []
            while let line = try await conversation.line(limit: 1000) {
                lines.append(String(decoding: line, as: UTF8.self))
            }
            return lines
        }
        #expect(lines == ["GIVEN=yes"])
    }

    @Test(arguments: [
        ("kill -SEGV $$", ChildEnd.signal(11)), ("exit 7", .status(7)), ("exit 0", .status(0)),
        ("exec >&-; sleep 0.1; exit 9", .status(9)),
    ])
    func anEarlyEndSaysHow(_ script: String, _ end: ChildEnd) async {
        await #expect(throws: ChildFailure.ended(end)) { try await shell(script) { try await Self.text($0) } }
    }

    @Test func aStatusAbove128IsToldAsTheSignalItStandsFor() {
        #expect(ChildEnd.status(139).text == ChildEnd.signal(11).text)
        #expect(ChildEnd.status(2).text.en == "it ended with status 2")
    }

    @Test func writingToAChildThatHasEndedFailsAndHarmsNobody() async {
        await #expect(throws: ChildFailure.ended(.status(3))) {
            try await shell("exec <&-; sleep 0.1; exit 3") { conversation in
                for _ in 0..<1000 {
                    try await conversation.write([UInt8](repeating: 65, count: 10_000))
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
        }
    }

    @Test func aProgramThatIsNotThereDoesNotStart() async {
        let error = await #expect(throws: ChildFailure.self) {
            try await converse(with: ChildCommand("/no/such/program"), deadline: Deadline(after: .seconds(1))) { _ in }
        }
        guard case .notStarted = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func whatTheBodyFindsWrongIsPassedOn() async {
        await #expect(throws: Problem("no")) {
            try await shell("sleep 60") { _ in throw Problem("no") }
        }
    }

    /// On a quiet machine each is gone less than a second after its deadline; here many tests run at once.
    @Test(arguments: [
        "sleep 60", "trap '' TERM; while :; do sleep 0.05; done", "while :; do echo y; done",
        "printf 'no newline'; sleep 60",
        "trap '' TERM; exec sleep 60",
    ])
    func aChildThatDoesNotAnswerIsEndedInTime(_ script: String) async {
        let clock = ContinuousClock()
        let took = await clock.measure {
            await #expect(throws: ChildFailure.expired) {
                try await shell(script, within: .milliseconds(300)) { conversation in
                    while try await Self.text(conversation, limit: 100) == "y" {}
                }
            }
        }
        #expect(took < .seconds(30))
    }

    @Test func aChildThatNeverReadsIsEndedInTime() async {
        await #expect(throws: ChildFailure.expired) {
            try await shell("sleep 60", within: .milliseconds(300)) { conversation in
                try await conversation.write([UInt8](repeating: 65, count: 1 << 20))
            }
        }
    }

    @Test(arguments: ["head -c 3000000 /dev/zero", "head -c 3000000 /dev/zero; echo", "printf '%0101d\\n' 1"])
    func aLineTooLongIsALimit(_ script: String) async {
        let problem = await #expect(throws: Problem.self) {
            try await shell(script) { try await $0.line(limit: 100) }
        }
        #expect(problem?.kind == .limit)
    }

    @Test func aLineAtTheLimitIsFine() async throws {
        let line = try await shell("printf '%0100d\\n' 1") { try await $0.line(limit: 100) }
        #expect(line?.count == 100)
    }

    @Test func aDeadlineMovesWhileTheConversationGoesOn() async throws {
        let deadline = Deadline(after: .seconds(5))
        let answer = try await shell("sleep 0.6; echo late; sleep 60", deadline: deadline) { conversation in
            deadline.move(to: nil)
            let answer = try await Self.text(conversation)
            deadline.move(to: .milliseconds(10))
            return answer
        }
        #expect(answer == "late")
        await #expect(throws: ChildFailure.expired) {
            try await shell("sleep 60", deadline: deadline) { conversation in
                deadline.move(to: .milliseconds(100))
                return try await Self.text(conversation)
            }
        }
    }

    /// The child answers in time, but all our threads are taken until long after the deadline.
    @Test func aChildIsNotBlamedForOurOwnDelay() async throws {
        let answer = try await shell("sleep 0.2; echo here; sleep 60", within: .seconds(3)) { conversation in
            for _ in 0..<16 { Task { _ = usleep(900_000) } }
            return try await Self.text(conversation)
        }
        #expect(answer == "here")
    }

    /// The result counts, and nothing waits for a child that does not go by itself.
    @Test(arguments: [
        "echo $$; sleep 60", "echo $$; exec >&-; sleep 60", "trap '' TERM; echo $$; exec >&- <&-; sleep 60",
        "echo $$; while :; do echo y; done",
    ])
    func aChildThatStaysWhenAllIsSaidIsEnded(_ script: String) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let process = try await shell(script, within: .seconds(60)) { try await Self.text($0) }
        #expect(clock.now - start < .seconds(30))
        #expect(!Self.isAlive(process))
    }

    @Test func aChildThatWantsToTidyUpMayDoSo() async throws {
        let scratch = try Programs.temporaryFolder() + "/tidy"
        _ = try await shell("echo hi; while read x; do :; done; sleep 0.1; echo done > \(scratch)") {
            try await Self.text($0)
        }
        #expect(access(scratch, F_OK) == 0)
    }

    /// A grandchild holds the pipes open: it neither keeps us waiting nor stays.
    @Test(arguments: ["sleep 60 & echo $!", "sleep 60 & echo $!; exit 1", "sleep 60 & echo $!; kill -KILL $$"])
    func aGrandchildIsEndedToo(_ script: String) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let grandchild = try await shell(script, within: .seconds(60)) { conversation in
            let process = try await Self.text(conversation)
            while try await conversation.line(limit: 100) != nil {}
            return process
        }
        #expect(clock.now - start < .seconds(30))
        try await Task.sleep(for: .milliseconds(50))
        #expect(!Self.isAlive(grandchild) || Self.isZombie(grandchild))
    }

    private static func isZombie(_ process: String) -> Bool {
        guard let file = fopen("/proc/\(process)/stat", "r") else { return true }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        fgets(&line, 512, file)
        return String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).contains(") Z ")
    }

    @Test func aCancelledConversationEndsItsChild() async throws {
        let (processes, found) = AsyncStream<String>.makeStream()
        let task = Task {
            try await shell("trap 'exit 0' TERM; echo $$; while :; do sleep 0.05; done", within: .seconds(60)) {
                found.yield(try await Self.text($0))
                return try await Self.text($0)
            }
        }
        var process = ""
        for await text in processes {
            process = text
            break
        }
        let clock = ContinuousClock()
        let took = await clock.measure {
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(took < .seconds(30))
        #expect(!Self.isAlive(process))
    }

    @Test func nothingIsStartedForACallerThatIsCancelled() async throws {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await shell("sleep 60", within: .seconds(60)) { try await Self.text($0) }
        }
        task.cancel()
        let clock = ContinuousClock()
        let took = await clock.measure { await #expect(throws: CancellationError.self) { try await task.value } }
        #expect(took < .seconds(30))
    }

    @Test func manyConversationsGoOnSideBySide() async throws {
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...40 {
                group.addTask {
                    try await self.shell("read n; echo $((n * 2))", within: .seconds(30)) { conversation in
                        try await conversation.write(Array("\(number)\n".utf8))
                        return Int(try await Self.text(conversation)) ?? 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1640)
    }

    @Test func noDescriptorIsLeftOpen() async throws {
        func descriptors() -> Int { Installation.entries(of: "/proc/self/fd").count }
        for _ in 0..<3 { _ = try await shell("echo hi") { try await Self.text($0) } }
        let before = descriptors()
        for _ in 0..<60 {
            _ = try await shell("echo hi") { try await Self.text($0) }
            _ = try? await shell("exit 1") { try await Self.text($0) }
        }
        // Other tests run at the same time; a leak would be of 240 at least.
        #expect(descriptors() < before + 150)
    }
}
