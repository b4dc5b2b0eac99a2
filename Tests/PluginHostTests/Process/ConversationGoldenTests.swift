// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkPluginHost

/// What goes over the pipe in a whole run, to the byte: docs/protocol.md points there, and every SDK is written by it.
@Suite struct ConversationGoldenTests {
    /// A plugin that tells on standard error what it reads (`>`) and what it says (`<`).
    private static let script = """
        get() { read -r got; printf '> %s\\n' "$got" >&2; }
        put() { printf '%s\\n' "$1"; printf '< %s\\n' "$1" >&2; }
        get
        put '{"jsonrpc":"2.0","id":1,"result":{"protocol":"1.0","plugin":"fake","version":"0.1.0","features":["log","progress","rules"]}}'
        get
        run=${got#*'"run":"'}; run=${run%%'"'*}
        put '{"jsonrpc":"2.0","method":"log","params":{"level":"info","text":"2 players"}}'
        put '{"jsonrpc":"2.0","id":1,"method":"rules","params":{"run":"'$run'","hook":"fake/keep@1","rows":\(FakePlugin.totals)}}'
        get
        put '{"jsonrpc":"2.0","method":"progress","params":{"fraction":0.5}}'
        put '{"jsonrpc":"2.0","id":2,"result":{"run":"'$run'","tables":{"totals":\(FakePlugin.totals)},"findings":[]}}'
        """

    @Test func aWholeRun() async throws {
        let plugin = try FakePlugin(Self.script)
        defer { plugin.remove() }
        let told = Mutex<[String]>([])
        _ = try await plugin.run(
            inputs: ["in": try Table(wire: try JSON.read(FakePlugin.totals))],
            rules: { _, _ in
                [RuleAnswer(row: 0, value: true, reason: "why", by: "a.lua"), RuleAnswer(row: 1, value: nil)]
            },
            log: { line in if line.level == .stderr { told.withLock { $0.append(line.text) } } })
        try Golden.expect(
            Array((told.withLock { $0 }.joined(separator: "\n") + "\n").utf8), equal: "wire/conversation.txt")
    }
}
