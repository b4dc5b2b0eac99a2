// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("preference: whom a desk asks for help first")
struct PreferenceTests {
    private let bench: PluginBench
    /// A short of agents, three others with some to spare.
    private let hours: Table

    init() throws {
        bench = try PluginBench(Main.self, room: "SupportPooling")
        hours = try deskHours([("A", 20, 600, 2), ("B", 4, 600, 3), ("C", 4, 600, 3), ("D", 4, 600, 3)])
    }

    /// Tickets of A answered by each other desk, when A gives each partner a number.
    private func helpers(
        _ sharing: String = "give-and-take", _ rank: @escaping (String) -> JSON? = { _ in nil }
    ) throws -> [String: Double] {
        let output = try bench.run(
            "simulate", ["hours": hours], with: ["weeks": 10, "sharing": .string(sharing)],
            rules: { hook, rows in
                guard hook.contains("preference") else { return [] }
                return (0..<rows.rowCount).map {
                    let isOfA = rows[$0, "desk"].plainText == "A"
                    return RuleAnswer(row: $0, value: isOfA ? rank(rows[$0, "partner.desk"].plainText) : nil)
                }
            })
        let table = try #require(output["exchange"])
        var helpers: [String: Double] = [:]
        for row in 0..<table.rowCount where table[row, "owner"].plainText == "A" {
            helpers[table[row, "answered_by"].plainText] = table[row, "tickets"].number
        }
        helpers["A"] = nil
        return helpers
    }

    @Test("with no rule help is spread; the lowest number is asked first, and the next when that is busy")
    func order() throws {
        let spread = try helpers("push")
        #expect(spread.count == 3)
        for share in spread.values { #expect(share > 0.2 * spread.values.reduce(0, +)) }
        let ranks: [String: JSON] = ["D": 1, "B": 2.5, "C": 3]
        let ordered = try helpers("push") { ranks[$0] }
        let (d, b, c) = (ordered["D"] ?? 0, ordered["B"] ?? 0, ordered["C"] ?? 0)
        #expect(d > 2 * b && b > 2 * c && c > 0)
    }

    @Test("of whom the rule says nothing comes last; equal numbers are no order")
    func nothing() throws {
        let named = try helpers("push") { $0 == "C" ? 7 : nil }
        #expect((named["C"] ?? 0) > 2 * max(named["B"] ?? 0, named["D"] ?? 0))
        #expect(try helpers { _ in 5 } == helpers())
    }

    @Test("in a chain the two that are asked first are partners, in a pool there is no order")
    func partners() throws {
        #expect(Set(try helpers("partners").keys) == ["B", "D"])
        #expect(Set(try helpers("partners") { $0 == "C" ? 1 : $0 == "D" ? 2 : nil }.keys) == ["C", "D"])
        #expect(Set(try helpers("partners") { $0 == "C" ? 1 : nil }.keys) == ["C"])
        #expect(try helpers("pool") { $0 == "D" ? 1 : nil } == helpers("pool"))
    }

    @Test("each desk is asked once about each other, and told when that is open")
    func questions() throws {
        var asked: [[String]] = []
        _ = try bench.run("simulate", ["hours": hours], with: ["weeks": 3]) { hook, rows in
            guard hook.contains("preference") else { return [] }
            for row in 0..<rows.rowCount {
                asked.append(
                    ["desk", "partner.desk", "partner.agents", "partner.opens", "partner.closes"].map {
                        rows[row, $0].plainText
                    })
            }
            return []
        }
        #expect(asked.count == 12 && Set(asked).count == 12)
        #expect(asked.first == ["A", "B", "3", "8", "16"])
    }
}
