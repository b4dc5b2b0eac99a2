// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkRegistry

/// `samverk backup FILE`.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Säkerhetskopiera registret till en ny fil, medan det används.",
            "Back up the registry to a new file, while it is in use."),
        discussion: exampleCall(
            "samverk backup backup.sqlite",
            say(
                "Allt är med, också beräkningar. Kopian läses igenom innan den får sitt namn. Återställ: samverk restore backup.sqlite",
                "Everything is in it, runs too. The copy is read through before it gets its name. Restore: samverk restore backup.sqlite"
            )))

    @Argument(help: aid("Filen; den ska vara ny.", "The file; it must be new.")) var file: String
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let registry = try Workspace(options).registry
        let hash = try registry.backup(to: file)
        try Terminal.output(
            Localized(sv: "Skrev \(file), kontrollsumma \(hash)", en: "Wrote \(file), hash \(hash)")(options.language))
    }
}
