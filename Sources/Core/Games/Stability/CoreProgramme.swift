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
        var null = NullVector(players: n)
        _ = null.settle(game.grand)
        var known: Set<Int> = []
        while true {
            switch simplex.solve() {
            case .infeasible: return nil
            case .stalled: throw failed
            case .optimal: break
            }
            let found = sweep.violated(
                Array(simplex.point.prefix(n)), 0, outside: null, limit: n + 4, tolerance: 4e-12 * scale
            ).filter { known.insert($0).inserted }
            if found.isEmpty { break }
            for coalition in found {
                let row = Row(
                    coefficients: (0..<objective.count).map { $0 < n ? coalition >> $0 & 1 : 0 },
                    bound: Rational(game.exactCost(coalition)))
                rows.append(row)
                add(row)
            }
        }
        let tight = simplex.basis.map { rows[$0] }
        let system = tight.map { row in
            row.coefficients.map { BigInt($0) * row.bound.denominator } + [row.bound.numerator]
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
