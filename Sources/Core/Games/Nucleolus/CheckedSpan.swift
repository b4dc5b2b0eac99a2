// SPDX-License-Identifier: EUPL-1.2

/// The combinations of a growing family of coalitions, as a reduced echelon form of whole numbers.
struct CheckedSpan {
    private let players: Int
    private var rows: [[BigInt]] = []
    private var pivots: [Int] = []

    init(players: Int) { self.players = players }

    /// How many of the coalitions are independent.
    var rank: Int { rows.count }

    /// Whether a vector is a combination.
    func contains(_ vector: [BigInt]) -> Bool { remainder(vector).allSatisfy { $0.signum == 0 } }

    /// Adds a coalition.
    mutating func add(_ coalition: Int) {
        let rest = remainder((0..<players).map { coalition >> $0 & 1 == 1 ? 1 : 0 })
        guard let pivot = rest.firstIndex(where: { $0.signum != 0 }) else { return }
        for index in rows.indices where rows[index][pivot].signum != 0 {
            rows[index] = lowest(cleared(rows[index], by: rest, at: pivot))
        }
        rows.append(lowest(rest))
        pivots.append(pivot)
    }

    /// Whole vectors to which exactly the combinations are orthogonal, one a player that no row begins with.
    func normals() -> [[BigInt]] {
        (0..<players).filter { !pivots.contains($0) }.map { free in
            // 1 for the free player, and for each row what makes its product with it zero
            var fractions = [Rational](repeating: Rational(0), count: players)
            fractions[free] = Rational(1)
            for (row, pivot) in zip(rows, pivots) { fractions[pivot] = Rational(-row[free], over: row[pivot]) }
            return ExactShares(fractions).numerators
        }
    }

    private func remainder(_ vector: [BigInt]) -> [BigInt] {
        var rest = vector
        for (row, pivot) in zip(rows, pivots) where rest[pivot].signum != 0 {
            rest = cleared(rest, by: row, at: pivot)
        }
        return lowest(rest)
    }

    private func cleared(_ vector: [BigInt], by row: [BigInt], at pivot: Int) -> [BigInt] {
        zip(vector, row).map { $0 * row[pivot] - $1 * vector[pivot] }
    }

    private func lowest(_ vector: [BigInt]) -> [BigInt] {
        var divisor: BigInt = 0
        for entry in vector where divisor != 1 { divisor = .greatestCommonDivisor(divisor, entry) }
        guard divisor.signum != 0, divisor != 1 else { return vector }
        return vector.map { $0.quotientAndRemainder(dividingBy: divisor).quotient }
    }
}
