// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginKit
@testable import SamverkRules

/// A small world of hooks and rules: two municipalities that may say how many agents they keep.
enum World {
    static func worker() throws -> String { try Programs.path("samverk-worker") }
    static let day = Day(year: 2026, month: 6, day: 1) ?? Day(days: 0)

    static func hook(
        _ id: String = "staff/keep", scope: Hook.Scope = .local, type: ColumnType = .integer, minimum: Double? = 0,
        maximum: Double? = 20, allowed: [String] = []
    ) -> Hook {
        Hook(
            id: id, major: 1, title: "", summary: "", scope: scope, subject: "municipality",
            arguments: [
                Hook.Argument(
                    name: "ticket", title: "", type: nil, unit: nil,
                    fields: [
                        DatasetColumn(ColumnSpec("category", .category), title: ""),
                        DatasetColumn(ColumnSpec("price", .money, unit: "öre", nullable: true), title: ""),
                    ]),
                Hook.Argument(name: "agents", title: "", type: .integer, unit: nil, fields: []),
            ],
            result: Hook.Result(
                type: type, unit: "agents", minimum: minimum, maximum: maximum, allowed: allowed,
                title: Localized(sv: "bemanning", en: "staff")),
            defaultText: "")
    }

    static func file(_ path: String, _ source: String) throws -> RuleFile {
        RuleFile(
            path: "rules/" + path, owner: try #require(RuleOwner(path: path)), source: Array(source.utf8))
    }

    /// A rule of `fields`, whose `apply` has this body on line 2.
    static func rule(_ path: String, _ body: String, _ fields: String = "hook = 'staff/keep@1'") throws -> RuleFile {
        try file(path, "return rule { \(fields),\n apply = function(ticket, agents) \(body) end }")
    }

    static func index(_ files: [RuleFile], hooks: [Hook] = [hook()]) async throws -> RuleIndex {
        await RuleIndex(files, hooks: hooks, worker: try worker())
    }

    static func rows(_ rows: [(party: String, category: String, agents: Int)]) throws -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("row", .integer), ColumnSpec("municipality", .party),
                ColumnSpec("ticket.category", .category),
                ColumnSpec("ticket.price", .money, unit: "öre", nullable: true),
                ColumnSpec("agents", .integer), ColumnSpec("default", .integer),
            ], key: ["row"])
        for (number, row) in rows.enumerated() {
            try builder.append(
                .integer(number), .party(try #require(Party(row.party))), .category(row.category),
                number == 0 ? .null : .money(Money(ore: 1)), .integer(row.agents), .integer(row.agents))
        }
        return try builder.table()
    }

    static func answer(_ files: [RuleFile], _ rows: Table, hook: Hook = hook()) async throws -> (
        answers: [RuleAnswer], interventions: [Intervention]
    ) {
        let index = try await index(files, hooks: [hook])
        #expect(index.problems == [])
        let engine = RuleEngine(index, on: day, worker: try worker())
        let answered = try await engine.answer(hook, rows)
        await engine.close()
        return (answered.answers, answered.interventions)
    }
}
