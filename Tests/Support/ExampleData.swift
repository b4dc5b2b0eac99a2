// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// Reads the files of Examples/fyrbodal for tests, without the Exchange room.
public enum ExampleData {
    /// The folder of the repository.
    public static let root: URL = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The bytes of a file of the repository.
    public static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }

    /// A file of Examples/fyrbodal/data as a table of the columns asked for; the others are left out.
    ///
    /// - Parameters:
    ///   - name: the file without `.csv`.
    ///   - columns: each with the name it has in the file, or as `name` from another in `renamed`.
    ///   - renamed: the name in the file by the name of the column.
    ///   - rows: which rows to keep, told by their fields.
    public static func table(
        _ name: String, _ columns: [ColumnSpec], key: [String], renamed: [String: String] = [:],
        where rows: ([String: String]) -> Bool = { _ in true }
    ) throws -> Table {
        var builder = TableBuilder(columns, key: key)
        for row in try self.rows(name) where rows(row) {
            try builder.append(
                try columns.map { spec in
                    let source = renamed[spec.name] ?? spec.name
                    guard let text = row[source] else { throw Problem("\(name).csv has no column \(source)") }
                    return try cell(text, spec)
                })
        }
        return try builder.table()
    }

    /// The rows of a file of Examples/fyrbodal/data, each field by its column's name.
    public static func rows(_ name: String) throws -> [[String: String]] {
        let lines = String(decoding: try bytes("Examples/fyrbodal/data/\(name).csv"), as: UTF8.self)
            .split(separator: "\n").map { fields(of: String($0)) }
        return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
    }

    private static func cell(_ text: String, _ spec: ColumnSpec) throws(Problem) -> Cell {
        let cell: Cell? =
            switch spec.type {
            case _ where text.isEmpty: .null
            case .text: .text(text)
            case .category: .category(text)
            case .integer: Int(text).map(Cell.integer)
            case .real: Double(text).map(Cell.real)
            case .money: Money(kronor: text).map(Cell.money)
            case .boolean: .boolean(text == "true")
            case .date: Day(text).map(Cell.date)
            case .party: Party(text).map(Cell.party)
            }
        guard let cell else { throw Problem("\(spec.name): '\(text)' is no \(spec.type.rawValue)") }
        return cell
    }

    /// The fields of a line; quotes as in RFC 4180, no line feeds inside.
    private static func fields(of line: String) -> [String] {
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
