// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a pool's cost follows: a number q(S) for every group of parties S, zero for no one. The pool costs
/// amount x q(S).
enum Measure: Hashable, Sendable {
    /// sum of x_i over S: each pays for itself. Everything a pool holds as `own` becomes this.
    case additive([Double])
    /// 1 as soon as one of the users is in S.
    case anyOf([Bool])
    /// (sum of x_i over S)^exponent.
    case scale([Double], exponent: Double)
    /// How many capacities the sum of x_i over S fills, the last one begun.
    case steps([Double], capacity: Double)
    /// The largest x_i in S: a runway, a main.
    case largest([Double])
    /// The least sum of x(i, h) over S to one hub h: a host in S, or any member of S when no host is in it.
    case hub([[Double]], hosts: [Bool])
    /// The length of the branches between S and the root: branch i runs from party i to its parent.
    case tree(lengths: [Double], parents: [Int?])

    /// q({i}) for every party i.
    var alone: [Double] {
        switch self {
        case .additive(let x), .largest(let x): x
        case .anyOf(let users): users.map { $0 ? 1 : 0 }
        case .scale(let x, let exponent): x.map { power($0, exponent) }
        case .steps(let x, let capacity): x.map { wholeSteps($0, capacity) }
        case .hub(let x, _): x.indices.map { x[$0][$0] }
        case .tree(let lengths, let parents):
            lengths.indices.map { path(from: $0, parents).reduce(0) { $0 + lengths[$1] } }
        }
    }
}

/// x^exponent, and 0 for 0: who needs nothing causes no cost.
func power(_ x: Double, _ exponent: Double) -> Double { x == 0 ? 0 : OwnMath.pow(x, exponent) }

/// How many capacities an amount fills, the last one begun. A billionth too much begins no new one, so that sums of
/// decimals such as 0.1 + 0.2 fill what they should.
func wholeSteps(_ x: Double, _ capacity: Double) -> Double {
    let steps = x / capacity
    return (steps * (1 - 1e-9)).rounded(.up)
}

/// The branches from a party to the root: itself, its parent, and so on.
func path(from party: Int, _ parents: [Int?]) -> [Int] {
    var path = [party]
    while let next = parents[path[path.count - 1]], path.count <= parents.count { path.append(next) }
    return path
}
