// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The careful reader: a block of lines as ``CSV`` reads it, under the header of the file.
extension GameLines {
    /// Most bytes of a block.
    private static var block: Int { 1 << 18 }

    /// The end of the last record within a block's length, quotes heeded; nil when the first does not end in the bytes.
    func blockEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ isLast: Bool) -> Int? {
        var isQuoted = false
        var end: Int?
        var at = start
        while at < bytes.count, end == nil || at < start + Self.block {
            if bytes[at] == Byte.quote { isQuoted.toggle() }
            if !isQuoted, let next = lineEnd(bytes, at, isLast) {
                end = next
                at = next
            } else {
                at += 1
            }
        }
        return isLast && at == bytes.count ? at : end
    }

    /// Reads a block of lines, and notes what is wrong with them.
    mutating func careful(_ lines: [UInt8]) throws {
        let raw = try CSV.read(head + lines, file: file, encoding: .utf8)
        let move = line - 1 - headLines
        var found = FaultList()
        let read = raw.columns(as: columns, faults: &found)
        if read.count == 2 {
            for row in 0..<raw.rowCount { try add(read[0][row], read[1][row], raw.place(row, indexColumn), &found) }
        }
        faults.add(found, movedBy: move)
        line += Text.lineBreaks(in: lines, from: 0, to: lines.count)
    }

    private mutating func add(_ index: Cell, _ cell: Cell, _ place: Place, _ faults: inout FaultList) throws {
        guard let value = Number.value(cell), !byMask || index != .null else { return }
        guard let coalition = try coalition(index, place, &faults) else { return }
        guard table.set(coalition, value) else {
            let name = table.name(coalition)
            return faults.add(
                Problem(
                    Localized(sv: "gruppen \(name) står två gånger.", en: "the coalition \(name) stands twice."),
                    at: place,
                    remedy: Localized(sv: "Behåll en av dem.", en: "Keep one of them.")))
        }
    }

    private mutating func coalition(_ index: Cell, _ place: Place, _ faults: inout FaultList) throws -> Int? {
        if case .integer(let mask) = index {
            if mask >= 0, mask < table.size { return mask }
            let count = table.players.count
            faults.add(
                Problem(
                    Localized(
                        sv: "mask \(mask) hör inte till \(count) spelare.",
                        en: "mask \(mask) does not belong to \(count) players."), at: place,
                    remedy: Localized(
                        sv: "Masker går från 0 till \(table.size - 1); bit i är spelare i.",
                        en: "Masks go from 0 to \(table.size - 1); bit i is player i.")))
            return nil
        }
        var coalition = 0
        for part in index.plainText.split(separator: "+") {
            let member = NumberText.trimmed(String(part))
            guard let player = try player(member) else {
                let players = table.players
                faults.add(
                    Problem(
                        Localized(
                            sv: "okänd spelare \(Text.shown(member)).", en: "unknown player \(Text.shown(member))."),
                        at: place, remedy: suggestion(for: member, among: players)))
                return nil
            }
            guard coalition >> player & 1 == 0 else {
                faults.add(
                    Problem(
                        Localized(
                            sv: "\(Text.shown(member)) står två gånger i gruppen.",
                            en: "\(Text.shown(member)) stands twice in the coalition."), at: place))
                return nil
            }
            coalition |= 1 << player
        }
        return coalition
    }

    /// The number of a player, taken up if it is new and players may come.
    private mutating func player(_ name: String) throws -> Int? {
        if let known = table.players.firstIndex(of: name) { return known }
        guard table.isOpen else { return nil }
        try GameFile.checkCount(table.players.count + 1, file: file)
        table.add(name)
        names = PlayerBytes(table.players)
        return table.players.count - 1
    }
}
