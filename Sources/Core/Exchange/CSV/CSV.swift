// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// CSV as Excel, R and RFC 4180 write it.
public enum CSV {
    /// Takes a file apart into fields.
    ///
    /// Comma, semicolon or tab is told by the header (or Excel's `sep=;` line); quoted fields follow RFC 4180; a byte
    /// order mark, CRLF, LF and lone CR are all right; empty lines are skipped.
    ///
    /// - Throws: `Problem` when there is no header to go by: an empty file, UTF-16, an image, a workbook, a first record
    ///   that is broken. Faults of single rows are kept in ``RawTable/faults`` so that
    ///   ``RawTable/typed(as:key:optional:others:)`` can report them together with those of the values.
    public static func read(_ bytes: [UInt8], file: String) throws -> RawTable {
        guard bytes.count <= FileReader.largest else {
            throw Problem(
                Localized(sv: "Filen är större än 512 MB.", en: "The file is larger than 512 MB."), kind: .limit,
                at: Place(file: file), remedy: Localized(sv: "Dela upp den.", en: "Split it."))
        }
        if let problem = FileSignature.problem(of: bytes, file: file) { throw problem }
        var scanner = CSVScanner(bytes, file: file)
        return try scanner.table()
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
