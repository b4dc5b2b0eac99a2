// SPDX-License-Identifier: EUPL-1.2

/// A table read from a file, with the line each row stood on: what Exchange makes and Registry lands.
public struct PositionedTable: Hashable, Sendable {
    public var table: Table
    /// The file as the user named it.
    public var file: String
    /// One line number a row, from 1 (the header is line 1).
    public var lines: [Int]
    /// What was noticed on the way and put right, such as a padded code.
    public var notices: [Problem]

    /// Makes a positioned table.
    public init(_ table: Table, file: String, lines: [Int], notices: [Problem] = []) {
        self.table = table
        self.file = file
        self.lines = lines
        self.notices = notices
    }
}
