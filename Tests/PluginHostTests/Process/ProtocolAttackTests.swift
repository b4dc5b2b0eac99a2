// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkPluginHost

/// What a plugin may do to the conversation itself: each costs one clear error.
@Suite(.serialized) struct ProtocolAttackTests {
    private func problem(_ script: String, seconds: Int = 30, more: String = "") async throws -> Problem {
        let plugin = try FakePlugin(script, seconds: seconds, more: more)
        defer { plugin.remove() }
        return try #require(await #expect(throws: Problem.self) { try await plugin.run() })
    }

    private static func hello(_ result: String) -> String {
        "read -r line; printf '%s\\n' '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\(result)}'; read -r run"
    }

    @Test(arguments: [
        (#"{"protocol":"2.0","plugin":"fake","version":"0.1.0"}"#, "speaks protocol 2.0; here 1.0 is spoken"),
        (#"{"protocol":"\u001b[2J","plugin":"fake","version":"0.1.0"}"#, #"speaks protocol \u{1b}[2J; here"#),
        (#"{"protocol":"1.0","plugin":"fake","version":"0.1.0","features":["time"]}"#, "'time' was not offered"),
        (#"{"protocol":"1.0","plugin":"fake","version":"0.1.0","secrets":true}"#, "unknown field 'secrets'"),
        (
            #"{"protocol":"1.0","plugin":"other","version":"0.1.0"}"#,
            "it calls itself other 0.1.0, but plugin.json says fake 0.1.0"
        ),
        (#"{"protocol":1,"plugin":"fake","version":"0.1.0"}"#, "'protocol' must be of type string"),
    ])
    func helloIsAgreedUponOrRefusedInWords(_ result: String, _ says: String) async throws {
        let told = try await problem(Self.hello(result))
        #expect(told.kind == .program && told.message.en.contains(says), "\(told.message.en)")
        #expect(told.remedy != nil)
    }

    @Test func aPluginMaySayItselfThatNothingFits() async throws {
        let told = try await problem(
            #"read -r l; echo '{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"I speak 3.0"}}'; read -r l"#)
        #expect(told.message.en.contains("hello: I speak 3.0"))
    }

    @Test(arguments: [
        ("an answer to a request nobody made", "hello; answer \"$good\" '[]' | sed s/:2,/:77,/"),
        ("an answer before the question", "answer \"$good\" '[]'; hello"),
        (
            "hello answered twice",
            "read -r l; h='{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocol\":\"1.0\",\"plugin\":\"fake\",\"version\":\"0.1.0\"}}'; printf '%s\\n%s\\n' \"$h\" \"$h\"; cat > /dev/null"
        ),
        ("chatter before hello", "echo 'Loading libraries ...'; hello"),
        ("two documents in a line", "hello; { answer \"$good\" '[]' | tr -d '\\n'; answer \"$good\" '[]'; }"),
        ("no valid UTF-8", "hello; printf '{\"jsonrpc\":\"2.0\",\"method\":\"\\377\",\"params\":{}}\\n'"),
        ("a byte order mark", "hello; printf '\\357\\273\\277{\"jsonrpc\":\"2.0\",\"method\":\"x\"}\\n'"),
        ("a name twice", "hello; printf '{\"jsonrpc\":\"2.0\",\"id\":2,\"id\":2,\"result\":{}}\\n'"),
        ("65 levels", "hello; printf '%65s' | tr ' ' '['; echo"),
        ("NaN", "hello; answer \"$good\" '[]' | sed 's/1,2\\]/NaN,2]/'"),
        ("a float for öre", "hello; answer \"$good\" '[]' | sed 's/1,2\\]/1.0,2]/'"),
        ("öre beyond 64 bits", "hello; answer \"$good\" '[]' | sed 's/1,2\\]/9223372036854775808,2]/'"),
        (
            "an old request's id",
            "hello; ask 7 fake/keep@1 '\(FakePlugin.totals)'; ask 7 fake/keep@1 '\(FakePlugin.totals)'"
        ),
        ("a request without an end", "hello; ask -1 fake/keep@1 '\(FakePlugin.totals)'"),
        ("a log of an unknown level", "hello; say shout hello"),
        ("a log as standard error", "hello; say stderr hello"),
    ])
    func whatIsOutOfTurnOrOutOfFormIsThePluginsFault(_ what: String, _ script: String) async throws {
        let plugin = try FakePlugin(script)
        defer { plugin.remove() }
        let told = try #require(
            await #expect(throws: Problem.self) { try await plugin.run(rules: { _, _ in [] }) }, "\(what)")
        #expect(told.kind == .program, "\(what)")
        #expect(
            told.message.en.hasPrefix("The plugin fake did not answer by the protocol"), "\(what): \(told.message.en)")
    }

    @Test("Another run's answer is not taken", arguments: ["id=0123456789abcdef", "id="])
    func anotherRun(_ other: String) async throws {
        let told = try await problem("hello; \(other); answer \"$good\" '[]'")
        #expect(told.message.en.contains("but this one is '"), "\(told.message.en)")
        let asking = try await problem("hello; \(other); ask 3 fake/keep@1 '\(FakePlugin.totals)'")
        #expect(asking.message.en.contains("but this one is '"))
    }

    @Test func theSameRequestHasTheSameNameInEveryRun() async throws {
        let names = Mutex<Set<String>>([])
        for _ in 0..<2 {
            let plugin = try FakePlugin("hello; say info \"$id\"; answer \"$good\" '[]'")
            defer { plugin.remove() }
            _ = try await plugin.run(log: { line in names.withLock { _ = $0.insert(line.text) } })
        }
        #expect(names.withLock { $0.count } == 1)
    }

    @Test func oneByteAtATimeIsAsGoodAsAll() async throws {
        let plugin = try FakePlugin(
            "hello; answer \"$good\" '[]' | /usr/bin/python3 -c 'import os, sys\nfor b in sys.stdin.buffer.read(): os.write(1, bytes([b]))'"
        )
        defer { plugin.remove() }
        #expect(try await plugin.run()["totals"]?.rowCount == 2)
    }

    @Test("A message without an end is a limit", arguments: ["tr '\\0' 'x' < /dev/zero", "tr '\\0' '[' < /dev/zero"])
    func endless(_ flood: String) async throws {
        for script in ["read -r l; exec \(flood)", "hello; exec \(flood)"] {
            let told = try await problem(script)
            #expect(told.kind == .limit && told.message.en.contains("a message of more than 8 MB"))
        }
    }

    @Test func aGigabyteInOneMessageIsALimitToo() async throws {
        let told = try await problem(
            "hello; printf '{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":\"'; head -c 1000000000 /dev/zero | tr '\\0' 'x'; echo '\"}'"
        )
        #expect(told.kind == .limit && told.message.en.contains("a message of more than 8 MB"))
    }

    @Test func notificationsWithoutEndCostTheTimeLimit() async throws {
        let lines = Mutex(0)
        let plugin = try FakePlugin("hello; while :; do say info x; done", seconds: 1)
        defer { plugin.remove() }
        let told = await #expect(throws: Problem.self) {
            try await plugin.run(log: { _ in lines.withLock { $0 += 1 } })
        }
        #expect(told?.kind == .limit)
        #expect(lines.withLock { $0 } <= LogLine.most + 1)
    }

    @Test func whatWasNotAskedForInHelloIsNotGiven() async throws {
        let told = try await problem(
            Self.hello(#"{"protocol":"1.0","plugin":"fake","version":"0.1.0"}"#)
                + "; id=${run#*'\"run\":\"'}; id=${id%%'\"'*}; ask 3 fake/keep@1 '\(FakePlugin.totals)'")
        #expect(told.message.en.contains("rules, which it did not ask for in hello"))
    }

    /// A plugin that wants to know hears it before it is ended, and may tidy up; nothing it says then is read.
    @Test func cancelIsSaidBeforeTheEnd() async throws {
        let heard = Mutex<[String]>([])
        // On a busy machine the limit may pass before the plugin has said hello.
        for seconds in [1, 8, 40] where heard.withLock({ $0.isEmpty }) {
            let plugin = try FakePlugin(
                "hello; read -r last; echo \"$last\" >&2; answer \"$good\" '[]'; sleep 60", seconds: seconds,
                more: #","cancel""#)
            defer { plugin.remove() }
            let told = await #expect(throws: Problem.self) {
                try await plugin.run(log: { line in heard.withLock { $0.append(line.text) } })
            }
            #expect(told?.kind == .limit)
        }
        #expect(
            heard.withLock { $0.first?.hasPrefix(#"{"jsonrpc":"2.0","method":"cancel","params":{"run":""#) } == true)
    }

    @Test func withoutItComesSIGTERM() async throws {
        let heard = Mutex<[LogLine]>([])
        for seconds in [1, 8, 40] where heard.withLock({ $0.isEmpty }) {
            let plugin = try FakePlugin(
                "trap 'echo bye >&2; exit' TERM; hello; while :; do sleep 0.02; done", seconds: seconds)
            defer { plugin.remove() }
            _ = try? await plugin.run(log: { line in heard.withLock { $0.append(line) } })
        }
        #expect(heard.withLock { $0 } == [LogLine(.stderr, "bye")])
    }
}
