// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

/// A game with answers that were published or computed elsewhere (Tests/Fixtures/games).
struct PublishedGame: CustomTestStringConvertible {
    var id: String
    var players: [String]
    var table: [Double]
    var isValue: Bool
    var leastCore: Double?
    var expected: [(method: String, answer: JSON)]

    var testDescription: String { id }

    /// Printed answers that are wrong.
    var wrong: [(method: String, values: [Double])]

    /// A game as the files hold it; nil when its table is not written out, or is too large for this suite.
    init?(_ json: JSON, id: String, tolerance: Double?) {
        guard let table = json["table"]?.array?.compactMap(\.number), (2...1 << 12).contains(table.count) else {
            return nil
        }
        self.id = id
        self.table = table
        let count = (table.count - 1).nonzeroBitCount
        players = json["players"]?.array?.compactMap(\.string) ?? names(count)
        isValue = json["game_type"]?.string == "value"
        leastCore = json["least_core_epsilon"]?["ordinary"]?.number
        func named(_ member: (name: String, value: JSON)) -> (method: String, answer: JSON)? {
            let name = String(member.name.map { $0 == "_" ? "-" : $0 })
            guard !name.hasPrefix("proportional:"), let method = try? Method(name) else { return nil }
            guard member.value.array != nil else { return member.value == .null ? nil : (method.name, member.value) }
            return (method.name, ["values": member.value, "tolerance": .real(tolerance ?? 0)])
        }
        expected = (json["expected"]?.object?.members ?? []).compactMap { named(($0.name, $0.value)) }
        wrong = (json["published_wrong"]?.object?.members ?? []).compactMap { named(($0.name, $0.value)) }
            .map { ($0.method, $0.answer["values"]?.array?.compactMap(\.number) ?? []) }
    }

    /// All of them: a game a file, or several.
    static let all: [PublishedGame] = {
        let folder = "Tests/Fixtures/games"
        let path = ExampleData.root.appending(path: folder).path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.sorted().flatMap { file -> [PublishedGame] in
            guard let json = try? JSON.read(ExampleData.bytes("\(folder)/\(file)"), file: file) else { return [] }
            let name = String(file.dropLast(5))
            let games = json["games"]?.array ?? [json]
            return games.enumerated().compactMap { k, game in
                let id = game["id"]?.string ?? "\(name)-\(k + 1)"
                return PublishedGame(game, id: id, tolerance: json["tolerance"]?.number)
            }.filter { !$0.expected.isEmpty }
        }
    }()

    func run(_ methods: [String]) throws -> AnalysisOutput {
        try allocate(
            game: plainGame(table, players: players), methods: methods, unit: "none",
            type: isValue ? "value" : "cost")
    }
}

@Suite("Games with known answers")
struct PublishedGamesTests {
    @Test("the files are there")
    func files() { #expect(PublishedGame.all.count >= 45) }

    @Test("shares, core, largest excess and worst coalition", arguments: PublishedGame.all)
    func answers(game: PublishedGame) throws {
        let output = try game.run(game.expected.map(\.method))
        let scale = game.table.reduce(1) { max($0, abs($1)) }
        for (method, answer) in game.expected {
            let values = answer["values"]?.array?.compactMap(\.number) ?? []
            #expect(output.shares(method).count == values.count)
            // half of what the file says its figures were printed to
            let close = max(1e-12 * scale, answer["exact"] == nil ? answer["tolerance"]?.number ?? 0 : 0)
            for (share, value) in zip(output.shares(method), values) {
                #expect(abs(share - value) <= close, "\(method)")
            }
            guard let inCore = answer["in_core"]?.bool else { continue }
            #expect(output.stability(method, "in_core") == .boolean(inCore), "\(method)")
            if let wanted = answer["max_excess"]?.number {
                let excess = try #require(output.stability(method, "max_excess").number)
                #expect(abs(excess - wanted) <= max(close * Double(game.players.count), 1e-9 * scale), "\(method)")
            }
            if let all = answer["worst_coalitions"]?.array, !all.isEmpty {
                let named = all.map { ($0.array ?? []).compactMap(\.string).joined(separator: "+") }
                #expect(named.contains(output.stability(method, "worst_coalition").plainText), "\(method)")
            }
            if Method.nucleoli.contains(method) { #expect(output.stability(method, "certified") == .boolean(true)) }
        }
    }

    @Test("printed answers that are wrong are not given", arguments: PublishedGame.all.filter { !$0.wrong.isEmpty })
    func wrong(game: PublishedGame) throws {
        let output = try game.run(game.wrong.map(\.method))
        for (method, values) in game.wrong {
            let far = zip(output.shares(method), values).map { abs($0 - $1) }.max() ?? 0
            #expect(far > 0.1, "\(method)")
        }
    }

    @Test("the least core's largest excess", arguments: PublishedGame.all.filter { $0.leastCore != nil })
    func leastCore(game: PublishedGame) throws {
        let output = try game.run(["least-core"])
        let epsilon = try #require(game.leastCore)
        let scale = game.table.reduce(1) { max($0, abs($1)) }
        #expect(abs((output.stability("least-core", "max_excess").number ?? .nan) - epsilon) <= 1e-9 * scale)
        #expect((output.finding("core-empty") != nil) == (epsilon > 1e-9 * scale))
        #expect(output.finding("least-core") != nil)
    }

    @Test(
        "the same games as money give the same answers to the öre",
        arguments: PublishedGame.all.filter { $0.table.allSatisfy { $0 == $0.rounded() && abs($0) < 1e9 } })
    func money(game: PublishedGame) throws {
        let output = try allocate(
            game: moneyGame(game.table.map { Int($0) * 100 }, players: game.players),
            methods: game.expected.map(\.method), type: game.isValue ? "value" : "cost")
        let plain = try game.run(game.expected.map(\.method))
        for (method, _) in game.expected {
            for (ore, share) in zip(output.ore(method), plain.shares(method)) {
                #expect(abs(Double(ore) - share * 100) < 1 + 1e-9 * abs(share), "\(method)")
            }
            #expect(output.ore(method).reduce(0, +) == Int(game.table.last ?? 0) * 100)
            #expect(output.stability(method, "in_core") == plain.stability(method, "in_core"), "\(method)")
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

extension Method {
    /// The methods whose shares are proven by a certificate.
    static let nucleoli = ["nucleolus", "prenucleolus", "per-capita-nucleolus", "proportional-nucleolus"]
}
