// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A CSV file taken apart into fields, not yet typed. Holds the bytes once; rows are made when they are asked for.
public struct RawTable: Sendable {
    /// The names in the first record, trimmed.
    public private(set) var header: [String] = []
    /// The line of the header.
    public private(set) var headerLine = 1
    /// The file as the user named it.
    public let file: String
    /// `,`, `;` or a tab.
    public let delimiter: UInt8
    /// Rows that could not be taken apart (ragged, NUL, invalid UTF-8, a quote without end); `typed` reports them
    /// together with the faults of the values.
    public internal(set) var faults = FaultList()

    /// What was noticed when the bytes became text.
    public internal(set) var notices: [Problem] = []

    private let bytes: [UInt8]
    private var starts: [UInt32] = []
    /// The end of each field; the highest bit tells that it holds doubled quotes.
    private var ends: [UInt32] = []
    private var rowLines: [UInt32] = []
    private var rowStarts: [UInt32] = []
    private static let escapedBit: UInt32 = 1 << 31

    init(file: String, delimiter: UInt8, bytes: [UInt8]) {
        self.file = file
        self.delimiter = delimiter
        self.bytes = bytes
    }

    /// One row of fields.
    public struct Row: Hashable, Sendable {
        /// The line it begins on, from 1.
        public var line: Int
        /// One text a column, without quotes.
        public var fields: [String]
        /// Column of each field in its line, from 1.
        public var columns: [Int]
    }

    /// The rows of a table, each made when it is asked for.
    public struct Rows: RandomAccessCollection, Sendable {
        let table: RawTable
        public var startIndex: Int { 0 }
        public var endIndex: Int { table.rowCount }
        public subscript(row: Int) -> Row {
            let fields = table.header.indices
            return Row(
                line: table.line(row), fields: fields.map { table.field(row, $0) },
                columns: fields.map { table.place(row, $0).column ?? 1 })
        }
    }

    /// The rows that could be taken apart, in the order of the file.
    public var rows: Rows { Rows(table: self) }

    /// Number of rows.
    public var rowCount: Int { rowLines.count - 1 }

    /// The line a row begins on.
    func line(_ row: Int) -> Int { Int(rowLines[row + 1]) }

    /// The text of a field, without quotes.
    func field(_ row: Int, _ column: Int) -> String { text((row + 1) * header.count + column) }

    /// Whether nothing stands in a field.
    func isEmpty(_ row: Int, _ column: Int) -> Bool {
        let index = (row + 1) * header.count + column
        return starts[index] == ends[index]
    }

    /// Where a field begins; row -1 is the header.
    func place(_ row: Int, _ column: Int) -> Place {
        let start = Int(rowStarts[row + 1])
        var position = Int(starts[(row + 1) * header.count + column])
        if position > start, bytes[position - 1] == Byte.quote { position -= 1 }
        return Place(
            file: file, line: Int(rowLines[row + 1]) + Text.lineBreaks(in: bytes, from: start, to: position),
            column: Text.column(in: bytes, of: position, from: start))
    }

    mutating func append(_ start: Int, _ end: Int, escaped: Bool) {
        starts.append(UInt32(start))
        ends.append(UInt32(end) | (escaped ? Self.escapedBit : 0))
    }

    mutating func endRow(line: Int, start: Int) {
        rowLines.append(UInt32(line))
        rowStarts.append(UInt32(start))
    }

    mutating func endHeader(line: Int, start: Int) {
        endRow(line: line, start: start)
        headerLine = line
        header = starts.indices.map { NumberText.trimmed(text($0)) }
    }

    private func text(_ index: Int) -> String {
        let end = ends[index] & ~Self.escapedBit
        let slice = bytes[Int(starts[index])..<Int(end)]
        guard end != ends[index] else { return String(decoding: slice, as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(slice.count)
        var skip = false
        for byte in slice {
            if byte == Byte.quote, skip {
                skip = false
                continue
            }
            skip = byte == Byte.quote
            plain.append(byte)
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
