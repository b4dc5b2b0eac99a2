// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkRegistry

/// `samverk plugin key --publisher NAME --out FILE`.
struct PluginKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: say(
            "Gör en nyckel som en utgivare signerar sina paket med.",
            "Make a key that a publisher signs packages with."),
        discussion: exampleCall(
            "samverk plugin key --publisher \"Fyrbodals kommunalförbund\" --out publisher.key",
            say(
                "Den hemliga halvan står i filen, som ingen annan får läsa; den öppna i FIL.pub, som du ger till dem som ska lita på dig.",
                "The secret half stands in the file, which nobody else may read; the public one in FILE.pub, which you give to those who are to trust you."
            )))

    @Option(
        help: aid("Utgivaren, som i plugin.json.", "The publisher, as in plugin.json.", value: "name"))
    var publisher: String
    @Option(help: aid("Skriv den hemliga nyckeln hit.", "Write the secret key here.", value: "file")) var out: String
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let file = out + ".pub"
        guard !FileManager.default.fileExists(atPath: file) else {
            throw Problem(
                Localized(sv: "'\(file)' finns redan.", en: "'\(file)' is there already."),
                remedy: Localized(sv: "Välj ett annat namn.", en: "Choose another name."))
        }
        let key = try SecretKey.make(out, for: .publisher(publisher))
        do {
            try OutputFile.write(PublicKeyFile(key: key, publisher: publisher).text, to: file)
        } catch {
            // A key that nobody knows of proves nothing.
            try? FileManager.default.removeItem(atPath: out)
            throw error
        }
        try Terminal.output(
            Localized(
                sv:
                    "\(key)\nDen hemliga nyckeln står i \(out): bevara den väl. Ge \(file) till dem som ska lita på dig.",
                en: "\(key)\nThe secret key stands in \(out): keep it well. Give \(file) to those who are to trust you."
            )(options.language))
    }
}

/// The file of a publisher's public key: one line, `samverk-publisher KEY NAME`.
struct PublicKeyFile {
    let key: String
    let publisher: String

    private static let mark = "samverk-publisher"

    init(key: String, publisher: String) {
        self.key = key
        self.publisher = publisher
    }

    /// Reads the text of a file; nil when it is no such key.
    init?(_ text: String) {
        let parts = text.split(separator: "\n").first?.split(separator: " ", maxSplits: 2).map(String.init) ?? []
        guard parts.count == 3, parts[0] == PublicKeyFile.mark else { return nil }
        self.init(key: parts[1], publisher: parts[2])
    }

    var text: String { "\(PublicKeyFile.mark) \(key) \(publisher)\n" }
}
