// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// What every department charges every other, exactly: `charges[i][j] / denominator` in öre.
struct ExactCharges {
    /// For every support department a row with one charge a department; nil for operating departments.
    let charges: [[BigInt]?]
    /// Larger than zero.
    let denominator: BigInt

    /// Solves what each support department costs with what it is charged by the others.
    ///
    /// With w_ij the weight of j at i, W_i their sum and u_i the cost of one unit of weight, each support department
    /// passes on what it costs and is charged: W_j u_j = f_j + sum_i w_ij u_i. The coefficients are whole numbers, so the
    /// answer is exact. It is the only one, for every support department reaches an operating one.
    ///
    /// - Throws: ``Problem`` that names a cycle nothing flows out of, or a cost that nobody uses.
    init(_ model: DepartmentModel, weights: [[Int]?], method: SharingMethod) throws(Problem) {
        try refuseClosedCycle(model, weights)
        let rows = model.supports
        let sums = rows.map { i in (weights[i] ?? []).reduce(BigInt(0)) { $0 + BigInt($1) } }
        let system = rows.indices.map { j in
            rows.indices.map { i in
                let own = i == j ? (sums[i] == 0 ? 1 : sums[i]) : BigInt(0)
                return own - BigInt(weights[rows[i]]?[rows[j]] ?? 0)
            } + [BigInt(model.departments[rows[j]].cost)]
        }
        guard let unitCosts = solveExactly(system) else {
            throw fault("Systemet saknar lösning.", "The system has no solution.", kind: .program)
        }
        denominator = unitCosts.denominator
        var charges = [[BigInt]?](repeating: nil, count: model.departments.count)
        for (k, i) in rows.enumerated() {
            let unitCost = unitCosts.numerators[k]
            if sums[k] == 0, unitCost != 0 { throw method.nobodyPays(for: i, model) }
            charges[i] = (weights[i] ?? []).map { BigInt($0) * unitCost }
        }
        self.charges = charges
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
