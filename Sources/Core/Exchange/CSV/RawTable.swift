// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A CSV file taken apart into fields, not yet typed. Holds the bytes once; rows are made when asked for.
public struct RawTable: Sendable {
    /// The names in the first record, trimmed.
    public internal(set) var header: [String]
    /// Start column of each name in the header's line, from 1.
    public internal(set) var headerColumns: [Int]
    /// The line of the header.
    public internal(set) var headerLine: Int
    /// The file as the user named it.
    public internal(set) var file: String
    /// `,`, `;` or a tab.
    public internal(set) var delimiter: UInt8
    /// Rows that could not be taken apart (ragged, NUL, invalid UTF-8, a quote without end), in order of their places;
    /// ``typed(as:key:optional:others:)`` reports them together with the faults of the values.
    public internal(set) var faults: FaultList

    let bytes: [UInt8]
    var fieldStarts: [UInt32] = []
    var fieldEnds: [UInt32] = []
    var rowLines: [UInt32] = []
    var rowStarts: [UInt32] = []

    /// One row of fields.
    public struct Row: Hashable, Sendable {
        /// The line it begins on, from 1.
        public var line: Int
        /// One text a column, without quotes.
        public var fields: [String]
        /// Start column of each field, from 1.
        public var columns: [Int]
    }
}
