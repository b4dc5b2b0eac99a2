// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

/// A game with answers that were computed exactly elsewhere (Tests/Fixtures/games).
struct PublishedGame: CustomTestStringConvertible {
    var id: String
    var players: [String]
    var table: [Double]
    var isValue: Bool
    var expected: [(method: String, answer: JSON)]

    var testDescription: String { id }

    init(_ id: String) throws {
        let path = "Tests/Fixtures/games/\(id).json"
        let json = try JSON.read(ExampleData.bytes(path), file: path)
        self.id = id
        players = json["players"]?.array?.compactMap(\.string) ?? []
        table = json["table"]?.array?.compactMap(\.number) ?? []
        isValue = json["game_type"]?.string == "value"
        expected = (json["expected"]?.object?.members ?? []).compactMap { member in
            let name = String(member.name.map { $0 == "_" ? "-" : $0 })
            return (try? Method(name)).map { ($0.name, member.value) }
        }
    }
}

@Suite("Games with known answers")
struct PublishedGamesTests {
    static let ids = ["airport-4", "glove-2-3", "talmud-200"]

    @Test("shares, core, largest excess and worst coalition", arguments: ids)
    func answers(id: String) throws {
        let game = try PublishedGame(id)
        #expect(game.expected.count >= 3)
        let output = try allocate(
            game: plainGame(game.table, players: game.players), methods: game.expected.map(\.method), unit: "none",
            type: game.isValue ? "value" : "cost")
        for (method, answer) in game.expected {
            let values = answer["values"]?.array?.compactMap(\.number) ?? []
            for (share, value) in zip(output.shares(method), values) {
                #expect(abs(share - value) < 1e-12 * max(1, abs(value)), "\(method)")
            }
            #expect(output.shares(method).count == values.count)
            #expect(output.stability(method, "in_core") == .boolean(answer["in_core"]?.bool ?? false), "\(method)")
            let excess = try #require(output.stability(method, "max_excess").number)
            #expect(abs(excess - (answer["max_excess"]?.number ?? .nan)) < 1e-12 * 1000, "\(method)")
            let first = answer["worst_coalitions"]?.array?.first?.array?.compactMap(\.string)
            #expect(output.stability(method, "worst_coalition") == .text(first?.joined(separator: "+") ?? ""))
        }
    }

    @Test("all coalitions with the largest excess, at most twelve", arguments: ids)
    func worst(id: String) throws {
        let game = try PublishedGame(id)
        let joint = try JointCost<Double>(
            game: plainGame(game.table, players: game.players), isValue: game.isValue, amount: Allocate.number)
        let costs = try #require(joint.costs)
        for (method, answer) in game.expected where ["shapley", "tau", "equal"].contains(method) {
            let shares =
                switch method {
                case "shapley": joint.shapley(costs)
                case "tau": try joint.tau(costs)
                default: joint.equal()
                }
            let found = Stability(shares, in: joint, costs: costs).worst.map(joint.name)
            let wanted = answer["worst_coalitions"]?.array?.map {
                ($0.array ?? []).compactMap(\.string).joined(separator: "+")
            }
            #expect(found == wanted, "\(method)")
        }
    }

    @Test("the same games as money give the same answers to the öre", arguments: ids)
    func money(id: String) throws {
        let game = try PublishedGame(id)
        let output = try allocate(
            game: moneyGame(game.table.map { Int($0) * 100 }, players: game.players),
            methods: game.expected.map(\.method), type: game.isValue ? "value" : "cost")
        for (method, answer) in game.expected {
            let values = answer["values"]?.array?.compactMap(\.number) ?? []
            for (share, value) in zip(output.ore(method), values) { #expect(abs(Double(share) - value * 100) < 1) }
            #expect(output.ore(method).reduce(0, +) == Int(game.table.last ?? 0) * 100)
            #expect(output.stability(method, "in_core") == .boolean(answer["in_core"]?.bool ?? false), "\(method)")
        }
    }

    @Test("an airport of fourteen users by its closed form (Littlechild and Owen 1973)")
    func airport() throws {
        let lengths = (1...14).map { $0 * $0 * 1000 }
        let costs = (0..<1 << 14).map { coalition in
            lengths.indices.filter { coalition >> $0 & 1 == 1 }.map { lengths[$0] }.max() ?? 0
        }
        let output = try allocate(
            game: plainGame(costs.map(Double.init), players: names(14)), methods: ["shapley"], unit: "none")
        var share = 0.0
        for (i, computed) in output.shares("shapley").enumerated() {
            share += Double(lengths[i] - (i > 0 ? lengths[i - 1] : 0)) / Double(14 - i)
            #expect(abs(computed - share) < 1e-9 * share)
        }
    }
}
