// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

/// A column of a dataset, for tests.
func column(
    _ name: String, _ type: ColumnType, unit: String? = nil, nullable: Bool = false, minimum: Double? = nil,
    maximum: Double? = nil, allowed: [String] = []
) -> DatasetColumn {
    DatasetColumn(
        ColumnSpec(name, type, unit: unit, nullable: nullable), title: Localized(sv: name, en: name), minimum: minimum,
        maximum: maximum, allowed: allowed)
}

/// A small dataset with a column of every type.
let everyType = [
    column("code", .party), column("name", .text, nullable: true), column("n", .integer, nullable: true),
    column("x", .real, nullable: true), column("cost", .money, unit: "öre/year", nullable: true),
    column("open", .boolean, nullable: true), column("day", .date, nullable: true),
    column("kind", .category, nullable: true),
]

func read(_ text: String, as columns: [DatasetColumn] = everyType, key: [String] = ["code"]) throws -> PositionedTable {
    try CSV.read(Array(text.utf8), file: "a.csv").typed(as: columns, key: key)
}

/// A reader of one cell.
func cell(_ text: String, _ type: ColumnType, unit: String? = nil, commaSeparates: Bool = false) -> Cell? {
    try? CellReader(column: column("v", type, unit: unit, nullable: true), commaSeparates: commaSeparates).cell(text)
}
