// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// One pass over the bytes of a CSV file.
struct CSVScanner {
    private let bytes: [UInt8]
    private let file: String
    /// The next byte, and the line it is on.
    private(set) var at = 0
    private(set) var line = 1
    private var delimiter = Byte.comma
    private var faults = FaultList()

    /// A record while it is read: where its fields lie, and whether it can be used.
    private struct Record {
        var start: Int
        var line: Int
        var fields: [(start: Int, end: Int, escaped: Bool)] = []
        var quoted = false
        var broken = false

        var isBlank: Bool { !quoted && fields.allSatisfy { $0.start == $0.end } }
    }

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        if bytes.starts(with: Byte.mark) { at = 3 }
    }

    /// The header, as a table without rows.
    mutating func header() throws -> RawTable {
        readDelimiter()
        var header = record()
        while let blank = header, blank.isBlank { header = record() }
        try faults.throwIfAny()
        guard let header else { throw fault(Localized(sv: "Filen är tom.", en: "The file is empty."), at: at, from: 0) }
        var table = RawTable(file: file, delimiter: delimiter, bytes: bytes)
        for field in header.fields { table.append(field.start, field.end, escaped: field.escaped) }
        table.endHeader(line: header.line, start: header.start)
        return table
    }

    mutating func table() throws -> RawTable {
        var table = try header()
        while let next = record() {
            guard !next.broken, !next.isBlank, hasWidth(next, table.header.count) else { continue }
            for field in next.fields.prefix(table.header.count) {
                table.append(field.start, field.end, escaped: field.escaped)
            }
            table.endRow(line: next.line, start: next.start)
        }
        table.faults = faults
        return table
    }

    /// Takes Excel's `sep=` line, or counts what separates the names of the header.
    private mutating func readDelimiter() {
        let hint = Array("sep=".utf8)
        if bytes.count > at + 4, bytes[at..<at + 4].elementsEqual(hint) {
            delimiter = bytes[at + 4]
            if [Byte.comma, Byte.semicolon, Byte.tab].contains(delimiter), bytes.count > at + 5,
                bytes[at + 5] == Byte.cr || bytes[at + 5] == Byte.lf
            {
                at += 5
                endLine()
                return
            }
        }
        var counts = [0, 0, 0]
        let candidates = [Byte.comma, Byte.semicolon, Byte.tab]
        var inQuotes = false
        var seen = false
        for byte in bytes[at...] {
            if byte == Byte.quote { inQuotes.toggle() }
            if inQuotes { continue }
            if byte == Byte.lf || byte == Byte.cr {
                if seen { break }
                continue
            }
            seen = true
            if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        delimiter = candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    }

    /// The next record, or nil at the end of the file. Faults inside it are noted, and mark it as broken.
    private mutating func record() -> Record? {
        guard at < bytes.count else { return nil }
        var record = Record(start: at, line: line)
        var plain = true
        while true {
            if at < bytes.count, bytes[at] == Byte.quote {
                quotedField(&record, &plain)
            } else {
                let start = at
                while at < bytes.count, !isEnd(bytes[at]) {
                    if bytes[at] == 0 || bytes[at] >= 0x80 { plain = false }
                    at += 1
                }
                record.fields.append((start, at, false))
            }
            guard at < bytes.count, bytes[at] == delimiter else { break }
            at += 1
        }
        if !plain, !record.broken { checkText(&record) }
        endLine()
        return record
    }

    private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == Byte.lf || byte == Byte.cr }

    /// Steps over one line end: CRLF, LF or a lone CR.
    private mutating func endLine() {
        guard at < bytes.count else { return }
        if bytes[at] == Byte.cr, at + 1 < bytes.count, bytes[at + 1] == Byte.lf { at += 1 }
        at += 1
        line += 1
    }

    private mutating func quotedField(_ record: inout Record, _ plain: inout Bool) {
        let open = at
        let openLine = line
        var escaped = false
        record.quoted = true
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            if byte == Byte.quote {
                guard at + 1 < bytes.count, bytes[at + 1] == Byte.quote else { break }
                escaped = true
                at += 2
            } else if byte == Byte.lf || byte == Byte.cr {
                endLine()
            } else {
                if byte == 0 || byte >= 0x80 { plain = false }
                at += 1
            }
        }
        record.fields.append((open + 1, min(at, bytes.count), escaped))
        guard at < bytes.count else {
            record.broken = true
            let place = Place(file: file, line: openLine, column: column(of: open, from: record.start))
            let problem = unclosed(place)
            return faults.add(problem)
        }
        at += 1
        guard at < bytes.count, !isEnd(bytes[at]) else { return }
        if !record.broken {
            let problem = fault(
                Localized(sv: "Text efter ett avslutande citattecken.", en: "Text after a closing quote."),
                at: at, from: record.start,
                Localized(
                    sv: "Skriv citattecken inne i ett fält dubbelt (\"\").",
                    en: "Double a quote inside a field (\"\")."))
            faults.add(problem)
        }
        record.broken = true
        while at < bytes.count, !isEnd(bytes[at]) { at += 1 }
    }

    private func unclosed(_ place: Place) -> Problem {
        Problem(
            Localized(
                sv: "Ett citattecken öppnas här men stängs aldrig.", en: "A quote opens here and is never closed."),
            at: place,
            remedy: Localized(
                sv: "Lägg till ett citattecken där fältet slutar.", en: "Add a quote where the field ends."))
    }

    /// Notes the first NUL or invalid UTF-8 of a record.
    private mutating func checkText(_ record: inout Record) {
        guard let wrong = Text.firstFault(in: bytes, from: record.start, to: at) else { return }
        record.broken = true
        let message =
            bytes[wrong] == 0
            ? Localized(sv: "Ett NUL-tecken står här.", en: "A NUL character stands here.")
            : Localized(sv: "Texten är inte giltig UTF-8 här.", en: "The text is not valid UTF-8 here.")
        let problem = fault(
            message, at: wrong, from: record.start,
            Localized(
                sv: "Spara filen som \"CSV UTF-8\" i kalkylprogrammet.",
                en: "Save the file as \"CSV UTF-8\" in the spreadsheet program."))
        faults.add(problem)
    }

    /// Whether a record has as many fields as the header; empty ones at the end may be too many.
    private mutating func hasWidth(_ record: Record, _ width: Int) -> Bool {
        let count = record.fields.count
        if count == width || (count > width && record.fields[width...].allSatisfy { $0.start == $0.end }) {
            return true
        }
        let problem = Problem(
            Localized(
                sv: "Raden har \(count) fält, men rubrikraden har \(width).",
                en: "The row has \(count) fields, but the header has \(width)."),
            at: Place(file: file, line: record.line, column: 1),
            remedy: Localized(
                sv: "Sätt citattecken om ett fält som innehåller skiljetecknet.",
                en: "Put quotes round a field that contains the delimiter."))
        faults.add(problem)
        return false
    }

    /// A fault at a byte of a record.
    private func fault(_ message: Localized, at position: Int, from start: Int, _ remedy: Localized? = nil) -> Problem {
        let inside = Text.lineBreaks(in: bytes, from: start, to: position)
        let atEndOfRecord = line - Text.lineBreaks(in: bytes, from: start, to: at)
        return Problem(
            message, at: Place(file: file, line: atEndOfRecord + inside, column: column(of: position, from: start)),
            remedy: remedy)
    }

    private func column(of position: Int, from start: Int) -> Int { Text.column(in: bytes, of: position, from: start) }
}
