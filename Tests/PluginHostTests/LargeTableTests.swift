// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkPluginHost

/// Tables too large for a message travel as folders in the plugin's scratch folder, which is its working directory. What a
/// plugin leaves there is read as it would be from an enemy.
@Suite struct LargeTableTests {
    /// Large enough for a folder: 512 kB.
    private static func large() throws -> Table {
        try Table(
            [
                Column(
                    ColumnSpec("cost", .money, unit: "öre/year"), storage: .integers((0..<1 << 16).map { $0 * $0 - 7 }))
            ], key: [], attributes: ["players": .array((0..<16).map { .string("p\($0)") })])
    }

    /// `take` copies the input's folder; `give` answers with a folder.
    private static let words = """
        take() { cp -r input-0 out; }
        give() { answer '{"costs":{"folder":"'"${1:-out}"'"}}' '[]'; }
        """

    private func problem(_ script: String) async throws -> Problem {
        let plugin = try FakePlugin(Self.words + "\nhello; take; " + script)
        defer { plugin.remove() }
        let inputs = ["in": try Self.large()]
        return try #require(await #expect(throws: Problem.self) { try await plugin.run("price", inputs: inputs) })
    }

    @Test func aLargeInputAndOutputPassUnchanged() async throws {
        let plugin = try FakePlugin(
            Self.words + "\nhello; case $run in *'\"in\":{\"folder\":\"input-0\"}'*) take; give;; esac")
        defer { plugin.remove() }
        let table = try Self.large()
        #expect(try await plugin.run("price", inputs: ["in": table])["costs"] == table)
    }

    @Test func largeRowsForRulesPassToo() async throws {
        let plugin = try FakePlugin(
            Self.words + """

                hello; take
                ask 3 fake/keep@1 '{"folder":"out"}'; give
                """)
        defer { plugin.remove() }
        let table = try Self.large()
        let asked = Mutex<Table?>(nil)
        let output = try await plugin.run(
            "price", inputs: ["in": table],
            rules: { _, rows in
                asked.withLock { $0 = rows }
                return []
            })
        #expect(output["costs"] == table)
        #expect(asked.withLock { $0 } == table)
    }

    @Test(arguments: [
        ("a pipe", "rm out/0.npy; mkfifo out/0.npy; give", "0.npy is no regular file"),
        ("a link out of its folder", "rm out/0.npy; ln -s /etc/passwd out/0.npy; give", "0.npy is a link"),
        ("a link for the folder", "ln -s out other; give other", "other cannot be opened"),
        ("a folder outside", "give ../../etc", "is no folder's name"),
        ("no folder", "give none", "none cannot be opened"),
        ("a file cut off", "head -c 5000 input-0/0.npy > out/0.npy; give", "0.npy: the size of the file, 5000 bytes"),
        ("a closed file", "rm out/0.npy; mkdir out/0.npy; give", "0.npy is no regular file"),
        ("a file too many", "touch out/core; give", "'core' does not belong"),
        ("no head", "rm out/table.json; give", "table.json is missing"),
        ("a player twice", "sed -i 's/p15/p1/' out/table.json; give", "must be distinct names"),
    ])
    func whatItLeavesThereIsThePluginsFault(_ what: String, _ script: String, _ says: String) async throws {
        let told = try await problem(script)
        #expect(told.kind == .program, "\(what)")
        #expect(told.message.en.hasPrefix("The plugin fake did not answer by the protocol: table costs: folder "))
        #expect(told.message.en.contains(says), "\(what): \(told.message.en)")
    }

    @Test func aFileOfMoreThan256MBIsALimit() async throws {
        let told = try await problem("exec truncate -s 300M out/0.npy")
        #expect(told.kind == .limit)
        #expect(told.message.en == "The plugin fake wrote a file of more than 256 MB and was ended.")
    }
}
