// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The sequence of linear programmes that ends in the nucleolus: maximise t under x(S) + t w(S) <= c(S), settle the coalitions
/// that are tight in every optimum, and go on with the rest until the point is the only one left.
///
/// Rows are made as they are violated. Of a programme at its optimum those with a positive multiplier are tight in every optimum,
/// and no others need be settled; coalitions that the settled ones determine are left out of what follows.
///
/// - Source: Maschler, Peleg and Shapley, *Geometric properties of the kernel, nucleolus and related solution concepts* (1979);
///   Nguyen and Thomas, *Finding the nucleoli of large cooperative games* (2016), for settling by multipliers.
struct NucleolusLevels {
    /// What one programme settled.
    struct Level {
        /// Coalitions with a positive multiplier, the largest first.
        var coalitions: [Int] = []
        /// Players who pay exactly what they would alone, with a positive multiplier.
        var singles: [Int] = []
    }

    private let game: CostGame
    private let weighting: Weighting
    private let individuallyRational: Bool
    private let sweep: Sweep
    private let scale: Double
    /// What t is counted in, so that its coefficients are not large.
    private let unit: Double

    private(set) var levels: [Level] = []
    /// The coalitions whose sums are known, independent of each other, and their sums.
    private var settled: [(coalition: Int, sum: Double)]
    private var null: NullVector
    /// Rows made so far that may still bind.
    private var pool: [Int]
    private var poolSet: Set<Int>
    /// Rows of the last basis with multiplier zero, to begin the next from: coalitions, and players who may not pay more than alone.
    private(set) var idle: [(coalition: Int, isSingle: Bool)] = []
    /// Passes over the table so far.
    private(set) var sweeps = 0
    /// The point of the last optimum, in grains.
    private(set) var point: [Double]

    init(_ game: CostGame, _ weighting: Weighting, individuallyRational: Bool) {
        self.game = game
        self.weighting = weighting
        self.individuallyRational = individuallyRational
        sweep = Sweep(game: game, weighting: weighting)
        scale = max(game.largest, 1)
        unit = weighting == .proportional ? scale : 1
        settled = [(game.grand, game.total)]
        null = NullVector(players: game.players)
        _ = null.settle(game.grand)
        let n = game.players
        pool = n < 2 ? [] : (0..<n).map { 1 << $0 } + (n > 2 ? (0..<n).map { game.grand ^ 1 << $0 } : [])
        poolSet = Set(pool)
        point = [Double](repeating: game.total, count: n)
    }

    /// Solves up to so many programmes, or until the point is determined.
    mutating func run(levels most: Int = .max) throws(Problem) {
        while null.rank < game.players, levels.count < most { try next() }
    }

    /// Solves one programme and settles what it determines.
    private mutating func next() throws(Problem) {
        var programme = try begin()
        point = try optimise(&programme)
        var level = Level()
        let before = null.rank
        let order = programme.basis.indices.sorted { programme.multipliers[$0] > programme.multipliers[$1] }
        idle = []
        for place in order {
            let row = programme.rows[programme.basis[place]]
            if row.isEquality || row.tag == 0 { continue }
            let (coalition, isSingle) = identity(row.tag)
            let weight = isSingle ? 1 : weighting.weight(coalition, game) / unit
            guard programme.multipliers[place] * weight > 1e-9 else {
                idle.append((coalition, isSingle))
                continue
            }
            if isSingle {
                level.singles.append(coalition.trailingZeroBitCount)
            } else {
                level.coalitions.append(coalition)
            }
            if null.settle(coalition) { settled.append((coalition, sum(point, coalition))) }
        }
        guard null.rank > before else { throw stalled() }
        levels.append(level)
        pool.removeAll { null.spans($0) }
    }

    private func sum(_ x: [Double], _ coalition: Int) -> Double {
        (0..<game.players).reduce(0) { coalition >> $1 & 1 == 1 ? $0 + x[$1] : $0 }
    }

    /// The programme of the next level, at a basis: the settled rows, then rows that are independent of them, with t held
    /// by a row of its own.
    private func begin() throws(Problem) -> RowSimplex {
        let n = game.players
        var programme = RowSimplex(
            maximise: [Double](repeating: 0, count: n) + [1], tolerance: 1e-12 * scale)
        for (coalition, sum) in settled {
            programme.add(indicator(coalition) + [0], .init(bound: sum, isEquality: true))
        }
        var basis = Array(settled.indices)
        var probe = null
        let known = idle + (pool + (0..<n).map { 1 << $0 }).map { ($0, false) }
        var added: Set<Int> = []
        for (coalition, isSingle) in known where added.insert(tag(coalition, isSingle)).inserted {
            if null.spans(coalition) { continue }
            add(coalition, isSingle, to: &programme)
            if probe.rank < n, probe.settle(coalition) { basis.append(programme.rows.count - 1) }
        }
        if individuallyRational {
            for player in 0..<n where !null.spans(1 << player) && added.insert(tag(1 << player, true)).inserted {
                add(1 << player, true, to: &programme)
            }
        }
        programme.add([Double](repeating: 0, count: n) + [1], .init(bound: 100 * scale))
        basis.append(programme.rows.count - 1)
        guard programme.start(basis) else { throw stalled() }
        return programme
    }

    /// Solves the programme, with rows made as they are violated; gives the point.
    private mutating func optimise(_ programme: inout RowSimplex) throws(Problem) -> [Double] {
        let n = game.players
        while true {
            switch programme.solve() {
            case .optimal: break
            case .infeasible, .stalled: throw stalled()
            }
            if let held = programme.basis.indices.first(where: {
                let row = programme.rows[programme.basis[$0]]
                return !row.isEquality && row.tag == 0 && programme.multipliers[$0] > 1e-9
            }) {
                // t would grow further than its own row lets it
                let row = programme.basis[held]
                let bound = programme.rows[row].bound * 1000
                guard bound.isFinite, programme.setBound(row, bound) else { throw stalled() }
                continue
            }
            let x = Array(programme.point.prefix(n))
            let t = programme.point[n] * (weighting == .proportional ? 1 / unit : 1)
            sweeps += 1
            let found = sweep.violated(x, t, outside: null, limit: 8 * n, tolerance: 4e-12 * scale)
            let fresh = found.filter { !poolSet.contains($0) }
            if fresh.isEmpty { return x }
            for coalition in fresh {
                poolSet.insert(coalition)
                pool.append(coalition)
                add(coalition, false, to: &programme)
            }
        }
    }

    private func indicator(_ coalition: Int) -> [Double] {
        (0..<game.players).map { coalition >> $0 & 1 == 1 ? 1 : 0 }
    }

    private func add(_ coalition: Int, _ isSingle: Bool, to programme: inout RowSimplex) {
        let weight = isSingle ? 0 : weighting.weight(coalition, game) / unit
        programme.add(
            indicator(coalition) + [weight], .init(bound: game.costs[coalition], tag: tag(coalition, isSingle)))
    }

    /// Rows are known by their coalition; the rows x_i <= c(i) by it with the sign turned, the row that holds t by 0.
    private func tag(_ coalition: Int, _ isSingle: Bool) -> Int { isSingle ? -coalition : coalition }

    private func identity(_ tag: Int) -> (coalition: Int, isSingle: Bool) { (abs(tag), tag < 0) }

    private func stalled() -> Problem {
        Problem(
            Localized(
                sv: "Nukleolen kunde inte räknas ut: talen ligger för nära varandra.",
                en: "The nucleolus could not be computed: the numbers lie too close together."), kind: .limit)
    }
}
