// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What every department charges every other, exactly: `charges[i][j] / denominator` in öre.
struct ExactShares {
    /// For every support department a row with one charge a department; nil for operating departments.
    let charges: [[BigInteger]?]
    /// Larger than zero.
    let denominator: BigInteger

    /// Solves what each support department costs with what it is charged by the others.
    ///
    /// With w_ij the weight of j at i, W_i their sum and u_i the cost of one unit of weight, each support department
    /// passes on what it costs and is charged: W_j u_j = f_j + sum_i w_ij u_i. The coefficients are whole, so
    /// elimination without fractions gives the exact answer (Bareiss, *Sylvester's identity and multistep
    /// integer-preserving Gaussian elimination*, Mathematics of Computation 22, 1968). The matrix is a nonsingular
    /// M-matrix when every support department reaches an operating one, so its pivots are positive in any order.
    ///
    /// - Throws: ``Problem`` that names a cycle nothing flows out of, or a cost that nobody uses.
    init(_ model: DepartmentModel, weights: [[Int]?], method: SharingMethod) throws(Problem) {
        try refuseClosedCycle(model, weights)
        let rows = model.supports
        let sums = rows.map { i in (weights[i] ?? []).reduce(BigInteger(0)) { $0 + BigInteger($1) } }
        var matrix = rows.indices.map { j in
            rows.indices.map { i in
                let own = i == j ? (sums[i].isZero ? 1 : sums[i]) : BigInteger(0)
                return own - BigInteger(weights[rows[i]]?[rows[j]] ?? 0)
            } + [BigInteger(model.departments[rows[j]].cost)]
        }
        denominator = Self.eliminate(&matrix)
        var charges = [[BigInteger]?](repeating: nil, count: model.departments.count)
        for (k, i) in rows.enumerated() {
            let unitCost = matrix[k][rows.count]
            if sums[k].isZero, !unitCost.isZero { throw method.nobodyPays(for: i, model) }
            charges[i] = (weights[i] ?? []).map { BigInteger($0) * unitCost }
        }
        self.charges = charges
    }

    /// Makes a matrix with a right-hand side diagonal, and gives the determinant that stands all along the diagonal.
    private static func eliminate(_ matrix: inout [[BigInteger]]) -> BigInteger {
        var previous: BigInteger = 1
        for k in matrix.indices {
            let pivot = matrix[k][k]
            for i in matrix.indices where i != k {
                let factor = matrix[i][k]
                for j in matrix[i].indices where j > k || j == i {
                    let minor = pivot * matrix[i][j] - factor * matrix[k][j]
                    matrix[i][j] = minor.floorDivided(by: previous).quotient
                }
                matrix[i][k] = 0
            }
            previous = pivot
        }
        return previous
    }
}

/// Refuses support departments that serve only each other: their cost would go round for ever.
private func refuseClosedCycle(_ model: DepartmentModel, _ weights: [[Int]?]) throws(Problem) {
    func users(_ i: Int) -> [Int] { (weights[i] ?? []).indices.filter { weights[i]?[$0] ?? 0 > 0 } }
    var reaches = Set(model.operating)
    var grew = true
    while grew {
        let more = model.supports.filter { !reaches.contains($0) && users($0).contains(where: reaches.contains) }
        reaches.formUnion(more)
        grew = !more.isEmpty
    }
    // A department without any user is no cycle; it is refused when it has a cost.
    for start in model.supports where !reaches.contains(start) {
        var path = [start]
        while let next = users(path[path.count - 1]).first {
            if let first = path.firstIndex(of: next) {
                let cycle = (path[first...] + [next]).map { model.departments[$0].id }.joined(separator: " → ")
                throw fault(
                    "Kostnaden går runt och når aldrig en verksamhet: \(cycle).",
                    "The cost goes round and never reaches an operating department: \(cycle).",
                    remedy: (
                        "Ange i usage vilken verksamhet som använder någon av dem.",
                        "Say in usage which operating department uses one of them."
                    ))
            }
            path.append(next)
        }
    }
}
