// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A game as a NumPy array: the value of every coalition by mask, nothing else. The convenient form for large games.
enum GameArray {
    /// What an `.npy` file begins with.
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// Reads money as whole öre (`<i8`), integers as `<i8`, reals as `<f8` or `<i8`.
    static func read(
        _ stream: inout FileStream, _ spec: ColumnSpec, _ players: [String]?, file: String
    ) throws -> (players: [String], storage: Column.Storage) {
        func wrong(_ what: Localized, _ remedy: Localized? = nil) -> Problem {
            Problem(what, at: Place(file: file), remedy: remedy)
        }
        guard let players else {
            var problem = wrong(
                Localized(
                    sv: "Filen är ett fält, men spelarna är inte namngivna.",
                    en: "The file is an array, but the players are not named."),
                Localized(sv: "Ange --with players=A,B,C", en: "Give --with players=A,B,C"))
            problem.kind = .usage
            throw problem
        }
        let start = stream.held
        let header: NPYHeader
        let length: Int
        do throws(Problem) {
            length = try NPYHeader.dictionaryLength(Array(start.prefix(NPYHeader.prefix)))
            header = try NPYHeader(dictionary: Array(start.dropFirst(NPYHeader.prefix).prefix(length)))
        } catch {
            throw wrong(
                Localized(
                    sv: "Filen läses inte: \(error.message.sv).", en: "The file is not read: \(error.message.en)."))
        }
        let wanted = 1 << players.count
        guard header.count == wanted, !players.isEmpty else {
            throw wrong(
                Localized(
                    sv: "\(players.count) spelare har \(wanted) grupper, men fältet har \(header.count) värden.",
                    en: "\(players.count) players have \(wanted) coalitions, but the array has \(header.count) values."),
                Localized(
                    sv: "Värde m hör till gruppen med mask m; det första, för gruppen utan medlemmar, är 0.",
                    en: "Value m belongs to the coalition of mask m; the first, of the coalition without members, is 0."
                ))
        }
        guard let data = header.dataSize, stream.size - NPYHeader.prefix - length == data else {
            throw wrong(
                Localized(
                    sv: "Filen är \(stream.size) byte; det stämmer inte med dess huvud.",
                    en: "The file has \(stream.size) bytes; that is not what its header says."))
        }
        stream.drop(NPYHeader.prefix + length)
        switch (header.element, spec.type) {
        case (.int64, .money), (.int64, .integer): return (players, .integers(try stream.values(wanted)))
        case (.int64, _): return (players, .reals(try stream.values(wanted, Int.self).map(Double.init)))
        case (.float64, .real):
            let values = try stream.values(wanted, Double.self)
            guard let fault = values.firstIndex(where: { !$0.isFinite }) else { return (players, .reals(values)) }
            throw wrong(
                Localized(
                    sv: "Värdet för mask \(fault) är inget ändligt tal.",
                    en: "The value of mask \(fault) is no finite number.")
            )
        default:
            let element = header.element.rawValue
            let type = spec.type.rawValue
            throw wrong(
                Localized(
                    sv: "Värdena är \(element), men \(type) väntades.",
                    en: "The values are \(element), but \(type) was expected."),
                Localized(
                    sv: "Pengar är hela ören som '<i8'; med unit=none är de '<f8' eller '<i8'.",
                    en: "Money is whole öre as '<i8'; with unit=none they are '<f8' or '<i8'."))
        }
    }
}
