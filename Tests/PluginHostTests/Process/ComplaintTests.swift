// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkPluginHost

/// What a plugin says for people: on standard error and by `log`. Bounded, harmless, and told when it fails.
@Suite(.serialized) struct ComplaintTests {
    private static func run(_ script: String, seconds: Int = 60) async throws -> (lines: [LogLine], problem: Problem?) {
        let plugin = try FakePlugin(script, seconds: seconds)
        defer { plugin.remove() }
        let lines = Mutex<[LogLine]>([])
        do {
            _ = try await plugin.run(log: { line in lines.withLock { $0.append(line) } })
            return (lines.withLock { $0 }, nil)
        } catch let problem as Problem {
            return (lines.withLock { $0 }, problem)
        }
    }

    @Test func itsLastLinesStandInTheFailure() async throws {
        let (lines, problem) = try await Self.run(
            "hello; for i in 1 2 3 4 5 6 7; do echo \"line $i\" >&2; done; echo 'ValueError: \u{1B}[31mno\u{7}' >&2; exit 1"
        )
        #expect(
            problem?.message.en
                == #"""
                The plugin fake ended too early: it ended with status 1.
                  It last said:
                    | line 4
                    | line 5
                    | line 6
                    | line 7
                    | ValueError: \u{1b}[31mno\u{7}
                """#)
        #expect(problem?.message.sv.contains("\n  Sist sade det:\n    | line 4") == true)
        #expect(lines.count == 8 && lines.allSatisfy { $0.level == .stderr })
    }

    @Test func whatItSaysWhenAllIsWellIsHeardToo() async throws {
        let (lines, problem) = try await Self.run(
            "hello; say debug one; say warning 'two\\u001b]0;x\\u0007\\nthree'; echo four >&2; answer \"$good\" '[]'")
        #expect(problem == nil)
        #expect(
            lines == [
                LogLine(.debug, "one"), LogLine(.warning, "two\u{1B}]0;x\u{7}\nthree"), LogLine(.stderr, "four"),
            ])
        #expect(lines[1].text == #"two\u{1b}]0;x\u{7}\u{a}three"#)
    }

    @Test func aFloodOfComplaintsHangsNothingAndFillsNothing() async throws {
        let (lines, problem) = try await Self.run(
            "hello; echo first >&2; head -c 300000000 /dev/zero | tr '\\0' '\\n' >&2; echo last >&2; answer \"$good\" '[]'",
            seconds: 600)
        #expect(problem == nil)
        #expect(lines.first?.text == "first" && lines.last?.text == "last")
        #expect(lines.count < 10)
    }

    @Test func theBeginningAndTheEndAreKept() {
        let complaints = Complaints()
        for i in 0..<100_000 { complaints.hear(Array("line \(i)\n".utf8)) }
        let lines = complaints.lines
        #expect(lines.first == "line 0" && lines.last == "line 99999")
        #expect(lines.contains { $0.hasPrefix("... (") && $0.hasSuffix(" bytes)") })
        #expect(lines.reduce(0) { $0 + $1.utf8.count + 1 } < 66 << 10)
        #expect(complaints.last == (99_995...99_999).map { "line \($0)" })
    }

    @Test func aLongLineIsCutAndAFloodOfLinesStops() async throws {
        #expect(LogLine(.info, String(repeating: "x", count: 5000)).text.count == LogLine.longest + 4)
        let (lines, _) = try await Self.run(
            "hello; i=0; while [ $i -lt 1500 ]; do say info x; i=$((i + 1)); done; answer \"$good\" '[]'")
        #expect(lines.count == LogLine.most + 1 && lines.last?.level == .warning)
    }

    @Test func aLogKeepsTheNewest() throws {
        let log = PluginLog(folder: try Programs.temporaryFolder() + "/log")
        #expect(log.text(of: "fake") == "")
        try log.append("fake", title: "2026-01-01 sum", [LogLine(.info, "a\u{1B}b")])
        #expect(log.text(of: "fake") == "== 2026-01-01 sum\ninfo a\\u{1b}b\n")
        try log.append("fake", title: "nothing", [])
        #expect(!log.text(of: "fake").contains("nothing"))
        for i in 0..<20 {
            try log.append(
                "fake", title: "run \(i)", (0..<20).map { _ in LogLine(.stderr, String(repeating: "y", count: 1000)) })
        }
        let text = log.text(of: "fake")
        #expect(text.utf8.count <= PluginLog.most && text.hasPrefix("... (older lines are gone)\n"))
        #expect(text.contains("== run 19\n") && !text.contains("sum"))
        log.remove("fake")
        #expect(log.text(of: "fake") == "")
    }

    @Test func aLogThatCannotBeWrittenSaysSo() throws {
        let file = try Programs.script("")
        let told = #expect(throws: Problem.self) {
            try PluginLog(folder: file).append("fake", title: "t", [LogLine(.info, "x")])
        }
        #expect(told?.kind == .program && told?.remedy != nil)
    }
}
