// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkScripting

/// A worker that does not keep its protocol: the host tells it as a crash, in time.
@Suite struct BrokenWorkerTests {
    private func talk(to program: String, silence: Duration = .seconds(5)) async throws -> [JSON] {
        try await ScriptWorker.with(program, silence: silence) { worker in
            let script = try await worker.load(Array("return 1".utf8), file: "a.lua", mustBeRule: false)
            return try await worker.call(script, [[1], [2]]).map { try $0.get().value }
        }
    }

    /// A worker that says these bytes, whatever it is asked.
    private static func worker(saying answer: [UInt8]) throws -> String {
        let octal = answer.map { byte in
            let digits = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }
        return try Programs.script("printf '\(octal.joined())'; cat > /dev/null")
    }

    private static func frame(_ type: Character, _ fill: (inout FrameWriter) -> Void) -> [UInt8] {
        var writer = FrameWriter(type)
        fill(&writer)
        return writer.frame
    }

    private static let loaded = frame("M") {
        $0.int32(0)
        $0.byte(0)
        $0.int32(0)
        $0.value(.null)
    }
    private static let value = frame("V") {
        $0.value(true)
        $0.byte(0)
        $0.string("")
        $0.int64(7)
        $0.int32(1)
    }
    private static func error(_ kind: String) -> [UInt8] {
        frame("E") {
            $0.string(kind)
            $0.int32(0)
            $0.string("no seccomp")
        }
    }

    @Test func aWorkerThatKeepsItIsUnderstood() async throws {
        let program = try Self.worker(saying: Self.loaded + Self.value + Self.value)
        defer { Programs.removeFolder(of: program) }
        #expect(try await talk(to: program) == [true, true])
    }

    @Test(
        arguments: [
            ("a frame of no bytes", [0, 0, 0, 0]), ("a frame larger than any", [255, 255, 255, 255]),
            ("another message", [1, 0, 0, 0, 88]), ("a value instead of what was loaded", value),
            ("an error of no kind", error("odd")), ("a message cut short", [3, 0, 0, 0, 77, 0, 0]),
            ("bytes too many", [12, 0, 0, 0] + loaded.dropFirst(4) + [110]),
            ("prose", Array("Segmentation fault".utf8)),
            ("an error that is none of the script's", loaded + error("crash")),
            ("too few answers", loaded + value + [4, 0, 0, 0, 86]),
        ] as [(String, [UInt8])])
    func nonsenseIsACrash(_ what: String, _ answer: [UInt8]) async throws {
        let program = try Self.worker(saying: answer)
        defer { Programs.removeFolder(of: program) }
        let error = await #expect(throws: ScriptError.self, "\(what)") {
            try await talk(to: program, silence: .milliseconds(300))
        }
        #expect(error?.kind == (what == "too few answers" ? .time : .crash), "\(what): \(String(describing: error))")
    }

    @Test(arguments: ["kill -SEGV $$", "exit 0", "printf '\\013\\000'; exit 3", "kill -KILL $$"])
    func aWorkerThatDiesIsACrash(_ script: String) async throws {
        let program = try Programs.script(script)
        defer { Programs.removeFolder(of: program) }
        let error = await #expect(throws: ScriptError.self) { try await talk(to: program) }
        #expect(error?.kind == .crash)
        #expect(error?.message.hasPrefix("the worker ended") == true)
    }

    @Test func aWorkerThatFallsSilentIsEnded() async throws {
        let program = try Programs.script("trap '' TERM; sleep 60")
        defer { Programs.removeFolder(of: program) }
        let error = await #expect(throws: ScriptError.self) {
            try await talk(to: program, silence: .milliseconds(200))
        }
        #expect(error?.kind == .time)
    }

    @Test func aWorkerThatIsNotThereIsACrash() async throws {
        let error = await #expect(throws: ScriptError.self) { try await talk(to: "/no/such/worker") }
        #expect(error?.kind == .crash)
    }

    @Test func aWorkerThatMayNotConfineItselfIsToldSo() async throws {
        let program = try Self.worker(saying: Self.error("denied"))
        defer { Programs.removeFolder(of: program) }
        let error = await #expect(throws: ScriptError.self) { try await talk(to: program) }
        #expect(error == ScriptError(.denied, file: "a.lua", line: nil, message: "no seccomp"))
    }
}
