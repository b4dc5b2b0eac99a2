// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkExchange
import SamverkRegistry
import SamverkTestSupport
import Testing

/// A folder of its own for a test.
func temporaryFolder() throws -> String {
    let folder = NSTemporaryDirectory() + "samverk-registry-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
}

/// A new registry in a folder of its own.
func newRegistry() throws -> Registry { try Registry.create(at: temporaryFolder() + "/registry.sqlite") }

extension Registry {
    /// Imports a text as a user imports a file.
    @discardableResult
    func take(
        _ text: String, in dataset: String, file: String = "a.csv", optional: Set<String> = [], dryRun: Bool = false
    ) throws -> ImportReport {
        let schema = try schema(dataset)
        let rows = try CSV.read(Array(text.utf8), file: file).typed(
            as: schema.columns, key: schema.key, optional: optional)
        return try land(rows, in: dataset, by: "anna", dryRun: dryRun)
    }
}

let municipalities = """
    code,name,county_code,county,population,total_cost,source
    9907,Kommun G,,,12600,1029420000,SYNTHETIC
    9901,Kommun A,,,59100,4385220000,SYNTHETIC

    """

/// A plugin's dataset.
func deskHours(_ extra: [DatasetColumn] = []) -> DatasetSchema {
    let none: Localized = "-"
    return DatasetSchema(
        "support-pooling/desk_hours", title: none,
        columns: [
            DatasetColumn(ColumnSpec("desk", .category), title: none, references: "municipalities"),
            DatasetColumn(ColumnSpec("hour", .integer), title: none, minimum: 0, maximum: 23),
            DatasetColumn(ColumnSpec("share", .real, unit: "share", nullable: true), title: none),
        ] + extra, key: ["desk", "hour"])
}
