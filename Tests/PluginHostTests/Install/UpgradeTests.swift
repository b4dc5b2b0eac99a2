// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// Upgrades and rollbacks: code and data go together, there and back.
@Suite struct UpgradeTests {
    private static let one = TestPackage(fields: [
        "analyses": TestPackage.analyses(
            reading: [["name": "player", "from": "desk"]], of: "desk/desks", hook: "desk/keep@1"),
        "datasets": TestPackage.datasets([("hours", "integer", true)]), "hooks": TestPackage.hooks,
    ])

    private static func rows(_ count: Int) throws -> [Column] {
        [
            try Column(ColumnSpec("desk", .category), (0..<count).map { .category("d\($0)") }),
            try Column(ColumnSpec("hours", .integer, nullable: true), (0..<count).map { .integer($0) }),
        ]
    }

    @Test func anUpgradeMigratesRowsAndARollbackRestoresThem() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        try workspace.enter(try Self.rows(2))
        let before = try workspace.registry.read("desks").table
        var datasets = try #require(
            TestPackage.datasets([("minutes", "integer", true), ("staff", "integer", false)]).array?[0].object)
        datasets["migrations"] = [
            [
                "version": "1.2.0",
                "steps": [
                    ["rename": "hours", "to": "minutes"],
                    ["add": "staff", "type": "integer", "default": 1],
                ],
            ]
        ]
        let later = Self.one.with {
            $0.version = "1.2.0"
            $0.fields["datasets"] = [.object(datasets)]
        }
        let plan = try workspace.plan(later)
        #expect(plan.obstacles == [])
        #expect(plan.datasets.map(\.fate) == [.changed] && plan.datasets.first?.rows == 2)
        #expect(plan.datasets.first?.steps.count == 2)
        try workspace.install(later)
        #expect(try workspace.registry.read("desks").table.columnNames == ["desk", "minutes", "staff"])
        try workspace.apply(.rollback("desk", discarding: false))
        #expect(try workspace.row("desk")?.version == "1.0.0")
        #expect(try workspace.registry.read("desks").table == before)
        try workspace.install(later)
        try workspace.enter([
            try Column(ColumnSpec("desk", .category), [.category("d0")]),
            try Column(ColumnSpec("minutes", .integer, nullable: true), [.integer(7)]),
            try Column(ColumnSpec("staff", .integer), [.integer(2)]),
        ])
        #expect(told { try workspace.apply(.rollback("desk", discarding: false)) } != "", "a row would be lost")
        #expect(try workspace.row("desk")?.version == "1.2.0")
        try workspace.apply(.rollback("desk", discarding: true))
        #expect(try workspace.registry.read("desks").table == before)
    }

    @Test("P32: a migration that its rows do not fit is told before anything changes") func unfit() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        try workspace.enter(try Self.rows(2))
        let log = try workspace.registry.audit()
        let lacking = Self.one.with {
            $0.version = "2.0.0"
            $0.fields["datasets"] = TestPackage.datasets([("staff", "integer", false)])
        }
        #expect(try workspace.plan(lacking).obstacles.first?.message.en.contains("holds 2 rows") == true)
        #expect(throws: (any Error).self) { try workspace.install(lacking) }
        #expect(try workspace.row("desk")?.version == "1.0.0" && workspace.registry.audit() == log)
        #expect(workspace.stored == [Self.one.package])
    }

    @Test func rollbacksGoBackStepByStep() throws {
        let workspace = try TestWorkspace()
        let versions = ["1.0.0", "1.1.0", "1.2.0"].map { number in TestPackage(version: number) }
        for version in versions { try workspace.install(version) }
        try workspace.apply(.rollback("desk", discarding: false))
        #expect(try workspace.row("desk")?.version == "1.1.0")
        try workspace.apply(.rollback("desk", discarding: false))
        #expect(try workspace.row("desk")?.version == "1.0.0")
        #expect(told { try workspace.apply(.rollback("desk", discarding: false)) }.contains("no earlier version"))
        try workspace.install(versions[2])
        try workspace.apply(.rollback("desk", discarding: false))
        #expect(try workspace.row("desk")?.version == "1.0.0", "back to what was before")
    }

    @Test func aRollbackToDamagedFilesIsRefused() throws {
        let workspace = try TestWorkspace()
        try workspace.install(Self.one)
        try workspace.install(TestPackage(version: "2.0.0", fields: Self.one.fields))
        let path = workspace.root + "/plugins/store/" + Self.one.package
        try FileManager.default.removeItem(atPath: path + "/main.lua")
        let text = told { try workspace.apply(.rollback("desk", discarding: false)) }
        #expect(text.contains("not those that were installed") && text.contains("main.lua"))
        #expect(try workspace.row("desk")?.version == "2.0.0")
    }
}
