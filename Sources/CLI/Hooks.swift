// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkRules

/// `samverk hooks [HOOK]`.
struct Hooks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Lista vad en regel kan svara på: omfång, argument med tillåtna värden, svar, vad som gäller utan regel.",
            "List what a rule may answer: scope, arguments with their allowed values, result, default."),
        discussion: exampleCall("samverk hooks support-pooling/may_share"))

    @Argument(help: aid("En regelpunkt.", "One hook.")) var hook: String?
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let plugins = try PluginSource.plugins(options)
        if let hook {
            let described = DescribedHook(try plugins.hook(hook), values: HookValues(options))
            return try Terminal.output(
                format == .json ? described.json.prettyText : described.text(options.language))
        }
        try Listing.texts(
            Localized(sv: "Regelpunkter", en: "Hooks"), "hooks",
            [
                ("hook", Localized(sv: "Regelpunkt", en: "Hook")), ("scope", Localized(sv: "Omfång", en: "Scope")),
                ("combine", Localized(sv: "Flera svar", en: "Several answers")),
                ("title", Localized(sv: "Vad den frågar", en: "What it asks")),
                ("result", Localized(sv: "Svar", en: "Result")),
                ("default", Localized(sv: "Utan regel", en: "Default")),
            ],
            plugins.hooks.map {
                [
                    $0.reference, $0.scope.rawValue, $0.combine.rawValue, $0.title(options.language),
                    $0.expectation(options.language),
                    $0.defaultText(options.language),
                ]
            }
        ).show(format, options)
    }
}
