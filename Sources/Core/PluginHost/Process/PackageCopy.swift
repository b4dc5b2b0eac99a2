// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// The files that a run of a stored plugin is started from: read from the store, each from one open descriptor, held
/// against the hash in the manifest, and written into a private folder. What runs is what was hashed: whoever swaps a file
/// of the store, before, between or after, changes nothing of this run.
///
/// What remains: another program of the same user could change the private folder, as it could change samverk itself.
struct PackageCopy {
    private let folder: Scratch
    /// Where the files are.
    var path: String { folder.path }

    /// Copies the package of a plugin.
    ///
    /// - Parameter package: SHA-256 of the bytes of its `plugin.json`, as it was installed.
    /// - Throws: ``Problem`` that names the file whose bytes are not those that were installed.
    init(of plugin: LoadedPlugin, package: String) throws(Problem) {
        try PackageCopy.check(manifestOf: plugin, package: package)
        folder = try Scratch()
        do throws(Problem) {
            // An SDK reads there what its plugin has declared.
            try write(Array(plugin.manifestText.utf8), "plugin.json", isExecutable: false, plugin)
            for file in plugin.manifest.files ?? [] { try copy(file, of: plugin) }
        } catch {
            folder.remove()
            throw error
        }
    }

    /// Checks that the files of a plugin are those that were installed, as a copy would, and makes none.
    ///
    /// - Throws: ``Problem`` that names the file whose bytes are not those that were installed.
    static func check(_ plugin: LoadedPlugin, package: String) throws(Problem) {
        try check(manifestOf: plugin, package: package)
        for file in plugin.manifest.files ?? [] { _ = try installed(file, of: plugin) }
    }

    private static func check(manifestOf plugin: LoadedPlugin, package: String) throws(Problem) {
        guard Digest.sha256(Array(plugin.manifestText.utf8)) == package else { throw changed(plugin, "plugin.json") }
    }

    /// The bytes of a file, which are those that were installed.
    private static func installed(_ file: PackageFile, of plugin: LoadedPlugin) throws(Problem) -> [UInt8] {
        guard let bytes = read(file, in: plugin.folder), Digest.sha256(bytes) == file.sha256 else {
            throw changed(plugin, file.path)
        }
        return bytes
    }

    /// Removes the copy.
    func remove() { folder.remove() }

    private func copy(_ file: PackageFile, of plugin: LoadedPlugin) throws(Problem) {
        let bytes = try PackageCopy.installed(file, of: plugin)
        try write(bytes, file.path, isExecutable: file.executable, plugin)
    }

    private func write(
        _ bytes: [UInt8], _ file: String, isExecutable: Bool, _ plugin: LoadedPlugin
    ) throws(Problem) {
        var target = folder.path
        for part in file.split(separator: "/").dropLast() {
            target += "/" + part
            mkdir(target, 0o700)
        }
        let to = open(
            folder.path + "/" + file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isExecutable ? 0o500 : 0o400)
        defer { if to >= 0 { close(to) } }
        var written = 0
        while to >= 0, written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(to, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            written += count
        }
        guard to >= 0, written == bytes.count else {
            throw Problem(
                Localized(
                    sv: "Tillägget \(plugin.manifest.id) kan inte läggas i en tillfällig mapp.",
                    en: "The plugin \(plugin.manifest.id) cannot be put in a temporary folder."),
                kind: .program,
                remedy: Localized(
                    sv: "Frigör plats, eller låt TMPDIR peka ut en mapp som har det.",
                    en: "Free some space, or let TMPDIR name a folder that has it."))
        }
    }

    /// The bytes of a regular file of the listed size, no link followed on the way; nil when there is none.
    private static func read(_ file: PackageFile, in folder: String) -> [UInt8]? {
        var at = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        let parts = file.path.split(separator: "/").map(String.init)
        for (i, part) in parts.enumerated() where at >= 0 {
            let kind = i + 1 < parts.count ? O_DIRECTORY : O_NONBLOCK
            let next = openat(at, part, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind)
            close(at)
            at = next
        }
        guard at >= 0 else { return nil }
        defer { close(at) }
        var status = stat()
        guard fstat(at, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == file.size else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: file.size)
        var done = 0
        while done < file.size {
            let count = bytes[done...].withUnsafeMutableBytes { Glibc.read(at, $0.baseAddress, $0.count) }
            guard count > 0 else { return nil }
            done += count
        }
        return bytes
    }

    private static func changed(_ plugin: LoadedPlugin, _ file: String) -> Problem {
        let id = plugin.manifest.id
        return Problem(
            Localized(
                sv: "Tillägget \(id) startas inte: filen \(file) är inte den som installerades.",
                en: "The plugin \(id) is not started: the file \(file) is not the one that was installed."),
            kind: .program,
            remedy: Localized(
                sv: "Se vad som hänt med: samverk plugin verify \(id). Installera sedan tillägget på nytt.",
                en: "See what happened with: samverk plugin verify \(id). Then install the plugin anew."))
    }
}
