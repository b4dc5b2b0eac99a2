// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkTBM

private func money(_ kronor: Int) -> Cell { .money(Money(ore: kronor * 100)) }

/// Two IT organisations with 100 kr in each pool.
private func costs() throws -> Table {
    var builder = TableBuilder(
        [ColumnSpec("organisation", .party), ColumnSpec("total_municipal_cost", .money, unit: "öre/year")]
            + CostPool.allCases.map { ColumnSpec($0.rawValue, .money, unit: "öre/year") }, key: ["organisation"])
    for code in ["9901", "9902"] {
        try builder.append(
            [.party(try #require(Party(code))), money(10_000)] + CostPool.allCases.map { _ in money(100) })
    }
    return try builder.table()
}

private func accounts(_ rows: [(String, String, String, Int)]) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("organisation", .category), ColumnSpec("account", .category), ColumnSpec("name", .text),
            ColumnSpec("pool", .category), ColumnSpec("amount", .money, unit: "öre/year"),
        ], key: ["organisation", "account"])
    for (organisation, account, pool, kronor) in rows {
        try builder.append(
            .category(organisation), .category(account), .text("Konto \(account)"), .category(pool), money(kronor))
    }
    return try builder.table()
}

private let lines = [
    ("9901", "745", "external_services", 60), ("9901", "742", "external_services", 40),
    ("9902", "745", "external_services", 60),
]

private func run(
    _ rows: [(String, String, String, Int)], rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "TBM").run(
        "cost-share", ["costs": costs(), "accounts": accounts(rows)], rules: rules)
}

/// 9901 counts account 745 as `pool`.
private func counting(_ pool: JSON) -> (String, Table) throws -> [RuleAnswer] {
    { _, rows in
        (0..<rows.rowCount).map { row in
            let own = rows[row, "organisation"].plainText == "9901" && rows[row, "line.account"].plainText == "745"
            return RuleAnswer(
                row: row, value: own ? pool : Optional.none, reason: "molntjänst", by: "rules/9901/konto.lua")
        }
    }
}

@Suite("account: a municipality says where its own accounts belong")
struct AccountTests {
    @Test("an account moves with its amount; the total, the share of it all and the neighbour stay")
    func moves() throws {
        let plain = try #require(try run(lines)["shares"])
        let output = try run(lines, rules: counting("software"))
        let shares = try #require(output["shares"])
        #expect(shares[0, "software"] == .real(160.0 / 800) && shares[0, "external_services"] == .real(40.0 / 800))
        for column in ["total_it", "share_of_total", "hardware", "telecom"] {
            #expect(shares[0, column] == plain[0, column])
        }
        for column in shares.columnNames { #expect(shares[1, column] == plain[1, column], "\(column)") }
        let moved = try #require(output["moved"])
        #expect(moved.rowCount == 1)
        #expect(moved[0, "amount"] == money(60) && moved[0, "reason"] == .text("molntjänst"))
        #expect(moved[0, "from"] == .category("external_services") && moved[0, "to"] == .category("software"))
        let finding = try #require(output.findings.first { $0.id == "moved" })
        #expect(finding.arguments["amount"]?.cell == money(60))
    }

    @Test("an answer that is the pool it stands in moves nothing")
    func stays() throws {
        let output = try run(lines, rules: counting("external_services"))
        #expect(output.wire.bytes == (try run(lines).wire.bytes))
        #expect(output["moved"]?.rowCount == 0)
    }

    @Test("without accounts nobody is asked")
    func noAccounts() throws {
        let output = try PluginBench(Main.self, room: "TBM").run("cost-share", ["costs": costs()]) { _, _ in
            Issue.record("asked without a question")
            return []
        }
        #expect(output["moved"]?.rowCount == 0)
    }

    @Test("whatever the rules say, each one's pool shares sum to one and its total stays")
    func law() throws {
        var seed = Seed(3)
        let pools = CostPool.allCases.map(\.rawValue)
        for _ in 0..<20 {
            let rows = ["9901", "9902"].flatMap { code in
                pools.map { (code, "k-\($0)", $0, seed.integer(0...100)) }
            }
            let answers: [JSON?] = rows.map { _ in seed.flip() ? .some(.string(seed.pick(pools))) : .none }
            let output = try run(rows) { _, asked in
                (0..<asked.rowCount).map { RuleAnswer(row: $0, value: answers[$0]) }
            }
            let shares = try #require(output["shares"])
            for row in 0..<2 {
                #expect(abs(pools.reduce(0) { $0 + (shares[row, $1].number ?? .nan) } - 1) < 1e-12)
                #expect(pools.allSatisfy { (shares[row, $0].number ?? -1) >= 0 })
                #expect(shares[row, "total_it"] == money(800))
            }
        }
    }

    @Test("an answer that is no cost pool is refused with its rule", arguments: [JSON.string("moln"), 4, true])
    func wrongAnswer(answer: JSON) throws {
        let problem = try #require(throws: Problem.self) { try run(lines, rules: counting(answer)) }
        #expect(problem.place.file == "rules/9901/konto.lua" && problem.message.en.contains("software"))
    }

    static let faulty: [([(String, String, String, Int)], String)] = [
        ([("9901", "745", "moln", 1)], "9901, account 745: unknown cost pool 'moln'."),
        ([("9901", "745", "software", -1)], "9901, account 745: the amount is missing or negative."),
        ([("9903", "745", "software", 1)], "9903, account 745: it_costs has no such IT organisation."),
        (
            [("9901", "745", "software", 60), ("9901", "742", "software", 41)],
            "9901, account 742: the accounts are together more than the cost pool software."
        ),
    ]

    @Test("an account that cannot be a part of its pool is one clear problem", arguments: faulty)
    func faultyLine(rows: [(String, String, String, Int)], message: String) throws {
        let problem = try #require(throws: Problem.self) { try run(rows) }
        #expect(problem.message.en == message)
    }
}
