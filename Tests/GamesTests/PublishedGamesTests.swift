// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkTestSupport
import Testing

/// Games from the literature, each with its source, and what was printed for them.
@Suite("Published games come out within print precision")
struct PublishedGamesTests {
    private static let games = (try? read()) ?? []

    private static func read() throws -> [JSON] {
        let path = "Tests/Fixtures/games/published.json"
        return try JSON.read(ExampleData.bytes(path), file: path)["games"]?.array ?? []
    }

    @Test("every game, every printed answer", arguments: games.compactMap { $0["id"]?.string })
    func printed(id: String) throws {
        let json = try #require(Self.games.first { $0["id"]?.string == id })
        let isValue = json["game_type"]?.string == "value"
        let table = json["table"]?.array?.compactMap(\.number) ?? []
        let game = try CostGame(table.map { isValue ? -$0 : $0 })
        let answers = json["expected"]?.object?.members ?? []
        #expect(!answers.isEmpty)
        for (method, answer) in answers.map({ ($0.name, $0.value) }) {
            let shares = try #require(try shares(method, of: game))
            let found = (isValue ? shares.negated : shares).values
            let wanted = answer["values"]?.array?.compactMap(\.number) ?? []
            #expect(found.count == wanted.count)
            let far = zip(found, wanted).map { abs($0 - $1) }.max() ?? .infinity
            #expect(far <= answer["tolerance"]?.number ?? 0, "\(method): \(found)")
            if let inCore = answer["in_core"]?.bool { #expect(game.excesses(of: shares).inCore == inCore) }
            let wrong = json["published_wrong"]?[method]?["values"]?.array?.compactMap(\.number) ?? []
            #expect(wrong.isEmpty || zip(found, wrong).contains { abs($0 - $1) > 0.1 }, "a wrong print came out")
        }
    }

    @Test("there are more than ten of them, and each names its source")
    func sources() {
        #expect(Self.games.count >= 10)
        #expect(Self.games.allSatisfy { ($0["citation"]?.string ?? "").contains { $0.isNumber } })
    }

    @Test(
        "in Skåne every key of the time lies outside the core, the nucleoli inside (Young et al. 1979, tables 7 and 8)")
    func skane() throws {
        let json = try #require(Self.games.first { $0["id"]?.string == "skane-water" })
        let game = try CostGame(json["table"]?.array?.compactMap(\.number) ?? [])
        let shapley = game.excesses(of: game.exactShapley(), top: 1)
        // Höganäs, Kävlinge and Lund
        #expect(shapley.worst == [0b001110])
        #expect(!shapley.inCore)
        for weighting in Weighting.allCases {
            #expect(game.excesses(of: try game.nucleolus(weighting).shares).inCore)
        }
        // table 8; 12.90 is printed for Malmö, 0.01 more than the costs give
        #expect(
            (0..<6).map { game[63] - game[63 ^ 1 << $0] }.map { ($0 * 100).rounded() } == [
                1736, 985, 82, 640, 1289, 1406,
            ])
    }
}
