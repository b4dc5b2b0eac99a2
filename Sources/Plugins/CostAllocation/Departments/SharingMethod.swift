// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// How the cost of support departments reaches the operating ones.
///
/// - Source: Horngren, Datar and Rajan, *Cost Accounting: A Managerial Emphasis* (14th ed. 2012), ch. 15; Kaplan, *Variable
///   and self-service costs in reciprocal allocation models* (The Accounting Review 48, 1973).
enum SharingMethod: String, CaseIterable {
    /// Each support department serves operating departments only; what support departments use is left out.
    case direct
    /// One support department after another is shared out, to those not yet closed; a closed one gets nothing back.
    case stepDown = "step-down"
    /// All at once: every department bears its part of every service, t = f + transpose(P) t.
    case reciprocal

    /// What each department may be charged by each support department: whole weights.
    ///
    /// - Parameter order: the support departments in the order in which step-down closes them.
    func weights(_ model: DepartmentModel, order: [Int]) -> [[Int]?] {
        var weights = model.usage
        var isClosed = [Bool](repeating: false, count: weights.count)
        for i in order {
            isClosed[i] = true
            guard var row = weights[i], self != .reciprocal else { continue }
            for j in row.indices where self == .direct ? model.departments[j].isSupport : isClosed[j] { row[j] = 0 }
            weights[i] = row
        }
        return weights
    }

    /// The problem that a department has a cost and nobody who may be charged for it.
    func nobodyPays(for i: Int, _ model: DepartmentModel) -> Problem {
        let id = model.departments[i].id
        let hasUsers = (model.usage[i] ?? []).contains { $0 > 0 }
        switch self {
        case .direct where hasUsers:
            return fault(
                "Metoden direct: \(id) används bara av stödavdelningar, så ingen verksamhet kan bära kostnaden.",
                "Method direct: \(id) is used by support departments only, so no operating department can bear its cost.",
                remedy: (
                    "Stryk direct ur methods, eller ange vilken verksamhet som använder \(id).",
                    "Leave direct out of methods, or say which operating department uses \(id)."
                ))
        case .stepDown where hasUsers:
            return fault(
                "Metoden step-down: alla som använder \(id) är redan stängda när dess kostnad ska delas.",
                "Method step-down: all users of \(id) are closed when its cost is to be shared.",
                remedy: (
                    "Ange en ordning där \(id) kommer före dem: order=...",
                    "Give an order in which \(id) comes before them: order=..."
                ))
        default:
            return fault(
                "\(id) har en kostnad, men ingen annan avdelning använder dess tjänster: alla vikter är noll.",
                "\(id) has a cost, but no other department uses its services: all weights are zero.",
                remedy: (
                    "Ange i usage vem som använder \(id), eller gör den till en verksamhet (operating).",
                    "Say in usage who uses \(id), or make it an operating department."
                ))
        }
    }
}

extension DepartmentModel {
    /// The order in which step-down closes the support departments.
    ///
    /// `by-size`: the largest own cost first. `by-services`: the largest part of its service going to other support
    /// departments first. Ties go by the larger cost, then as listed. Otherwise the departments by name.
    ///
    /// - Throws: ``Problem`` when a list lacks a support department, names one twice or names another.
    func order(_ texts: [String]) throws(Problem) -> (indices: [Int], rule: String) {
        let bySize = supports.sorted { (departments[$1].cost, $0) < (departments[$0].cost, $1) }
        if texts.isEmpty || texts == ["by-size"] { return (bySize, "by-size") }
        if texts == ["by-services"] {
            // Sorting keeps the order by size where the parts are equal.
            return (bySize.sorted { isLess(servedPart(of: $1), servedPart(of: $0)) }, "by-services")
        }
        var order: [Int] = []
        for text in texts {
            guard let i = supports.first(where: { departments[$0].id == text }) else {
                throw Problem(
                    Localized(
                        sv: "order: '\(text)' är ingen stödavdelning.", en: "order: '\(text)' is no support department."
                    ),
                    remedy: suggestion(
                        for: text, among: supports.map { departments[$0].id } + ["by-size", "by-services"]))
            }
            guard !order.contains(i) else {
                throw fault("order: '\(text)' står två gånger.", "order: '\(text)' stands twice.")
            }
            order.append(i)
        }
        if let missing = supports.first(where: { !order.contains($0) }) {
            throw fault(
                "order: stödavdelningen '\(departments[missing].id)' saknas.",
                "order: the support department '\(departments[missing].id)' is missing.",
                remedy: ("Nämn alla stödavdelningar, i ordning.", "Name every support department, in order."))
        }
        return (order, "given")
    }

    /// How much of a department's service goes to other support departments, of how much.
    private func servedPart(of i: Int) -> (part: Int, of: Int) {
        let row = usage[i] ?? []
        return (
            supports.reduce(0) { $0 + ($1 == i ? 0 : row[$1]) },
            row.indices.reduce(0) { $0 + ($1 == i ? 0 : row[$1]) }
        )
    }

    private func isLess(_ a: (part: Int, of: Int), _ b: (part: Int, of: Int)) -> Bool {
        Int128(a.part) * Int128(max(1, b.of)) < Int128(b.part) * Int128(max(1, a.of))
    }
}
