// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain

/// `samverk log`.
struct Log: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who changed what, and when; the latest first.", discussion: "Example: samverk log --limit 20")

    @Option(help: "How many entries.") var limit = 20
    @Option(help: "table, csv, json or md.") var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit is at least 1.") }
    }

    func run() async throws {
        let workspace = try Workspace(options)
        try Listing.texts(
            Localized(sv: "Ändringar", en: "Changes"), "log",
            [
                ("number", Localized(sv: "Nr", en: "No")), ("at", Localized(sv: "När", en: "When")),
                ("who", Localized(sv: "Vem", en: "Who")), ("action", Localized(sv: "Vad", en: "What")),
                ("object", Localized(sv: "Gäller", en: "Object")), ("before", Localized(sv: "Före", en: "Before")),
                ("after", Localized(sv: "Efter", en: "After")),
            ],
            try workspace.registry.audit(limit: limit).map {
                [String($0.number), $0.at, $0.who, $0.action, $0.object, $0.before ?? "", $0.after ?? ""]
            }
        ).show(format, options)
    }
}
