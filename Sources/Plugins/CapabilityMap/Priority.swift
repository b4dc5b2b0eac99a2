// SPDX-License-Identifier: EUPL-1.2

/// A capability in the order in which capabilities should be raised.
///
/// The rule of study 002 (section 3.4.3): the most important first, and among these the least mature first, because
/// raising it takes longest. The source ranks importance without a scale; here it is taken in thirds of the weights,
/// which are the votes unless the parties have agreed otherwise.
struct Priority {
    let capability: RatedCapability
    /// 3 for the most important third, 1 for the least; nil without a weight.
    let third: Int?
    /// How far the mean is below the target.
    let gap: Double

    /// Respondents at level 3 or 4, who can teach or supply.
    var helpers: Int { capability.ratings.count { $0.level >= 3 } }

    /// The first so many of the assessed capabilities: by third, then lowest mean, then widest spread, then the map.
    static func list(_ rated: [RatedCapability], target: Int, top: Int) -> [Priority] {
        let weights = rated.compactMap(\.weight)
        let all = rated.map { one in
            Priority(
                capability: one, third: one.weight.map { importanceThird($0, among: weights) },
                gap: max(0, Double(target) - (one.mean ?? 0)))
        }
        let sorted = stablySorted(all) { left, right in
            if left.third != right.third { return (left.third ?? 0) > (right.third ?? 0) }
            if left.capability.isAbove(right.capability) { return false }
            if right.capability.isAbove(left.capability) { return true }
            return left.capability.isWider(than: right.capability)
        }
        return Array(sorted.prefix(max(0, top)))
    }
}

/// The third that a number of votes belongs to: 3 when fewer than a third have more votes, 2 when fewer than two thirds
/// do, else 1. Equal votes are always in the same third.
func importanceThird(_ votes: Int, among all: [Int]) -> Int {
    3 - 3 * all.count { $0 > votes } / max(1, all.count)
}
