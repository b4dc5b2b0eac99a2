// SPDX-License-Identifier: EUPL-1.2

import Foundation
import JointFacility
import SamverkDomain
import SamverkGames

/// The median of several runs, in seconds, and what the last one gave.
func measure<T>(_ runs: Int = 5, _ body: () throws -> T) throws -> (seconds: Double, result: T) {
    var result = try body()
    var times: [Double] = []
    for _ in 0..<runs {
        let start = ContinuousClock.now
        result = try body()
        let time = (ContinuousClock.now - start).components
        times.append(Double(time.seconds) + Double(time.attoseconds) * 1e-18)
    }
    return (times.sorted()[runs / 2], result)
}

func line(_ fields: Any...) { print(fields.map { "\($0)" }.joined(separator: "\t")) }

/// `samverk-bench write N DIR`: the table for the yardstick, as DIR/kN.bin.
func write(_ n: Int, _ folder: String, strained: Bool) throws {
    let game = try JointFacility(players: n, strained: strained).game()
    let table = (0..<1 << n).map { game[$0] }
    let data = table.withUnsafeBytes { Data($0) }
    try data.write(to: URL(filePath: folder).appending(path: "k\(n).bin"))
}

/// `samverk-bench games N`: the kernels on a table of N players.
func games(_ n: Int, strained: Bool) throws {
    let game = try JointFacility(players: n, strained: strained).game()
    let shapley = try measure { game.shapley() }
    line("shapley", n, shapley.seconds, shapley.result[0])
    let exact = try measure { game.exactShapley() }
    line("exact-shapley", n, exact.seconds, exact.result.values[0])
    for weighting in Weighting.allCases {
        let found = try measure(3) { try game.nucleolus(weighting) }
        line(
            weighting.rawValue, n, found.seconds, found.result.shares.values[0],
            found.result.isCertified ? "certified" : "NOT certified", found.result.levels)
    }
}

/// `samverk-bench sampling N SEED`: Monte Carlo Shapley of an airport, held against the closed form.
func sampling(_ n: Int, seed: Int) throws {
    var random = SplitMix(state: 290)
    let costs = (0..<n).map { _ in Int(1000 * OwnMath.pow(100, random.unit())) }
    let oracle = AirportOracle(costs: costs.map(Double.init))
    let found = try measure(1) { try sampleShapley(oracle, SamplingPlan(seed: UInt64(seed), precision: 0.02)) }
    let exact = Airport(costs: costs).shapley().values
    let covered = exact.indices.count { abs(found.result.shares[$0] - exact[$0]) <= found.result.halfWidths[$0] }
    let joint = exact.indices.count { abs(found.result.shares[$0] - exact[$0]) <= found.result.jointHalfWidths[$0] }
    line(
        "sampling", n, found.seconds, found.result.orders, found.result.converged ? "converged" : "NOT converged",
        "\(covered)/\(n) within 95 %", "\(joint)/\(n) within all")
}

/// `samverk-bench stability N`: the objections to the Shapley value, and what makes equal shares stable.
func stability(_ n: Int) throws {
    let game = try JointFacility(players: n, strained: false).game()
    let shares = game.exactShapley()
    let found = try measure { game.excesses(of: shares, top: 10) }
    line("excesses", n, found.seconds, found.result.objecting)
    let subsidy = try measure(1) { try game.leastSubsidy() }
    line("least-subsidy", n, subsidy.seconds, subsidy.result.amount.value)
    let equal = ExactShares([BigInt](repeating: BigInt(Int(game[1 << n - 1])), count: n), over: BigInt(n))
    for norm in ChangeNorm.allCases {
        let change = try measure(1) { try game.smallestChange(of: equal, norm) }
        line("smallest-change-\(norm.rawValue)", n, change.seconds, change.result?.size.value ?? -1)
    }
}

let arguments = CommandLine.arguments.dropFirst()
let strained = arguments.contains("--strained")
let words = arguments.filter { !$0.hasPrefix("--") }
switch (words.first, words.dropFirst().first.flatMap { Int($0) }, words.dropFirst(2).first) {
case ("write", let n?, let folder?): try write(n, folder, strained: strained)
case ("games", let n?, nil): try games(n, strained: strained)
case ("stability", let n?, nil): try stability(n)
case ("sampling", let n?, let seed?): try sampling(n, seed: Int(seed) ?? 0)
default:
    print("Usage: samverk-bench write N DIR [--strained] | games N [--strained] | stability N | sampling N SEED")
    exit(2)
}
