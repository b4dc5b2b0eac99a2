// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// What an administrator sees before anything is changed, and what refuses the change (P24 to P28, P30).
@Suite struct PlanTests {
    private static let reading = TestPackage(fields: [
        "analyses": TestPackage.analyses(
            reading: [["name": "player", "from": "code"], ["name": "p", "from": "population", "aggregate": "sum"]],
            of: "municipalities", where: [["column": "code", "from": "members"]], hook: "desk/keep@1"),
        "datasets": TestPackage.datasets([("hours", "integer", true)]), "hooks": TestPackage.hooks,
    ])

    @Test func aPlanTellsWhatAPluginReadsAndBrings() throws {
        let workspace = try TestWorkspace()
        let plan = try workspace.plan(Self.reading)
        #expect(plan.action == .install && plan.versionBefore == nil && plan.obstacles == [])
        #expect(plan.package == Self.reading.package)
        #expect(
            plan.permissions.map(\.text) == [
                "municipalities.code where code in members", "municipalities.population (sum) where code in members",
            ])
        #expect(plan.newPermissions == plan.permissions)
        #expect(plan.analyses.added == ["desk/sum"] && plan.analyses.removed == [])
        #expect(plan.datasets == [DatasetPlan(id: "desk/desks", fate: .added, rows: 0)])
        #expect(plan.signature == .unsigned)
        #expect(plan.questions == [.unsigned, .permissions])
    }

    @Test func aPlanChangesNothing() throws {
        let workspace = try TestWorkspace()
        let before = (try workspace.registry.plugins(), try workspace.registry.audit(), try workspace.lock)
        _ = try workspace.plan(Self.reading)
        #expect(try workspace.registry.plugins() == before.0)
        #expect(try workspace.registry.audit() == before.1)
        #expect(try workspace.lock == before.2)
        #expect(workspace.stored == [] && workspace.staged == [])
        #expect(try workspace.registry.schemas.contains { $0.plugin == "desk" } == false)
    }

    @Test(
        "nobody may publish under the name of who made the bundled plugins, here 'nobody'",
        arguments: [
            ("nobody", true), ("Nobody", true), ("no-body ", true), ("n0body", true), ("somebody", false),
        ])
    func publisher(_ name: String, _ isRefused: Bool) throws {
        let plan = try TestWorkspace().plan(TestPackage(publisher: name))
        let isTold = plan.obstacles.contains { $0.message.en.contains("The publisher nobody is the name of") }
        #expect(isTold == isRefused)
    }

    @Test(
        "P24: names that are taken or look like another",
        arguments: [
            ("fake", "comes with Samverk"), ("fa-ke", "can be taken for fake"), ("rnodel", "can be taken for model"),
            ("mode1", "can be taken for model"), ("modei", "can be taken for model"),
        ]) func names(_ id: String, _ says: String) throws
    {
        let workspace = try TestWorkspace()
        try workspace.install(TestPackage(id: "model"))
        let plan = try workspace.plan(TestPackage(id: id))
        #expect(plan.obstacles.first?.message.en.contains(says) == true, "\(plan.obstacles)")
        #expect(throws: (any Error).self) { try workspace.install(TestPackage(id: id)) }
        #expect(try workspace.registry.plugins().map(\.id) == ["fake", "model"])
    }

    @Test("P25: a version never changes its bytes, not even one that is no longer active")
    func sameVersion() throws {
        let workspace = try TestWorkspace()
        try workspace.install(TestPackage())
        let other = TestPackage(files: ["main.lua": ("return 2\n", false)])
        #expect(told { try workspace.install(other) }.contains("Version 1.0.0 was installed before"))
        try workspace.install(TestPackage(version: "1.1.0"))
        #expect(told { try workspace.install(other) }.contains("Version 1.0.0 was installed before"))
    }

    @Test("P26: versions are numbers: 1.9.0 after 1.10.0 is a downgrade, which somebody must ask for")
    func downgrade() throws {
        let workspace = try TestWorkspace()
        try workspace.install(TestPackage(version: "1.9.0"))
        #expect(try workspace.plan(TestPackage(version: "1.10.0")).action == .upgrade)
        try workspace.install(TestPackage(version: "1.10.0"))
        let older = TestPackage(version: "1.9.0")
        let plan = try workspace.plan(older)
        #expect(plan.action == .downgrade && plan.questions == [.unsigned, .downgrade])
        let installer = workspace.installer()
        let staged = try installer.stage(folder: try older.folder())
        let text = told { try installer.apply(.install(staged), allowing: [.unsigned]) }
        #expect(text.contains("older than what is installed"))
        #expect(try workspace.row("desk")?.version == "1.10.0")
        try installer.apply(.install(staged), allowing: [.unsigned, .downgrade])
        #expect(try workspace.row("desk")?.version == "1.9.0")
        #expect(try workspace.plan(TestPackage(version: "1.9.0-beta.1")).action == .downgrade)
    }

    @Test("P28: the same id from somebody else")
    func publisher() throws {
        let workspace = try TestWorkspace()
        try workspace.install(TestPackage())
        let text = told { try workspace.install(TestPackage(version: "9.0.0", publisher: "Kommun \u{410}")) }
        #expect(text.contains("but what is installed comes from Kommun A"))
        #expect(try workspace.row("desk")?.version == "1.0.0")
    }

    @Test("P30: what an upgrade may read in addition is asked for by itself")
    func permissions() throws {
        let workspace = try TestWorkspace()
        func version(_ number: String, _ columns: [JSON], _ rows: [JSON] = []) -> TestPackage {
            TestPackage(
                version: number,
                fields: [
                    "analyses": TestPackage.analyses(reading: columns, of: "municipalities", where: rows)
                ])
        }
        let code: JSON = ["name": "player", "from": "code"]
        let cost: JSON = ["name": "cost", "from": "total_cost"]
        let members: [JSON] = [["column": "code", "from": "members"]]
        try workspace.install(version("1.0.0", [code], members))
        let more = version("1.1.0", [code, cost], members)
        #expect(
            try workspace.plan(more).newPermissions.map(\.text) == [
                "municipalities.total_cost where code in members"
            ])
        let installer = workspace.installer()
        let staged = try installer.stage(folder: try more.folder())
        let text = told { try installer.apply(.install(staged), allowing: [.unsigned]) }
        #expect(text.contains("municipalities.total_cost") && text.contains("--yes"))
        #expect(try workspace.row("desk")?.version == "1.0.0")
        #expect(
            try workspace.plan(version("1.2.0", [code])).newPermissions.map(\.text) == ["municipalities.code"],
            "all rows are more than those of members")
        try workspace.install(version("2.0.0", [code, cost]))
        let less = try workspace.plan(version("2.1.0", [code], members))
        #expect(less.newPermissions == [] && less.questions == [.unsigned])
        #expect(less.droppedPermissions == ["municipalities.code", "municipalities.total_cost"])
        let sum: JSON = ["name": "cost", "from": "total_cost", "aggregate": "sum"]
        #expect(try workspace.plan(version("2.2.0", [code, sum], members)).newPermissions == [])
    }

    @Test("what is asked is what was seen: a change in between refuses")
    func changedMeanwhile() throws {
        let workspace = try TestWorkspace()
        let installer = workspace.installer()
        let staged = try installer.stage(folder: try TestPackage(version: "1.1.0").folder())
        let seen = try installer.plan(.install(staged))
        try workspace.install(TestPackage())
        let text = told {
            try installer.apply(.install(staged), as: seen, allowing: Set(PlanQuestion.allCases))
        }
        #expect(text.contains("has changed since"))
        #expect(try workspace.row("desk")?.version == "1.0.0")
    }

    @Test(
        "what this machine or tool cannot run",
        arguments: [
            ("api", "^2.0", "expects api ^2.0"),
            (
                "runtime", ["kind": "lua", "entry": ["main.lua"], "platforms": ["linux-aarch64"]],
                "made for linux-aarch64"
            ),
        ] as [(String, JSON, String)]) func unfit(_ field: String, _ value: JSON, _ says: String) throws
    {
        let workspace = try TestWorkspace()
        let plan = try workspace.plan(TestPackage(fields: [field: value]))
        #if arch(arm64)
            if field == "runtime" { return }
        #endif
        #expect(plan.obstacles.first?.message.en.contains(says) == true, "\(plan.obstacles)")
    }

    @Test(
        "what it reads and asks must be there",
        arguments: [
            ("municipalities", "populaton", nil, "no column 'populaton'", "Did you mean 'population'?"),
            ("municipalites", "code", nil, "no dataset 'municipalites'", "Did you mean 'municipalities'?"),
            ("tools/kits", "code", nil, "no dataset 'tools/kits'", "Install the plugin tools first"),
            ("model/desks", "code", nil, "no column 'code'", "There are: desk, hours."),
            ("desks", "code", nil, "no column 'code'", "There are: desk, hours."),
            ("municipalities", "code", "fake/keep@1", "a plugin that it does not require", "\"fake\": ..."),
            ("municipalities", "code", "model/keep@2", "has no hook 'model/keep@2'", "Did you mean 'model/keep@1'?"),
        ] as [(String, String, String?, String, String)])
    func foreign(_ dataset: String, _ column: String, _ hook: String?, _ says: String, _ remedy: String) throws {
        let workspace = try TestWorkspace()
        let model = TestPackage(
            id: "model",
            fields: ["datasets": TestPackage.datasets([("hours", "integer", true)]), "hooks": TestPackage.hooks])
        try workspace.install(model)
        func package(_ dataset: String, _ column: String, _ hook: String?) -> TestPackage {
            TestPackage(fields: [
                "requires": ["model": "*"],
                "analyses": TestPackage.analyses(
                    reading: [["name": "player", "from": .string(column)]], of: dataset, hook: hook),
            ])
        }
        let plan = try workspace.plan(package(dataset, column, hook))
        #expect(plan.obstacles.count == 1, "\(plan.obstacles)")
        #expect(plan.obstacles.first?.message.en.contains(says) == true, "\(plan.obstacles)")
        #expect(plan.obstacles.first?.remedy?.en.contains(remedy) == true, "\(plan.obstacles)")
        #expect(try workspace.plan(package("model/desks", "desk", "model/keep@1")).obstacles == [])
    }

    @Test func anUnknownPluginIsToldWithWhatThereIs() throws {
        let workspace = try TestWorkspace()
        for request in [PluginRequest.enable("fak"), .disable("fak"), .remove("fak", droppingData: false)] {
            #expect(told { _ = try workspace.installer().plan(request) }.contains("Did you mean 'fake'?"))
        }
    }
}
