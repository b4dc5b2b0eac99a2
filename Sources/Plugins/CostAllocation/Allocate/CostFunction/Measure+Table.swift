// SPDX-License-Identifier: EUPL-1.2

extension Measure {
    /// Adds amount x q(S) to every coalition of a table, S by bitmask.
    ///
    /// Sums, maxima and covers grow by doubling: the coalitions of the first i + 1 players are those of the first i,
    /// with and without player i. So the table takes a few operations a coalition, not n.
    func add(_ amount: Double, to table: inout [Double]) {
        switch self {
        case .additive(let x): table.add(doubled(x, 0, +)) { amount * $0 }
        case .anyOf(let users):
            let mask = bits(users)
            for coalition in table.indices where coalition & mask != 0 { table[coalition] += amount }
        case .scale(let x, let exponent): table.add(doubled(x, 0, +)) { amount * power($0, exponent) }
        case .steps(let x, let capacity): table.add(doubled(x, 0, +)) { amount * wholeSteps($0, capacity) }
        case .largest(let x): table.add(doubled(x, 0, max)) { amount * $0 }
        case .hub(let x, let hosts): table.add(nearest(x, hosts)) { amount * $0 }
        case .tree(let lengths, let parents):
            let paths = lengths.indices.map { party in
                path(from: party, parents).reduce(0) { $0 | 1 << $1 }
            }
            let branches = doubled(lengths, 0, +)
            table.add(doubled(paths, 0, |)) { amount * branches[$0] }
        }
    }

    /// The least sum over each coalition to one of its hubs.
    private func nearest(_ x: [[Double]], _ hosts: [Bool]) -> [Double] {
        let hostMask = bits(hosts)
        var least = [Double](repeating: .infinity, count: 1 << x.count)
        least[0] = 0
        for hub in x.indices {
            let sums = doubled(x.map { $0[hub] }, 0, +)
            for coalition in sums.indices
            where coalition >> hub & 1 == 1 && (hosts[hub] || coalition & hostMask == 0) {
                least[coalition] = Swift.min(least[coalition], sums[coalition])
            }
        }
        return least
    }
}

/// The values of all coalitions: that of S with player i is that of S joined with player i's own.
private func doubled<T>(_ own: [T], _ none: T, _ join: (T, T) -> T) -> [T] {
    var values = [T](repeating: none, count: 1 << own.count)
    for (player, value) in own.enumerated() {
        let half = 1 << player
        for coalition in 0..<half { values[half | coalition] = join(values[coalition], value) }
    }
    return values
}

private func bits(_ flags: [Bool]) -> Int {
    flags.indices.reduce(0) { flags[$1] ? $0 | 1 << $1 : $0 }
}

extension [Double] {
    fileprivate mutating func add<T>(_ values: [T], _ cost: (T) -> Double) {
        for i in indices { self[i] += cost(values[i]) }
    }
}
