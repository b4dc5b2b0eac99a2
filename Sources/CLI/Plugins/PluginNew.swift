// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost
import SamverkProcesses

/// `samverk plugin new NAME`.
struct PluginNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: say(
            "Skriv ett nytt tillägg som går att köra, i Lua, Python eller Swift.",
            "Write a new plugin that runs, in Lua, Python or Swift."),
        discussion: exampleCall(
            "samverk plugin new cost-per-inhabitant --runtime process --language python",
            say(
                "Utan val skrivs det i Lua. Befintliga mappar rörs aldrig.",
                "Without options it is written in Lua. Existing folders are never touched.")))

    @Argument(
        help: aid("Tilläggets namn, och mappen det skrivs i.", "The plugin's name, and the folder it is written to."))
    var name: String
    @Option(
        help: aid(
            "lua (i sandlådan) eller process (ett eget program).", "lua (in the sandbox) or process (its own program).")
    ) var runtime: Runtime?
    @Option(
        help: aid("Språket för ett eget program: python eller swift.", "The language of a program: python or swift."))
    var language: ProgramLanguage?
    @OptionGroup var options: GlobalOptions

    enum Runtime: String, ExpressibleByArgument, CaseIterable { case lua, process }
    enum ProgramLanguage: String, ExpressibleByArgument, CaseIterable { case python, swift }

    func run() async throws {
        let template = try template()
        let taken = try PluginSource.plugins(options).plugins.map(\.manifest.id)
        try template.write(to: name, taken: Set(taken), language: options.language, from: try Installation.find())
        try Terminal.output(name)
        if !options.quiet { Terminal.error(next(template)) }
    }

    private func template() throws(Problem) -> PluginTemplate {
        switch (runtime, language) {
        case (.lua, .some):
            throw Problem(
                Localized(
                    sv: "--language gäller bara --runtime process.", en: "--language is only for --runtime process."),
                kind: .usage, remedy: Localized(sv: "Utelämna ett av valen.", en: "Leave one of the options out."))
        case (.lua, nil), (nil, nil): return .lua
        case (_, .swift): return .swift
        case (_, .python), (.process, nil): return .python
        }
    }

    private func next(_ template: PluginTemplate) -> String {
        let package = [name, template.package].compactMap(\.self).joined(separator: "/")
        let build = template == .swift ? "\n  \(name)/build" : ""
        return Localized(
            sv: """
                Tillägget är skrivet; läs \(name)/README.md. Nästa steg:\(build)
                  samverk plugin test \(package)             pröva det
                  samverk plugin install --link \(package)   använd det här
                """,
            en: """
                The plugin is written; read \(name)/README.md. Next:\(build)
                  samverk plugin test \(package)             try it
                  samverk plugin install --link \(package)   use it here
                """)(options.language)
    }
}
