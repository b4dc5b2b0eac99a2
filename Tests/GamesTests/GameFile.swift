// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkTestSupport
import Testing

/// A game with known answers, from Tests/Fixtures/games.
struct GameFile: CustomTestStringConvertible {
    /// The answer by one method.
    struct Answer {
        var method: String
        var json: JSON

        /// Exact shares as fractions, in cost form, where the file has them.
        func exact(_ sign: Int) -> ExactShares? {
            guard let texts = json["exact"]?.array?.compactMap(\.string) else { return nil }
            return ExactShares(
                texts.map { text in
                    let parts = text.split(separator: "/").compactMap { Int($0) }
                    return Rational(BigInt(sign * (parts.first ?? 0)), over: BigInt(parts.count > 1 ? parts[1] : 1))
                })
        }
    }

    var id: String
    var json: JSON
    var isValue: Bool
    var answers: [Answer]

    var testDescription: String { id }

    init(_ id: String) throws {
        let path = "Tests/Fixtures/games/\(id).json"
        json = try JSON.read(ExampleData.bytes(path), file: path)
        self.id = id
        isValue = json["game_type"]?.string == "value"
        answers = (json["expected"]?.object?.members ?? []).map { Answer(method: $0.name, json: $0.value) }
    }

    /// Values of a value game are costs with the sign turned.
    var sign: Double { isValue ? -1 : 1 }
    var players: [String] { json["players"]?.array?.compactMap(\.string) ?? [] }

    /// The game in cost form.
    func game() throws -> CostGame {
        try CostGame((json["table"]?.array?.compactMap(\.number) ?? []).map { $0 * sign })
    }
}

/// The shares by a method as the fixtures name it, certified where it can be; nil for methods that are not of this room.
func shares(_ method: String, of game: CostGame) throws -> ExactShares? {
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
