// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// From install to remove: what each change does, and what it leaves alone.
@Suite struct LifeCycleTests {
    private static let one = TestPackage(fields: [
        "analyses": TestPackage.analyses(
            reading: [["name": "player", "from": "desk"]], of: "desk/desks", hook: "desk/keep@1"),
        "datasets": TestPackage.datasets([("hours", "integer", true)]), "hooks": TestPackage.hooks,
    ])
    private static let two = one.with {
        $0.version = "1.1.0"
        $0.fields["datasets"] = TestPackage.datasets([("hours", "integer", true), ("staff", "integer", true)])
        $0.files["more.lua"] = ("return 2\n", true)
    }

    private static func rows(_ count: Int) throws -> [Column] {
        [
            try Column(ColumnSpec("desk", .category), (0..<count).map { .category("d\($0)") }),
            try Column(ColumnSpec("hours", .integer, nullable: true), (0..<count).map { .integer($0) }),
        ]
    }

    @Test func anInstalledPluginAnswersAndIsNamedInTheLock() throws {
        let workspace = try TestWorkspace()
        let archive = try Self.one.archive()
        let installer = workspace.installer()
        let result = try installer.apply(
            .install(try installer.stage(archive: archive)), allowing: Set(PlanQuestion.allCases))
        #expect(result.plan.action == .install && result.warnings == [])
        #expect(workspace.stored == [Self.one.package] && workspace.staged == [])
        let plugins = try workspace.load()
        #expect(plugins.enabled.analyses.map(\.reference).contains("desk/sum") && plugins.problems == [])
        let plugin = try #require(plugins.enabled.plugins.first { $0.manifest.id == "desk" })
        #expect(plugin.home == .stored(package: Self.one.package))
        #expect(plugin.program == workspace.root + "/plugins/store/\(Self.one.package)/main.lua")
        #expect(try plugin.hash() == Self.one.package)
        #expect(try workspace.registry.schema("desk/desks").columns.count == 2)

        let lock = try #require(try JSON.read(try workspace.lock)["plugins"]?.array?.first { $0["id"] == "desk" })
        #expect(lock["package"]?.string == Self.one.package)
        #expect(lock["archive"]?.string == Digest.sha256(Array(try Data(contentsOf: URL(filePath: archive)))))
        #expect(lock["publisher"] == "Kommun A" && lock["publisher_key"] == .null && lock["api"] == "^1.0")
        #expect(lock["files"]?.array?.count == 1 && lock["enabled"] == true)
        let log = try #require(try workspace.registry.audit().first { $0.action == "plugin install" })
        #expect(log.who == "anna" && log.object == "desk" && log.before == nil)
        #expect(log.after?.contains(Self.one.package) == true)
        #expect(try installer.verify() == [] && installer.doctor() == [])
    }

    @Test func theStoreIsReadOnlyAndTheModesAreTheManifests() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.two)
        let folder = workspace.root + "/plugins/store/" + Self.two.package
        func mode(_ file: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: folder + "/" + file)[.posixPermissions] as? Int
        }
        #expect(try mode("plugin.json") == 0o444 && mode("main.lua") == 0o444 && mode("more.lua") == 0o555)
    }

    @Test func theSameAgainMendsAndChangesNothingElse() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        let before = (try workspace.registry.plugins(), try workspace.lock)
        let file = workspace.root + "/plugins/store/\(Self.one.package)/main.lua"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        try Data("evil".utf8).write(to: URL(filePath: file))
        #expect(try workspace.installer().verify().first?.message.en.contains("not those that were installed") == true)
        #expect(try workspace.install(Self.one).plan.action == .repair)
        #expect(try workspace.installer().verify() == [])
        #expect(try workspace.registry.plugins() == before.0 && workspace.lock == before.1)
        #expect(workspace.staged == [])
    }

    @Test("P20: what was checked is what is installed, whatever becomes of the source meanwhile")
    func swap() throws {
        let workspace = try TestWorkspace()
        let folder = try Self.one.folder()
        let installer = workspace.installer { step in
            if step == .copied { try Data("evil".utf8).write(to: URL(filePath: folder + "/main.lua")) }
        }
        try installer.apply(.install(try installer.stage(folder: folder)), allowing: Set(PlanQuestion.allCases))
        #expect(try workspace.installer().verify() == [])
        let archive = try Self.two.archive()
        let swapped = workspace.installer { step in
            if step == .staging { try FileManager.default.removeItem(atPath: archive) }
        }
        #expect(throws: (any Error).self) { try swapped.stage(archive: archive) }
        #expect(workspace.staged == [])
    }

    @Test func anArchiveThatIsNotTheOneExpectedIsRefused() throws {
        let workspace = try TestWorkspace()
        let archive = try Self.one.archive()
        let wrong = String(repeating: "0", count: 64)
        let text = told { _ = try workspace.installer().stage(archive: archive, sha256: wrong) }
        #expect(text.contains("\(wrong) was expected"))
        let right = Digest.sha256(Array(try Data(contentsOf: URL(filePath: archive)))).uppercased()
        _ = try workspace.installer().stage(archive: archive, sha256: right)
    }

    @Test func disablingTakesAnalysesAndHooksAndNothingElse() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        try workspace.enter(try Self.rows(3))
        let plan = try workspace.installer().plan(.disable("desk"))
        #expect(plan.analyses.removed == ["desk/sum"])
        #expect(plan.datasets == [DatasetPlan(id: "desk/desks", fate: .kept, rows: 3)])
        try workspace.apply(.disable("desk"))
        let plugins = try workspace.load()
        #expect(!plugins.enabled.analyses.contains { $0.plugin.manifest.id == "desk" })
        #expect(try plugins.known.analysis("desk/sum").spec.id == "sum", "its earlier runs can be shown")
        #expect(try workspace.registry.read("desks").table.rowCount == 3)
        #expect(try workspace.lock.contains("\"enabled\": false"))
        let count = try workspace.registry.audit().count
        try workspace.apply(.disable("desk"))
        #expect(try workspace.registry.audit().count == count, "again changes nothing")
        try workspace.apply(.enable("desk"))
        #expect(try workspace.load().enabled.analyses.map(\.reference).contains("desk/sum"))
    }

    @Test func aBundledPluginCanBeDisabledButNotRemoved() throws {
        let workspace = try TestWorkspace()
        try workspace.apply(.disable("fake"))
        #expect(try workspace.load().enabled.plugins.isEmpty)
        #expect(told { try workspace.apply(.remove("fake", droppingData: false)) }.contains("cannot be removed"))
        try workspace.apply(.enable("fake"))
        #expect(try workspace.load().enabled.plugins.map(\.manifest.id) == ["fake"])
        #expect(told { try workspace.apply(.rollback("fake", discarding: false)) }.contains("no earlier version"))
    }

    @Test("P44: a plugin that others require is not removed, and kept data are found again")
    func remove() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        try workspace.enter(try Self.rows(4))
        try workspace.install(TestPackage(id: "user", fields: ["requires": ["desk": "^1.0"]]))
        for request in [PluginRequest.remove("desk", droppingData: false), .disable("desk")] {
            #expect(told { try workspace.apply(request) }.contains("The plugin desk is needed by user"))
        }
        try workspace.apply(.disable("user"))
        try workspace.apply(.remove("desk", droppingData: false))
        #expect(try workspace.row("desk") == nil)
        #expect(!workspace.stored.contains(Self.one.package))
        #expect(try workspace.registry.read("desk/desks").table.rowCount == 4, "data stay and can be read")
        #expect(told { try workspace.apply(.enable("user")) }.contains("requires desk"))
        let plan = try workspace.plan(Self.one)
        #expect(plan.datasets == [DatasetPlan(id: "desk/desks", fate: .found, rows: 4)])
        try workspace.install(Self.one)
        #expect(try workspace.registry.read("desk/desks").table.rowCount == 4)
    }

    @Test func dataAreDroppedOnlyWhenNobodyReadsThem() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        try workspace.enter(try Self.rows(4))
        let reader = TestPackage(
            id: "reader",
            fields: [
                "analyses": TestPackage.analyses(reading: [["name": "player", "from": "desk"]], of: "desks")
            ])
        try workspace.install(reader)
        #expect(told { try workspace.apply(.remove("desk", droppingData: true)) }.contains("is read by reader"))
        try workspace.apply(.remove("reader", droppingData: false))
        try workspace.apply(.remove("desk", droppingData: true))
        #expect(throws: Problem.self) { try workspace.registry.schema("desk/desks") }
        #expect(try workspace.registry.check() == [])
        let log = try workspace.registry.audit().first { $0.action == "drop" }
        #expect(log?.object == "desk/desks" && log?.before == #"{"rows":4}"#)
        #expect(try workspace.plan(Self.one).datasets.map(\.fate) == [.added])
    }

    @Test("P44: a run that has begun goes on with the files it began with")
    func removeWhileInUse() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        do {
            let running = try workspace.load()
            try workspace.apply(.remove("desk", droppingData: false))
            #expect(try workspace.load().enabled.plugins.map(\.manifest.id) == ["fake"])
            let folder = try running.enabled.analysis("desk/sum").plugin.folder
            #expect(try PackageFolder(checking: folder).package == Self.one.package)
            #expect(try workspace.installer().doctor() == [])
            #expect(workspace.stored == [Self.one.package])
            withExtendedLifetime(running) {}
        }
        #expect(
            try workspace.installer().doctor().map(\.en) == [
                "Removed a package that no plugin uses: \(Self.one.package.prefix(16))."
            ])
        #expect(workspace.stored == [])
    }

    @Test func aLinkFollowsItsFolderAndIsPinnedNowhere() throws {
        let workspace = try TestWorkspace()
        let folder = try Self.one.folder()
        try workspace.apply(.link(folder: folder))
        let plugin = try #require(try workspace.load().enabled.plugins.first { $0.manifest.id == "desk" })
        #expect(plugin.home == .linked && plugin.folder == folder)
        let lock = try #require(try JSON.read(try workspace.lock)["plugins"]?.array?.first { $0["id"] == "desk" })
        #expect(lock == ["id": "desk", "source": "linked", "enabled": true])
        #expect(workspace.stored == [])
        #expect(told { try workspace.install(Self.two) }.contains("is linked"))

        let edited = Self.two.manifest
        try Data(edited.utf8).write(to: URL(filePath: folder + "/plugin.json"))
        #expect(try workspace.load().enabled.plugins.first { $0.manifest.id == "desk" }?.manifest.version == "1.1.0")
        #expect(try workspace.registry.schema("desks").columns.count == 3)
        try FileManager.default.removeItem(atPath: folder)
        #expect(try workspace.load().problems.first?.place.context.contains("plugin desk") == true)
        try workspace.apply(.remove("desk", droppingData: false))
        try workspace.install(Self.two)
    }

    @Test func linkingCannotTakeTheNameOfWhatIsInstalled() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        #expect(told { try workspace.apply(.link(folder: try Self.two.folder())) }.contains("is installed already"))
        let folder = try TestPackage(id: "fake").folder()
        #expect(told { try workspace.apply(.link(folder: folder)) }.contains("comes with Samverk"))
    }
}
