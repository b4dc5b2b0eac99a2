// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry

/// A plugin as the host knows it: by its manifest, never by running it.
public struct LoadedPlugin: Sendable {
    public let manifest: Manifest
    /// The text of `plugin.json`.
    public let manifestText: String
    /// The path of its program.
    public let program: String
    /// SHA-256 of the program's bytes, in hexadecimal.
    public let hash: String

    /// Reads the manifests of the plugins that come with the tool. An unreadable one is a problem, the others go on.
    ///
    /// - Returns: the plugins by id, and what is wrong with those that are missing.
    public static func bundled(_ installation: Installation, read: (String) throws -> [UInt8]) -> (
        plugins: [LoadedPlugin], problems: [Problem]
    ) {
        var plugins: [LoadedPlugin] = []
        var problems: [Problem] = []
        for folder in installation.pluginFolders {
            let file = folder + "/plugin.json"
            do {
                let bytes = try read(file)
                let manifest = try Manifest(try JSON.read(bytes, file: file), file: file)
                let program = try installation.program(manifest.runtime.entry.first ?? "")
                plugins.append(
                    LoadedPlugin(
                        manifest: manifest, manifestText: String(decoding: bytes, as: UTF8.self), program: program,
                        hash: Digest.sha256(try read(program))))
            } catch let problem as Problem {
                problems.append(problem)
            } catch {
                problems.append(Problem("\(error)", at: Place(file: file)))
            }
        }
        return (plugins.sorted { $0.manifest.id < $1.manifest.id }, problems)
    }
}
