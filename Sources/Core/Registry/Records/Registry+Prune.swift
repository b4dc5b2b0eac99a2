// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// Packages that a workspace could do without.
public struct PackagePrune: Hashable, Sendable {
    /// Those that go, by plugin and hash.
    public var packages: [PluginPackage]
    /// How many steps each plugin could have been rolled back and then can no more, by id.
    public var lostRollbacks: [String: Int]
}

extension Registry {
    /// What ``prunePackages(keepingRollbacks:by:)`` would remove.
    public func prunablePackages(keepingRollbacks steps: Int? = nil) throws -> PackagePrune {
        try reading { try Self.prune(steps, $0).found }
    }

    /// Forgets the packages that neither an installed plugin, nor a rollback, nor the record of a run refers to.
    ///
    /// - Parameter steps: how many steps back a plugin can still be rolled afterwards; nil keeps all.
    /// - Returns: what was forgotten; the audit log has an entry for each.
    @discardableResult
    public func prunePackages(keepingRollbacks steps: Int? = nil, by who: String) throws -> PackagePrune {
        try writing { db in
            let (found, history) = try Self.prune(steps, db)
            for number in history {
                try db.execute(sql: "DELETE FROM plugin_history WHERE number = ?", arguments: [number])
            }
            for package in found.packages {
                try db.execute(sql: "DELETE FROM plugin_packages WHERE package = ?", arguments: [package.package])
                let pin = JSON.object(["version": .string(package.version), "hash": .string(package.package)])
                try Self.record("plugin prune", package.plugin, by: who, before: pin.text, db)
            }
            return found
        }
    }

    /// What can go, with the steps of the history that go with it.
    private static func prune(_ steps: Int?, _ db: Database) throws -> (found: PackagePrune, history: [Int]) {
        var left: [String: Int] = [:]
        var lost: [String: Int] = [:]
        var gone: [Int] = []
        var needed = Set(try plugins(db).map(\.hash))
        let sql = "SELECT number, plugin, package, previous FROM plugin_history ORDER BY number DESC"
        for row in try Row.fetchAll(db, sql: sql) {
            let plugin = try row.text(1)
            if let steps, left[plugin, default: 0] >= steps {
                gone.append(try row.integer(0))
                lost[plugin, default: 0] += 1
            } else {
                left[plugin, default: 0] += 1
                needed.formUnion([try row.text(2), try row.text(3)])
            }
        }
        let packages = try packages(db).filter { package in
            guard !needed.contains(package.package) else { return false }
            let run = "SELECT number FROM runs WHERE instr(content, ?) > 0 LIMIT 1"
            return try Row.fetchOne(db, sql: run, arguments: [package.package]) == nil
        }
        return (PackagePrune(packages: packages, lostRollbacks: lost), gone)
    }
}
