// SPDX-License-Identifier: EUPL-1.2

extension Table {
    /// Insists that the key tells the rows apart, or that a table without key is a whole game.
    func checkKey() throws(Problem) {
        if key.isEmpty {
            guard let players = players else {
                throw Problem(
                    Localized(sv: "Tabellen saknar nyckel.", en: "The table has no key."),
                    remedy: Localized(
                        sv: "Ange i \"key\" de kolumner som pekar ut en rad.",
                        en: "Name in \"key\" the columns that identify a row."))
            }
            let given = attributes["players"]?.array?.count
            guard players.count == given, Set(players).count == given, !players.contains("") else {
                throw Problem(
                    Localized(
                        sv: "Spelarna i \"players\" ska vara olika namn.",
                        en: "The players in \"players\" must be distinct names."))
            }
            guard players.count <= 30, columns.isEmpty || rowCount == 1 << players.count else {
                throw Problem(
                    Localized(
                        sv: "Ett spel med \(players.count) spelare ska ha 2^\(players.count) rader, inte \(rowCount).",
                        en: "A game of \(players.count) players has 2^\(players.count) rows, not \(rowCount)."))
            }
            return
        }
        for name in key where self[name] == nil {
            throw Problem(
                Localized(sv: "Nyckelkolumnen '\(name)' saknas.", en: "The key column '\(name)' is missing."),
                remedy: suggestion(for: name, among: columnNames))
        }
        if isAscending { return }
        // By number of the first row with the same beginning of the key: no cells are made for large tables.
        var first = [Int](repeating: 0, count: rowCount)
        for column in columns where key.contains(column.name) {
            if let row = column.present?.firstIndex(of: false) {
                throw Problem(
                    Localized(sv: "Rad \(row + 1): nyckeln är tom.", en: "Row \(row + 1): the key is empty."))
            }
            first = column.firstRows(among: first)
        }
        for (row, first) in first.enumerated() where first != row {
            throw Problem(
                Localized(
                    sv: "Rad \(first + 1) och \(row + 1) har samma nyckel \(keyText(row)).",
                    en: "Rows \(first + 1) and \(row + 1) have the same key \(keyText(row))."))
        }
    }
}

extension Table {
    /// Whether each row's key comes after that of the row before, as in tables from the registry: then they are distinct.
    private var isAscending: Bool {
        var undecided = Array(0..<max(rowCount - 1, 0))
        for name in key {
            guard let column = self[name], column.present == nil, column.isAscending(&undecided) else { return false }
        }
        return undecided.isEmpty
    }
}

extension Column {
    /// Whether no value is less than the one before it, among the rows whose successors are not decided yet; those that
    /// are less than theirs are.
    fileprivate func isAscending(_ undecided: inout [Int]) -> Bool {
        switch storage {
        case .integers(let values): Self.isAscending(&undecided, values)
        case .reals(let values): Self.isAscending(&undecided, values)
        case .booleans: false
        case .strings(let values): Self.isAscending(&undecided, values)
        }
    }

    private static func isAscending<Value: Comparable>(_ undecided: inout [Int], _ values: [Value]) -> Bool {
        var left: [Int] = []
        for row in undecided where !(values[row] < values[row + 1]) {
            guard values[row] == values[row + 1] else { return false }
            left.append(row)
        }
        undecided = left
        return true
    }

    /// For each row the first one of its group that holds the same value; rows are of one group when they have one number.
    public func firstRows(among groups: [Int]) -> [Int] {
        switch storage {
        case .integers(let values): firstRows(groups, values)
        case .reals(let values): firstRows(groups, values)
        case .booleans(let values): firstRows(groups, values)
        case .strings(let values): firstRows(groups, values)
        }
    }

    private func firstRows<Value: Hashable>(_ groups: [Int], _ values: [Value]) -> [Int] {
        var first: [KeyPart<Value>: Int] = [:]
        first.reserveCapacity(values.count)
        return values.indices.map { row in
            let part = KeyPart(group: groups[row], value: values[row])
            if let known = first[part] { return known }
            first[part] = row
            return row
        }
    }
}

/// A value in a group of rows.
private struct KeyPart<Value: Hashable>: Hashable {
    var group: Int
    var value: Value
}
