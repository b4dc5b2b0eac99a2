// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit

/// `samverk plugin upgrade ID|PATH`.
struct PluginUpgrade: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: say(
            "Uppgradera ett tillägg, eller visa först vilka siffror som skulle ändras.",
            "Upgrade a plugin, or first show which figures would move."),
        discussion: exampleCall(
            "samverk plugin upgrade licence-procurement-0.2.0.tar.gz --preview",
            say(
                "--preview kör alla sparade kalkyler med den gamla och den nya versionen, på en kopia av registret, och ändrar inget.",
                "--preview runs every saved scenario with the old and the new version, on a copy of the registry, and changes nothing."
            )))

    @Argument(
        help: aid(
            "En mapp, ett arkiv, ett knippe, eller ett id i indexet.",
            "A folder, an archive, a bundle, or an id in the index.")) var package: String
    @Flag(
        help: aid(
            "Visa vilka siffror i kalkylerna som ändras, och uppgradera inte.",
            "Show which figures of the scenarios move, and do not upgrade.")) var preview = false
    @Option(help: aid("Frö för det som slumpas i --preview.", "Seed of what is drawn by chance in --preview."))
    var seed: UInt64 = 1
    @Option(
        help: aid("Formen för --preview: table, csv, json eller md.", "Form of --preview: table, csv, json or md."))
    var format = OutputFormat.table
    @OptionGroup var source: PackageOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let desk = try PluginDesk(options)
        let packages = try PackageSource(package, index: source.index ?? desk.index)
        let staged = try packages.stage(desk.installer)
        for one in staged { try checkIsUpgrade(one, desk) }
        let changer = PluginChanger(
            desk: desk, change: change, options: options, allowsUnsigned: source.allowUnsigned)
        guard preview else { return try await changer.install(packages) }
        // The new version is run: what it may read is agreed to first, as for an installation.
        for one in staged { try await changer.clear(.install(one)) }
        let effect = try await UpgradePreview(packages, desk, seed: seed, options)
        try PreviewListing(effect: effect, plugins: staged.map(\.folder.manifest), options: options).show(format)
    }

    /// Refuses what is not installed, and what is no newer than what is.
    private func checkIsUpgrade(_ staged: StagedPackage, _ desk: PluginDesk) throws {
        let manifest = staged.folder.manifest
        let place = Place(context: ["plugin \(manifest.id)"])
        guard let row = try desk.registry.plugins().first(where: { $0.id == manifest.id }) else {
            throw Problem(
                Localized(sv: "\(manifest.id) är inte installerat.", en: "\(manifest.id) is not installed."), at: place,
                remedy: Localized(
                    sv: "Installera det: samverk plugin install", en: "Install it: samverk plugin install"))
        }
        guard let old = Version(row.version), manifest.semanticVersion < old else { return }
        throw Problem(
            Localized(
                sv: "\(manifest.version) är äldre än \(row.version), som är installerad: det är ingen uppgradering.",
                en: "\(manifest.version) is older than \(row.version), which is installed: that is no upgrade."),
            at: place,
            remedy: Localized(
                sv:
                    "Gå tillbaka med samverk plugin rollback \(manifest.id), eller installera den äldre med samverk plugin install.",
                en:
                    "Go back with samverk plugin rollback \(manifest.id), or install the older one with samverk plugin install."
            ))
    }
}
