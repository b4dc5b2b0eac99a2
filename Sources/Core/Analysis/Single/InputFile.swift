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
    /// Columns that are not the port's and yet no mistake: those of datasets that the file may have been exported from.
    public var beside: Set<String>
}

extension InputPort {
    /// The columns to expect in the file of a table.
    ///
    /// - Parameter datasets: those that are known. What `samverk export` wrote of one that has the columns which the port
    ///   cannot do without is a file for the port, whatever else stands in it.
    public func fileForm(parameters: [String: JSON], datasets: [DatasetSchema] = []) -> InputFileForm {
        let required = columns.filter { !$0.optional }.map(\.name)
        let sources = datasets.filter { schema in required.allSatisfy { schema[$0] != nil } }
        let further = others?.resolve(parameters)
        let beside = sources.flatMap(\.columns).map(\.spec).filter { spec in
            !(further.map { takes(spec.type, as: $0) } ?? false)
        }
        let own = columns.map { declared($0, parameters) }
        return InputFileForm(
            columns: own, optional: columns.filter(\.optional).map(\.name),
            key: key.isEmpty ? Array(own.prefix(1).map(\.spec.name)) : key, others: further,
            beside: Set(beside.map(\.name)).subtracting(columns.map(\.name)))
    }

    /// The one column of a game, to expect in its file beside `coalition` or `mask`; nil when the port takes no game.
    public func gameColumn(parameters: [String: JSON]) -> DatasetColumn? {
        shape == .game ? columns.first.map { declared($0, parameters) } : nil
    }

    private func declared(_ column: PortColumn, _ parameters: [String: JSON]) -> DatasetColumn {
        let type = column.type.resolve(parameters)
        return DatasetColumn(
            ColumnSpec(
                column.name, type, unit: column.unit ?? (type == .money ? "öre" : nil), nullable: column.nullable),
            title: column.title)
    }
}
