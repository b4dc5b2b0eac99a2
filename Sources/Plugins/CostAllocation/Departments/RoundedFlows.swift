// SPDX-License-Identifier: EUPL-1.2

import SamverkGames

/// Exact charges rounded to whole öre so that nothing is lost on the way: every support department passes on exactly what
/// it costs and is charged.
///
/// Every charge and every operating department's total is the exact one rounded up or down. Such a rounding exists
/// because flows with whole bounds have whole solutions (Ford and Fulkerson, *Flows in Networks*, 1962), and is found by
/// moving fractions along paths and cycles of charges that are not yet whole. Totals with the largest remainders are
/// rounded up first, ties in listed order, as far as the charges allow.
struct RoundedFlows {
    /// A charge between two departments.
    struct Flow {
        let from: Int
        let to: Int
        /// Whole öre.
        var amount: BigInt
        /// What is above them, as a numerator below the denominator.
        var rest: BigInt

        /// Whether it is whole öre.
        var isWhole: Bool { rest == 0 }

        /// How far it can be moved until it is whole.
        func room(up isRaised: Bool, _ denominator: BigInt) -> BigInt {
            isRaised ? denominator - rest : rest
        }

        /// Moves it by no more than its room.
        mutating func move(up isRaised: Bool, by step: BigInt, _ denominator: BigInt) {
            rest += isRaised ? step : -step
            if rest == denominator {
                amount += 1
                rest = 0
            }
        }
    }

    /// In the order of support departments, then of those they charge.
    private(set) var flows: [Flow] = []
    /// What each department is charged in all; whole from the start for support departments.
    private var totals: [Flow] = []
    private let denominator: BigInt
    /// The charges at either end of a department; those found whole are dropped as they are met.
    private var charges: [[Int]]
    /// How many of the first charges are known to be whole.
    private var whole = 0

    init(_ exact: ExactCharges, operating: [Int]) {
        denominator = exact.denominator
        charges = Array(repeating: [], count: exact.charges.count)
        var sums = [BigInt](repeating: 0, count: exact.charges.count)
        for (i, row) in exact.charges.enumerated() {
            for (j, charge) in (row ?? []).enumerated() where charge != 0 {
                charges[i].append(flows.count)
                if i != j { charges[j].append(flows.count) }
                flows.append(flow(i, j, charge))
                sums[j] += charge
            }
        }
        totals = sums.indices.map { flow($0, $0, exact.charges[$0] == nil ? sums[$0] : 0) }
        roundTotals(operating)
        while let cycle = fractionalCycle() { round(cycle) }
    }

    private func flow(_ from: Int, _ to: Int, _ charge: BigInt) -> Flow {
        let (amount, rest) = charge.floorDivided(by: denominator)
        return Flow(from: from, to: to, amount: amount, rest: rest)
    }

    /// Moves fractions from the total with the least remainder to the one with the largest until all are whole.
    private mutating func roundTotals(_ operating: [Int]) {
        let first = totals
        let ranked = operating.sorted { first[$0].rest == first[$1].rest ? $0 < $1 : first[$1].rest < first[$0].rest }
        for top in ranked {
            while !totals[top].isWhole {
                guard let least = ranked.last(where: { $0 != top && !totals[$0].isWhole }) else { break }
                let steps = reached(from: top, until: least)
                guard let low = ranked.last(where: { $0 != top && steps[$0] != nil && !totals[$0].isWhole }) else {
                    break
                }
                move(from: low, to: top, steps)
            }
        }
    }

    /// The charges at a department that are not whole.
    private mutating func fractional(_ department: Int) -> [Int] {
        charges[department].removeAll { flows[$0].isWhole }
        return charges[department]
    }

    /// One of them other than the one given.
    private mutating func fractional(_ department: Int, except walked: Int?) -> Int? {
        for place in charges[department].indices.reversed() {
            let k = charges[department][place]
            if flows[k].isWhole {
                charges[department].swapAt(place, charges[department].count - 1)
                charges[department].removeLast()
            } else if k != walked {
                return k
            }
        }
        return nil
    }

    /// For every department that charges not yet whole connect with this one: the charge on the way back to it.
    ///
    /// - Parameter goal: a department to stop at.
    private mutating func reached(from start: Int, until goal: Int) -> [Int: Int] {
        var steps = [start: -1]
        var queue = [start]
        var next = 0
        while next < queue.count, steps[goal] == nil {
            let here = queue[next]
            next += 1
            for k in fractional(here) {
                let there = flows[k].from == here ? flows[k].to : flows[k].from
                if steps[there] == nil {
                    steps[there] = k
                    queue.append(there)
                }
            }
        }
        return steps
    }

    private mutating func move(from low: Int, to top: Int, _ steps: [Int: Int]) {
        var path: [(flow: Int, isRaised: Bool)] = []
        var here = low
        while here != top, let k = steps[here] {
            // Toward the top: a charge that points that way grows, one that points back shrinks.
            path.append((k, flows[k].from == here))
            here = flows[k].from == here ? flows[k].to : flows[k].from
        }
        var step = min(totals[top].room(up: true, denominator), totals[low].room(up: false, denominator))
        for (k, isRaised) in path { step = min(step, flows[k].room(up: isRaised, denominator)) }
        for (k, isRaised) in path { flows[k].move(up: isRaised, by: step, denominator) }
        totals[top].move(up: true, by: step, denominator)
        totals[low].move(up: false, by: step, denominator)
    }

    /// A cycle of charges that are not whole, each with whether it points along the way round.
    private mutating func fractionalCycle() -> [(flow: Int, isAlong: Bool)]? {
        while whole < flows.count, flows[whole].isWhole { whole += 1 }
        guard whole < flows.count else { return nil }
        var walked: [(flow: Int, isAlong: Bool)] = []
        var visited: [Int: Int] = [:]
        var here = flows[whole].from
        while visited[here] == nil {
            visited[here] = walked.count
            guard let k = fractional(here, except: walked.last?.flow) else { return nil }
            let isAlong = flows[k].from == here
            walked.append((k, isAlong))
            here = isAlong ? flows[k].to : flows[k].from
        }
        return Array(walked[(visited[here] ?? 0)...])
    }

    /// Moves the least fraction round a cycle that makes one of its charges whole.
    private mutating func round(_ cycle: [(flow: Int, isAlong: Bool)]) {
        let up = cycle.map { flows[$0.flow].room(up: $0.isAlong, denominator) }.min() ?? 0
        let down = cycle.map { flows[$0.flow].room(up: !$0.isAlong, denominator) }.min() ?? 0
        let isUp = up <= down
        for (k, isAlong) in cycle { flows[k].move(up: isAlong == isUp, by: min(up, down), denominator) }
    }
}
