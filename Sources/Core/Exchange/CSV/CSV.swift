// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// CSV as Excel, R and RFC 4180 write it.
public enum CSV {
    /// Takes a file apart into fields.
    ///
    /// Comma, semicolon or tab is told by the header (or Excel's `sep=;` line); quoted fields follow RFC 4180; a byte
    /// order mark, CRLF, LF and lone CR are all right; empty lines are skipped. UTF-16 with a mark and Windows-1252 are
    /// decoded, with a notice.
    ///
    /// - Parameter encoding: what the user says it is; nil is told by the bytes.
    /// - Throws: `Problem` when there is no header to go by: an empty file, an image, a workbook, bytes that are no text of
    ///   the encoding, a first record that is broken. Faults of single rows are kept in ``RawTable/faults`` so that
    ///   ``RawTable/typed(as:key:optional:others:)`` can report them together with those of the values.
    public static func read(_ bytes: [UInt8], file: String, encoding: TextEncoding? = nil) throws -> RawTable {
        guard bytes.count <= FileReader.largest else {
            throw Problem(
                Localized(sv: "Filen är större än 512 MB.", en: "The file is larger than 512 MB."), kind: .limit,
                at: Place(file: file), remedy: Localized(sv: "Dela upp den.", en: "Split it."))
        }
        if let problem = FileSignature.problem(of: bytes, file: file) { throw problem }
        let spoken = encoding ?? TextEncoding.guess(bytes)
        guard let text = spoken.utf8(bytes) else {
            throw Problem(
                Localized(
                    sv: "Filen är ingen text i \(spoken.rawValue).", en: "The file is no text in \(spoken.rawValue)."),
                at: Place(file: file),
                remedy: Localized(
                    sv: "Spara den som \"CSV UTF-8\" i kalkylprogrammet.",
                    en: "Save it as \"CSV UTF-8\" in the spreadsheet program."))
        }
        if spoken == .utf16, let problem = FileSignature.problem(of: text, file: file) { throw problem }
        var scanner = CSVScanner(text, file: file)
        var table = try scanner.table()
        if encoding == nil, let notice = spoken.notice(bytes, file: file) { table.notices.append(notice) }
        return table
    }
}

/// Bytes that mean something in CSV.
enum Byte {
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let tab = UInt8(ascii: "\t")
    static let lf = UInt8(ascii: "\n")
    static let cr = UInt8(ascii: "\r")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")
    /// The UTF-8 byte order mark.
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
