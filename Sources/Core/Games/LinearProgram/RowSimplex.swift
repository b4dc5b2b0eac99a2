// SPDX-License-Identifier: EUPL-1.2

/// A small linear programme: maximise f y over rows a y <= b and a y = b, by a dual simplex that begins where it last ended.
///
/// All columns are free, and there are few of them (at most about 60), while rows come by the hundred. So the basis is held
/// by rows: as many as there are columns, tight at the point y. A violated row enters, and of the rows of the basis the
/// one leaves whose multiplier first reaches zero. Rows may be added at any time; point and basis stay.
///
/// - Source: Lemke, *The dual method of solving the linear programming problem* (1954).
struct RowSimplex {
    /// How a search for the optimum ends.
    enum Outcome { case optimal, infeasible, stalled }

    /// What a row is, besides its coefficients.
    struct Row {
        /// The right-hand side.
        var bound: Double
        /// Whether it holds with equality; such a row never leaves the basis.
        var isEquality = false
        /// What the caller knows it by.
        var tag = 0
    }

    /// Number of columns.
    let width: Int
    /// The rows, without their coefficients.
    private(set) var rows: [Row] = []
    /// The rows that are tight, by index.
    private(set) var basis: [Int] = []
    /// The point they meet in.
    private(set) var point: [Double] = []
    /// The multiplier of each row of the basis: f as a combination of them.
    private(set) var multipliers: [Double] = []
    private let objective: [Double]
    private let tolerance: Double
    /// The coefficients, row by row.
    private var matrix: [Double] = []
    /// For each row of the basis the direction in which the point moves as that row's bound grows.
    private var edges: [Double] = []

    /// A programme without rows.
    ///
    /// - Parameter tolerance: how far above its bound a row counts as violated.
    init(maximise objective: [Double], tolerance: Double) {
        width = objective.count
        self.objective = objective
        self.tolerance = tolerance
    }

    /// The value of the objective.
    var value: Double { dot(objective, 0, point, 0, width) }

    /// The coefficients of a row.
    func coefficients(_ row: Int) -> ArraySlice<Double> { matrix[row * width..<(row + 1) * width] }

    /// Adds a row.
    mutating func add(_ coefficients: [Double], _ row: Row) {
        matrix += coefficients
        rows.append(row)
    }

    /// Begins from a basis whose multipliers are not negative; false when its rows are not independent.
    mutating func start(_ basis: [Int]) -> Bool {
        self.basis = basis
        return invert()
    }

    /// Moves a row's bound, which may be in the basis.
    mutating func setBound(_ row: Int, _ bound: Double) -> Bool {
        rows[row].bound = bound
        return invert()
    }

    /// Pivots until no row is violated.
    mutating func solve() -> Outcome {
        var best = Double.infinity
        var idle = 0
        for pivot in 1...50_000 {
            // the rule of the least index ends every cycle (Bland 1977)
            let careful = idle > 3 * width
            guard let entering = violated(first: careful) else {
                // what rounding has left of many pivots must not hide a violated row
                guard invert() else { return .stalled }
                if violated(first: true) == nil { return .optimal }
                continue
            }
            let rates = (0..<width).map { dot(matrix, entering * width, edges, $0 * width, width) }
            guard let place = leaving(rates, careful) else { return .infeasible }
            exchange(place, entering, rates)
            if pivot % 50 == 0, !invert() { return .stalled }
            let now = value
            idle = now < best - tolerance ? 0 : idle + 1
            best = min(best, now)
        }
        return .stalled
    }

    /// The most violated row, or the first.
    private func violated(first: Bool) -> Int? {
        var worst = tolerance
        var found: Int?
        for (index, row) in rows.enumerated() where !row.isEquality {
            let excess = dot(matrix, index * width, point, 0, width) - row.bound
            guard excess > worst else { continue }
            found = index
            if first { break }
            worst = excess
        }
        return found
    }

    /// The place in the basis whose multiplier is used up first, as the entering row's grows.
    private func leaving(_ rates: [Double], _ careful: Bool) -> Int? {
        var step = Double.infinity
        var found: Int?
        for place in basis.indices where !rows[basis[place]].isEquality && rates[place] > 1e-9 {
            let ratio = max(0, multipliers[place]) / rates[place]
            if let other = found, ratio >= step - 1e-12 {
                let better = careful ? basis[place] < basis[other] : rates[place] > rates[other]
                guard ratio <= step + 1e-12, better else { continue }
            }
            step = min(step, ratio)
            found = place
        }
        return found
    }

    private mutating func exchange(_ place: Int, _ entering: Int, _ rates: [Double]) {
        let excess = dot(matrix, entering * width, point, 0, width) - rows[entering].bound
        let step = multipliers[place] / rates[place]
        let own = place * width
        for k in 0..<width {
            edges[own + k] /= rates[place]
            point[k] -= excess * edges[own + k]
        }
        for other in basis.indices where other != place {
            multipliers[other] -= step * rates[other]
            for k in 0..<width { edges[other * width + k] -= rates[other] * edges[own + k] }
        }
        multipliers[place] = step
        basis[place] = entering
    }

    /// Computes edges, point and multipliers anew from the basis.
    private mutating func invert() -> Bool {
        guard let inverse = invertedTransposed(basis.flatMap(coefficients), width) else { return false }
        edges = inverse
        multipliers = basis.indices.map { dot(objective, 0, edges, $0 * width, width) }
        point = [Double](repeating: 0, count: width)
        // the second time for what rounding left of the first
        for _ in 0..<2 {
            let missing = basis.map { rows[$0].bound - dot(matrix, $0 * width, point, 0, width) }
            for (place, amount) in missing.enumerated() where amount != 0 {
                for k in 0..<width { point[k] += amount * edges[place * width + k] }
            }
        }
        return true
    }
}

/// The sum of products of two runs of numbers.
@inline(__always)
private func dot(_ a: [Double], _ i: Int, _ b: [Double], _ j: Int, _ count: Int) -> Double {
    a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
            var sum = 0.0
            for k in 0..<count { sum += a[i + k] * b[j + k] }
            return sum
        }
    }
}
