// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Tables that several tests use.
public enum Samples {
    /// One column of every type, with nulls.
    public static func everyType() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("player", .party), ColumnSpec("day", .date), ColumnSpec("kind", .category),
                ColumnSpec("cost", .money, unit: "öre/year", nullable: true),
                ColumnSpec("share", .real, unit: "share", nullable: true),
                ColumnSpec("persons", .integer, unit: "persons", nullable: true),
                ColumnSpec("ok", .boolean, nullable: true),
                ColumnSpec("note", .text, nullable: true),
            ], key: ["player", "day"], attributes: ["source": "SYNTHETIC"])
        try builder.append(
            party("9907"), day("2026-01-31"), .category("desk"), .money(Money(ore: -123_450)), .real(0.1),
            .integer(12_500),
            .boolean(true), .text("å \"quoted\"\n"))
        try builder.append(
            party("org:gemensam-it"), day("0001-01-01"), .category(""), .null, .real(-0.0), .null, .boolean(false),
            .null)
        try builder.append(
            party("9907"), day("9999-12-31"), .category("9908"), .money(Money(ore: .max)), .null, .integer(.min), .null,
            .text(""))
        return try builder.table()
    }

    /// A game of two players.
    public static func game() throws(Problem) -> Table {
        let costs = [0, 100, 200, 250].map { Cell.money(Money(ore: $0)) }
        return try Table(
            [Column(ColumnSpec("cost", .money, unit: "öre/year"), costs)], key: [],
            attributes: ["players": ["9907", "9908"]])
    }

    /// A table that has columns and no row.
    public static func empty() throws(Problem) -> Table {
        try TableBuilder([ColumnSpec("id", .text)], key: ["id"]).table()
    }

    /// A party's cell of its code.
    public static func party(_ code: String) -> Cell { Party(code).map(Cell.party) ?? .null }
    /// A date's cell of its text.
    public static func day(_ text: String) -> Cell { Day(text).map(Cell.date) ?? .null }
}
