// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Reads one row of the input `pools`.
struct PoolReader {
    /// The kinds of pool, as they are written.
    enum Kind: String, CaseIterable {
        case fixed, scale, steps, distance, largest, tree

        /// The columns that mean something for the kind, and whether it cannot do without.
        var columns: [String: Bool] {
            switch self {
            case .fixed: ["driver": false]
            case .scale: ["driver": true, "exponent": false]
            case .steps: ["driver": true, "capacity": true]
            case .distance: ["driver": false, "host": false]
            case .largest, .tree: ["driver": true]
            }
        }
    }

    let table: Table
    let row: Int
    let drivers: Drivers
    let parents: [Int?]?
    let distances: [[Double]]?

    private var name: String { table[row, "pool"].plainText }

    /// The pool of the row.
    func pool() throws(Problem) -> CostFunction.Pool {
        guard let amount = table[row, "amount"].number, amount.magnitude <= Double(largestOre) else {
            throw fault(Localized(sv: "beloppet saknas eller är för stort", en: "the amount is missing or too large"))
        }
        let shared = try measure(try kind())
        switch try sharing() {
        case "own": return CostFunction.Pool(name: name, amount: amount, measure: .additive(shared.alone))
        default: return CostFunction.Pool(name: name, amount: amount, measure: shared)
        }
    }

    private func kind() throws(Problem) -> Kind {
        let text = table[row, "kind"].plainText
        guard let kind = Kind(rawValue: text) else {
            throw fault(
                Localized(sv: "slaget '\(text)' är okänt", en: "the kind '\(text)' is unknown"),
                remedy: suggestion(for: text, among: Kind.allCases.map(\.rawValue)))
        }
        for (column, needed) in kind.columns where needed && table[row, column] == .null {
            throw fault(
                Localized(sv: "slaget \(text) behöver \(column)", en: "the kind \(text) needs \(column)"),
                remedy: Localized(sv: "Fyll i kolumnen \(column).", en: "Fill in the column \(column)."))
        }
        for column in ["driver", "exponent", "capacity", "host"]
        where kind.columns[column] == nil && table[row, column] != .null {
            throw fault(
                Localized(
                    sv: "\(column) betyder inget för slaget \(text)", en: "\(column) means nothing for the kind \(text)"
                ), remedy: Localized(sv: "Lämna kolumnen tom.", en: "Leave the column empty."))
        }
        return kind
    }

    private func sharing() throws(Problem) -> String {
        let text = table[row, "sharing"].plainText
        guard ["", "shared", "own"].contains(text) else {
            throw fault(
                Localized(
                    sv: "sharing ska vara shared (gemensam) eller own (var och en sin), inte '\(text)'",
                    en: "sharing must be shared or own (each its own), not '\(text)'"))
        }
        return text
    }

    private func measure(_ kind: Kind) throws(Problem) -> Measure {
        let players = drivers.players
        let driver = table[row, "driver"] == .null ? nil : table[row, "driver"].plainText
        let needs = try driver.map { driver throws(Problem) in try drivers.amounts(driver, of: players) }
        let x = needs ?? players.map { _ in 1 }
        switch kind {
        case .fixed:
            guard x.contains(where: { $0 > 0 }) else {
                throw fault(
                    Localized(sv: "ingen part använder den", en: "no party uses it"),
                    remedy: Localized(
                        sv: "Minst en part ska ha mer än 0 i \(driver ?? "").",
                        en: "At least one party must have more than 0 in \(driver ?? "")."))
            }
            return .anyOf(x.map { $0 > 0 })
        case .scale:
            let exponent = try number("exponent", above: 0, atMost: 3) ?? 1
            return exponent == 1 ? .additive(x) : .scale(x, exponent: exponent)
        case .steps: return .steps(x, capacity: try number("capacity", above: 0, atMost: .infinity) ?? 1)
        case .largest: return .largest(x)
        case .distance: return try hub(x)
        case .tree:
            guard let parents else {
                throw fault(
                    Localized(
                        sv: "ett träd behöver kolumnen parent i parties",
                        en: "a tree needs the column parent in parties"
                    ))
            }
            return .tree(lengths: x, parents: parents)
        }
    }

    private func hub(_ x: [Double]) throws(Problem) -> Measure {
        guard let distances else {
            throw fault(
                Localized(sv: "avstånd behöver indatat distances", en: "a distance needs the input distances"),
                remedy: Localized(sv: "Ange --input distances=FIL.", en: "Give --input distances=FILE."))
        }
        let players = drivers.players
        let named = table[row, "host"].plainText.split(separator: "+").map(String.init)
        for host in named where !players.contains(host) {
            throw fault(
                Localized(sv: "värden '\(host)' är ingen part", en: "the host '\(host)' is no party"),
                remedy: suggestion(for: host, among: players))
        }
        let weighted = distances.indices.map { i in distances[i].map { x[i] * $0 } }
        return .hub(weighted, hosts: players.map { named.isEmpty || named.contains($0) })
    }

    private func number(_ column: String, above least: Double, atMost most: Double) throws(Problem) -> Double? {
        guard let number = table[row, column].number else { return nil }
        guard number > least, number <= most, number.isFinite else {
            let limit = most == .infinity ? "" : Cell.real(most).plainText
            throw fault(
                Localized(
                    sv: "\(column) ska vara större än 0" + (limit.isEmpty ? "" : " och högst \(limit)"),
                    en: "\(column) must be more than 0" + (limit.isEmpty ? "" : " and at most \(limit)")))
        }
        return number
    }

    private func fault(_ what: Localized, remedy: Localized? = nil) -> Problem {
        Problem(
            Localized(sv: "Kostnaden '\(name)' i pools: \(what.sv).", en: "The pool '\(name)' in pools: \(what.en)."),
            remedy: remedy)
    }
}
