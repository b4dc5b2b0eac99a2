// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import SamverkDomain

extension Registry {
    /// Copies the registry, in one consistent state, to a new file, and checks what has been written before it gets its
    /// name: runs, plugins and what is kept of earlier versions of datasets are in it.
    ///
    /// - Returns: the ``contentHash`` of the copy, read from it.
    /// - Throws: `Problem` when the file exists, may not be written, or the copy is damaged.
    @discardableResult
    public func backup(to path: String) throws -> String {
        guard !StoreFile.exists(path) else { throw StoreFile.taken(path) }
        let draft = path + ".new"
        StoreFile.discard(draft)
        defer { StoreFile.discard(draft) }
        try StoreFault.translated(path) {
            try outsideTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
        }
        let hash = try Self.hash(ofBackup: draft, shown: path)
        try StoreFile.publish(draft, as: path)
        return hash
    }

    /// Reads a copy through, without changing it.
    private static func hash(ofBackup file: String, shown: String) throws -> String {
        try StoreFault.translated(shown) {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.prepareDatabase(defend)
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { db in
                try refuseDamage(db, shown)
                return try image(db).hash
            }
        }
    }

    /// Puts a backup in the place of everything that the registry holds, runs and plugins too, in one transaction.
    ///
    /// The backup is copied first and checked as any registry that is opened: foreign or damaged files are refused, and
    /// never written to.
    ///
    /// - Returns: the ``contentHash`` of what is there then.
    /// - Throws: `Problem` or `Problems` when the file is missing, foreign, damaged, or made by a newer Samverk.
    @discardableResult
    public func restore(backup file: String) throws -> String {
        try StoreFile.check(file)
        guard StoreFile.size(file + "-wal") == 0 else {
            throw Problem(
                Localized(
                    sv: "Filen är ingen säkerhetskopia utan ett register som används: bredvid den ligger en -wal-fil.",
                    en: "The file is no backup but a registry in use: a -wal file lies beside it."),
                at: Place(file: file),
                remedy: Localized(
                    sv: "Kopiera det med 'samverk backup FIL' i dess arbetsmapp.",
                    en: "Copy it with 'samverk backup FILE' in its workspace."))
        }
        let draft = path + ".restore"
        StoreFile.discard(draft)
        defer { StoreFile.discard(draft) }
        do {
            try FileManager.default.copyItem(
                at: URL(fileURLWithPath: file).resolvingSymlinksInPath(), to: URL(fileURLWithPath: draft))
        } catch { throw StoreFile.unwritable(draft, ENOSPC) }
        do {
            let source = try Registry.open(at: draft)
            defer { try? source.close() }
            // Every row is read before anything is replaced.
            let hash = try source.reading { db in
                try Self.refuseDamage(db, file)
                return try Self.image(db).hash
            }
            // plugins.lock is of the registry that was here.
            try source.writing { try Self.markLockStale($0) }
            try source.copy(to: self)
            return hash
        } catch {
            guard let problems = Problems.told(by: error) else { throw error }
            throw Problems(
                problems.map { problem in
                    var problem = problem
                    if problem.place.file == draft { problem.place.file = file }
                    return problem
                })
        }
    }
}
