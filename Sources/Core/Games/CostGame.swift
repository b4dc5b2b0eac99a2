// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A game in cost form: what every coalition would cost by itself, in one flat table by bitmask.
///
/// Bit i of an index stands for player i; entry 0 is the coalition without members and costs nothing. A value game v is
/// given as c = -v, and the shares are turned back (``ExactShares/negated``).
///
/// The table holds floating-point numbers that are whole: the costs in the unit of the caller times ``grains``. Whole
/// numbers stay as they are; numbers with up to nine decimals are read as the decimals they were written as; all others as
/// the binary fractions they are. So every answer can be computed exactly.
public struct CostGame: Sendable {
    /// Most players of a table: 2^30 coalitions are 8 GB.
    public static let mostPlayers = 30

    /// Number of players.
    public let players: Int
    /// How many whole numbers of the table make one unit of the caller.
    let grains: Double
    /// The costs in grains, by bitmask.
    let costs: [Double]
    /// The largest magnitude in the table, in grains.
    let largest: Double

    /// The coalition of all.
    var grand: Int { 1 << players - 1 }
    /// c(N) in grains.
    var total: Double { costs[grand] }

    /// A game from numbers, by bitmask.
    ///
    /// - Throws: ``Problem`` when the table is not one of 2^n finite numbers for n <= 30 that begins with 0, or spans too
    ///   wide a range to be read exactly.
    public init(_ costs: [Double]) throws(Problem) {
        let (grains, largest) = try Reading(costs).grains()
        self.players = try playerCount(costs.count)
        self.grains = grains
        self.largest = largest * grains
        self.costs = grains == 1 ? costs : costs.map { nearestWhole($0 * grains) }
    }

    /// A game of whole amounts (öre), by bitmask.
    ///
    /// - Throws: ``Problem`` when the table is not one of 2^n amounts for n <= 30 that begins with 0, or an amount is beyond
    ///   2^53.
    public init(whole amounts: [Int]) throws(Problem) {
        try self.init(players: playerCount(amounts.count)) { costs in
            for k in amounts.indices { costs[k] = Double(amounts[k].magnitude <= 1 << 53 ? amounts[k] : .max) }
        }
    }

    /// A game of whole amounts (öre) that is written straight into its table, for games that should exist once only.
    ///
    /// - Parameters:
    ///   - players: number of players.
    ///   - fill: writes all 2^n entries, each a whole number.
    /// - Throws: ``Problem`` when there are more than 30 players, the first entry is not 0, or an entry is no whole number or
    ///   beyond 2^53.
    public init(players: Int, fill: (UnsafeMutableBufferPointer<Double>) -> Void) throws(Problem) {
        guard players <= Self.mostPlayers else { throw tooMany(players) }
        let costs = [Double](unsafeUninitializedCapacity: 1 << players) { buffer, count in
            buffer.initialize(repeating: 0)
            fill(buffer)
            count = 1 << players
        }
        let reading = Reading(costs)
        let largest = try reading.largest()
        guard largest <= 0x1p53, reading.areWhole(1) else {
            throw Problem(
                Localized(
                    sv: "Ett belopp i spelet är för stort eller inget heltal.",
                    en: "An amount of the game is too large or no whole number."))
        }
        self.players = players
        self.costs = costs
        self.largest = largest
        grains = 1
    }

    /// The cost of a coalition, in the unit of the caller.
    public subscript(coalition: Int) -> Double { costs[coalition] / grains }

    /// The cost of a coalition in grains, exactly.
    func exactCost(_ coalition: Int) -> BigInt { BigInt(exactly: costs[coalition]) ?? 0 }

    /// The grains of one unit, exactly.
    var exactGrains: BigInt { BigInt(exactly: grains) ?? 1 }
}

private func playerCount(_ entries: Int) throws(Problem) -> Int {
    let players = entries.trailingZeroBitCount
    guard entries > 0, entries == 1 << players else {
        throw Problem(
            Localized(
                sv: "Ett spel har 2^n belopp, ett för varje grupp; det här har \(entries).",
                en: "A game has 2^n amounts, one for each coalition; this one has \(entries)."))
    }
    guard players <= CostGame.mostPlayers else { throw tooMany(players) }
    return players
}

private func tooMany(_ players: Int) -> Problem {
    Problem(
        Localized(
            sv: "\(players) parter har 2^\(players) grupper, och ingen tabell över dem ryms: högst "
                + "\(CostGame.mostPlayers) parter kan räknas.",
            en: "\(players) parties have 2^\(players) coalitions, and no table of them fits: at most "
                + "\(CostGame.mostPlayers) parties can be computed."),
        kind: .limit,
        remedy: Localized(
            sv: "Skatta Shapleyvärdet genom stickprov (shapley-sampled), eller slå samman parter.",
            en: "Estimate the Shapley value by sampling (shapley-sampled), or merge parties."))
}

/// How the numbers of a table are read exactly.
private struct Reading {
    let costs: [Double]

    init(_ costs: [Double]) { self.costs = costs }

    /// The largest magnitude.
    func largest() throws(Problem) -> Double {
        guard costs.first == 0 else {
            throw Problem(
                Localized(
                    sv: "Gruppen utan medlemmar har ett belopp; det ska vara 0.",
                    en: "The coalition without members has an amount; it must be 0."),
                remedy: Localized(
                    sv: "Sätt det till 0: en kostnad som finns även utan parter hör inte till spelet.",
                    en: "Make it 0: a cost that is there without any party is no part of the game."))
        }
        var largest = 0.0
        var finite = true
        for cost in costs {
            finite = finite && cost.isFinite
            largest = max(largest, abs(cost))
        }
        guard finite else {
            throw Problem(
                Localized(sv: "Ett belopp i spelet är inget tal.", en: "An amount of the game is no number."))
        }
        return largest
    }

    /// The grains of one unit, and the largest magnitude in units.
    func grains() throws(Problem) -> (grains: Double, largest: Double) {
        let largest = try largest()
        // decimals, as somebody wrote them
        var ten = 1.0
        while ten <= 1e9, largest * ten <= 0x1p53 {
            if areWhole(ten) { return (ten, largest) }
            ten *= 10
        }
        // binary fractions, as they are
        let lowest = costs.reduce(0) { $1 == 0 ? $0 : min($0, Int($1.ulp.exponent) + $1.trailingBits) }
        let grains = Double(sign: .plus, exponent: -lowest, significand: 1)
        guard (largest * grains).isFinite else {
            throw Problem(
                Localized(
                    sv: "Spelets belopp är av alltför olika storlek.",
                    en: "The amounts of the game differ too much in size."), kind: .limit)
        }
        return (grains, largest)
    }

    /// Whether every cost is a whole number of parts, `scale` to a unit.
    func areWhole(_ scale: Double) -> Bool {
        costs.allSatisfy { nearestWhole($0 * scale) / scale == $0 }
    }
}

/// The nearest whole number; quick, since in floating point adding 1.5 * 2^52 leaves no room for a fraction.
@inline(__always)
private func nearestWhole(_ x: Double) -> Double { abs(x) < 0x1p51 ? (x + 0x1.8p52) - 0x1.8p52 : x.rounded() }

extension Double {
    /// How many of the last bits of a number's significand are zero.
    fileprivate var trailingBits: Int { min(52, Int(significandBitPattern.trailingZeroBitCount)) }
}
