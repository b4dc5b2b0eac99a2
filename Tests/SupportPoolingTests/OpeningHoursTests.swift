// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

private let hook = "support-pooling/opening_hours@1"

/// Answers for one desk with a function of the hour; the others have no opinion.
private func open(
    _ desk: String, _ when: @escaping (Int) -> Bool?
) -> (String, Table) throws -> [RuleAnswer] {
    { asked, rows in
        guard asked == hook else { return [] }
        return (0..<rows.rowCount).map { row in
            guard rows[row, "desk"].plainText == desk, case .integer(let hour) = rows[row, "hour"],
                let value = when(hour)
            else { return RuleAnswer(row: row, value: nil) }
            return RuleAnswer(row: row, value: .bool(value), by: "rules/\(desk)/oppet.lua")
        }
    }
}

private func compare(
    rules: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] }
) throws -> AnalysisOutput {
    try run(Pooled(), [:], exampleInputs(theFive), members: theFive, rules: rules)
}

@Suite("opening_hours: a desk says when it is open")
struct OpeningHoursTests {
    @Test("a desk that closes earlier staffs fewer hours and misses more tickets, and no other desk's row changes")
    func closesEarlier() throws {
        let plain = try #require(try compare()["today"])
        let ruled = try compare(rules: open("9907") { $0 < 16 ? nil : false })
        let today = try #require(ruled["today"])
        // 9907 is open 8-17 with two agents in the last hour
        #expect(plain.number("9907", "agent_hours") == 18 && today.number("9907", "agent_hours") == 16)
        #expect(
            try #require(today.number("9907", "closed_share")) > (try #require(plain.number("9907", "closed_share"))))
        for (row, code) in theFive.enumerated() where code != "9907" {
            for column in today.columnNames { #expect(today[row, column] == plain[row, column], "\(code) \(column)") }
        }
        let finding = try #require(ruled.findings.first { $0.id == "own-opening-hours" })
        #expect(finding.arguments["after"]?.cell == .text("8-16"))
        #expect(finding.arguments["before"]?.cell == .text("8-17"))
    }

    @Test("no group of municipalities gets another price by it: a coalition is priced at the hours of the service")
    func noPriceMoves() throws {
        func costs(_ rules: @escaping (String, Table) throws -> [RuleAnswer]) throws -> AnalysisOutput {
            try run(CoalitionCosts(), [:], exampleInputs(theFive), members: theFive, rules: rules)
        }
        let plain = try costs { _, _ in [] }
        let ruled = try costs(open("9907") { (8..<12).contains($0) })
        #expect(ruled["costs"] == plain["costs"])
        #expect(ruled["standalone"]?.number("9907", "hours_today") == 8)
        #expect(
            ruled["standalone"]?.number("9908", "hours_today") == plain["standalone"]?.number("9908", "hours_today"))
    }

    @Test("staff is kept at home only in the hours that the desk is open")
    func staffFollows() throws {
        var asked: [Int] = []
        let hours = open("9907") { (8..<12).contains($0) }
        _ = try run(CoalitionCosts(), [:], exampleInputs(theFive), members: theFive) { name, rows in
            if name == "support-pooling/least_local_staff@1" {
                for row in 0..<rows.rowCount where rows[row, "municipality"].plainText == "9907" {
                    if case .integer(let hour) = rows[row, "hour"] { asked.append(hour) }
                }
            }
            return try hours(name, rows)
        }
        #expect(asked == [8, 9, 10, 11])
    }

    @Test("an hour that is opened without agents cannot be answered, and the report says so")
    func unstaffed() throws {
        let output = try compare(rules: open("9911") { $0 == 8 ? true : nil })
        let hours = try #require(output["hours"])
        let plain = try #require(try compare()["hours"])
        #expect(hours.number("8", "desks_open") == plain.number("8", "desks_open").map { $0 + 1 })
        #expect(hours.number("8", "wait_separate_s") == nil)
        #expect(
            output.findings.contains {
                $0.id == "nobody-on-duty" && $0.arguments["hours"]?.cell == .text("8-9")
                    && $0.arguments["desks"]?.cell == .text("9911")
            })
    }

    @Test("a rule that repeats the registry changes no byte")
    func same() throws {
        let answers: (String, Table) throws -> [RuleAnswer] = { asked, rows in
            guard asked == hook else { return [] }
            return (0..<rows.rowCount).map { RuleAnswer(row: $0, value: rows[$0, "default"].wire) }
        }
        #expect(try compare(rules: answers).wire.bytes == (try compare().wire.bytes))
    }

    @Test("a joint unit's desk is asked as one, by its own name")
    func jointDesk() throws {
        let members = ["9912", "9913", "9914"]
        let output = try run(
            Pooled(), [:], exampleInputs(members), members: members, rules: open("org:gemensam-it") { $0 < 12 })
        let today = try #require(output["today"])
        #expect(today["closed_share"]?.numbers.allSatisfy { ($0 ?? 0) > 0.4 } == true)
    }

    static let spans: [([Int], String)] = [
        ([], "-"), ([9], "9-10"), ([8, 9, 10, 11], "8-12"), ([8, 9, 13, 14], "8-10, 13-15"), ([16, 8], "8-9, 16-17"),
        ([22, 23, 0, 1], "22-2"), ([0, 1, 8, 9, 23], "8-10, 23-2"), (Array(0..<24), "0-24"), ([23], "23-24"),
    ]

    @Test("hours are told as spans of the clock", arguments: spans)
    func clockSpans(hours: [Int], text: String) { #expect(clock(hours) == text) }

    static let reached: [([Int], Int, Int)] = [
        ([8, 9, 13, 14], 8, 15), ([22, 23, 0, 1], 22, 2), (Array(0..<24), 0, 24), ([0, 1, 8, 9, 23], 23, 10),
        ([5, 23, 0], 23, 6), ([0], 0, 1), ([20, 21, 23, 0], 20, 1),
    ]

    @Test("from when until when: over midnight all but the longest gap", arguments: reached)
    func reaches(hours: [Int], from: Int, until: Int) {
        let found = reach(hours, of: 24)
        #expect(found?.from == from && found?.until == until)
        #expect(reach([Int](), of: 24) == nil)
    }
}
