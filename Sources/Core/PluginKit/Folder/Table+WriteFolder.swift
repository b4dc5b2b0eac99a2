// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Table {
    /// Writes the table as a new folder: `table.json` and one file a column (docs/contracts.md, section 1).
    ///
    /// - Throws: ``Problem`` when the folder is there already or cannot be written; `limit` when the disk is full.
    func write(folder name: String, in parent: String) throws(Problem) {
        let folder = try TableFolder(making: name, in: parent)
        for (i, column) in columns.enumerated() { try column.write(number: i, to: folder) }
        let described = columns.map { column -> JSON in
            [
                "name": .string(column.name), "type": .string(column.type.rawValue),
                "unit": column.unit.map(JSON.string) ?? .null, "nullable": .bool(column.spec.nullable),
            ]
        }
        let head: JSON = [
            "rows": .integer(rowCount), "columns": .array(described), "key": .array(key.map(JSON.string)),
            "attributes": .object(attributes),
        ]
        try folder.write("table.json", head.bytes)
    }
}

extension Column {
    fileprivate func write(number: Int, to folder: borrowing TableFolder) throws(Problem) {
        let file = "\(number).npy"
        switch storage {
        case .integers(let values) where type == .date:
            try folder.write(file, .int32, values.map { Int32(truncatingIfNeeded: $0) })
        case .integers(let values): try folder.write(file, .int64, values)
        case .reals(let values): try folder.write(file, .float64, values)
        case .booleans(let values): try folder.write(file, .uint8, values)
        case .strings(let values) where type == .text:
            var bytes: [UInt8] = []
            var offsets = [0]
            offsets.reserveCapacity(values.count + 1)
            for value in values {
                bytes.append(contentsOf: value.utf8)
                offsets.append(bytes.count)
            }
            try folder.write("\(number).offsets.npy", .int64, offsets)
            try folder.write("\(number).utf8", bytes)
        case .strings(let values):
            let (codes, names) = coded(values)
            try folder.write(file, .int32, codes)
            try folder.write("\(number).json", JSON.array(names.map(JSON.string)).bytes)
        }
        if let present { try folder.write("\(number).null.npy", .uint8, present.map { !$0 }) }
    }

    /// Each value as the number of its name, in the order in which they come; a null as 0, for which there is a name then.
    private func coded(_ values: [String]) -> (codes: [Int32], names: [String]) {
        var number: [String: Int32] = [:]
        var names: [String] = []
        var codes: [Int32] = []
        codes.reserveCapacity(values.count)
        for (row, value) in values.enumerated() {
            if let present, !present[row] {
                codes.append(0)
            } else if let known = number[value] {
                codes.append(known)
            } else {
                let next = Int32(names.count)
                number[value] = next
                names.append(value)
                codes.append(next)
            }
        }
        return (codes, names)
    }
}

extension TableFolder {
    /// Writes an array as `numpy.save` does.
    fileprivate borrowing func write<Value: BitwiseCopyable>(
        _ file: String, _ element: NPYHeader.Element, _ values: [Value]
    ) throws(Problem) {
        let header = NPYHeader(element, count: values.count).bytes
        try write(file, header, values)
    }

    fileprivate borrowing func write(_ file: String, _ bytes: [UInt8]) throws(Problem) {
        try write(file, [], bytes)
    }
}
