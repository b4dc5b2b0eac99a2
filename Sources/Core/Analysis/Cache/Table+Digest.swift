// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry

extension Table {
    /// The SHA-256 of all that a plugin could see of the table: columns, values, key, attributes.
    var sha256: String {
        var digest = RunningDigest()
        let head: JSON = [
            "columns": .array(
                columns.map { column in
                    [
                        .string(column.name), .string(column.type.rawValue), column.unit.map(JSON.string) ?? .null,
                        .bool(column.spec.nullable), .bool(column.present != nil),
                    ]
                }),
            "rows": .integer(rowCount), "key": .array(key.map(JSON.string)), "attributes": .object(attributes),
        ]
        digest.add(counted: head.bytes)
        for column in columns {
            switch column.storage {
            case .integers(let values): values.withUnsafeBytes { digest.add($0) }
            case .reals(let values): values.withUnsafeBytes { digest.add($0) }
            case .booleans(let values): values.withUnsafeBytes { digest.add($0) }
            case .strings(let values):
                // One piece for all: a call a value would take longer than the digest.
                var bytes: [UInt8] = []
                for value in values {
                    withUnsafeBytes(of: value.utf8.count.littleEndian) { bytes.append(contentsOf: $0) }
                    bytes.append(contentsOf: value.utf8)
                }
                digest.add(counted: bytes)
            }
            column.present?.withUnsafeBytes { digest.add($0) }
        }
        return digest.sha256
    }
}

extension RunningDigest {
    /// Adds bytes and how many they are, so that no two sequences of texts look alike.
    fileprivate mutating func add(counted bytes: [UInt8]) {
        withUnsafeBytes(of: bytes.count.littleEndian) { add($0) }
        bytes.withUnsafeBytes { add($0) }
    }
}
