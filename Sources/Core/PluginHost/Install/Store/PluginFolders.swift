// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Where a workspace keeps its plugins.
struct PluginFolders: Sendable {
    /// The workspace.
    let root: String

    /// Packages, each under its hash.
    var store: String { root + "/plugins/store" }
    /// Packages on their way in.
    var staging: String { root + "/plugins/staging" }
    /// Held by who changes plugins.
    var mutex: String { root + "/plugins/.lock" }
    /// `plugins.lock`.
    var lock: String { root + "/plugins.lock" }

    /// Where a package stands, or would.
    func package(_ hash: String) -> String { store + "/" + hash }

    /// Makes the folders that are missing. Git passes them over: `plugins.lock` is what a workspace shares.
    func make() throws(Problem) {
        try Disk.makeFolders(store)
        try Disk.makeFolders(staging)
        let ignored = root + "/plugins/.gitignore"
        if Disk.exists(ignored) { return }
        do throws(Problem) { try Disk.write(Array("*\n".utf8), to: ignored) } catch {
            // Another samverk was quicker.
            if !Disk.exists(ignored) { throw error }
        }
    }
}
