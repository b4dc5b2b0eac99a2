// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkRegistry

/// `samverk agreement key --party CODE --out FILE`, or `--revoke KEY`.
struct AgreementKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: say(
            "Gör en nyckel som en part skriver under godkännanden med, eller spärra en.",
            "Make a key that a party signs approvals with, or revoke one."),
        discussion: exampleCall(
            "samverk agreement key --party 9908 --out 9908.key",
            say(
                "Den öppna halvan läggs i party_keys; den hemliga står bara i filen, som ingen annan får läsa.",
                "The public half goes into party_keys; the secret one stands in the file alone, which nobody else may read."
            )))

    @Option(help: aid("Parten: kod eller namn.", "The party: code or name.", value: "code")) var party: String
    @Option(help: aid("Skriv en ny hemlig nyckel hit.", "Write a new secret key here.", value: "file")) var out: String?
    @Option(help: aid("Spärra den här öppna nyckeln.", "Revoke this public key.", value: "key")) var revoke: String?
    @Option(
        help: aid(
            "Dagen nyckeln gäller från, eller spärras; annars i dag.",
            "The day it counts from, or is revoked; else today.", value: "date")) var date: String?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (out == nil) != (revoke == nil) else {
            throw ValidationError(say("Ange --out eller --revoke.", "Give --out or --revoke."))
        }
    }

    func run() async throws {
        let workspace = try Workspace(options)
        let code = try workspace.party(party)
        let day = try GivenDay.read(date, "--date", mayLieAhead: true)
        if let revoke { return try withdraw(revoke, code, day, workspace) }
        guard let out else { return }
        let key = try SecretKey.make(out, for: .party(code))
        do {
            try enter(PartyKey(party: code, publicKey: key, validFrom: day, revokedOn: nil), "key", workspace)
        } catch {
            // A key that nobody knows of proves nothing.
            try? FileManager.default.removeItem(atPath: out)
            throw error
        }
        let told = Localized(
            sv:
                "\(code.code): den öppna nyckeln \(key) gäller från \(day.description).\nDen hemliga står i \(out): bevara den väl, och lämna den aldrig ifrån dig.",
            en:
                "\(code.code): the public key \(key) counts from \(day.description).\nThe secret one stands in \(out): keep it well, and never hand it over."
        )
        try Terminal.output(told(options.language))
    }

    private func withdraw(_ key: String, _ party: Party, _ day: Day, _ workspace: Workspace) throws {
        let own = try AgreementBook(workspace.registry).keys.filter { $0.party == party }
        guard var known = own.first(where: { $0.publicKey == key }) else {
            throw Problem(
                Localized(
                    sv: "\(party.code) har ingen sådan öppen nyckel.", en: "\(party.code) has no such public key."),
                remedy: suggestion(for: key, among: own.map(\.publicKey)))
        }
        if let before = known.revokedOn {
            throw Problem(
                Localized(
                    sv: "Nyckeln är redan spärrad från \(before.description).",
                    en: "The key is already revoked from \(before.description)."))
        }
        known.revokedOn = day
        try enter(known, "revoke", workspace)
        let told = Localized(
            sv: "Nyckeln är spärrad från \(day.description); underskrifter från tidigare dagar gäller.",
            en: "The key is revoked from \(day.description); signatures of earlier days count.")
        try Terminal.output(told(options.language))
    }

    private func enter(_ key: PartyKey, _ action: String, _ workspace: Workspace) throws {
        let row: [String: Cell] = [
            "party": .party(key.party), "public_key": .text(key.publicKey), "valid_from": .date(key.validFrom),
            "revoked_on": key.revokedOn.map(Cell.date) ?? .null,
        ]
        let schema = try workspace.registry.schema("party_keys")
        try workspace.registry.enter(
            [try Entry(schema, [row], from: "samverk agreement key")], action: action, object: key.party.code,
            facts: ["public_key": .string(key.publicKey)], by: Workspace.user)
    }
}
