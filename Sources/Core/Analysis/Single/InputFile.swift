// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// How a file given by `--input NAME=FILE` is to be read for a port.
public struct InputFileForm: Sendable {
    public var columns: [DatasetColumn]
    /// The columns that may be missing.
    public var optional: [String]
    public var key: [String]
    /// The type of columns that the port takes beside its own.
    public var others: ColumnType?
}

extension InputPort {
    /// The columns to expect in a file whose header is known.
    ///
    /// A game's file has `coalition,cost` (members joined by `+`) or `mask,cost` (bit i is the i-th player).
    public func fileForm(header: [String], parameters: [String: JSON]) -> InputFileForm {
        func declared(_ column: PortColumn) -> DatasetColumn {
            let type = column.type.resolve(parameters)
            return DatasetColumn(
                ColumnSpec(
                    column.name, type, unit: column.unit ?? (type == .money ? "öre" : nil), nullable: column.nullable),
                title: column.title)
        }
        let own = columns.map(declared)
        guard shape == .game else {
            return InputFileForm(
                columns: own, optional: columns.filter(\.optional).map(\.name),
                key: key.isEmpty ? Array(own.prefix(1).map(\.spec.name)) : key, others: others?.resolve(parameters))
        }
        let byMask = header.contains(where: { $0.lowercased().filter { $0 != " " } == "mask" })
        let name = byMask ? "mask" : "coalition"
        let index = DatasetColumn(
            ColumnSpec(name, byMask ? .integer : .text, nullable: !byMask),
            title: Localized(sv: "grupp", en: "coalition"),
            minimum: byMask ? 0 : nil)
        return InputFileForm(columns: [index] + own, optional: [], key: [name], others: nil)
    }

    /// The table of a file in the form the port takes: a game's rows become a dense table indexed by coalition.
    ///
    /// - Parameter players: the players named by the user; needed when the file has masks.
    /// - Throws: ``Problem`` when coalitions are missing, unknown or double, or there are more than 24 players.
    public func table(from file: PositionedTable, players: [String]?) throws(Problem) -> Table {
        guard shape == .game else { return file.table }
        return try GameFile(file: file, players: players).dense()
    }
}
