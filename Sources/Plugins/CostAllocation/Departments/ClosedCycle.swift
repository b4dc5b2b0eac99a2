// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension DepartmentModel {
    /// Refuses support departments that serve only each other: their cost would go round for ever.
    func refuseClosedCycle() throws(Problem) {
        func users(_ i: Int) -> [Int] { (usage[i] ?? []).indices.filter { usage[i]?[$0] ?? 0 > 0 } }
        var reaches = Set(operating)
        var grew = true
        while grew {
            let more = supports.filter { !reaches.contains($0) && users($0).contains(where: reaches.contains) }
            reaches.formUnion(more)
            grew = !more.isEmpty
        }
        // A department without any user is no cycle; it is refused when it has a cost.
        for start in supports where !reaches.contains(start) {
            var path = [start]
            while let next = users(path[path.count - 1]).first {
                if let first = path.firstIndex(of: next) {
                    let cycle = (path[first...] + [next]).map { departments[$0].id }.joined(separator: " → ")
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
}
