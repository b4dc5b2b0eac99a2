// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension CostFunction {
    /// Reads the inputs `pools`, `parties` and `distances`.
    ///
    /// - Throws: ``Problem`` that names the pool and what it lacks, has too much of, or cannot be.
    init(pools table: Table, parties: Table?, distances: Table?) throws(Problem) {
        guard let parties else {
            throw Problem(
                Localized(
                    sv: "Med 'pools' behövs indatat 'parties': vilka parterna är och vad de behöver.",
                    en: "With 'pools' the input 'parties' is needed: who the parties are and what they need."),
                remedy: Localized(sv: "Ange --input parties=FIL.", en: "Give --input parties=FILE."))
        }
        let drivers = try Drivers(parties, input: "parties")
        try checkPlayers(drivers.players)
        names = drivers.players
        pools = []
        guard table.rowCount > 0 else {
            throw Problem(Localized(sv: "pools har inga rader.", en: "pools has no rows."))
        }
        let parents = try CostFunction.parents(parties, drivers.players)
        let square = try distances.map { table throws(Problem) in
            try Distances(table).square(drivers.players)
        }
        for row in 0..<table.rowCount {
            let reader = PoolReader(
                table: table, row: row, drivers: drivers, parents: parents, distances: square)
            pools.append(try reader.pool())
        }
    }

    /// Each party's parent in the tree; nil for those at the root, or when there is no column `parent`.
    private static func parents(_ parties: Table, _ players: [String]) throws(Problem) -> [Int?]? {
        guard let column = parties["parent"] else { return nil }
        var parents: [Int?] = []
        for (row, cell) in column.cells.enumerated() {
            let name = cell.plainText
            guard !name.isEmpty else {
                parents.append(nil)
                continue
            }
            guard let parent = players.firstIndex(of: name) else {
                throw Problem(
                    Localized(
                        sv: "parties: '\(players[row])' hänger på '\(name)', som inte är någon part.",
                        en: "parties: the parent of '\(players[row])' is '\(name)', who is no party."),
                    remedy: suggestion(for: name, among: players))
            }
            parents.append(parent)
        }
        for player in players.indices where path(from: player, parents).count > players.count {
            throw Problem(
                Localized(
                    sv: "parties: kolumnen parent går runt i en ring vid '\(players[player])'.",
                    en: "parties: the column parent runs in a circle at '\(players[player])'."),
                remedy: Localized(
                    sv: "Lämna parent tom för den som ligger närmast det gemensamma.",
                    en: "Leave parent empty for the one nearest to what is shared."))
        }
        return parents
    }
}
