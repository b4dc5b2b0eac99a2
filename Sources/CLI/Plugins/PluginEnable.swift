// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost

/// `samverk plugin enable ID`.
struct PluginEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: say(
            "Slå på ett tillägg: dess analyser och regelpunkter gäller igen.",
            "Enable a plugin: its analyses and hooks answer again."),
        discussion: exampleCall("samverk plugin enable tbm"))

    @Argument(help: aid("Tilläggets id.", "The plugin's id.")) var id: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await PluginChanger(desk: try PluginDesk(options), change: change, options: options)
            .make(.enable(id), alwaysAsks: false)
    }
}

/// `samverk plugin disable ID`.
struct PluginDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: say(
            "Stäng av ett tillägg: dess analyser och regelpunkter försvinner, dess uppgifter går att läsa.",
            "Disable a plugin: its analyses and hooks go, its data can be read."),
        discussion: exampleCall("samverk plugin disable tbm"))

    @Argument(help: aid("Tilläggets id.", "The plugin's id.")) var id: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await PluginChanger(desk: try PluginDesk(options), change: change, options: options)
            .make(.disable(id), alwaysAsks: false)
    }
}
