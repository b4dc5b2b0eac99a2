// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Synchronization
import Testing

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// P39: a plugin finds nothing of its host, wherever it looks.
@Suite(.serialized) struct SecretTests {
    private static func installation() throws -> Installation {
        Installation(programs: try Programs.folder(of: "samverk-launch"), home: "/")
    }

    /// What a script prints as a log line.
    private static func told(_ script: String) async throws -> String {
        let plugin = try FakePlugin("hello; say info \"$(\(script))\"; answer \"$good\" '[]'")
        defer { plugin.remove() }
        let lines = Mutex<[String]>([])
        _ = try await plugin.run(log: { line in lines.withLock { $0.append(line.text) } })
        return lines.withLock { $0.first ?? "" }
    }

    @Test func itsEnvironmentIsAList() async throws {
        let told = try await Self.told("env | cut -d= -f1 | sort | tr '\\n' ' '")
        #expect(told == "HOME LANG PATH PWD PYTHONHASHSEED SWIFT_BACKTRACE TMPDIR ")
    }

    @Test func itHasThreeDescriptors() async throws {
        // The shell keeps the script itself open as 10, and reads what the command says from 3.
        let told = try await Self.told("cd /proc/$$/fd && echo *")
        #expect(
            Set(told.split(separator: " ")).isSubset(of: ["0", "1", "2", "3", "10"]) && told.contains("2"), "\(told)")
    }

    @Test(
        "And what stands elsewhere it cannot read",
        arguments: [
            "cat /proc/$PPID/environ", "cat /proc/$PPID/cmdline", "ls /proc/$PPID/fd", "cat /etc/passwd", "ls /home",
            "ls /root", "ls /tmp",
            "cat /proc/1/environ",
        ])
    func closed(_ command: String) async throws {
        guard try await Confinement.probe(try Self.installation()).landlock > 0 else { return }
        #expect(try await Self.told("\(command) > /dev/null 2>&1 && echo read || echo closed") == "closed")
    }

    @Test func anAnsweringLauncherTellsWhatItCan() async throws {
        let here = try await Confinement.probe(try Self.installation())
        #expect(here.subreaper && here.reasons.count == 2)
        let programs = try Programs.temporaryFolder()
        await #expect(throws: Problem.self) { try await Confinement.probe(Installation(programs: programs, home: "/")) }
    }

    @Test(arguments: [
        (Confinement(landlock: 7, seccomp: true, subreaper: true), true, "no network"),
        (Confinement(landlock: 0, seccomp: true, subreaper: true), false, "can read the user's files"),
        (Confinement(landlock: 3, seccomp: true, subreaper: true), true, "can send signals"),
        (Confinement(landlock: 7, seccomp: false, subreaper: true), false, "can use the network"),
        (Confinement(landlock: 7, seccomp: true, subreaper: false), false, "cannot be found"),
    ])
    func confinementIsToldInWords(_ confinement: Confinement, _ confined: Bool, _ says: String) {
        #expect(confinement.isConfined == confined)
        #expect(confinement.reasons.contains { $0.en.contains(says) })
        #expect(confinement.reasons.allSatisfy { !$0.sv.isEmpty && $0.sv != $0.en })
    }

    @Test func aFullScratchFolderIsALimit() async throws {
        let plugin = try FakePlugin(
            "hello; i=0; while [ $i -lt 520 ]; do mkdir d; cd d; i=$((i + 1)); done; sleep 60", seconds: 60)
        defer { plugin.remove() }
        let told = await #expect(throws: Problem.self) { try await plugin.run() }
        #expect(told?.kind == .limit)
        #expect(told?.message.en.hasPrefix("The plugin fake filled its temporary folder") == true)
    }
}
