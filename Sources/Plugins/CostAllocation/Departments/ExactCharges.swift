// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
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
    /// answer is exact. It is the only one when no cycle is closed (``DepartmentModel/refuseClosedCycle()``).
    ///
    /// - Throws: ``Problem`` that names a cost nobody may be charged for.
    init(_ model: DepartmentModel, weights: [[Int]?], method: SharingMethod) throws(Problem) {
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

    /// The part of all that a support department passes on which goes to one department; zero when it passes on nothing.
    func part(of from: Int, to: Int) -> Rational {
        guard let row = charges[from], case let sum = row.reduce(0, +), sum != 0 else { return .zero }
        return Rational(row[to], over: sum)
    }
}
