// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The CSV of an exported registry: comma, LF, one text for one table, made to be versioned and merged line by line.
///
/// It differs from what Exchange reads for people in being exact: an empty field is null, `""` is an empty text, nothing
/// is trimmed, guessed or put right.
enum CanonicalCSV {
    /// One record; nil is null.
    struct Record {
        var line: Int
        var fields: [String?]
    }

    static func append(_ fields: [String?], to out: inout [UInt8]) {
        for (i, field) in fields.enumerated() {
            if i > 0 { out.append(44) }
            guard let field else { continue }
            let plain = !field.isEmpty && !field.utf8.contains { [10, 13, 34, 44].contains($0) }
            if plain {
                out.append(contentsOf: field.utf8)
            } else {
                out.append(34)
                for byte in field.utf8 { out.append(contentsOf: byte == 34 ? [34, 34] : [byte]) }
                out.append(34)
            }
        }
        out.append(10)
    }

    /// - Throws: `Problem` at the line that is no record of such a file.
    static func records(_ bytes: [UInt8], file: String) throws(Problem) -> [Record] {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw broken(file, nil, Localized(sv: "filen är inte giltig UTF-8", en: "the file is not valid UTF-8"))
        }
        var records: [Record] = []
        var at = bytes.startIndex
        var line = 1
        while at < bytes.endIndex {
            var record = Record(line: line, fields: [])
            fields: while true {
                var field: [UInt8] = []
                let quoted = at < bytes.endIndex && bytes[at] == 34
                if quoted {
                    at += 1
                    while true {
                        guard at < bytes.endIndex else {
                            throw broken(
                                file, record.line,
                                Localized(sv: "ett citattecken stängs aldrig", en: "a quote is never closed"))
                        }
                        let byte = bytes[at]
                        at += 1
                        if byte == 34 {
                            guard at < bytes.endIndex, bytes[at] == 34 else { break }
                            at += 1
                        }
                        if byte == 10 { line += 1 }
                        field.append(byte)
                    }
                } else {
                    while at < bytes.endIndex, bytes[at] != 44, bytes[at] != 10, bytes[at] != 13 {
                        field.append(bytes[at])
                        at += 1
                    }
                }
                record.fields.append(field.isEmpty && !quoted ? nil : String(decoding: field, as: UTF8.self))
                if at < bytes.endIndex, bytes[at] == 13 { at += 1 }
                guard at < bytes.endIndex else { break fields }
                let byte = bytes[at]
                at += 1
                if byte == 10 { break fields }
                guard byte == 44 else {
                    throw broken(
                        file, line, Localized(sv: "text efter ett citattecken", en: "text after a closing quote"))
                }
            }
            line += 1
            // A line with nothing on it is no record.
            if record.fields != [nil] { records.append(record) }
        }
        return records
    }

    static func broken(_ file: String, _ line: Int?, _ what: Localized) -> Problem {
        Problem(
            Localized(sv: "Exporten är skadad: \(what.sv).", en: "The export is damaged: \(what.en)."),
            at: Place(file: file, line: line),
            remedy: Localized(
                sv: "Exportera på nytt där uppgifterna finns: samverk export --all MAPP.",
                en: "Export anew where the data are: samverk export --all DIR."))
    }
}
