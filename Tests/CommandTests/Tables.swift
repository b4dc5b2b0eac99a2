// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

/// A table of the JSON that the command prints.
struct PrintedTable {
    let columns: [String]
    let types: [String]
    let units: [String?]
    let rows: [[JSON]]

    init(_ json: JSON?) throws {
        let described = try #require(json?["columns"]?.array)
        columns = described.compactMap { $0["name"]?.string }
        types = described.compactMap { $0["type"]?.string }
        units = described.map { $0["unit"]?.string }
        rows = try #require(json?["rows"]?.array).map { $0.array ?? [] }
        #expect(rows.allSatisfy { $0.count == columns.count })
    }

    /// A column's cells.
    func column(_ name: String) throws -> [JSON] {
        let index = try #require(columns.firstIndex(of: name), "there is no column \(name): \(columns)")
        return rows.map { $0[index] }
    }

    /// A cell of the row whose first cell has this text.
    func cell(_ key: JSON, _ name: String) throws -> JSON {
        let row = try #require(rows.firstIndex { $0.first == key }, "there is no row \(key)")
        return try column(name)[row]
    }

    func number(_ key: JSON, _ name: String) throws -> Double { try #require(try cell(key, name).number) }

    func sum(_ name: String) throws -> Double { try column(name).compactMap(\.number).reduce(0, +) }
}

/// The tables of a run by `step/table`.
struct PrintedRun {
    let json: JSON

    init(_ outcome: Tool.Outcome) throws { json = try outcome.json() }

    func table(_ step: String, _ name: String) throws -> PrintedTable {
        try PrintedTable(json["steps"]?[step]?["tables"]?[name])
    }

    /// A finding's argument.
    func argument(_ step: String, _ finding: String, _ name: String) throws -> Double {
        let found = json["steps"]?[step]?["findings"]?.array?.first { $0["id"]?.string == finding }
        return try #require(found?["arguments"]?[name]?["value"]?.number)
    }
}
