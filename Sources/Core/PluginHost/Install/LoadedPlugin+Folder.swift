// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

extension LoadedPlugin {
    /// A plugin in its author's folder, known to no workspace: to be tested.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when its `plugin.json` is missing or not sound, or asks for another protocol.
    public init(folder: String) throws {
        let source = try SourceFolder(folder)
        try self.init(
            linked: InstalledPlugin(
                id: source.manifest.id, version: source.manifest.version, hash: "", enabled: true, manifest: "",
                source: .linked, folder: folder))
    }
}
