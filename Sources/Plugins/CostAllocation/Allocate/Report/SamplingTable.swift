// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// How certain the sampled shares are; empty unless some method sampled.
func samplingTable(_ methods: [AgreedShares], _ joint: JointCost, _ form: AmountForm) throws(Problem) -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("player", .category), form.spec("estimate"), form.spec("half_width"),
            ColumnSpec("relative", .real, unit: "share", nullable: true),
        ], key: ["player"])
    for method in methods {
        guard let widths = method.outcome.halfWidths else { continue }
        let average = joint.total.value.magnitude / Double(max(1, joint.count))
        for (i, player) in joint.players.enumerated() {
            try builder.append(
                .category(player), form.turned(method.outcome.shares[i]), form.up(Rational(widths[i])),
                average > 0 ? .real(widths[i] / average) : .null)
        }
    }
    return try builder.table()
}
