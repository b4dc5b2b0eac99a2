// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Table {
    /// Reads the folder form of a table as it may come from somebody who means harm.
    ///
    /// - Parameters:
    ///   - name: the folder, in `parent`.
    ///   - allowance: how many bytes may still be read; what the folder takes is drawn from it.
    /// - Throws: ``Problem`` that names the file: a link, a pipe, a file cut off or of another size than its head says, a
    ///   file too many, a code without a name, offsets that fall, text that is no UTF-8, a number that is not finite.
    ///   Of kind `limit` when the allowance does not suffice.
    init(folder name: String, in parent: String, allowance: inout Int) throws(Problem) {
        var reader = FolderReader(try TableFolder(name, in: parent), allowance: allowance)
        defer { allowance = reader.allowance }
        let head = try reader.json("table.json")
        var fields = try JSONFields(head, "table.json")
        let rows = try fields.integer("rows")
        let specs = try fields.array("columns").mapThrowing { json throws(Problem) in try ColumnSpec(folder: json) }
        let key = try fields.strings("key")
        let attributes = try fields.object("attributes", orEmpty: true)
        try fields.end()
        guard rows >= 0 else { throw Problem("table.json: rows") }
        var columns: [Column] = []
        for (i, spec) in specs.enumerated() { columns.append(try reader.column(i, spec, rows)) }
        try reader.end()
        try self.init(columns, key: key, attributes: attributes)
    }
}

extension ColumnSpec {
    fileprivate init(folder json: JSON) throws(Problem) {
        var fields = try JSONFields(json, "table.json, column")
        let name = try fields.string("name")
        let type = try fields.string("type")
        let unit = try fields.optionalString("unit")
        let nullable = try fields.flag("nullable")
        try fields.end()
        guard let type = ColumnType(rawValue: type) else {
            throw Problem(
                Localized(sv: "Okänd kolumntyp '\(type)'.", en: "Unknown column type '\(type)'."),
                remedy: suggestion(for: type, among: ColumnType.allCases.map(\.rawValue)))
        }
        self.init(name, type, unit: unit, nullable: nullable)
    }
}

/// Reads the files of a folder, each once, and remembers which they were.
private struct FolderReader: ~Copyable {
    private let folder: TableFolder
    private(set) var allowance: Int
    private var taken: Set<String> = []
    /// Largest JSON file, in bytes.
    private static let largestJSON = 64 << 20

    init(_ folder: consuming TableFolder, allowance: Int) {
        self.folder = folder
        self.allowance = allowance
    }

    /// Insists that every file of the folder has been read.
    func end() throws(Problem) { try folder.checkNames(taken) }

    private mutating func file(_ name: String, limit: Int = .max) throws(Problem) -> FolderFile {
        guard let file = try folder.open(name) else {
            throw Problem(Localized(sv: "filen \(name) saknas", en: "the file \(name) is missing"))
        }
        taken.insert(name)
        guard file.size <= min(allowance, limit) else {
            var problem = file.problem(
                Localized(
                    sv: "\(file.size) byte är mer än som läses", en: "\(file.size) bytes are more than is read"))
            problem.kind = .limit
            throw problem
        }
        allowance -= file.size
        return file
    }

    private mutating func values<Value: BitwiseCopyable>(
        _ name: String, _ element: NPYHeader.Element, _ count: Int, _ type: Value.Type = Value.self
    ) throws(Problem) -> [Value] {
        let file = try file(name)
        try file.array(element, count: count)
        return try file.values(count)
    }

    mutating func json(_ name: String) throws(Problem) -> JSON {
        let file = try file(name, limit: Self.largestJSON)
        let bytes: [UInt8] = try file.values(file.size)
        do throws(Problem) { return try JSON.read(bytes) } catch { throw file.problem(error.message) }
    }

    /// A column: its values, and which of them are null. What stands at a null means nothing.
    mutating func column(_ number: Int, _ spec: ColumnSpec, _ rows: Int) throws(Problem) -> Column {
        let name = "\(number).npy"
        let present = try present(number, spec, rows)
        let storage: Column.Storage
        switch spec.type {
        case .integer, .money: storage = .integers(cleared(try values(name, .int64, rows), 0, present))
        case .real:
            var reals = cleared(try values(name, .float64, rows, Double.self), 0, present)
            for row in reals.indices {
                guard reals[row].isFinite else {
                    throw Self.wrong(name, row, sv: "inget ändligt tal", en: "no finite number")
                }
                if reals[row] == 0 { reals[row] = 0 }
            }
            storage = .reals(reals)
        case .date:
            let days = cleared(try values(name, .int32, rows, Int32.self), 0, present).map(Int.init)
            if let row = days.firstIndex(where: { !Day.calendar.contains($0) }) {
                throw Self.wrong(name, row, sv: "ingen dag i kalendern", en: "no day of the calendar")
            }
            storage = .integers(days)
        case .boolean: storage = .booleans(cleared(try booleans(name, rows), false, present))
        case .text: storage = .strings(cleared(try texts(number, rows), "", present))
        case .party, .category: storage = .strings(try names(number, spec.type, rows, present))
        }
        return Column(spec, storage: storage, present: present)
    }

    /// Which rows have a value; nil when all have.
    private mutating func present(_ number: Int, _ spec: ColumnSpec, _ rows: Int) throws(Problem) -> [Bool]? {
        let name = "\(number).null.npy"
        guard spec.nullable, try folder.open(name) != nil else { return nil }
        let present = try booleans(name, rows).map { !$0 }
        return present.contains(false) ? present : nil
    }

    private mutating func booleans(_ name: String, _ rows: Int) throws(Problem) -> [Bool] {
        let bytes = try values(name, .uint8, rows, UInt8.self)
        if let row = bytes.firstIndex(where: { $0 > 1 }) {
            throw Self.wrong(name, row, sv: "varken 0 eller 1", en: "neither 0 nor 1")
        }
        return bytes.map { $0 == 1 }
    }

    private mutating func texts(_ number: Int, _ rows: Int) throws(Problem) -> [String] {
        let name = "\(number).offsets.npy"
        guard rows < .max else { throw Problem("table.json: rows") }
        let offsets = try values(name, .int64, rows + 1, Int.self)
        let file = try file("\(number).utf8")
        let bytes: [UInt8] = try file.values(file.size)
        guard offsets.first == 0, offsets.last == bytes.count else {
            throw Problem(
                Localized(
                    sv: "\(name): gränserna går inte från 0 till \(bytes.count)",
                    en: "\(name): the offsets do not go from 0 to \(bytes.count)"))
        }
        var texts: [String] = []
        texts.reserveCapacity(rows)
        for row in 0..<rows {
            guard offsets[row] <= offsets[row + 1], offsets[row + 1] <= bytes.count else {
                throw Self.wrong(name, row, sv: "en gräns som faller", en: "an offset that falls")
            }
            guard let text = String(validating: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self) else {
                throw Self.wrong(file.name, row, sv: "ingen giltig UTF-8", en: "no valid UTF-8")
            }
            texts.append(text)
        }
        return texts
    }

    private mutating func names(
        _ number: Int, _ type: ColumnType, _ rows: Int, _ present: [Bool]?
    ) throws(Problem) -> [String] {
        let codes = try values("\(number).npy", .int32, rows, Int32.self)
        let list = "\(number).json"
        let read = try json(list).array
        let names = read?.compactMap(\.string) ?? []
        guard let read, names.count == read.count, type == .category || names.allSatisfy({ Party($0) != nil }) else {
            throw Problem(
                Localized(
                    sv: "\(list): en lista av \(type == .party ? "partkoder" : "texter") väntades",
                    en: "\(list): a list of \(type == .party ? "party codes" : "texts") was expected"))
        }
        var values: [String] = []
        values.reserveCapacity(rows)
        for (row, code) in codes.enumerated() {
            if let present, !present[row] {
                values.append("")
            } else if names.indices.contains(Int(code)) {
                values.append(names[Int(code)])
            } else {
                throw Self.wrong("\(number).npy", row, sv: "en kod utan namn", en: "a code without a name")
            }
        }
        return values
    }

    /// The values with a standard one where there is null.
    private func cleared<Value>(_ values: [Value], _ standard: Value, _ present: [Bool]?) -> [Value] {
        guard let present else { return values }
        var values = values
        for row in values.indices where !present[row] { values[row] = standard }
        return values
    }

    private static func wrong(_ file: String, _ row: Int, sv: String, en: String) -> Problem {
        Problem(Localized(sv: "\(file): rad \(row + 1) är \(sv)", en: "\(file): row \(row + 1) is \(en)"))
    }
}
