// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension DatasetColumn {
    /// A value of this column that a person wrote on the command line, read as a file's fields are; nothing is null.
    ///
    /// - Throws: ``Problem`` with the column's name when the text has another type or is out of bounds.
    public func cell(_ text: String) throws(Problem) -> Cell {
        do throws(CellFault) {
            return try CellReader(column: self, commaSeparates: false).cell(text)
        } catch {
            throw Problem(
                Localized(
                    sv: "\(spec.name): \(error.message.sv).", en: "\(spec.name): \(error.message.en)."), kind: .usage,
                remedy: error.remedy)
        }
    }
}
