// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit

/// Asks the rules of the agreement, each hook once for all its rows.
///
/// Rules speak of what somebody pays, so only a cost in money is asked about (`type=cost`, `unit=SEK`).
struct Rules {
    let context: AnalysisContext
    let players: [String]
    /// The unit of the amounts, `öre/year`.
    let unit: String

    /// What a player's amount by a driver is multiplied by, in a key.
    ///
    /// - Parameter drivers: the drivers in use, with each player's amount.
    /// - Returns: the weights by driver, in the order of the players.
    func weights(_ drivers: [(name: String, amounts: [Double])]) throws -> [String: [Rational]] {
        var rows = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("driver", .category), ColumnSpec("amount", .real),
                ColumnSpec("default", .real),
            ], key: ["player", "driver"])
        for driver in drivers {
            for (player, amount) in zip(players, driver.amounts) {
                try rows.append(.category(player), .category(driver.name), .real(amount), .real(1))
            }
        }
        let answers = try ask("cost-allocation/weight@1", try rows.table())
        return Dictionary(
            uniqueKeysWithValues: drivers.enumerated().map { k, driver in
                (driver.name, players.indices.map { Rational(answers[k * players.count + $0]?.number ?? 1) })
            })
    }

    /// Who is exempt from this cost.
    func exempt(total: Rational, today: [Rational]?) throws -> [Bool] {
        var rows = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("total", .money, unit: unit),
                ColumnSpec("today", .money, unit: unit, nullable: true), ColumnSpec("default", .boolean),
            ], key: ["player"])
        for (i, player) in players.enumerated() {
            try rows.append(.category(player), money(total), money(today?[i]), .boolean(false))
        }
        return try ask("cost-allocation/exempt@1", try rows.table()).map { $0?.bool ?? false }
    }

    /// How much of the step from today's cost to the new share is taken; 1 is all of it.
    ///
    /// - Parameter shares: by method, in the order of the players.
    func phaseIn(_ shares: [(method: String, shares: [Rational])], today: [Rational], exempt: [Bool]) throws
        -> [[Rational]]
    {
        var rows = TableBuilder(
            Rules.columns(unit) + [ColumnSpec("year", .integer), ColumnSpec("default", .real)],
            key: ["method", "player"])
        let year = context.request.period.firstDay.parts.year
        let asked = questions(shares, exempt)
        for (method, player, share) in asked {
            try rows.append(
                .category(method), .category(players[player]), money(share), money(today[player]), .integer(year),
                .real(1))
        }
        let answers = try ask("cost-allocation/phase_in@1", try rows.table())
        return arranged(zip(asked, answers).map { ($0, $1?.number.map(Rational.init)) }, shares).map {
            $0.map { $0 ?? .one }
        }
    }

    /// The caps or floors of the players.
    ///
    /// - Parameters:
    ///   - hook: `cap` or `floor`.
    ///   - standard: what holds where no rule speaks.
    func bounds(
        _ hook: String, _ shares: [(method: String, shares: [Rational])], today: [Rational]?, exempt: [Bool],
        standard: Rational?
    ) throws -> [[Rational?]] {
        var rows = TableBuilder(
            Rules.columns(unit) + [ColumnSpec("default", .money, unit: unit, nullable: true)],
            key: ["method", "player"])
        let asked = questions(shares, exempt)
        for (method, player, share) in asked {
            try rows.append(
                .category(method), .category(players[player]), money(share), money(today?[player]), money(standard))
        }
        let answers = try ask("cost-allocation/\(hook)@1", try rows.table())
        return arranged(
            zip(asked, answers).map { ($0, $1?.integer.map { Rational(BigInt($0)) } ?? standard) }, shares)
    }

    private typealias Question = (method: String, player: Int, share: Rational)

    private static func columns(_ unit: String) -> [ColumnSpec] {
        [
            ColumnSpec("method", .category), ColumnSpec("player", .category),
            ColumnSpec("share", .money, unit: unit), ColumnSpec("today", .money, unit: unit, nullable: true),
        ]
    }

    /// One question a method and player who is not exempt.
    private func questions(_ shares: [(method: String, shares: [Rational])], _ exempt: [Bool]) -> [Question] {
        shares.flatMap { method, shares in
            players.indices.filter { !exempt[$0] }.map { (method, $0, shares[$0]) }
        }
    }

    /// The answers by method and player; nil for the exempt.
    private func arranged(
        _ answers: [(Question, Rational?)], _ shares: [(method: String, shares: [Rational])]
    ) -> [[Rational?]] {
        var byMethod = shares.map { _ in [Rational?](repeating: nil, count: players.count) }
        let places = Dictionary(uniqueKeysWithValues: shares.enumerated().map { ($1.method, $0) })
        for (question, answer) in answers {
            if let method = places[question.method] { byMethod[method][question.player] = answer }
        }
        return byMethod
    }

    /// The answers in the order of the rows; nil where no rule had an opinion.
    private func ask(_ hook: String, _ rows: Table) throws -> [JSON?] {
        try context.rules(hook, rows).map { $0.value == .null ? nil : $0.value }
    }

    private func money(_ amount: Rational?) -> Cell { amount.map { .money(Money(ore: $0.nearest)) } ?? .null }
}
