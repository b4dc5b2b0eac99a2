// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Turns rows of coalitions into a dense table.
struct GameFile {
    let file: PositionedTable
    let players: [String]?
    static let mostPlayers = 24

    func dense() throws(Problem) -> Table {
        if let players, let double = Dictionary(grouping: players, by: \.self).filter({ $1.count > 1 }).keys.min() {
            throw Problem(
                Localized(
                    sv: "Spelaren '\(double)' är nämnd två gånger.", en: "The player '\(double)' is named twice."),
                kind: .usage)
        }
        let (players, masks) = try masks()
        guard !players.isEmpty else {
            throw Problem(
                Localized(sv: "Spelet har inga spelare.", en: "The game has no players."), at: Place(file: file.file),
                remedy: Localized(sv: "Ge en rad för varje grupp av kommuner.", en: "Give one row for every coalition.")
            )
        }
        let size = 1 << players.count
        var rowOf = [Int](repeating: -1, count: size)
        for (row, mask) in masks.enumerated() {
            guard mask >= 0, mask < size else {
                throw at(
                    row,
                    Localized(
                        sv: "mask \(mask) hör inte till \(players.count) spelare.",
                        en: "mask \(mask) does not belong to \(players.count) players."))
            }
            guard rowOf[mask] < 0 else {
                throw at(
                    row,
                    Localized(
                        sv: "gruppen \(name(mask, players)) står två gånger.",
                        en: "the coalition \(name(mask, players)) stands twice."))
            }
            rowOf[mask] = row
        }
        if let missing = (1..<max(size, 1)).first(where: { rowOf[$0] < 0 }) {
            let count = rowOf.dropFirst().filter { $0 < 0 }.count
            throw Problem(
                Localized(
                    sv: "Spelet saknar \(count) grupper, den första är \(name(missing, players)).",
                    en: "The game lacks \(count) coalitions, the first is \(name(missing, players))."),
                at: Place(file: file.file),
                remedy: Localized(sv: "Ge en rad för varje grupp av kommuner.", en: "Give one row for every coalition.")
            )
        }
        var columns: [Column] = []
        for column in file.table.columns where !["mask", "coalition"].contains(column.name) {
            columns.append(try Column(column.spec, rowOf.map { $0 < 0 ? zero(column.type) : column[$0] }))
        }
        return try Table(columns, key: [], attributes: ["players": .array(players.map(JSON.string))])
    }

    private func zero(_ type: ColumnType) -> Cell {
        switch type {
        case .money: .money(.zero)
        case .integer: .integer(0)
        default: .real(0)
        }
    }

    private func masks() throws(Problem) -> (players: [String], masks: [Int]) {
        if let column = file.table["mask"] {
            guard let players else {
                throw Problem(
                    Localized(
                        sv: "Filen har masker, men spelarna är inte namngivna.",
                        en: "The file has masks, but the players are not named."),
                    kind: .usage, at: Place(file: file.file),
                    remedy: Localized(sv: "Ange --with players=A,B,C", en: "Give --with players=A,B,C"))
            }
            try limit(players.count)
            return (players, column.cells.map { if case .integer(let mask) = $0 { mask } else { 0 } })
        }
        let names = (file.table["coalition"]?.cells ?? []).map { cell in
            cell.plainText.split(separator: "+").map { String($0.filter { $0 != " " }) }
        }
        var known = players ?? []
        if players == nil {
            for name in names.joined() where !known.contains(name) {
                known.append(name)
                try limit(known.count)
            }
        }
        try limit(known.count)
        let bit = Dictionary(known.enumerated().map { ($1, $0) }) { first, _ in first }
        var masks: [Int] = []
        for (row, members) in names.enumerated() {
            var mask = 0
            for member in members {
                guard let i = bit[member] else {
                    throw at(
                        row, Localized(sv: "okänd spelare '\(member)'.", en: "unknown player '\(member)'."),
                        remedy: suggestion(for: member, among: known))
                }
                guard mask >> i & 1 == 0 else {
                    throw at(
                        row,
                        Localized(
                            sv: "'\(member)' står två gånger i gruppen.",
                            en: "'\(member)' stands twice in the coalition."))
                }
                mask |= 1 << i
            }
            masks.append(mask)
        }
        return (known, masks)
    }

    private func limit(_ count: Int) throws(Problem) {
        guard count <= Self.mostPlayers else {
            throw Problem(
                Localized(
                    sv: "Ett spel har högst \(Self.mostPlayers) spelare.",
                    en: "A game has at most \(Self.mostPlayers) players."), kind: .limit,
                at: Place(file: file.file),
                remedy: Localized(
                    sv: "Slå ihop kommuner som alltid går tillsammans.",
                    en: "Merge municipalities that always go together."))
        }
    }

    private func name(_ mask: Int, _ players: [String]) -> String {
        players.indices.filter { mask >> $0 & 1 == 1 }.map { players[$0] }.joined(separator: "+")
    }

    private func at(_ row: Int, _ message: Localized, remedy: Localized? = nil) -> Problem {
        Problem(message, at: Place(file: file.file, line: file.lines[row]), remedy: remedy)
    }
}
