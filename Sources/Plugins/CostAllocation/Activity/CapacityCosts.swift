// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkGames

/// The cost of a resource on those who use it, by the time that each activity takes; what nobody uses is shown by itself.
///
/// The cost of one unit is cost / practical capacity, whatever is used of it (Kaplan and Anderson, *Time-Driven
/// Activity-Based Costing*, Harvard Business Review, November 2004). Amounts are exact shares rounded to the öre so that
/// those assigned and that of the unused capacity make the cost.
///
/// Where more is used than there is, the cost is shared by use alone: no more than the cost is ever assigned.
struct CapacityCosts {
    /// Öre of each use, in the order of the model's uses; zero for uses of another resource.
    private(set) var assigned: [Int]
    /// Öre of what nobody uses.
    let unused: Int
    /// Capacity that is used, and practical capacity, in the resource's unit.
    let used: Double
    let capacity: Double
    /// Kronor a unit of capacity.
    let rate: Double
    /// Whether more is used than there is.
    let isOverused: Bool

    /// The costs of one resource of a model.
    ///
    /// - Throws: ``Problem`` when amounts do not fit.
    init(_ model: ActivityModel, resource number: Int) throws(Problem) {
        let resource = model.resources[number]
        let uses = model.uses.indices.filter { model.activities[model.uses[$0].activity].resource == number }
        let times = uses.map { k in
            (quantity: model.uses[k].quantity, time: model.activities[model.uses[k].activity].time)
        }
        // The smallest decimal place of any product, so that all are whole numbers of it.
        let unit = times.reduce(resource.capacity.exponent + resource.practical.exponent) {
            min($0, $1.quantity.exponent + $1.time.exponent)
        }
        let weights = times.map { use in
            BigInt(use.time.digits) * use.quantity.whole(inUnitsOf: unit - use.time.exponent)
        }
        let sum = weights.reduce(BigInt(0), +)
        let whole =
            BigInt(resource.practical.digits) * resource.capacity.whole(inUnitsOf: unit - resource.practical.exponent)
        isOverused = whole < sum
        let base = isOverused ? sum : whole
        let shares = ExactShares((weights + [base - sum]).map { $0 * BigInt(resource.cost) }, over: base)
        guard let rounded = shares.rounded() else {
            throw fault(
                "\(resource.name): ett belopp blir för stort.", "\(resource.name): an amount becomes too large.",
                kind: .limit)
        }
        assigned = model.uses.map { _ in 0 }
        for (k, ore) in zip(uses, rounded) { assigned[k] = ore }
        unused = rounded[rounded.count - 1]
        used = Rational(sum * tenTo(unit), over: tenTo(-unit)).value
        capacity = Rational(whole * tenTo(unit), over: tenTo(-unit)).value
        rate = Double(resource.cost) / 100 / (isOverused ? used : capacity)
    }
}
