// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

private let notYet = Problem("not built yet", kind: .program)

extension Registry {
    /// Makes a registry with the core datasets; refuses an existing file.
    public static func create(at path: String) throws -> Registry { throw notYet }
    /// Opens a registry; a file that is missing, foreign, damaged or newer is a `Problem` with a remedy.
    public static func open(at path: String) throws -> Registry { throw notYet }
    /// The schemas of all datasets: the core's first, then the plugins', by id.
    public var schemas: [DatasetSchema] { get throws { throw notYet } }
    /// The schema of a dataset; `desk_hours` stands for `support-pooling/desk_hours` when only one plugin has it.
    public func schema(_ id: String) throws -> DatasetSchema { throw notYet }
    /// Declares a plugin's datasets and makes their tables; the same schema again changes nothing.
    public func declare(_ schemas: [DatasetSchema], plugin: String, version: String) throws { throw notYet }
    /// Lands rows in a dataset by key, in one transaction: all or, with any fault, nothing.
    @discardableResult
    public func land(_ rows: PositionedTable, in dataset: String, by who: String, dryRun: Bool = false) throws
        -> ImportReport
    { throw notYet }
    /// The rows of a dataset with their origins.
    public func read(_ dataset: String, order: RowOrder = .key) throws -> RegistryTable { throw notYet }
    /// The revision of a dataset, without reading its rows.
    public func revision(_ dataset: String) throws -> Int { throw notYet }
    /// The latest entries of the audit log, newest first.
    public func audit(limit: Int = 100) throws -> [AuditEntry] { throw notYet }
    /// Adds an entry to the audit log.
    public func record(action: String, object: String, who: String, before: String? = nil, after: String? = nil) throws
    { throw notYet }
    /// What is wrong in the store: damage, values out of bounds, references that lead nowhere.
    public func check() throws -> [Problem] { throw notYet }
    /// Stores a run; an identical hash keeps its number and becomes the latest.
    public func saveRun(hash: String, scenario: String, title: String, content: JSON) throws -> Int { throw notYet }
    /// The run of a number, or nil; without a number the latest.
    public func run(_ number: Int? = nil) throws -> StoredRun? { throw notYet }
    /// All runs by number, without their content.
    public func runs() throws -> [StoredRun] { throw notYet }
    /// Enters or updates a plugin.
    public func setPlugin(
        id: String, version: String, hash: String, enabled: Bool, manifest: String, by who: String = "samverk"
    ) throws { throw notYet }
    /// Takes a plugin out of the list; its datasets stay. False when it was not there.
    @discardableResult
    public func removePlugin(_ id: String, by who: String = "samverk") throws -> Bool { throw notYet }
    /// The plugins by id.
    public func plugins() throws -> [InstalledPlugin] { throw notYet }
    /// The municipalities by code.
    public func municipalities() throws -> [Municipality] { throw notYet }
    /// The capabilities in map order.
    public func capabilities() throws -> [Capability] { throw notYet }
    /// An agreement with its parties, or nil.
    public func agreement(_ id: String) throws -> Agreement? { throw notYet }
    /// All agreements by id.
    public func agreements() throws -> [Agreement] { throw notYet }
    /// Copies the registry, consistently, to a new file.
    public func backup(to path: String) throws { throw notYet }
}
