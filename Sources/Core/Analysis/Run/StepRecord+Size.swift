// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension StepRecord {
    /// Most bytes of tables that a run keeps of one step: a game of 20 parties takes 8 MB. A run is one row of the registry.
    static let largest = 16 << 20

    /// Insists that the step's tables can be kept.
    ///
    /// - Throws: ``Problem`` of kind `limit` that names the largest table and says what to do instead.
    func checkSize() throws(Problem) {
        let weights = tables.map { (name: $0.name, bytes: $0.table.weight) }
        let total = weights.reduce(0) { $0 + $1.bytes }
        guard total > StepRecord.largest, let largest = weights.max(by: { $0.bytes < $1.bytes }) else { return }
        let megabytes = (total + (1 << 20) - 1) >> 20
        throw Problem(
            Localized(
                sv:
                    "Steget ger \(megabytes) MB tabeller (störst är '\(largest.name)'); en beräkning sparar högst 16 MB av ett steg.",
                en:
                    "The step gives \(megabytes) MB of tables (the largest is '\(largest.name)'); a run keeps at most 16 MB of a step."
            ),
            kind: .limit,
            remedy: Localized(
                sv: "Låt färre parter ingå, eller kör analysen för sig med samverk analyze, som inte sparar något.",
                en: "Take fewer parties, or run the analysis by itself with samverk analyze, which keeps nothing."))
    }
}
