// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// What a workspace takes up when it is opened.
@Suite struct InstalledPluginsTests {
    private static let package = TestPackage()

    @Test func aChangedManifestTakesThePluginAwayAndLeavesTheOthers() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.package)
        let path = workspace.root + "/plugins/store/\(Self.package.package)/plugin.json"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try Data((Self.package.manifest + "\n").utf8).write(to: URL(filePath: path))
        let plugins = try workspace.load()
        #expect(plugins.enabled.plugins.map(\.manifest.id) == ["fake"])
        #expect(
            plugins.problems.map(\.message.en) == [
                "The files of the plugin desk in plugins/store are not those that were installed."
            ])
    }

    @Test func aChangedFileIsRefusedWhenItIsAboutToRun() async throws {
        let workspace = try TestWorkspace()
        let runtime: JSON = ["kind": "process", "entry": ["run"]]
        let package = TestPackage(
            fields: [
                "runtime": runtime,
                "analyses": TestPackage.analyses(reading: [["name": "player", "from": "code"]], of: "municipalities"),
            ], files: ["run": ("#!/bin/sh\nexit 7\n", true)])
        try workspace.install(package)
        let path = workspace.root + "/plugins/store/\(package.package)/run"
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        try Data("#!/bin/sh\nexit 8\n".utf8).write(to: URL(filePath: path))
        let (plugin, spec) = try workspace.load().enabled.analysis("desk/sum")
        let host = try PluginHost(Installation(programs: try Programs.folder(of: "samverk-launch"), home: "/"))
        let request = RunRequest(
            analysis: "sum", parameters: [:], inputs: [:], members: [], asOf: TestWorkspace.today, period: .year(2026),
            seed: 0)
        let problem = await #expect(throws: Problem.self) {
            try await host.run(plugin, spec, request, rules: FakePlugin.noRules, progress: { _ in })
        }
        #expect(problem?.message.en.contains("run is not the one that was installed") == true, "\(problem as Any)")
    }

    @Test func aMissingPackageIsToldWithWhatToDo() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.package)
        try FileManager.default.removeItem(atPath: workspace.root + "/plugins/store")
        let problem = try #require(try workspace.load().problems.first)
        #expect(problem.remedy?.en.contains("samverk plugin install") == true)
        #expect(told { try workspace.apply(.disable("desk")) } == "", "what is damaged can be disabled")
        #expect(told { try workspace.apply(.enable("desk")) }.contains("not those that were installed"))
        #expect(try workspace.install(Self.package).plan.action == .repair)
        try workspace.apply(.enable("desk"))
        #expect(try workspace.load().enabled.plugins.count == 2)
    }

    @Test func whatLacksWhatItRequiresDoesNotAnswer() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.package)
        try workspace.install(TestPackage(id: "user", fields: ["requires": ["desk": "*"]]))
        try workspace.install(TestPackage(id: "users-user", fields: ["requires": ["user": "*"]]))
        try FileManager.default.removeItem(atPath: workspace.root + "/plugins/store/" + Self.package.package)
        let plugins = try workspace.load()
        #expect(plugins.enabled.plugins.map(\.manifest.id) == ["fake"])
        #expect(plugins.problems.count == 3)
    }

    @Test func aRebuiltToolIsPinnedAnewWithAnEntryInTheLog() throws {
        let workspace = try TestWorkspace()
        let program = workspace.installation.path(ofProgram: "fake")
        try Data("#!/bin/sh\nexit 1\n".utf8).write(to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let plugins = try workspace.load().enabled.plugins
        try InstalledPlugins.pin(plugins, workspace: workspace.root, registry: workspace.registry, by: "anna")
        let hash = Digest.sha256("#!/bin/sh\nexit 1\n")
        #expect(try workspace.row("fake")?.hash == hash && workspace.lock.contains(hash))
        #expect(try workspace.registry.audit().first?.action == "plugin")
    }

    @Test func aLockThatACrashLeftBehindIsWrittenAnewAndAForeignOneIsTold() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.package)
        let right = try workspace.lock
        let file = URL(filePath: workspace.root + "/plugins.lock")
        try Data("{}".utf8).write(to: file)
        _ = try workspace.load()
        #expect(try workspace.lock == "{}", "a lock that somebody else changed is not overwritten in silence")
        #expect(try workspace.installer().verify().map(\.place.file) == ["plugins.lock"])
        #expect(try workspace.installer().doctor().map(\.en) == ["Wrote plugins.lock anew from the registry."])
        #expect(try workspace.lock == right)

        try workspace.registry.setPlugin(id: "fake", version: "0.1.0", hash: "00", enabled: true, manifest: "{}")
        #expect(try workspace.registry.isLockStale())
        _ = try workspace.load()
        #expect(try workspace.lock != right && !workspace.registry.isLockStale())
    }
}
