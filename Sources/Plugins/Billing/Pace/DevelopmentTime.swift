// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// How much of its time a unit gives to development, against the weight it should have.
///
/// - Source: study 000, section 4.1: maintenance eats development unless a weight is set, for instance 20 per cent; the flag is
///   proposed (domain reference, section 3.13).
struct DevelopmentTime {
    let unit: String
    let development: Double
    let all: Double
    let target: Double

    /// Development hours by all hours; nil for a unit without hours.
    var share: Double? { all > 0 ? development / all : nil }
    /// Hours that lack to the target; 0 when it is reached.
    var lacking: Double { max(0, target * all - development) }
    var isBelow: Bool { share.map { $0 < target } ?? false }

    /// Reads the input `hours`; a row's own target goes before the common one.
    ///
    /// - Throws: ``Problem`` that names the row at fault.
    static func all(_ table: Table, target: Double) throws(Problem) -> [DevelopmentTime] {
        let rows = try InputRows("hours", table)
        var units: [DevelopmentTime] = []
        for row in rows.indices {
            let own = rows.has("target") ? try rows.optionalShare(row, "target") : nil
            let unit = DevelopmentTime(
                unit: try rows.name(row, "unit"), development: try rows.number(row, "development"),
                all: try rows.number(row, "all"), target: own ?? target)
            guard unit.development <= unit.all else {
                throw rows.wrong(
                    row, "development", ("utvecklingstiden är mer än all tid", "development is more than all hours"))
            }
            units.append(unit)
        }
        return units
    }
}
