// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Weights by which a pool is spread: employees, a key of one's own, or employees by how little they use.
enum Weights {
    /// A composite key: each driver counts by its share of all, times its weight: w(u) = sum over j of a(j) d(j, u) / sum of d(j).
    ///
    /// - Parameter text: `it_users:0.7,employees:0.3`, or one name.
    /// - Throws: ``Problem`` that names the driver that is missing, negative or zero for all.
    static func key(_ text: String, _ drivers: Table, parties: [String]) throws(Problem) -> [Double] {
        var weights = [Double](repeating: 0, count: parties.count)
        let columns = drivers.columnNames.filter { $0 != "player" }
        let parts = text.split(separator: ",")
        for part in parts {
            let pair = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.drop { $0 == " " } }
            let name = String(pair[0])
            guard columns.contains(name) else {
                throw Problem(
                    Localized(
                        sv: "key: drivers har ingen kolumn '\(name)'.", en: "key: drivers has no column '\(name)'."),
                    remedy: suggestion(for: name, among: columns))
            }
            let share = pair.count == 1 ? 1 : Double(pair[1])
            guard let share, share.isFinite, share > 0 else {
                throw Problem(
                    Localized(
                        sv: "key: '\(part)' ska vara ett namn och en vikt större än 0, som it_users:0.7.",
                        en: "key: '\(part)' must be a name and a weight larger than 0, like it_users:0.7."))
            }
            let values = try Listing(drivers, "drivers", column: name).weights(of: parties)
            // alone it is the key itself, whole numbers and all
            if parts.count == 1 { return values }
            let all = values.reduce(0, +)
            for i in weights.indices { weights[i] += share * values[i] / all }
        }
        guard weights.contains(where: { $0 > 0 }) else {
            throw Problem(
                Localized(sv: "key: ingen nyckel är angiven.", en: "key: no key is given."),
                remedy: Localized(
                    sv: "Skriv key=it_users:0.7,employees:0.3.", en: "Write key=it_users:0.7,employees:0.3."))
        }
        return weights
    }

    /// Inverse allocation: w(u) = e(u) x (1 + k (1 - r(u))), so that low use bears a larger share.
    ///
    /// - Source: study 003 (Halmstad), section 4.1, for the idea; the formula is proposed (domain reference, section 3.12).
    /// - Throws: ``Problem`` when a rate is missing or no share.
    static func inverse(
        _ employees: [Double], _ rates: Table, parties: [String], strength: Double
    ) throws(Problem) -> [Double] {
        let rows = try InputRows("use_rates", rates)
        var found: [String: Double] = [:]
        for row in rows.indices {
            guard found.updateValue(try rows.share(row, "rate"), forKey: try rows.name(row, "player")) == nil else {
                throw rows.twice(row, "player")
            }
        }
        let missing = parties.filter { found[$0] == nil }
        guard missing.isEmpty else {
            throw fault(
                "use_rates: användningsgrad saknas för \(shortList(missing)).",
                "use_rates: no rate of use for \(shortList(missing)).",
                remedy: ("Ge varje part en andel från 0 till 1.", "Give each party a share from 0 to 1."))
        }
        let factors = parties.map { 1 + strength * (1 - (found[$0] ?? 0)) }
        // By the largest, so that equal rates leave the employees as they are, whole numbers and all.
        let largest = factors.max() ?? 1
        return zip(employees, factors).map { $0 * ($1 / largest) }
    }
}
