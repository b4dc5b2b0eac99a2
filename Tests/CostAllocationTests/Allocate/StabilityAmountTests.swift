// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("The amounts of the stability report")
struct StabilityAmountTests {
    @Test(
        "the subsidy is exact whatever the shares' fractions",
        arguments: [
            // any two of three: 1/3 each, and 1/2 each is needed
            (costs: [0.0, 0, 0, 1, 0, 1, 1, 1], type: "value", subsidy: 0.5),
            // 4/3 each, and 1 each can be collected
            (costs: [0.0, 2, 2, 2, 2, 2, 2, 4], type: "cost", subsidy: 1),
            (costs: [0.0, 2.1, 2.1, 2.1, 2.1, 2.1, 2.1, 4.2], type: "cost", subsidy: 1.05),
        ])
    func exactSubsidy(costs: [Double], type: String, subsidy: Double) throws {
        let output = try allocate(
            game: plainGame(costs, players: names(3)), methods: ["equal", "shapley", "nucleolus"], unit: "none",
            type: type)
        #expect(output.finding("core-empty")?.arguments["subsidy"]?.cell.number ?? subsidy == subsidy)
        for method in ["equal", "shapley", "nucleolus"] {
            #expect(output.stability(method, "subsidy") == .real(subsidy), "\(method)")
        }
    }

    @Test("the subsidy of shares in kronor is the game's own when the game is symmetric")
    func subsidyInKronor() throws {
        // 100.01 kronor by three, 66.67 by two: 33.336 each, 33.335 each can be collected
        let output = try allocate(
            game: moneyGame([0, 6667, 6667, 6667, 6667, 6667, 6667, 10003], players: names(3)),
            methods: ["equal", "nucleolus"])
        #expect(output.finding("core-empty")?.arguments["subsidy"]?.cell == output.stability("equal", "subsidy"))
        #expect(output.stability("equal", "subsidy") == output.stability("nucleolus", "subsidy"))
    }

    @Test("an objection is what is paid less what it costs alone, to the öre", arguments: ["cost", "value"])
    func objectionsAddUp(type: String) throws {
        // thirds of 100 kronor, halves of an öre in pairs
        let sign = type == "cost" ? 1 : -1
        for costs in [[3000, 3000, 6001, 3000, 6001, 6001, 10000], [3001, 3002, 6000, 3003, 6001, 6002, 10001]] {
            let game = try moneyGame([0] + costs.map { $0 * sign }, players: names(3))
            let drivers = try driverTable(names(3), ["users": [1, 1, 2]])
            let output = try allocate(
                game: game, drivers: drivers, methods: ["equal", "proportional:users"], type: type)
            let rows = (0..<(output["objections"]?.rowCount ?? 0)).map { row in
                ["pays", "alone", "amount"].map { output.ore($0, in: "objections")[row] }
            }
            #expect(rows.count > 3)
            for row in rows { #expect((row[0] - row[1]) * sign == row[2], "\(row)") }
        }
    }

    @Test("an objection of less than half an öre shows as one öre, not as none")
    func leastObjection() throws {
        let output = try allocate(
            game: moneyGame([0, 3333, 9999, 9999, 9999, 9999, 9999, 10000], players: names(3)), methods: ["equal"])
        #expect(output.stability("equal", "in_core") == .boolean(false))
        for column in ["max_excess", "subsidy", "change"] {
            #expect(output.stability("equal", column) == .money(Money(ore: 1)), "\(column)")
        }
    }
}
