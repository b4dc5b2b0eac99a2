// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// Reads the files of Examples/fyrbodal/data and of Tests/Fixtures for tests: enough CSV for them, no more.
public enum ExampleCSV {
    /// The folder of the repository.
    public static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/")
    }()

    /// The bytes of a file of the repository.
    ///
    /// - Throws: ``Problem`` when it cannot be read.
    public static func bytes(_ path: String) throws(Problem) -> [UInt8] {
        guard let file = fopen(root + "/" + path, "rb") else { throw Problem("\(path): cannot be read") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// The rows of an example file, each by column name.
    public static func rows(_ name: String) throws(Problem) -> [[String: String]] {
        let text = String(decoding: try bytes("Examples/fyrbodal/data/\(name).csv"), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map { fields(String($0)) }
        let header = lines.first ?? []
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    /// A table of some columns of an example file, with the rows that are wanted.
    public static func table(
        _ name: String, _ columns: [ColumnSpec], key: [String], where wanted: ([String: String]) -> Bool = { _ in true }
    ) throws(Problem) -> Table {
        var builder = TableBuilder(columns, key: key)
        for row in try rows(name) where wanted(row) {
            var cells: [Cell] = []
            for column in columns { cells.append(try cell(row[column.name] ?? "", column)) }
            try builder.append(cells)
        }
        return try builder.table()
    }

    private static func cell(_ text: String, _ column: ColumnSpec) throws(Problem) -> Cell {
        if text.isEmpty { return .null }
        let cell: Cell? =
            switch column.type {
            case .integer: Int(text).map(Cell.integer)
            case .real: Double(text).map(Cell.real)
            case .money: Money(kronor: text).map(Cell.money)
            case .boolean: .boolean(text == "true")
            case .date: Day(text).map(Cell.date)
            case .party: Party(text).map(Cell.party)
            case .text: .text(text)
            case .category: .category(text)
            }
        guard let cell else { throw Problem("\(column.name): '\(text)'") }
        return cell
    }

    private static func fields(_ line: String) -> [String] {
        var fields = [""]
        var quoted = false
        for character in line {
            switch character {
            case "\"": quoted.toggle()
            case "," where !quoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
