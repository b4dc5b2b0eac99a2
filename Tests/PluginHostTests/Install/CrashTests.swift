// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// Killed at any step, or out of space, a change is made or is not (P32, P33).
@Suite struct CrashTests {
    /// A change, and the workspace it is made in.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let prepare: @Sendable (TestWorkspace) throws -> Void
        /// Verb and argument of the probe.
        let call: @Sendable () throws -> [String]

        init(
            _ name: String, _ prepare: @escaping @Sendable (TestWorkspace) throws -> Void,
            _ call: @escaping @Sendable () throws -> [String]
        ) {
            testDescription = name
            self.prepare = prepare
            self.call = call
        }
    }

    private static let one = TestPackage(fields: ["datasets": TestPackage.datasets([("hours", "integer", true)])])
    private static let two = one.with {
        $0.version = "1.1.0"
        $0.fields["datasets"] = TestPackage.datasets([("hours", "integer", true), ("staff", "integer", true)])
    }

    private static func rows(_ workspace: TestWorkspace) throws {
        try workspace.enter([
            try Column(ColumnSpec("desk", .category), [.category("a"), .category("b")]),
            try Column(ColumnSpec("hours", .integer, nullable: true), [.integer(1), .integer(2)]),
        ])
    }

    static let changes = [
        Change("install", { _ in }, { ["install", try one.folder()] }),
        Change("install from an archive", { _ in }, { ["archive", try one.archive()] }),
        Change(
            "upgrade",
            {
                try $0.install(one)
                try rows($0)
            }, { ["install", try two.folder()] }),
        Change(
            "rollback",
            {
                try $0.install(one)
                try rows($0)
                try $0.install(two)
            }, { ["rollback", "desk"] }),
        Change(
            "remove",
            {
                try $0.install(one)
                try rows($0)
            }, { ["remove", "desk"] }),
        Change(
            "remove with data",
            {
                try $0.install(one)
                try rows($0)
            }, { ["purge", "desk"] }),
        Change("disable what came with the tool", { _ in }, { ["disable", "fake"] }),
    ]

    /// All that a change may change, without clocks.
    private struct State: Equatable {
        var plugins: [InstalledPlugin]
        var packages: [PluginPackage]
        var earlier: String?
        var schemas: [DatasetSchema]
        var rows: [String: Int]
        var answers: [String]
        var lock: String
        var log: [String]

        init(_ workspace: TestWorkspace) throws {
            let loaded = try workspace.load()
            #expect(loaded.problems == [])
            let registry = workspace.registry
            plugins = try registry.plugins()
            packages = try registry.packages()
            earlier = try registry.earlierPackage(of: "desk")
            schemas = try registry.schemas
            rows = try registry.rowCounts()
            answers = loaded.enabled.plugins.map { "\($0.manifest.id) \($0.manifest.version)" }
            lock = try workspace.lock
            log = try registry.audit().map { "\($0.action) \($0.object)" }
        }
    }

    /// Runs the probe.
    ///
    /// - Returns: whether it was killed, its exit status, and what it said.
    @discardableResult
    private static func run(_ workspace: TestWorkspace, _ step: String, _ call: [String]) throws -> (
        killed: Bool, status: Int32, said: String
    ) {
        let probe = try start(workspace, step, call)
        let said = String(
            decoding: (probe.standardOutput as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data(),
            as: UTF8.self)
        probe.waitUntilExit()
        return (probe.terminationReason == .uncaughtSignal, probe.terminationStatus, said)
    }

    private static func start(_ workspace: TestWorkspace, _ step: String, _ call: [String]) throws -> Process {
        let probe = Process()
        probe.executableURL = URL(filePath: try Programs.path("samverk-install-probe"))
        probe.arguments = [workspace.root, workspace.installation.home, step] + call
        probe.standardOutput = Pipe()
        try probe.run()
        return probe
    }

    private static func prepared(_ change: Change) throws -> TestWorkspace {
        let workspace = try TestWorkspace()
        try change.prepare(workspace)
        return workspace
    }

    @Test(
        "killed after each step, the workspace is as before or as after, and nothing is left when doctor has been",
        arguments: changes)
    func kill(_ change: Change) throws {
        let call = try change.call()
        let whole = try Self.prepared(change)
        let undamaged = try Self.run(whole, "never", call)
        try #require(undamaged.status == 0, "\(undamaged.said)")
        let after = try State(whole)
        let reached = InstallStep.allCases.filter { undamaged.said.contains("reached \($0.rawValue)\n") }
        #expect(reached.count >= 6 && reached.contains(.written) && reached.contains(.committed))
        for step in reached {
            let what: Comment = "killed at \(step.rawValue)"
            let workspace = try Self.prepared(change)
            let before = try State(workspace)
            #expect(before != after, what)
            #expect(try Self.run(workspace, step.rawValue, call).killed, what)
            #expect(try State(workspace) == (step >= .committed ? after : before), what)
            #expect(try workspace.installer().verify() == [], what)
            _ = try workspace.installer().doctor()
            #expect(workspace.staged == [], what)
            #expect(workspace.stored == (try workspace.registry.packages().map(\.package).sorted()), what)
            #expect(try workspace.installer().doctor() == [], what)
            // What was cut off can be done again.
            if step < .committed {
                let again = try Self.run(workspace, "never", call)
                #expect(again.status == 0, "\(what): \(again.said)")
            }
            #expect(try State(workspace) == after, what)
            #expect(try workspace.registry.check() == [], what)
        }
    }

    @Test(
        "a step that fails leaves all as it was; after the commit it is told and mended",
        arguments: InstallStep.allCases)
    func failing(_ step: InstallStep) throws {
        let full = Problem("no space", kind: .limit)
        for change in Self.changes.prefix(3) {
            let workspace = try Self.prepared(change)
            let before = try State(workspace)
            let installer = workspace.installer { reached in if reached == step { throw full } }
            let call = try change.call()
            do {
                let staged =
                    try call[0] == "archive" ? installer.stage(archive: call[1]) : installer.stage(folder: call[1])
                let result = try installer.apply(.install(staged), allowing: Set(PlanQuestion.allCases))
                #expect(step >= .committed && result.warnings == [full], "\(step)")
                #expect(try workspace.row("desk")?.hash == result.plan.package)
                _ = try workspace.load()
            } catch let problem as Problem {
                #expect(step < .committed && problem.message.en.contains("no space"), "\(step): \(problem)")
                #expect(try State(workspace) == before)
                #expect(workspace.stored == (try workspace.registry.packages().map(\.package).sorted()))
            }
            #expect(workspace.staged == [])
            #expect(try workspace.installer().verify() == [], "\(step)")
        }
    }

    @Test("P33: a disk that is full at any point of an installation")
    func full() throws {
        var failed = 0
        for kilobytes in [0, 1, 4, 8, 16, 32, 33, 40, 48, 64, 80, 96, 128, 160, 200, 256] {
            let workspace = try TestWorkspace()
            let big = Self.one.with { $0.files["big.bin"] = (String(repeating: "x", count: 100_000), false) }
            let folder = try big.folder()
            let before = try State(workspace)
            let end = try Self.run(workspace, "full:\(kilobytes << 10)", ["install", folder])
            #expect(!end.killed)
            if end.status != 0 {
                failed += 1
                #expect(try State(workspace) == before, "\(kilobytes) kB: \(end.said)")
                #expect(!end.said.contains("Swift.") && end.said.contains("What to do"), "\(kilobytes) kB: \(end.said)")
            }
            #expect(try workspace.installer().verify() == [])
            _ = try workspace.installer().doctor()
            #expect(workspace.staged == [])
        }
        #expect(failed >= 8, "\(failed)")
    }

    @Test("P33: two installations at once, of the same and of different packages")
    func together() throws {
        let workspace = try TestWorkspace()
        let packages = [Self.one, Self.one, TestPackage(id: "tools"), TestPackage(id: "maps")]
        let probes = try packages.map { try Self.start(workspace, "never", ["install", try $0.folder()]) }
        for probe in probes {
            probe.waitUntilExit()
            #expect(probe.terminationStatus == 0)
        }
        #expect(try workspace.load().enabled.plugins.map(\.manifest.id) == ["desk", "fake", "maps", "tools"])
        #expect(workspace.stored.count == 3 && workspace.staged == [])
        #expect(try workspace.installer().verify() == [])
    }

    @Test("P33: one that waits for another in vain says so and changes nothing")
    func locked() throws {
        let workspace = try TestWorkspace()
        try workspace.folders.make()
        let held = try FileLock.take(workspace.folders.mutex)
        let problem = #expect(throws: Problem.self) { try FileLock.take(workspace.folders.mutex, patience: 0) }
        #expect(problem?.kind == .limit && problem?.message.en.contains("Another samverk") == true)
        withExtendedLifetime(held) {}
    }
}

extension TestWorkspace {
    fileprivate var folders: PluginFolders { PluginFolders(root: root) }
}

extension InstallStep: Comparable {
    public static func < (a: InstallStep, b: InstallStep) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
}
