// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange
import SamverkRules

/// `samverk rule stubs`.
struct RuleStubs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stubs",
        abstract: say(
            "Lär din textredigerare regelpunkterna: skriver .luarc.json och .luals/samverk.lua för Lua Language Server.",
            "Teach your editor the hooks: writes .luarc.json and .luals/samverk.lua for the Lua Language Server."),
        discussion: exampleCall(
            "samverk rule stubs",
            say(
                "Kör den igen när tillägg eller data har ändrats. Egna inställningar i .luarc.json behålls.",
                "Run it again when plugins or data have changed. Your own settings in .luarc.json are kept.")))

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let source = try RuleSource(options)
        let hooks = try source.plugins.hooks.map { (hook: $0, values: try source.values($0)) }
        let settings = workspace.root + "/.luarc.json"
        let merged = try settingsText(settings)
        let folder = workspace.root + "/" + LuaStubs.folder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Problem(
                Localized(
                    sv: "Mappen '\(LuaStubs.folder)' kan inte skapas.",
                    en: "The folder '\(LuaStubs.folder)' cannot be made."))
        }
        try OutputFile.write(LuaStubs.text(hooks, options.language), to: folder + "/samverk.lua")
        try OutputFile.write(merged, to: settings)
        try Terminal.output(".luarc.json\n\(LuaStubs.folder)/samverk.lua")
        guard !options.quiet else { return }
        let next = Localized(
            sv: "Öppna arbetsmappen i en redigerare med Lua Language Server, så vet den vad en regel får veta.",
            en: "Open the workspace in an editor with the Lua Language Server, and it knows what a rule may know.")
        Terminal.error(next(options.language))
    }

    /// Our settings in the place of the same ones there; the others as they were.
    private func settingsText(_ path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else {
            return JSON.object(LuaStubs.settings).prettyText + "\n"
        }
        guard var object = try JSON.read(try FileReader.read(path), file: ".luarc.json").object else {
            throw Problem(
                Localized(sv: ".luarc.json är inget objekt.", en: ".luarc.json is no object."),
                at: Place(file: ".luarc.json"))
        }
        for member in LuaStubs.settings.members {
            let own = (object[member.name]?.array ?? []).filter { !(member.value.array ?? []).contains($0) }
            object[member.name] = member.value.array.map { .array(own + $0) } ?? member.value
        }
        return JSON.object(object).prettyText + "\n"
    }
}
