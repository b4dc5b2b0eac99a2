// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension RawTable {
    /// The fields as typed values, or all that is wrong with them.
    ///
    /// Numbers may have a decimal point or comma and blanks between thousands; a municipality's code that has lost its
    /// leading zero is padded, with a notice; an empty field is null.
    ///
    /// - Parameters:
    ///   - columns: what is expected; the table has them in this order, without those missing from the file.
    ///   - key: the names of the columns that identify a row; one that the file leaves out counts for nothing.
    ///   - optional: names of columns that the file may leave out.
    ///   - others: the type of columns in the file that are not expected; nil refuses them.
    ///   - known: names of columns that are not expected and yet no mistake: they are left out, with a notice.
    /// - Throws: `Problem`, or `Problems` when there are several, each with file, line, column, reason and remedy; the
    ///   first hundred in full and the number of the rest.
    public func typed(
        as columns: [DatasetColumn], key: [String], optional: Set<String> = [], others: ColumnType? = nil,
        passingOver known: Set<String> = []
    ) throws -> PositionedTable {
        var faults = FaultList()
        var notices = self.notices
        let read = self.columns(
            as: columns, optional: optional, others: others, passingOver: known, notices: &notices,
            faults: &faults)
        let key = key.filter { name in !optional.contains(name) || read.contains { $0.name == name } }
        if key.allSatisfy({ name in read.contains { $0.name == name } }) {
            noteDoubledKeys(key.compactMap { name in read.first { $0.name == name } }, faults: &faults)
        }
        try faults.throwIfAny()
        return PositionedTable(try Table(read, key: key), file: file, lines: (0..<rowCount).map(line), notices: notices)
    }

    /// The fields as columns of typed values, in the order of those expected; what is wrong is noted, and stands as null.
    func columns(as columns: [DatasetColumn], faults: inout FaultList) -> [Column] {
        var notices: [Problem] = []
        return self.columns(as: columns, optional: [], others: nil, passingOver: [], notices: &notices, faults: &faults)
    }

    private func columns(
        as columns: [DatasetColumn], optional: Set<String>, others: ColumnType?, passingOver known: Set<String>,
        notices: inout [Problem], faults: inout FaultList
    ) -> [Column] {
        faults.add(self.faults, movedBy: 0)
        let match = HeaderMatch(self, columns, optional: optional, others: others, passingOver: known, faults: &faults)
        if let notice = passingNotice(match.passedOver) { notices.append(notice) }
        var read: [Column] = []
        for (index, column) in match.columns {
            let reader = CellReader(column: column, commaSeparates: delimiter == Byte.comma)
            read.append(self.column(index, reader, faults: &faults))
            if let notice = paddingNotice(index, reader) { notices.append(notice) }
        }
        return read
    }

    /// A column of the file as typed values; a faulty field is noted and stands as null.
    private func column(_ index: Int, _ reader: CellReader, faults: inout FaultList) -> Column {
        var collector = ColumnCollector(reader.column.spec)
        for row in 0..<rowCount {
            do {
                collector.append(try reader.cell(field(row, index)))
            } catch {
                let name = reader.column.spec.name
                faults.add(
                    Problem(
                        Localized(sv: "\(name): \(error.message.sv).", en: "\(name): \(error.message.en)."),
                        at: place(row, index), remedy: error.remedy))
                collector.append(.null)
            }
        }
        return collector.column
    }

    /// One notice for all the padded codes of a column.
    private func paddingNotice(_ index: Int, _ reader: CellReader) -> Problem? {
        guard reader.column.spec.type == .party else { return nil }
        let padded = (0..<rowCount).filter { reader.isShortCode(NumberText.trimmed(field($0, index))) }
        guard let first = padded.first else { return nil }
        let name = reader.column.spec.name
        let code = NumberText.trimmed(field(first, index))
        return Problem(
            Localized(
                sv:
                    "\(name): en nolla lades till framför koder med tre siffror (\(padded.count)), \(code) lästes som 0\(code).",
                en:
                    "\(name): a zero was put before codes of three digits (\(padded.count)), \(code) was read as 0\(code)."
            ),
            at: place(first, index))
    }

    /// One notice for all the columns that were left out.
    private func passingNotice(_ columns: [Int]) -> Problem? {
        guard let first = columns.first else { return nil }
        let names = columns.map { Text.shown(header[$0]) }.joined(separator: ", ")
        let one = columns.count == 1
        return Problem(
            Localized(
                sv: "\(one ? "Kolumnen" : "Kolumnerna") \(names) lästes inte: indatat tar inte \(one ? "den" : "dem").",
                en:
                    "The column\(one ? "" : "s") \(names) \(one ? "was" : "were") not read: the input does not take \(one ? "it" : "them")."
            ),
            at: place(-1, first))
    }

    private func noteDoubledKeys(_ columns: [Column], faults: inout FaultList) {
        var seen: [[Cell]: Int] = [:]
        seen.reserveCapacity(rowCount)
        for row in 0..<rowCount {
            let cells = columns.map { $0[row] }
            guard !cells.contains(.null) else { continue }
            guard let first = seen[cells] else {
                seen[cells] = row
                continue
            }
            let shown = Text.shown(cells.map(\.plainText).joined(separator: ", "))
            faults.add(
                Problem(
                    Localized(
                        sv: "Raden har samma nyckel \(shown) som rad \(line(first)).",
                        en: "The row has the same key \(shown) as line \(line(first))."),
                    at: Place(file: file, line: line(row), column: 1),
                    remedy: Localized(sv: "Behåll en av dem.", en: "Keep one of them.")))
        }
    }
}
