// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// How a party's budget frame (Swedish: *budgetram*) moves when a solution is introduced for all: it is lowered by the net benefit
/// that is expected, whether or not the party has adopted it.
///
/// - Source: study 003 (Halmstad), section 4.1; the formula is proposed (domain reference, section 3.12).
struct Frame {
    let party: String
    /// Öre a year.
    let benefit: Int
    let hasAdopted: Bool

    /// What the party gains beside its frame: nothing when it has adopted, the benefit lost when it has not.
    var lost: Int { hasAdopted ? 0 : benefit }

    /// Reads the input `benefits`.
    ///
    /// - Throws: ``Problem`` that names the row at fault.
    static func all(_ table: Table?, parties: [String]) throws(Problem) -> [Frame] {
        guard let table, table.rowCount > 0 else { return [] }
        let rows = try InputRows("benefits", table)
        let known = Dictionary(parties.enumerated().map { ($1, $0) }) { first, _ in first }
        var frames: [Frame] = []
        for row in rows.indices {
            let party = parties[try rows.reference(row, "player", known)]
            guard case .boolean(let adopted) = table[row, "adopted"] else {
                throw rows.wrong(row, "adopted", ("ja eller nej väntades", "yes or no was expected"))
            }
            guard !frames.contains(where: { $0.party == party }) else { throw rows.twice(row, "player") }
            frames.append(Frame(party: party, benefit: try rows.ore(row, "benefit"), hasAdopted: adopted))
        }
        _ = try checkedSum(frames.map(\.benefit), "benefits")
        return frames
    }
}

/// One row a party.
func framesTable(_ frames: [Frame], unit: String) throws(Problem) -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("player", .category), ColumnSpec("adopted", .boolean),
            ColumnSpec("frame_change", .money, unit: unit), ColumnSpec("lost", .money, unit: unit),
        ], key: ["player"])
    for frame in frames {
        try builder.append(
            .category(frame.party), .boolean(frame.hasAdopted), .money(Money(ore: -frame.benefit)),
            .money(Money(ore: frame.lost)))
    }
    return try builder.table()
}
