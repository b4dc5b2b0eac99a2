// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Reads the lines of a game's CSV file as they come. A line in the usual spelling is read byte by byte; from one that is
/// not, a block of lines goes to the careful reader, which tells all faults with line and column.
struct GameLines<Number: GameNumber> {
    var table: CoalitionTable<Number>
    let file: String
    let columns: [DatasetColumn]
    let byMask: Bool
    /// All up to the end of the header's line, for the careful reader.
    let head: [UInt8]
    let headLines: Int
    private let delimiter: UInt8
    /// Whether the header is two names, of which the coalition's is the first, or the second; nil for any other.
    private let indexFirst: Bool?
    let indexColumn: Int
    var names: PlayerBytes
    var line: Int
    var faults = FaultList()

    /// - Throws: ``Problem`` or ``Problems`` when the header names other columns, or masks come without players.
    init(_ start: [UInt8], file: String, value: DatasetColumn, players: [String]?, size: Int) throws {
        if let problem = FileSignature.problem(of: start, file: file) { throw problem }
        var scanner = CSVScanner(start, file: file)
        let header = try scanner.header()
        let names = header.header.map { $0.lowercased() }
        byMask = names.contains("mask")
        let name = byMask ? "mask" : "coalition"
        let index = DatasetColumn(
            ColumnSpec(name, byMask ? .integer : .text, nullable: !byMask),
            title: Localized(sv: "grupp", en: "coalition"))
        self.file = file
        columns = [index, value]
        head = Array(start[..<scanner.at])
        headLines = scanner.line - 1
        delimiter = header.delimiter
        indexColumn = names.firstIndex(of: name) ?? 0
        let simple = names.count == 2 && names[0] != names[1]
        indexFirst = simple ? indexColumn == 0 : nil
        var faults = FaultList()
        _ = header.columns(as: columns, faults: &faults)
        try faults.throwIfAny()
        guard players != nil || !byMask else {
            throw Problem(
                Localized(
                    sv: "Filen har masker, men spelarna är inte namngivna.",
                    en: "The file has masks, but the players are not named."),
                kind: .usage, at: Place(file: file),
                remedy: Localized(sv: "Ange --with players=A,B,C", en: "Give --with players=A,B,C"))
        }
        table = CoalitionTable(players: players, bytes: size)
        self.names = PlayerBytes(table.players)
        line = scanner.line
    }

    /// How many bytes the header took.
    var headSize: Int { head.count }

    /// Takes all whole lines in some bytes of the file, or all there is when they are its last.
    ///
    /// - Returns: how many bytes it has taken; the rest is to be given again, with more.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) throws -> Int {
        var at = 0
        while at < bytes.count {
            if let next = quick(bytes, at, isLast) {
                at = next
                line += 1
                continue
            }
            guard let end = blockEnd(bytes, at, isLast) else { return at }
            try careful(Array(bytes[at..<end]))
            at = end
        }
        return at
    }

    /// The dense table.
    ///
    /// - Throws: ``Problem`` or ``Problems``: all that was wrong, or the first coalition that is missing.
    func finish() throws -> (players: [String], storage: Column.Storage) {
        try faults.throwIfAny()
        guard !table.players.isEmpty else {
            throw Problem(
                Localized(sv: "Spelet har inga spelare.", en: "The game has no players."), at: Place(file: file),
                remedy: GameFile.everyCoalition)
        }
        if let missing = table.missing {
            let name = table.name(missing.first)
            throw Problem(
                Localized(
                    sv: "Spelet saknar \(missing.count) av sina grupper, den första är \(name).",
                    en: "The game lacks \(missing.count) of its coalitions, the first is \(name)."),
                at: Place(file: file),
                remedy: GameFile.everyCoalition)
        }
        return (table.players, table.storage)
    }

    /// Reads one line, and tells where the next begins; nil when it is not whole, not usual or not right.
    @inline(__always)
    private mutating func quick(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ isLast: Bool) -> Int? {
        guard let indexFirst else { return nil }
        var text = QuickBytes(bytes: bytes, at: start)
        let decimalComma = delimiter != Byte.comma
        let coalition: Int?
        let value: Number.Value?
        if indexFirst {
            coalition = quickCoalition(&text)
            guard coalition != nil, text.byte == delimiter else { return nil }
            text.at += 1
            value = Number.quick(&text, decimalComma: decimalComma)
        } else {
            value = Number.quick(&text, decimalComma: decimalComma)
            guard value != nil, text.byte == delimiter else { return nil }
            text.at += 1
            coalition = quickCoalition(&text)
        }
        guard let coalition, let value, let next = lineEnd(bytes, text.at, isLast), table.set(coalition, value) else {
            return nil
        }
        return next
    }

    @inline(__always) private func quickCoalition(_ text: inout QuickBytes) -> Int? {
        if byMask {
            guard let number = text.decimal(decimalComma: false), number.decimals == 0, !number.negative,
                number.digits <= 18, number.mantissa < table.size
            else { return nil }
            return number.mantissa
        }
        let isQuoted = text.byte == Byte.quote
        if isQuoted { text.at += 1 }
        let end = isQuoted ? Byte.quote : delimiter
        var coalition = 0
        var last = -1
        var start = text.at
        while true {
            let byte = text.byte
            if byte == UInt8(ascii: "+") || byte == end || byte == Byte.lf || byte == Byte.cr {
                guard let player = names.find(text.bytes, start, text.at, after: last), coalition >> player & 1 == 0
                else { return nil }
                coalition |= 1 << player
                last = player
                start = text.at + 1
                if byte != UInt8(ascii: "+") { break }
            }
            text.at += 1
        }
        if isQuoted {
            guard text.byte == Byte.quote else { return nil }
            text.at += 1
        }
        return coalition
    }

    /// Where the next line begins, when this one ends here.
    @inline(__always)
    func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ isLast: Bool) -> Int? {
        guard at < bytes.count else { return isLast ? at : nil }
        if bytes[at] == Byte.lf { return at + 1 }
        guard bytes[at] == Byte.cr, at + 1 < bytes.count || isLast else { return nil }
        return at + 1 < bytes.count && bytes[at + 1] == Byte.lf ? at + 2 : at + 1
    }
}
