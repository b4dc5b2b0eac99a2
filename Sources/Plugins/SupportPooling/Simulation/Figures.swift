// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What the input `municipalities` says beyond what a part needs.
struct Figures {
    struct About {
        var phone: Double?
        var patience: Double?
    }

    private var rows: [String: Int] = [:]
    private let table: Table?

    init(_ table: Table?) {
        self.table = table
        guard let table else { return }
        for row in 0..<table.rowCount { rows[table[row, "municipality"].plainText] = row }
    }

    func about(_ player: String) -> About {
        About(phone: number(player, "phone_share"), patience: number(player, "patience_s"))
    }

    /// Whose work cannot be parted into calls and what can wait, where that is asked for.
    func missingPhone(_ parts: [Part], _ assumptions: ModelAssumptions) -> [Finding] {
        let missing = parts.map(\.player).filter { about($0).phone == nil }
        guard assumptions.deferred, !missing.isEmpty else { return [] }
        return [
            Finding("phone-share-missing", .warning, ["parties": .init(.text(few(missing)))])
        ]
    }

    func measured(_ player: String) -> ModelledDesks.Measured? {
        let (answered, abandoned) = (number(player, "answered_within_60s"), number(player, "abandoned"))
        return answered == nil && abandoned == nil ? nil : .init(answeredInTime: answered, abandoned: abandoned)
    }

    private func number(_ player: String, _ column: String) -> Double? {
        guard let table, let row = rows[player] else { return nil }
        return table[row, column].number
    }
}
