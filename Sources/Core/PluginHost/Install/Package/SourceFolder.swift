// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A folder with a `plugin.json`, its manifest read and nothing else: where an author works, or what is about to be
/// checked.
public struct SourceFolder: Sendable {
    /// The folder of `plugin.json`.
    public let path: String
    public let manifest: Manifest
    /// The exact bytes of `plugin.json`.
    public let manifestBytes: [UInt8]

    /// Reads the manifest in a folder, strictly, and insists that its id may be taken.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when there is none, it is not sound, too large, or its id is reserved.
    public init(_ path: String) throws {
        self.path = path
        let file = path + "/" + PackageFolder.manifestFile
        guard Disk.exists(file) else {
            throw Problem(
                Localized(sv: "Mappen har ingen plugin.json.", en: "The folder has no plugin.json."),
                at: Place(file: path),
                remedy: Localized(
                    sv: "Ange mappen eller arkivet där tilläggets plugin.json ligger.",
                    en: "Name the folder or the archive where the plugin's plugin.json lies."))
        }
        manifestBytes = try Disk.bytes(of: file, atMost: Manifest.largest)
        manifest = try Manifest.read(manifestBytes, file: PackageFolder.manifestFile)
        if let problem = PluginName.problem(manifest.id) { throw problem }
    }
}

extension Manifest {
    /// Insists that what is to be started is a file of the package, or an interpreter that is given one.
    func checkEntry() throws(Problem) {
        let entry = runtime.entry.first ?? ""
        let files = files ?? []
        if runtime.kind == .process, Interpreter.names.contains(entry) {
            guard runtime.entry.dropFirst().contains(where: { word in files.contains { $0.path == word } }) else {
                throw missing(runtime.entry.dropFirst().first ?? entry)
            }
            return
        }
        guard let file = files.first(where: { $0.path == entry }) else { throw missing(entry) }
        guard runtime.kind == .lua || file.executable else {
            throw Problem(
                Localized(
                    sv: "runtime: '\(entry)' ska startas men är inte körbar.",
                    en: "runtime: '\(entry)' is to be started but is not executable."),
                at: Place(file: PackageFolder.manifestFile),
                remedy: Localized(
                    sv: "Gör den körbar (chmod +x) och packa om tillägget.",
                    en: "Make it executable (chmod +x) and pack the plugin again."))
        }
    }

    private func missing(_ entry: String) -> Problem {
        Problem(
            Localized(
                sv: "runtime: ingen fil i paketet heter '\(entry.shownSafely)', som ska startas.",
                en: "runtime: no file of the package is called '\(entry.shownSafely)', which is to be started."),
            at: Place(file: PackageFolder.manifestFile),
            remedy: suggestion(for: entry, among: (files ?? []).map(\.path)))
    }
}
