// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginHost

/// What verbs that run plugins ask of the workspace.
extension Workspace {
    /// What looks after the plugins that are installed.
    var installer: PluginInstaller {
        PluginInstaller(
            workspace: root, registry: registry, bundled: installed.bundled, by: Workspace.user, on: GivenDay.today)
    }

    /// Tells on standard error, a line a plugin, which of those about to run a revoked key has signed; the
    /// workspace allows them.
    func warnOfRevoked(_ plugins: [LoadedPlugin], _ language: Language) throws {
        let running = Set(plugins.map(\.manifest.id))
        let revoked = try RevokedPlugin.all(registry, on: GivenDay.today).filter { running.contains($0.id) }
        Terminal.warn(revoked.map(\.warning), language)
    }

    /// Writes what a plugin said in an analysis to its log. A log that cannot be written stops no run.
    func keep(_ lines: [LogLine], saidBy plugin: LoadedPlugin, _ analysis: String) {
        guard !lines.isEmpty, let log = try? PluginLog.of(workspace: root) else { return }
        let id = plugin.manifest.id
        try? log.append(id, title: "\(Date().ISO8601Format()) \(id)/\(analysis)", lines)
    }
}
