// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The measures that study 002 states over all IT organisations (section 3.4.2, figure 19).
///
/// The study does not say whether its mean is weighted, nor which average eleven of twelve lie below: both are given.
struct Measures {
    let count: Int
    let unweighted: Double
    let weighted: Double
    /// The organisation with the highest share.
    let highest: ITCost
    let meanHardware: Double
    /// A benchmark and how many lie below it.
    let belowResearch: (level: Double, count: Int)
    let belowFyrbodal: (level: Double, count: Int)

    /// The measures of IT organisations, of which there is at least one.
    init(_ costs: [ITCost], research: Double, fyrbodal: Double) {
        let shares = costs.map(\.shareOfMunicipal)
        let spread = Spread(shares)
        count = costs.count
        unweighted = spread.mean
        weighted = weightedMean(costs.map(\.total.ore), of: costs.map(\.municipal.ore))
        highest = costs[spread.mostAt]
        meanHardware = Spread(costs.map { $0.share(of: .hardware) }).mean
        belowResearch = (research, shares.count { $0 < research })
        belowFyrbodal = (fyrbodal, shares.count { $0 < fyrbodal })
    }

    /// One row a measure.
    func table() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("measure", .category), ColumnSpec("share", .real, unit: "share", nullable: true),
                ColumnSpec("count", .integer, nullable: true), ColumnSpec("organisation", .category, nullable: true),
            ], key: ["measure"])
        let all = Cell.integer(count)
        try builder.append(.category("mean-unweighted"), .real(unweighted), all, .null)
        try builder.append(.category("mean-weighted"), .real(weighted), all, .null)
        try builder.append(.category("highest"), .real(highest.shareOfMunicipal), .null, highest.organisation)
        try builder.append(
            .category("hardware-of-highest"), .real(highest.share(of: .hardware)), .null, highest.organisation)
        try builder.append(.category("hardware-mean"), .real(meanHardware), all, .null)
        try builder.append(
            .category("below-research"), .real(belowResearch.level), .integer(belowResearch.count), .null)
        try builder.append(
            .category("below-fyrbodal"), .real(belowFyrbodal.level), .integer(belowFyrbodal.count), .null)
        return try builder.table()
    }

    /// The measures in words.
    var findings: [Finding] {
        func share(_ value: Double) -> Finding.Argument { .init(.real(value), unit: "share") }
        func below(_ id: String, _ below: (level: Double, count: Int)) -> Finding {
            Finding(
                id, .info,
                ["count": .init(.integer(below.count)), "of": .init(.integer(count)), "level": share(below.level)])
        }
        return [
            Finding(
                "mean-share", .info,
                ["unweighted": share(unweighted), "weighted": share(weighted), "count": .init(.integer(count))]),
            Finding(
                "highest", .notice,
                [
                    "organisation": .init(highest.organisation), "share": share(highest.shareOfMunicipal),
                    "hardware": share(highest.share(of: .hardware)), "mean_hardware": share(meanHardware),
                ]),
            below("below-research", belowResearch), below("below-fyrbodal", belowFyrbodal), Finding("caution", .notice),
        ]
    }
}
