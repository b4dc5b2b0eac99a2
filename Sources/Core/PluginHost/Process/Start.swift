// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit
import SamverkProcesses

/// What is started for one run of a plugin, and what of its own it may read.
struct Start {
    let program: String
    let arguments: [String]
    /// The folder of its package; nil for a plugin that came with the tool, which has nothing but its program.
    let folder: String?
    private let copy: PackageCopy?

    /// Prepares the start: of a stored plugin from a checked copy, of a linked one from its author's folder.
    ///
    /// - Throws: ``Problem`` when a file is missing or is not the one that was installed.
    init(_ plugin: LoadedPlugin) throws(Problem) {
        let entry = plugin.manifest.runtime.entry
        switch plugin.home {
        case .bundled:
            do throws(Problem) {
                try Installation.check(program: plugin.program)
            } catch { throw error.inside("plugin \(plugin.manifest.id)") }
            (program, arguments, folder, copy) = (plugin.program, Array(entry.dropFirst()), nil, nil)
            return
        case .linked: copy = nil
        case .stored(let package): copy = try PackageCopy(of: plugin, package: package)
        }
        let folder = copy?.path ?? plugin.folder
        self.folder = folder
        do throws(Problem) {
            program = try plugin.manifest.runtime.program(in: folder)
            // The working directory is the scratch folder, so a script is named in full.
            let script = entry.dropFirst().first.map { access(folder + "/" + $0, R_OK) == 0 ? folder + "/" + $0 : $0 }
            arguments = (script.map { [$0] } ?? []) + entry.dropFirst(2)
            guard access(program, X_OK) == 0, !Installation.isFolder(program) else {
                throw Problem(
                    Localized(
                        sv: "Tillägget \(plugin.manifest.id): '\(entry[0])' kan inte startas.",
                        en: "The plugin \(plugin.manifest.id): '\(entry[0])' cannot be started."),
                    kind: .program,
                    remedy: Localized(
                        sv:
                            "Filen ska finnas och vara körbar (chmod +x), eller vara något av \(Interpreter.names.joined(separator: ", ")).",
                        en:
                            "The file must be there and executable (chmod +x), or be one of \(Interpreter.names.joined(separator: ", "))."
                    ))
            }
        } catch {
            copy?.remove()
            throw error
        }
    }

    /// Removes the copy it was started from.
    func remove() { copy?.remove() }
}
