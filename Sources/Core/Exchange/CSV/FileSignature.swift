// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Tells by their first bytes the files that are no CSV but are often taken for it.
enum FileSignature {
    private static let known: [(bytes: [UInt8], name: Localized)] = [
        ([0x89, 0x50, 0x4E, 0x47], Localized(sv: "en PNG-bild", en: "a PNG image")),
        ([0xFF, 0xD8, 0xFF], Localized(sv: "en JPEG-bild", en: "a JPEG image")),
        (
            [0x50, 0x4B, 0x03, 0x04],
            Localized(sv: "en arbetsbok (xlsx) eller en zip-fil", en: "a workbook (xlsx) or a zip file")
        ),
        ([0xD0, 0xCF, 0x11, 0xE0], Localized(sv: "en äldre arbetsbok (xls)", en: "an older workbook (xls)")),
        (Array("%PDF".utf8), Localized(sv: "en PDF", en: "a PDF")),
        ([0x1F, 0x8B], Localized(sv: "en gzip-fil", en: "a gzip file")),
        (Array("SQLite format 3".utf8), Localized(sv: "en SQLite-databas", en: "an SQLite database")),
    ]

    /// Why the bytes cannot be CSV, or nil when they may be.
    static func problem(of bytes: [UInt8], file: String) -> Problem? {
        func problem(_ message: Localized, _ remedy: Localized) -> Problem {
            Problem(message, at: Place(file: file), remedy: remedy)
        }
        let save = Localized(
            sv: "Spara den som \"CSV UTF-8\" i kalkylprogrammet.",
            en: "Save it as \"CSV UTF-8\" in the spreadsheet program.")
        let marked = bytes.starts(with: Byte.mark)
        if bytes.dropFirst(marked ? 3 : 0).allSatisfy({ $0 == Byte.lf || $0 == Byte.cr || $0 == 32 }) {
            return problem(
                Localized(sv: "Filen är tom.", en: "The file is empty."),
                Localized(
                    sv: "Den ska börja med en rad kolumnnamn.", en: "It should begin with a line of column names."))
        }
        let marked16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        if !marked16, looksLikeUTF16(bytes) {
            return problem(
                Localized(
                    sv: "Filen är sparad som UTF-16 utan märke, inte som UTF-8.",
                    en: "The file is saved as UTF-16 without a mark, not as UTF-8."), save)
        }
        if let kind = known.first(where: { bytes.starts(with: $0.bytes) }) {
            return problem(
                Localized(sv: "Filen är \(kind.name.sv), inte CSV.", en: "The file is \(kind.name.en), not CSV."), save)
        }
        return nil
    }

    /// Whether every second byte of the beginning is NUL.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
        let start = bytes.prefix(64)
        guard start.count >= 4 else { return false }
        let even = start.enumerated().filter { $0.offset % 2 == 0 }
        let odd = start.enumerated().filter { $0.offset % 2 == 1 }
        return even.allSatisfy { $0.element == 0 } || odd.allSatisfy { $0.element == 0 }
    }
}
