// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkProcesses
import SamverkRegistry

/// A workspace as those verbs see it that change its plugins. Unlike ``Workspace`` it marks no package as in use, so that
/// one that is removed is gone at once.
struct PluginDesk {
    let root: String
    let registry: Registry
    let installation: Installation
    /// The plugins that come with the tool.
    let bundled: [LoadedPlugin]

    init(_ options: GlobalOptions) throws { try self.init(folder: try Workspace.required(options)) }

    init(folder: String) throws {
        root = folder
        installation = try Installation.find()
        registry = try Registry.open(at: folder + "/" + Workspace.registryFile)
        bundled = LoadedPlugin.bundled(installation, read: FileReader.read).plugins
    }

    var installer: PluginInstaller {
        PluginInstaller(
            workspace: root, registry: registry, bundled: bundled, by: Workspace.user, on: GivenDay.today)
    }

    /// The index of packages that the workspace has of its own.
    var index: String { root + "/plugins/index.json" }

    /// What is installed under an id.
    ///
    /// - Throws: ``Problem`` with a suggestion when there is nothing.
    func row(_ id: String) throws -> InstalledPlugin {
        let rows = try registry.plugins()
        if let row = rows.first(where: { $0.id == id }) { return row }
        throw PluginDesk.unknown(id, among: rows.map(\.id))
    }

    static func unknown(_ id: String, among ids: [String]) -> Problem {
        Problem(
            Localized(sv: "Okänt tillägg '\(id.visible)'.", en: "Unknown plugin '\(id.visible)'."),
            remedy: suggestion(for: id, among: ids))
    }
}

/// A folder of its own for as long as this value lives, that nobody else may read.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws(Problem) {
        var template = Array((FileManager.default.temporaryDirectory.path + "/samverk-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Problem(
                Localized(
                    sv: "Ingen tillfällig mapp kan skapas: \(String(cString: strerror(errno))).",
                    en: "No temporary folder can be made: \(String(cString: strerror(errno)))."), kind: .limit,
                remedy: Localized(
                    sv: "Ge plats på disken, eller ange en annan mapp i TMPDIR.",
                    en: "Make room on the disk, or name another folder in TMPDIR."))
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
