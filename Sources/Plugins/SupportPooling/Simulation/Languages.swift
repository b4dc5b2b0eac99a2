// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// Languages that only some desks speak, each a skill in the simulation.
struct Languages {
    private var bits: [String: UInt64] = [:]
    private var spoken: [String: UInt64] = [:]

    /// Reads the input `languages`: a language that stands there is spoken at the desks it stands with and nowhere else; any other is spoken
    /// everywhere.
    init(_ table: Table?, desks: [Desk]) throws(Problem) {
        guard let table else { return }
        let rows = InputRows("languages", mayBeEmpty: table)
        for row in rows.indices {
            let (desk, language) = (try rows.name(row, "desk"), try rows.name(row, "language"))
            guard desks.contains(where: { $0.id == desk }) else {
                throw Problem(
                    Localized(
                        sv: "Indatat 'languages': servicedesken '\(desk)' har inga timmar i indatat 'hours'.",
                        en: "Input 'languages': the desk '\(desk)' has no hours in the input 'hours'."),
                    remedy: suggestion(for: desk, among: desks.map(\.id)))
            }
            guard let bit = bits[language] ?? (bits.count < 64 ? 1 << UInt64(bits.count) : nil) else {
                throw Problem(
                    Localized(
                        sv: "Indatat 'languages': högst 64 språk går att räkna med.",
                        en: "Input 'languages': at most 64 languages can be computed."))
            }
            bits[language] = bit
            spoken[desk, default: 0] |= bit
        }
    }

    /// What a ticket in a language needs.
    func needs(_ language: String) -> UInt64 { bits[language] ?? 0 }
    /// What the agents of a desk can do.
    func skills(_ desk: String) -> UInt64 { spoken[desk] ?? 0 }
}
