// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Tells which coalitions are combinations of the settled ones, by one random vector that is orthogonal to all of these.
///
/// The settled coalitions are kept as an echelon form over the field of 2^61 - 1 elements. A coalition S outside their span
/// has z(S) = 0 with probability 2^-61 only, so that one sum a coalition decides. A wrong answer would fail the certificate.
struct NullVector {
    private let players: Int
    private var echelon: [[UInt64]] = []
    private var pivots: [Int] = []
    /// z, one number a player.
    private(set) var vector: [UInt64]

    init(players: Int) {
        self.players = players
        vector = []
        draw()
    }

    /// How many independent coalitions are settled.
    var rank: Int { echelon.count }

    /// Whether a coalition is a combination of the settled ones.
    func spans(_ coalition: Int) -> Bool {
        var sum: UInt64 = 0
        for player in 0..<players where coalition >> player & 1 == 1 { sum = Field.add(sum, vector[player]) }
        return sum == 0
    }

    /// Settles a coalition; false when the others already determine it.
    mutating func settle(_ coalition: Int) -> Bool {
        var row = (0..<players).map { UInt64(coalition >> $0 & 1) }
        for (other, pivot) in zip(echelon, pivots) where row[pivot] != 0 {
            let factor = row[pivot]
            for k in 0..<players { row[k] = Field.subtract(row[k], Field.multiply(factor, other[k])) }
        }
        guard let pivot = row.firstIndex(where: { $0 != 0 }) else { return false }
        let inverse = Field.inverse(row[pivot])
        for k in 0..<players { row[k] = Field.multiply(row[k], inverse) }
        for index in echelon.indices where echelon[index][pivot] != 0 {
            let factor = echelon[index][pivot]
            for k in 0..<players {
                echelon[index][k] = Field.subtract(echelon[index][k], Field.multiply(factor, row[k]))
            }
        }
        echelon.append(row)
        pivots.append(pivot)
        draw()
        return true
    }

    private mutating func draw() {
        var random = CounterRandom(seed: 0x5EED, stream: UInt64(rank))
        vector = (0..<players).map { _ in random.next() % Field.prime }
        for (row, pivot) in zip(echelon, pivots) {
            var sum: UInt64 = 0
            for k in 0..<players where !pivots.contains(k) { sum = Field.add(sum, Field.multiply(row[k], vector[k])) }
            vector[pivot] = Field.subtract(0, sum)
        }
    }
}

/// Whole numbers modulo the prime 2^61 - 1.
enum Field {
    static let prime: UInt64 = 1 << 61 - 1

    @inline(__always)
    static func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let sum = a &+ b
        return sum >= prime ? sum &- prime : sum
    }

    static func subtract(_ a: UInt64, _ b: UInt64) -> UInt64 { a >= b ? a - b : a + prime - b }

    static func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        // 2^61 = 1, so that the parts above and below bit 61 add up
        return add(product.low & prime, product.high << 3 | product.low >> 61)
    }

    /// By Fermat's little theorem.
    static func inverse(_ a: UInt64) -> UInt64 {
        var (result, power, exponent): (UInt64, UInt64, UInt64) = (1, a, prime - 2)
        while exponent > 0 {
            if exponent & 1 == 1 { result = multiply(result, power) }
            power = multiply(power, power)
            exponent >>= 1
        }
        return result
    }
}
