// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The way of tables between host and plugin: in the message itself, or, when they are too large for it, as folders in the
/// run's scratch folder that the message names.
public struct LargeTables: Sendable {
    /// Nil when all tables stand in the message.
    private let scratch: String?
    /// How many bytes of files may still be read.
    private var allowance: Int
    /// Most bytes of files that a host takes from one run of a plugin, and a plugin from its host.
    public static let allowance = 1 << 30

    /// The tables of a run with this scratch folder.
    public init(scratch: String, allowance: Int = LargeTables.allowance) {
        self.scratch = scratch
        self.allowance = allowance
    }

    /// All tables in the message, whatever their size; a folder is refused.
    public static let inMessage = LargeTables()

    private init() {
        scratch = nil
        allowance = 0
    }

    /// A table for a message: its wire form, or `{"folder": NAME}` after it has been written there.
    ///
    /// - Parameter name: the folder's name, new in the scratch folder.
    /// - Throws: ``Problem`` when the folder cannot be written.
    public func wire(_ table: Table, as name: String) throws(Problem) -> JSON {
        guard let scratch, table.weight > WireProtocol.largestTable else { return table.wire }
        try table.write(folder: name, in: scratch)
        return ["folder": .string(name)]
    }

    /// The table that stands in a message, or in the folder it names.
    ///
    /// - Throws: ``Problem`` when either is not well formed; of kind `limit` when it is too large.
    public mutating func table(_ wire: JSON) throws(Problem) -> Table {
        guard let scratch, let object = wire.object, object.names == ["folder"] else { return try Table(wire: wire) }
        guard let name = object["folder"]?.string else { throw Problem("folder: string") }
        do throws(Problem) {
            return try Table(folder: name, in: scratch, allowance: &allowance)
        } catch { throw error.inside("folder \(name.prefix(60))") }
    }
}

extension Table {
    /// About how many bytes the cells would take in a message.
    public var weight: Int { columns.reduce(0) { $0 + $1.weight } }
}

extension Column {
    fileprivate var weight: Int {
        switch storage {
        case .integers(let values): values.count * (type == .date ? 13 : 8)
        case .reals(let values): values.count * 8
        case .booleans(let values): values.count * 5
        case .strings(let values): values.reduce(0) { $0 + $1.utf8.count + 3 }
        }
    }
}
