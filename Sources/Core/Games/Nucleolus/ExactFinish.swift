// SPDX-License-Identifier: EUPL-1.2

/// Turns the coalitions that a computation in floating point settled into exact shares and exact weights.
struct ExactFinish {
    let game: CostGame
    let weighting: Weighting
    let levels: [NucleolusLevels.Level]

    /// The shares in the unit of the game's costs, or nil when the levels do not determine them: the solution of
    /// x(S) + t_k w(S) = c(S) for the coalitions S of every level k, and x(N) = c(N).
    func shares() -> ExactShares? {
        let n = game.players
        let width = n + levels.count
        func row(_ coalition: Int, _ cost: BigInt, _ level: Int? = nil) -> [BigInt] {
            var row = [BigInt](repeating: 0, count: width + 1)
            for player in 0..<n where coalition >> player & 1 == 1 { row[player] = 1 }
            if let level { row[n + level] = weighting.exactWeight(coalition, game) }
            row[width] = cost
            return row
        }
        var rows = [row(game.grand, game.exactCost(game.grand))]
        for (index, level) in levels.enumerated() {
            rows += level.coalitions.map { row($0, game.exactCost($0), index) }
            rows += level.singles.map { row(1 << $0, game.exactCost(1 << $0)) }
        }
        guard rows.count == width, let solution = solveExactly(rows) else { return nil }
        return ExactShares(Array(solution.numerators.prefix(n)), over: solution.denominator * game.exactGrains)
    }

    /// The weights that balance every level, or nil when there are none above zero.
    func weights() -> [Certificate.Level]? {
        var complement = Complement(players: game.players)
        complement.add(game.grand)
        var certified: [Certificate.Level] = []
        for level in levels {
            let members = level.coalitions + level.singles.map { 1 << $0 }
            guard let weights = complement.relation(of: members) else { return nil }
            let count = level.coalitions.count
            certified.append(
                Certificate.Level(
                    coalitions: level.coalitions, weights: Array(weights.prefix(count)), singles: level.singles,
                    singleWeights: Array(weights.dropFirst(count))))
            for coalition in members { complement.add(coalition) }
        }
        return certified
    }
}

/// What is orthogonal to a growing family of coalitions, as whole vectors.
private struct Complement {
    private var vectors: [[BigInt]]

    init(players: Int) {
        vectors = (0..<players).map { one in (0..<players).map { $0 == one ? 1 : 0 } }
    }

    /// Takes out of the complement what a coalition determines.
    mutating func add(_ coalition: Int) {
        let products = vectors.map { product($0, coalition) }
        guard let pivot = products.indices.first(where: { products[$0].signum != 0 }) else { return }
        let taken = vectors[pivot]
        for other in vectors.indices where other != pivot && products[other].signum != 0 {
            vectors[other] = reduced(
                zip(vectors[other], taken).map { $0 * products[pivot] - $1 * products[other] })
        }
        vectors.remove(at: pivot)
    }

    /// Weights above zero with which coalitions add up to a combination of the family, when they are unique up to scale.
    func relation(of coalitions: [Int]) -> [BigInt]? {
        // reduced echelon form of the products, without fractions
        var rows = vectors.map { vector in coalitions.map { product(vector, $0) } }
        let count = coalitions.count
        var pivots: [Int] = []
        for column in 0..<count {
            let rank = pivots.count
            guard let pivot = rows.indices.first(where: { $0 >= rank && rows[$0][column].signum != 0 }) else {
                continue
            }
            rows.swapAt(rank, pivot)
            let top = rows[rank]
            for other in rows.indices where other != rank && rows[other][column].signum != 0 {
                let factor = rows[other][column]
                rows[other] = reduced(zip(rows[other], top).map { $0 * top[column] - $1 * factor })
            }
            pivots.append(column)
        }
        guard pivots.count == count - 1, let free = (0..<count).first(where: { !pivots.contains($0) }) else {
            return nil
        }
        // with weight 1 on the free coalition, pivot k has -rows[k][free] / rows[k][pivot]
        var fractions = [Rational](repeating: Rational(1), count: count)
        for (index, pivot) in pivots.enumerated() {
            fractions[pivot] = Rational(-rows[index][free], over: rows[index][pivot])
        }
        guard fractions.allSatisfy({ $0.numerator.signum > 0 }) else { return nil }
        return ExactShares(fractions).numerators
    }
}

private func product(_ vector: [BigInt], _ coalition: Int) -> BigInt {
    var sum: BigInt = 0
    for player in vector.indices where coalition >> player & 1 == 1 { sum += vector[player] }
    return sum
}

/// The vector divided by what its entries have in common.
private func reduced(_ vector: [BigInt]) -> [BigInt] {
    var divisor: BigInt = 0
    for entry in vector where divisor != 1 { divisor = .greatestCommonDivisor(divisor, entry) }
    return divisor.signum == 0 || divisor == 1
        ? vector : vector.map { $0.quotientAndRemainder(dividingBy: divisor).quotient }
}
