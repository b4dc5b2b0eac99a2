// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkPluginHost

/// A plugin is listened to, held to its manifest, and ended in time; it can fail a run and nothing else.
@Suite struct PluginHostTests {
    private func problem(_ script: String, seconds: Int = 30) async throws -> Problem {
        let plugin = try FakePlugin(script, seconds: seconds)
        defer { plugin.remove() }
        return try #require(await #expect(throws: Problem.self) { try await plugin.run() })
    }

    @Test func theRightConversationGivesTables() async throws {
        let plugin = try FakePlugin("hello; answer \"$good\" '[{\"id\":\"sum\",\"severity\":\"info\"}]'")
        defer { plugin.remove() }
        let output = try await plugin.run()
        #expect(output["totals"]?[1, "total"] == .money(Money(ore: 2)))
        #expect(output.findings.map(\.id) == ["sum"])
    }

    @Test func progressIsHeardAndKeptWithinBounds() async throws {
        let plugin = try FakePlugin(
            "hello; progress 0.5; progress 7; progress -1; progress '\"x\"'; answer \"$good\" '[]'")
        defer { plugin.remove() }
        let heard = Mutex<[Double]>([])
        _ = try await plugin.run(progress: { value in heard.withLock { $0.append(value) } })
        #expect(heard.withLock { $0 } == [0.5, 1, 0])
    }

    @Test(
        "One answer, and nothing after it",
        arguments: [
            "answer \"$good\" '[]'; answer \"$good\" '[]'", "answer \"$good\" '[]'; answer '{}' '[]'; exit 3",
            "answer \"$good\" '[]'; echo rubbish", "answer \"$good\" '[]'; progress 1; sleep 60",
            "answer \"$good\" '[]'; read -r end; answer \"$good\" '[]'",
            "echo '{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":1,\"message\":\"no\"}}'; answer \"$good\" '[]'",
        ])
    func oneAnswer(_ script: String) async throws {
        let told = try await problem("hello; " + script)
        #expect(told.kind == .program)
        #expect(told.message.en.contains("by the protocol: it said more after its answer"), "\(told.message.en)")
    }

    @Test func howItEndsAfterItsAnswerDoesNotMatter() async throws {
        let plugin = try FakePlugin("hello; answer \"$good\" '[]'; echo; exit 3")
        defer { plugin.remove() }
        #expect(try await plugin.run()["totals"]?.rowCount == 2)
    }

    @Test func aProblemOfThePluginIsToldInItsWords() async throws {
        let told = try await problem(
            """
            hello; printf '%s\\n' '{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"no","data":{"kind":"input","sv":"nej","en":"no","remedy":{"sv":"gör","en":"do"}}}}'
            """)
        #expect(told == Problem(Localized(sv: "nej", en: "no"), remedy: Localized(sv: "gör", en: "do")))
    }

    @Test(arguments: [
        ("garbage", "hello; echo 'Traceback (most recent call last):'"),
        ("half a message", "hello; printf '{\"jsonrpc\":'; echo"), ("an empty line", "hello; echo"),
        ("no JSON-RPC", "hello; echo '{\"id\":2,\"result\":{}}'"),
        ("a wrong id", "hello; answer \"$good\" '[]' | sed s/:2,/:3,/"),
        ("the id of hello", "hello; answer \"$good\" '[]' | sed s/:2,/:1,/"),
        ("a request nobody may make", "hello; echo '{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"read\",\"params\":{}}'"),
        (
            "rules without rows",
            "hello; echo '{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"rules\",\"params\":{\"hook\":\"fake/keep@1\"}}'"
        ),
        (
            "rules with broken rows",
            "hello; ask 9 fake/keep@1 '{}'"
        ),
        ("no hello", "read l; echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}'"),
        (
            "another plugin",
            "read l; echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocol\":\"1.0\",\"plugin\":\"other\",\"version\":\"0.1.0\"}}'"
        ),
        (
            "another version",
            "read l; echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocol\":\"1.0\",\"plugin\":\"fake\",\"version\":\"0.2.0\"}}'"
        ),
        ("an answer before hello", "answer \"$good\" '[]'; read -r line"),
    ])
    func whatMakesNoSenseIsThePluginsFault(_ what: String, _ script: String) async throws {
        let told = try await problem(script)
        #expect(told.kind == .program, "\(what)")
        #expect(told.message.en.hasPrefix("The plugin fake did not answer by the protocol"), "\(what): \(told)")
    }

    @Test(arguments: [
        ("exit 0", "it ended with status 0"), ("hello; exit 7", "it ended with status 7"),
        ("hello; kill -SEGV $$", "it was stopped by signal 11"), ("read l; exit 1", "it ended with status 1"),
        ("hello; printf '{\"jsonrpc\"'", "it ended with status 0"),
        ("hello; exec >&-; sleep 0.1; exit 4", "it ended with status 4"),
    ])
    func anEarlyEndSaysHow(_ script: String, _ how: String) async throws {
        let told = try await problem(script)
        #expect(told.kind == .program)
        #expect(told.message.en == "The plugin fake ended too early: \(how).")
        #expect(told.remedy?.en.contains("nobody") == true)
    }

    @Test func aProgramThatIsNotThereIsToldSo() async throws {
        let plugin = try FakePlugin("hello")
        plugin.remove()
        let told = try #require(await #expect(throws: Problem.self) { try await plugin.run() })
        #expect(told.message.en.contains("is missing beside samverk") && told.place.context == ["plugin fake"])
    }

    /// The limit is one second. On a quiet machine the end comes within a second more; here many tests run at once.
    @Test(arguments: [
        "sleep 60", "hello; sleep 60", "hello; trap '' TERM; while :; do sleep 0.1; done",
        "hello; while :; do progress 0.1; done",
        "hello; (trap '' TERM; sleep 60) & wait", "hello; printf '{\"jsonrpc\"'; sleep 60",
    ])
    func aPluginThatHangsIsEndedInTime(_ script: String) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let told = try await problem(script, seconds: 1)
        #expect(clock.now - start < .seconds(30))
        #expect(told.kind == .limit)
        #expect(told.message.en == "The plugin fake did not answer within 1 s and was ended.")
    }

    @Test func aPluginThatComputesForEverIsEnded() async throws {
        let told = try await problem("while :; do :; done", seconds: 1)
        #expect(told.kind == .limit)
        #expect(["did not answer within 1 s", "computed for more than 1 s"].contains { told.message.en.contains($0) })
    }

    @Test func aFloodWithoutLineFeedIsALimit() async throws {
        let told = try await problem("hello; exec tr '\\0' 'x' < /dev/zero", seconds: 60)
        #expect(told.kind == .limit)
        #expect(told.message.en.contains("more than 8 MB"))
    }

    @Test func aPluginThatStaysAfterItsAnswerKeepsNobodyWaiting() async throws {
        let clock = ContinuousClock()
        let start = clock.now
        for script in ["trap '' TERM; sleep 60", "exec >&-; sleep 60", "while :; do echo; done"] {
            let plugin = try FakePlugin("hello; answer \"$good\" '[]'; \(script)", seconds: 60)
            defer { plugin.remove() }
            #expect(try await plugin.run()["totals"] != nil)
        }
        #expect(clock.now - start < .seconds(30))
    }

    /// Each tells its descendant's number as progress, in ten-millionths.
    @Test(arguments: [
        "sleep 60 & tell $!; answer \"$good\" '[]'", "setsid sleep 60 & tell $!; answer \"$good\" '[]'; sleep 60",
        "setsid sh -c 'trap \"\" TERM; while :; do sleep 0.1; done' & tell $!; exit 1",
        "setsid sleep 60 & tell $!; sleep 60",
        "tell $$; trap '' TERM; sleep 60",
    ])
    func noProcessIsLeftBehind(_ script: String) async throws {
        let told = Mutex<pid_t>(0)
        // On a busy machine the limit may pass before the plugin has said anything.
        for seconds in [2, 8, 40] where told.withLock({ $0 }) == 0 {
            let plugin = try FakePlugin(
                "tell() { progress $(printf '0.%07d' $1); }; hello; \(script)", seconds: seconds)
            defer { plugin.remove() }
            _ = try? await plugin.run(progress: { fraction in
                told.withLock { $0 = pid_t((fraction * 1e7).rounded()) }
            })
        }
        let process = told.withLock { $0 }
        #expect(process > 1)
        #expect(kill(process, 0) != 0)
    }

    @Test func aCancelledRunLeavesNothingBehind() async throws {
        let plugin = try FakePlugin(
            "hello; setsid sleep 60 & progress $(printf '0.%07d' $!); sleep 60", seconds: 60)
        defer { plugin.remove() }
        let (numbers, found) = AsyncStream<pid_t>.makeStream()
        let task = Task { try await plugin.run(progress: { found.yield(pid_t(($0 * 1e7).rounded())) }) }
        var process: pid_t = 0
        for await number in numbers {
            process = number
            break
        }
        let clock = ContinuousClock()
        let start = clock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(clock.now - start < .seconds(30))
        #expect(kill(process, 0) != 0)
    }

    @Test func theScratchFolderIsGoneWhateverIsInIt() async throws {
        let told = try await problem(
            """
            hello; mkdir -p a/b/c .hidden; touch a/b/c/d .e "$(printf 'x\\377y')"; ln -s /etc link; mkdir locked; touch locked/f
            i=0; while [ $i -lt 300 ]; do mkdir deep-directory-name; cd deep-directory-name; i=$((i + 1)); done; cd "$HOME"
            chmod 0 locked a/b
            printf '{"jsonrpc":"2.0","id":2,"error":{"code":1,"message":"%s"}}\\n' "$HOME"
            """)
        #expect(told.message.en.contains("/samverk-"))
        #expect(access(told.message.en, F_OK) != 0)
        #expect(access("/etc/passwd", F_OK) == 0)
    }
}
