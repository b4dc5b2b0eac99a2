// SPDX-License-Identifier: EUPL-1.2

/// q(S) while parties join one by one: what an order of arrival needs, without any table.
struct Arrivals: Sendable {
    private let measure: Measure
    private var members: [Int] = []
    private var sum = 0.0
    private var covered: [Bool]
    private var sums: [Double]
    private var hasHost = false

    /// No one has come yet.
    init(_ measure: Measure, count: Int) {
        self.measure = measure
        covered = [Bool](repeating: false, count: count)
        sums = if case .hub = measure { [Double](repeating: 0, count: count) } else { [] }
    }

    /// A party joins.
    ///
    /// - Returns: q of all that have come.
    mutating func join(_ party: Int) -> Double {
        switch measure {
        case .additive(let x):
            sum += x[party]
            return sum
        case .anyOf(let users):
            if users[party] { sum = 1 }
            return sum
        case .scale(let x, let exponent):
            sum += x[party]
            return power(sum, exponent)
        case .steps(let x, let capacity):
            sum += x[party]
            return wholeSteps(sum, capacity)
        case .largest(let x):
            sum = max(sum, x[party])
            return sum
        case .hub(let x, let hosts): return joinHub(party, x, hosts)
        case .tree(let lengths, let parents):
            var branch: Int? = party
            while let next = branch, !covered[next] {
                covered[next] = true
                sum += lengths[next]
                branch = parents[next]
            }
            return sum
        }
    }

    private mutating func joinHub(_ party: Int, _ x: [[Double]], _ hosts: [Bool]) -> Double {
        members.append(party)
        hasHost = hasHost || hosts[party]
        let distances = x[party]
        for hub in sums.indices { sums[hub] += distances[hub] }
        var least = Double.infinity
        for hub in members where hosts[hub] || !hasHost { least = min(least, sums[hub]) }
        return least
    }
}
