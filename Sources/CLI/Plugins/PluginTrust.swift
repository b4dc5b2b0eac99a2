// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkRegistry

/// `samverk plugin trust KEY|FILE`.
struct PluginTrust: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: say(
            "Lita på en utgivares nyckel i den här arbetsmappen, eller spärra den.",
            "Trust a publisher's key in this workspace, or revoke it."),
        discussion: exampleCall(
            "samverk plugin trust publisher.key.pub",
            say(
                """
                Få nyckeln på en annan väg än paketet. En spärrad nyckel går aldrig att lita på igen.
                Exempel: samverk plugin trust publisher.key.pub --revoke
                """,
                """
                Get the key by another way than the package. A revoked key can never be trusted again.
                Example: samverk plugin trust publisher.key.pub --revoke
                """)))

    @Argument(
        help: aid(
            "Den öppna nyckeln (base64), eller filen den står i.",
            "The public key (base64), or the file it stands in.")) var key: String
    @Option(
        help: aid(
            "Utgivaren, som i plugin.json; står redan i en fil.",
            "The publisher, as in plugin.json; a file holds it.", value: "name")) var publisher: String?
    @Option(help: aid("Första dagen; annars i dag.", "The first day; else today.", value: "date")) var from: String?
    @Option(help: aid("Sista dagen; annars tills vidare.", "The last day; else open.", value: "date")) var until:
        String?
    @Flag(
        help: aid(
            "Spärra nyckeln: inget den har signerat tas emot eller körs mer.",
            "Revoke the key: nothing that it signed is taken or run any more.")) var revoke = false
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let desk = try PluginDesk(options)
        let (key, publisher) = try named(desk.registry)
        if revoke {
            let day = try desk.registry.revoke(
                key, of: publisher, on: try GivenDay.read(from, "--from", mayLieAhead: true), by: Workspace.user)
            try Terminal.output(
                Localized(
                    sv: "\(publisher): nyckeln \(key) är spärrad från \(day.description).",
                    en: "\(publisher): the key \(key) is revoked from \(day.description).")(options.language))
            return try tellHit(by: key, of: publisher, on: day, desk.registry)
        }
        let first = try GivenDay.read(from, "--from", mayLieAhead: true)
        let last = try until.map { try GivenDay.read($0, "--until", mayLieAhead: true) }
        if let last, last < first {
            throw Problem(
                Localized(
                    sv: "Nyckeln skulle sluta gälla innan den börjar.", en: "The key would end before it begins."),
                kind: .usage)
        }
        try desk.registry.trust(
            PublisherKey(publisher: publisher, key: key, validFrom: first, validUntil: last), by: Workspace.user)
        let end = last.map { "–\($0.description)" } ?? ""
        try Terminal.output(
            Localized(
                sv: "\(publisher): nyckeln \(key) gäller från \(first.description)\(end).",
                en: "\(publisher): the key \(key) counts from \(first.description)\(end).")(options.language))
    }

    /// Names the installed plugins that a revoked key has signed.
    private func tellHit(by key: String, of publisher: String, on day: Day, _ registry: Registry) throws {
        let hit = try RevokedPlugin.all(registry, on: max(day, GivenDay.today)).filter {
            $0.key == key && $0.publisher == publisher
        }
        for plugin in hit {
            try Terminal.output(
                Localized(
                    sv:
                        "Signerat med den och installerat: \(plugin.id) \(plugin.version). Det körs inte mer här, om inte samverk.yaml säger allow_revoked: [\(plugin.id)].",
                    en:
                        "Signed with it and installed: \(plugin.id) \(plugin.version). It runs here no more, unless samverk.yaml says allow_revoked: [\(plugin.id)]."
                )(options.language))
        }
    }

    /// The key and whose it is, from a file, from the options, or, to revoke it, from what is trusted.
    private func named(_ registry: Registry) throws -> (key: String, publisher: String) {
        if FileManager.default.fileExists(atPath: key) {
            let text = String(decoding: try FileReader.read(key).prefix(2000), as: UTF8.self)
            guard let file = PublicKeyFile(text) else {
                throw Problem(
                    Localized(
                        sv: "Filen är ingen utgivares öppna nyckel.", en: "The file is no publisher's public key."),
                    at: Place(file: key),
                    remedy: Localized(
                        sv: "Be utgivaren om filen som slutar på .pub, eller ange nyckeln och --publisher.",
                        en: "Ask the publisher for the file that ends in .pub, or give the key and --publisher."))
            }
            guard publisher == nil || publisher == file.publisher else {
                throw Problem(
                    Localized(
                        sv: "Filen är nyckeln för \(file.publisher.visible).",
                        en: "The file is the key of \(file.publisher.visible)."), at: Place(file: key))
            }
            return (file.key, file.publisher)
        }
        let owners = Set(try registry.publisherKeys().filter { $0.key == key }.map(\.publisher))
        if let owner = publisher ?? (revoke && owners.count == 1 ? owners.first : nil) { return (key, owner) }
        throw Problem(
            Localized(sv: "Vems är nyckeln?", en: "Whose is the key?"), kind: .usage,
            remedy: Localized(sv: "Ange utgivaren: --publisher NAMN", en: "Name the publisher: --publisher NAME"))
    }
}

/// `samverk plugin keys`.
struct PluginKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: say(
            "Lista utgivarnas nycklar som arbetsmappen litar på, eller har litat på.",
            "List the publishers' keys that the workspace trusts, or has trusted."),
        discussion: exampleCall("samverk plugin keys"))

    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try Listing.texts(
            Localized(sv: "Utgivares nycklar", en: "Keys of publishers"), "keys",
            [
                ("key", Localized(sv: "Nyckel", en: "Key")), ("publisher", Localized(sv: "Utgivare", en: "Publisher")),
                ("valid_from", Localized(sv: "Från", en: "From")), ("valid_until", Localized(sv: "Till", en: "Until")),
                ("revoked_on", Localized(sv: "Spärrad", en: "Revoked")),
            ],
            try PluginDesk(options).registry.publisherKeys().map {
                [
                    $0.key, $0.publisher.visible, $0.validFrom.description, $0.validUntil?.description ?? "",
                    $0.revokedOn?.description ?? "",
                ]
            }
        ).show(format, options)
    }
}
