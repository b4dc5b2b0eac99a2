// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// Handle times as they were measured, by desk and ticket category: what the simulation draws from instead of a formula.
struct MeasuredTimes {
    /// What a row says when it holds for every category that has no rows of its own.
    static let every = "all"

    private struct Kind: Hashable {
        var desk: String
        var category: String
    }

    private var times: [Kind: Duration] = [:]

    /// Reads the input `handle_times`: how many tickets took how many seconds.
    init(_ table: Table?) throws(Problem) {
        guard let table else { return }
        let rows = InputRows("handle_times", mayBeEmpty: table)
        var counted: [Kind: [(seconds: Double, tickets: Int)]] = [:]
        for row in rows.indices {
            let kind = Kind(desk: try rows.name(row, "desk"), category: try rows.name(row, "category"))
            let (seconds, tickets) = (
                try rows.number(row, "seconds"), try rows.whole(row, "tickets", 0...1_000_000_000)
            )
            if tickets > 0 { counted[kind, default: []].append((seconds, tickets)) }
        }
        for (kind, list) in counted { times[kind] = try Self.drawn(list, kind) }
    }

    /// Each time as often as it was measured, in as few values as say the same.
    private static func drawn(_ list: [(seconds: Double, tickets: Int)], _ kind: Kind) throws(Problem) -> Duration {
        let shared = list.reduce(0) { divisor($0, $1.tickets) }
        let most = 100_000
        guard list.allSatisfy({ $0.tickets / shared <= most }),
            list.reduce(0, { $0 + $1.tickets / shared }) <= most
        else {
            throw Problem(
                Localized(
                    sv: "Indatat 'handle_times', \(kind.desk), \(kind.category): mer än \(most) ärenden.",
                    en: "Input 'handle_times', \(kind.desk), \(kind.category): more than \(most) tickets."),
                remedy: Localized(
                    sv: "Runda tiderna till hela minuter och antalen till tiotal.",
                    en: "Round the times to whole minutes and the numbers to tens."))
        }
        return .empirical(
            list.sorted { $0.seconds < $1.seconds }.flatMap {
                Array(repeating: $0.seconds / 60, count: $0.tickets / shared)
            })
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

    /// The measured times of a category at a desk; nil when there are none.
    func handle(_ desk: String, _ category: String) -> Duration? {
        times[Kind(desk: desk, category: category)] ?? times[Kind(desk: desk, category: Self.every)]
    }
}
