// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkArchives
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry

/// `samverk plugin bundle FILE [ID...]`.
struct PluginBundleVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: say(
            "Skriv installerade tillägg i en enda fil, för en dator utan nät.",
            "Write installed plugins to one file, for a machine without network."),
        discussion: exampleCall(
            "samverk plugin bundle plugins.tar.gz licence-procurement",
            say(
                """
                Utan id tas alla installerade; de som ett tillägg kräver följer med. Nycklar är inte med: de ska komma på en annan väg.
                På den andra datorn: samverk plugin install plugins.tar.gz
                """,
                """
                All installed ones without an id; those that a plugin requires come along. Keys do not: they must come by another way.
                On the other machine: samverk plugin install plugins.tar.gz
                """)))

    @Argument(help: aid("Filen, FIL.tar.gz.", "The file, FILE.tar.gz.")) var file: String
    @Argument(help: aid("Tilläggens id.", "The plugins' ids.")) var ids: [String] = []
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try OutputFile.check(file, kind: "gz")
        let workspace = try Workspace(options)
        var index = PackageIndex()
        var files: [ArchiveFile] = []
        for plugin in try chosen(workspace) {
            let manifest = plugin.manifest
            // What stands in the store is checked first: a bundle must not spread a damaged file.
            let package = try PackageFolder(checking: plugin.folder)
            guard case .stored(let hash) = plugin.home, hash == package.package else { continue }
            let bytes = try Archive.pack(try Archive.files(inFolder: plugin.folder))
            let name = "\(manifest.id)-\(manifest.version).tar.gz"
            files.append(ArchiveFile(name, bytes))
            index.entries.append(
                (
                    manifest.id,
                    PackageIndex.Entry(version: manifest.version, file: name, sha256: Digest.sha256(bytes))
                ))
        }
        files.append(ArchiveFile(PackageIndex.fileName, Array(index.text.utf8)))
        let bytes = try Archive.pack(files)
        try OutputFile.write(bytes, to: file)
        var facts = Facts(options.language)
        facts.add("Arkiv", "Archive", [Digest.sha256(bytes)])
        facts.add("Tillägg", "Plugins", index.entries.map { "\($0.name) \($0.entry.version)" })
        try Terminal.output("\(file)\n" + facts.text)
    }

    /// The installed plugins that are named, and those that they require.
    private func chosen(_ workspace: Workspace) throws -> [LoadedPlugin] {
        let all = workspace.installed.known.plugins
        let stored = all.filter { $0.home != .bundled && $0.home != .linked }
        var chosen: [LoadedPlugin] = []
        var left = ids.isEmpty ? stored.map(\.manifest.id) : ids
        while let id = left.popLast() {
            guard let plugin = stored.first(where: { $0.manifest.id == id }) else {
                throw refusal(id, all.first { $0.manifest.id == id }?.home, stored.map(\.manifest.id))
            }
            if chosen.contains(where: { $0.manifest.id == id }) { continue }
            chosen.append(plugin)
            left += plugin.manifest.requires.keys.filter { id in stored.contains { $0.manifest.id == id } }
        }
        guard !chosen.isEmpty else {
            throw Problem(
                Localized(
                    sv: "Inget tillägg är installerat här; de som följer med Samverk behöver inget knippe.",
                    en: "No plugin is installed here; those that come with Samverk need no bundle."))
        }
        return chosen.sorted { $0.manifest.id < $1.manifest.id }
    }

    private func refusal(_ id: String, _ home: LoadedPlugin.Home?, _ stored: [String]) -> Problem {
        switch home {
        case nil: PluginDesk.unknown(id, among: stored)
        case .linked:
            Problem(
                Localized(sv: "\(id) är länkat, inte installerat.", en: "\(id) is linked, not installed."),
                remedy: Localized(sv: "Packa mappen: samverk plugin pack", en: "Pack the folder: samverk plugin pack"))
        default:
            Problem(
                Localized(sv: "\(id) följer med Samverk.", en: "\(id) comes with Samverk."),
                remedy: Localized(sv: "Utelämna det.", en: "Leave it out."))
        }
    }
}
