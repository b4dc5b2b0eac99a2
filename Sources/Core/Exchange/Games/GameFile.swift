// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Reads the file of a game into its dense table, as it streams by: a game of 26 players has 67 million lines.
public enum GameFile {
    /// Most players of a game in a file: 2^26 coalitions, 512 MB as a table.
    public static let mostPlayers = 26

    /// The game in a file.
    ///
    /// A CSV file has the columns `coalition` (members joined by `+`, in any order) and that of the value, or `mask` and
    /// that: bit i is the i-th player. The rows stand in any order; the coalition without members may be left out. An
    /// `.npy` file is one array by mask, money in öre.
    ///
    /// - Parameters:
    ///   - value: the column of the values: money, integer or real.
    ///   - players: the players named by the user, in order; needed for masks and for `.npy`.
    ///   - piece: is given every byte of the file, for a hash.
    /// - Throws: ``Problem`` or ``Problems``, with line and column: values that are none, masks out of range, unknown
    ///   players, coalitions that stand twice or are missing, more than 26 players.
    public static func read(
        _ path: String, value: DatasetColumn, players: [String]?,
        piece: @escaping (UnsafeRawBufferPointer) -> Void = { _ in }
    ) throws -> Table {
        if let players {
            try checkCount(players.count, file: path)
            try checkDistinct(players)
        }
        var stream = try FileStream(path, piece: piece)
        try stream.fill()
        let game: (players: [String], storage: Column.Storage)
        if stream.starts(with: GameArray.magic) {
            game = try GameArray.read(&stream, value.spec, players, file: path)
        } else {
            switch value.spec.type {
            case .money: game = try lines(GameMoney.self, &stream, path, value, players)
            case .integer: game = try lines(GameInteger.self, &stream, path, value, players)
            default: game = try lines(GameReal.self, &stream, path, value, players)
            }
        }
        return try Table(
            [Column(value.spec, storage: game.storage)], key: [],
            attributes: ["players": .array(game.players.map(JSON.string))])
    }

    private static func lines<Number: GameNumber>(
        _: Number.Type, _ stream: inout FileStream, _ path: String, _ value: DatasetColumn, _ players: [String]?
    ) throws -> (players: [String], storage: Column.Storage) {
        var lines = try GameLines<Number>(stream.held, file: path, value: value, players: players, size: stream.size)
        stream.drop(lines.headSize)
        while true {
            let taken = try stream.withBytes { try lines.take($0, isLast: stream.isAtEnd) }
            stream.drop(taken)
            if stream.isAtEnd { break }
            guard taken > 0 || !stream.isFull else {
                throw Problem(
                    Localized(
                        sv: "En rad är längre än 1 MB, eller ett citattecken stängs aldrig.",
                        en: "A line is longer than 1 MB, or a quote is never closed."), at: Place(file: path))
            }
            try stream.fill()
        }
        return try lines.finish()
    }

    /// Insists on a number of players for which a table can be held, and says what to do with more.
    static func checkCount(_ count: Int, file: String) throws(Problem) {
        guard count > mostPlayers else { return }
        throw Problem(
            Localized(
                sv: "Ett spel i en fil har högst \(mostPlayers) spelare (2^\(mostPlayers) grupper).",
                en: "A game in a file has at most \(mostPlayers) players (2^\(mostPlayers) coalitions)."),
            kind: .limit, at: Place(file: file),
            remedy: Localized(
                sv:
                    "Slå ihop kommuner som alltid går tillsammans, eller beskriv kostnaden med --input pools och parties i stället för en tabell och ta metoden shapley-sampled.",
                en:
                    "Merge municipalities that always go together, or describe the cost by --input pools and parties instead of a table and take the method shapley-sampled."
            ))
    }

    private static func checkDistinct(_ players: [String]) throws(Problem) {
        var seen: Set<String> = []
        for player in players where !seen.insert(player).inserted {
            throw Problem(
                Localized(
                    sv: "Spelaren '\(player)' är nämnd två gånger.", en: "The player '\(player)' is named twice."),
                kind: .usage)
        }
    }

    static let everyCoalition = Localized(
        sv: "Ge en rad för varje grupp av kommuner.", en: "Give one row for every coalition.")
}
