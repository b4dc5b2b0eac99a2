// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses

/// `samverk plugin`: what there is, what comes and goes, and what its authors need.
struct Plugin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Arbetsmappens tillägg.", "The plugins of the workspace."),
        discussion: exampleCall("samverk plugin list"),
        subcommands: [
            PluginList.self, PluginInfo.self, PluginInstall.self, PluginEnable.self, PluginDisable.self,
            PluginUpgrade.self, PluginRollback.self, PluginRemove.self, PluginVerify.self, PluginDoctor.self,
            PluginPrune.self, PluginLogVerb.self, PluginTrust.self, PluginKeys.self, PluginBundleVerb.self,
            PluginNew.self,
            PluginTest.self, PluginPack.self, PluginKey.self,
        ])
}

/// The plugins in force: the workspace's enabled ones, outside a workspace those that come with the tool.
enum PluginSource {
    static func plugins(_ options: GlobalOptions) throws -> PluginSet {
        if try Workspace.folder(options) != nil { return try Workspace(options).plugins }
        let bundled = LoadedPlugin.bundled(try Installation.find(), read: FileReader.read)
        Terminal.complain(bundled.problems, options.language)
        return PluginSet(bundled.plugins)
    }
}
