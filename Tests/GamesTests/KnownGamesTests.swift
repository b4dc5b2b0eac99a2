// SPDX-License-Identifier: EUPL-1.2

import JointFacility
import SamverkDomain
import Testing

@testable import SamverkGames

@Suite("Games with known answers")
struct KnownGamesTests {
    @Test(arguments: ["airport-4", "glove-2-3", "talmud-200"])
    func answers(id: String) throws {
        let file = try GameFile(id)
        let game = try file.game()
        for answer in file.answers {
            guard let shares = try shares(answer.method, of: game) else { continue }
            #expect(shares == answer.exact(file.isValue ? -1 : 1), "\(answer.method)")
        }
    }

    @Test("random games against a full sequence of linear programmes in another program")
    func reference() throws {
        let file = try GameFile("random-small")
        let games = file.json["games"]?.array ?? []
        #expect(games.count == 30)
        for json in games {
            let game = try CostGame(json["table"]?.array?.compactMap(\.number) ?? [])
            for member in json["expected"]?.object?.members ?? [] {
                let wanted = member.value.array?.compactMap(\.number) ?? []
                let found = try shares(member.name, of: game)?.values ?? []
                let far = zip(found, wanted).map { abs($0 - $1) }.max() ?? .infinity
                #expect(far < 1e-5, "\(json) \(member.name) \(found)")
            }
        }
    }

    @Test(
        "the least core's epsilon, and the excesses of every answer",
        arguments: ["airport-4", "glove-2-3", "talmud-200"])
    func stability(id: String) throws {
        let file = try GameFile(id)
        let game = try file.game()
        for (name, kind) in [
            ("ordinary", Weighting.ordinary), ("per_capita", .perCapita), ("proportional", .proportional),
        ] {
            guard let wanted = file.json["least_core_epsilon"]?[name]?.number else {
                #expect(throws: Problem.self) { try game.leastCore(kind) }
                continue
            }
            let found = try game.leastCore(kind)
            #expect(found.isCertified)
            #expect(abs(found.epsilon.value - wanted) < 1e-9)
        }
        for answer in file.answers {
            let shares = try #require(answer.exact(file.isValue ? -1 : 1))
            let found = game.excesses(of: shares)
            #expect(found.inCore == answer.json["in_core"]?.bool)
            #expect(abs((found.largest?.value ?? .nan) - (answer.json["max_excess"]?.number ?? .infinity)) < 1e-9)
            let wanted = answer.json["worst_coalitions"]?.array?.map { names in
                (names.array ?? []).compactMap(\.string).compactMap { file.players.firstIndex(of: $0) }
                    .reduce(0) { $0 | 1 << $1 }
            }
            #expect(found.worst == wanted, "\(answer.method)")
        }
    }

    @Test("a joint facility of 8 to 14 municipalities, against a program in C++ on another solver")
    func jointFacility() throws {
        let file = try GameFile("joint-facility")
        for json in file.json["games"]?.array ?? [] {
            let players = try #require(json["players"]?.number.map { Int($0) })
            let game = try JointFacility(players: players, strained: json["strained"]?.bool ?? false).game()
            #expect(game[1 << players - 1] == json["total"]?.number)
            for member in json["expected"]?.object?.members ?? [] {
                let wanted = member.value.array?.compactMap(\.number) ?? []
                let found = try shares(member.name, of: game)?.values ?? []
                let far = zip(found, wanted).map { abs($0 - $1) }.max() ?? .infinity
                #expect(far < 2e-5, "\(players) \(member.name) \(found)")
            }
        }
    }
}
