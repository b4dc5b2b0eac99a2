// SPDX-License-Identifier: EUPL-1.2

import SamverkRegistry
import Synchronization

/// The datasets of one run, each read once: all its steps see one state of it.
final class DatasetBook: Sendable {
    let registry: Registry
    private let tables = Mutex<[String: RegistryTable]>([:])

    init(_ registry: Registry) { self.registry = registry }

    /// A dataset by its full id.
    func read(_ dataset: String) throws -> RegistryTable {
        try tables.withLock { tables in
            if let known = tables[dataset] { return known }
            let table = try registry.read(dataset)
            tables[dataset] = table
            return table
        }
    }
}
