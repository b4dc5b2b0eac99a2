// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A linear programme over allocations that no coalition objects to, x(S) <= c(S), with further columns of the caller's.
///
/// The first n columns are the shares in grains. Rows for coalitions are made as they are violated, and the optimum is computed anew in
/// fractions from the rows that meet in it.
struct CoreProgramme {
    /// A row of the caller: whole coefficients, and an exact bound.
    struct Row {
        var coefficients: [Int]
        var bound: Rational
        var isEquality = false
    }

    private let game: CostGame
    private let objective: [Int]
    private var rows: [Row]
    private var simplex: RowSimplex
    private let scale: Double
    /// Coalitions that have a row.
    private var known: Set<Int> = []

    /// A programme with a basis, by index of its rows, whose multipliers are not negative.
    init(_ game: CostGame, maximise objective: [Int], _ rows: [Row], basis: [Int]) throws(Problem) {
        self.game = game
        self.objective = objective
        self.rows = rows
        scale = rows.reduce(max(game.largest, 1)) { max($0, abs($1.bound.value)) }
        simplex = RowSimplex(maximise: objective.map(Double.init), tolerance: 1e-12 * scale)
        for row in rows { add(row) }
        guard simplex.start(basis) else { throw failed }
    }

    private mutating func add(_ row: Row) {
        simplex.add(
            row.coefficients.map(Double.init), .init(bound: row.bound.value, isEquality: row.isEquality))
    }

    /// The columns at the optimum, exactly; nil when no allocation meets all rows.
    ///
    /// - Throws: ``Problem`` when the computation fails.
    mutating func optimum() throws(Problem) -> [Rational]? {
        let n = game.players
        let sweep = Sweep(game: game, weighting: .ordinary)
        var all = NullVector(players: n)
        _ = all.settle(game.grand)
        while true {
            switch simplex.solve() {
            case .infeasible: return nil
            case .stalled: throw failed
            case .optimal: break
            }
            let found = sweep.violated(
                Array(simplex.point.prefix(n)), 0, outside: all, limit: n + 4, tolerance: 4e-12 * scale)
            if demand(found) { continue }
            let columns = try vertex()
            // what floating point cannot see
            let unit = Rational(1, over: game.exactGrains)
            let excesses = game.excesses(of: ExactShares(columns.prefix(n).map { $0 * unit }))
            if excesses.inCore { return columns }
            guard demand(excesses.worst) else { throw failed }
        }
    }

    /// Adds rows for coalitions that have none yet; false when all have.
    private mutating func demand(_ coalitions: [Int]) -> Bool {
        let fresh = coalitions.filter { known.insert($0).inserted }
        for coalition in fresh {
            let row = Row(
                coefficients: (0..<objective.count).map { $0 < game.players ? coalition >> $0 & 1 : 0 },
                bound: Rational(game.exactCost(coalition)))
            rows.append(row)
            add(row)
        }
        return !fresh.isEmpty
    }

    /// The point where the rows of the basis meet, exactly.
    private func vertex() throws(Problem) -> [Rational] {
        let system = simplex.basis.map { index in
            let row = rows[index]
            return row.coefficients.map { BigInt($0) * row.bound.denominator } + [row.bound.numerator]
        }
        guard let solution = solveExactly(system) else { throw failed }
        return (0..<solution.count).map { solution[$0] }
    }

    private var failed: Problem {
        Problem(
            Localized(
                sv: "Den minsta ändringen kunde inte räknas ut: talen ligger för nära varandra.",
                en: "The smallest change could not be computed: the numbers lie too close together."), kind: .limit)
    }
}
