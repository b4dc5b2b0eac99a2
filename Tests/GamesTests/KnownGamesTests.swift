// SPDX-License-Identifier: EUPL-1.2

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

    private func shares(_ method: String, of game: CostGame) throws -> ExactShares? {
        if method == "shapley" { return game.exactShapley() }
        let kinds: [(String, Weighting)] = [
            ("", .ordinary), ("per_capita_", .perCapita), ("proportional_", .proportional),
        ]
        for (prefix, weighting) in kinds {
            if method == prefix + "nucleolus" {
                let found = try game.nucleolus(weighting)
                #expect(found.isCertified)
                return found.shares
            }
            if method == prefix + "prenucleolus" {
                let found = try game.nucleolus(weighting, individuallyRational: false)
                #expect(found.isCertified)
                return found.shares
            }
        }
        return nil
    }
}
