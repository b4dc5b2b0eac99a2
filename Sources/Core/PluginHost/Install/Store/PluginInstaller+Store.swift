// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit

extension PluginInstaller {
    /// Moves a staged package to its place in the store, in one step and to the disk. One that is there and sound stays;
    /// a damaged one is replaced.
    func publish(_ staged: StagedPackage) throws {
        let package = staged.folder
        try settle(package)
        try onStep(.synced)
        let target = folders.package(package.package)
        if Disk.exists(target) {
            if let there = try? PackageFolder(checking: target), there.package == package.package {
                let signature = "/" + PackageFolder.signatureFile
                if package.signature != nil, package.signature != there.signature {
                    try Disk.rename(package.path + signature, to: target + signature)
                    try Disk.sync(target)
                }
                return try onStep(.stored)
            }
            // Two renames: between them the package is missing, which a start tells and a new installation mends.
            let aside = try StagingPlace(in: folders)
            try Disk.rename(target, to: aside.path + "/damaged")
        }
        try Disk.rename(package.path, to: target)
        try Disk.sync(folders.store)
        try onStep(.stored)
    }

    /// Makes the files of a package read-only, and sees them to the disk.
    private func settle(_ package: PackageFolder) throws(Problem) {
        let files = package.manifest.files ?? []
        var modes = [(PackageFolder.manifestFile, mode_t(0o444))]
        if package.signature != nil { modes.append((PackageFolder.signatureFile, 0o444)) }
        modes += files.map { ($0.path, $0.executable ? 0o555 : 0o444) }
        for (file, mode) in modes { try settle(package.path + "/" + file, mode) }
        for folder in Set(files.flatMap(\.folders)).sorted() { try settle(package.path + "/" + folder, 0o755) }
        try settle(package.path, 0o755)
    }

    private func settle(_ path: String, _ mode: mode_t) throws(Problem) {
        guard chmod(path, mode) == 0 else { throw Disk.failed(path, errno) }
        try Disk.sync(path)
    }

    /// Removes folders of the store that no known package stands in and no process uses.
    ///
    /// - Returns: the hashes of those removed.
    @discardableResult
    func clearStore() throws -> [String] {
        guard Disk.exists(folders.store) else { return [] }
        let known = Set(try registry.packages().map(\.package))
        return try FolderTree.names(in: folders.store).filter { name in
            let path = folders.package(name)
            guard !known.contains(name), !FileLock.isUsed(path) else { return false }
            FolderTree.remove(path)
            return true
        }
    }

    /// Removes what installations that were cut off have left in the staging folder.
    ///
    /// - Returns: how many there were.
    func clearStaging() throws -> Int {
        guard Disk.exists(folders.staging) else { return 0 }
        return try FolderTree.names(in: folders.staging).count { name in
            let path = folders.staging + "/" + name
            guard !FileLock.isUsed(path) else { return false }
            FolderTree.remove(path)
            return true
        }
    }
}
