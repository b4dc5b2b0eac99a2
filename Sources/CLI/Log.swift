// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkRegistry

/// `samverk log`.
struct Log: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Visa vem som ändrade vad och när; det senaste först.", "Show who changed what, and when; the latest first."
        ), discussion: exampleCall("samverk log --limit 20"))

    @Option(help: aid("Hur många poster.", "How many entries.")) var limit = 20
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if limit < 1 { throw ValidationError(say("--limit är minst 1.", "--limit is at least 1.")) }
    }

    func run() async throws {
        try Log.listing(try Workspace(options).registry.audit(limit: limit), format).show(format, options)
    }

    /// Entries of the audit log.
    static func listing(_ entries: [AuditEntry], _ format: OutputFormat) throws -> Listing {
        try Listing.texts(
            Localized(sv: "Ändringar", en: "Changes"), "log",
            [
                ("number", Localized(sv: "Nr", en: "No")), ("at", Localized(sv: "När", en: "When")),
                ("who", Localized(sv: "Vem", en: "Who")), ("action", Localized(sv: "Vad", en: "What")),
                ("object", Localized(sv: "Gäller", en: "Object")), ("before", Localized(sv: "Före", en: "Before")),
                ("after", Localized(sv: "Efter", en: "After")),
            ],
            entries.map {
                [
                    String($0.number), $0.at, $0.who, $0.action, $0.object, told($0.before, format),
                    told($0.after, format),
                ]
            })
    }

    /// What stood before or after: facts one by one on a terminal, as they were recorded in the other formats.
    private static func told(_ text: String?, _ format: OutputFormat) -> String {
        guard let text else { return "" }
        guard format == .table, let object = (try? JSON.read(text))?.object else { return text }
        return object.members.map { "\($0.name): \($0.value.string ?? $0.value.text)" }.joined(separator: ", ")
    }
}
