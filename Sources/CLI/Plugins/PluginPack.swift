// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkArchives
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry

/// `samverk plugin pack DIR`.
struct PluginPack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: say(
            "Packa en mapp till ett arkiv som går att installera; samma filer ger samma byte.",
            "Pack a folder into an archive that can be installed; the same files give the same bytes."),
        discussion: exampleCall(
            "samverk plugin pack my-plugin --key publisher.key",
            say(
                "Fillistan i plugin.json skrivs i arkivet; mappen ändras inte. Det som börjar med en punkt är inte med.",
                "The list of files is written into the archive's plugin.json; the folder is not changed. What starts with a dot is left out."
            )))

    @Argument(help: aid("Tilläggets mapp.", "The plugin's folder.")) var folder: String
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: aid("Arkivet; annars ID-VERSION.tar.gz.", "The archive; else ID-VERSION.tar.gz.", value: "file"))
    var output: String?
    @Option(
        help: aid(
            "Signera med utgivarens hemliga nyckel; se samverk plugin key.",
            "Sign with the publisher's secret key; see samverk plugin key.", value: "file")) var key: String?
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let source = try SourceFolder(folder)
        let manifest = source.manifest
        let file = output ?? "\(manifest.id)-\(manifest.version).tar.gz"
        try checkFree(file)
        try refuseInside(file)
        let seed = try key.map { try SecretKey.read($0, of: .publisher(manifest.publisher)) }
        let bytes = try source.packed(signedBy: seed)
        let package = try packageHash(bytes)
        try OutputFile.write(bytes, to: file)
        var facts = Facts(options.language)
        facts.add("Paket", "Package", [package])
        facts.add("Arkiv", "Archive", [Digest.sha256(bytes)])
        facts.add(
            "Signatur", "Signature",
            [
                seed.flatMap(Signing.publicKey).map(Signing.base64)
                    ?? Localized(sv: "osignerat", en: "unsigned")(options.language)
            ])
        try Terminal.output("\(file)\n" + facts.text)
    }

    /// What names the package, from the archive itself: it is read as whoever installs it will read it.
    private func packageHash(_ bytes: [UInt8]) throws -> String {
        let folder = try TemporaryFolder()
        let archive = folder.path + "/package.tar.gz"
        try OutputFile.write(bytes, to: archive)
        _ = try Archive.extract(archive, to: folder.path + "/package")
        return try PackageFolder(checking: folder.path + "/package").package
    }

    /// Only a package takes the place of a file, by whatever name.
    private func checkFree(_ file: String) throws {
        try OutputFile.checkWritable(file)
        guard FileManager.default.fileExists(atPath: file), (try? packageHash(try FileReader.read(file))) == nil else {
            return
        }
        throw Problem(
            Localized(
                sv: "'\(file)' finns redan och är inget paket: det skrivs inte över.",
                en: "'\(file)' is there already and is no package: it is not overwritten."), at: Place(file: file),
            remedy: Localized(sv: "Ange en annan plats: -o FIL", en: "Name another place: -o FILE"))
    }

    /// An archive in the folder itself would be packed the next time.
    private func refuseInside(_ file: String) throws(Problem) {
        func path(_ text: String) -> String { URL(fileURLWithPath: text).standardizedFileURL.path }
        guard path(file).hasPrefix(path(folder) + "/") else { return }
        throw Problem(
            Localized(
                sv: "Arkivet skulle hamna i mappen som packas.",
                en: "The archive would come to stand in the folder that is packed."), kind: .usage,
            at: Place(file: file),
            remedy: Localized(sv: "Ange en annan plats: -o FIL", en: "Name another place: -o FILE"))
    }
}
