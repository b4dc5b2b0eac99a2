// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension PluginLog {
    /// The logs of a workspace, `<workspace>/plugins/log`, with the folder round them.
    ///
    /// - Throws: ``Problem`` when it cannot be made.
    public static func of(workspace root: String) throws(Problem) -> PluginLog {
        try PluginFolders(root: root).make()
        return PluginLog(folder: root + "/plugins/log")
    }
}
