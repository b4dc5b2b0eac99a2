// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange
import SamverkRegistry

/// `samverk restore FILE|DIR`.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Återställ registret ur en säkerhetskopia eller en exporterad mapp.",
            "Restore the registry from a backup or an exported folder."),
        discussion: exampleCall("samverk restore registry")
            + say(
                """

                Mappen är den som samverk export --all har skrivit; dess kontrollsummor prövas, och efteråt är registrets den \
                samma. Ett register som används ersätts bara med --replace, och då sparas det först bredvid.

                Exempel: samverk restore ../berits/registry --merge --base gemensam
                Slår samman en annans export med det här registret rad för rad. --base är den senaste export som båda hade.
                """,
                """

                The folder is one that samverk export --all has written; its hashes are checked, and afterwards that of the \
                registry is the same. A registry in use is replaced only with --replace, and is saved beside it first.

                Example: samverk restore ../berits/registry --merge --base common
                Merges another's export into this registry row by row. --base is the last export that both had.
                """))

    @Argument(help: aid("Säkerhetskopian eller mappen.", "The backup or the folder.")) var source: String
    @Flag(
        help: aid(
            "Ersätt ett register som används; det sparas bredvid.",
            "Replace a registry in use; it is saved beside it."))
    var replace = false
    @Flag(
        help: aid(
            "Mappen är sammanslagen av git eller ändrad för hand: pröva varje rad i stället för kontrollsummorna.",
            "The folder was merged by git or edited by hand: check every row instead of the hashes."))
    var edited = false
    @Flag(
        help: aid(
            "Slå samman mappens rader med registrets i stället för att ersätta dem.",
            "Merge the folder's rows into the registry instead of replacing it."))
    var merge = false
    @Option(
        help: aid(
            "Med --merge: den senaste export som båda hade.", "With --merge: the last export that both had.",
            value: "dir"))
    var base: String?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if base != nil, !merge { throw ValidationError(say("--base hör till --merge.", "--base goes with --merge.")) }
        if merge, replace {
            throw ValidationError(say("Välj --merge eller --replace.", "Choose --merge or --replace."))
        }
    }

    func run() async throws {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: source, isDirectory: &isFolder)
        guard isFolder.boolValue || !(merge || edited) else {
            throw Problem(
                Localized(sv: "'\(source)' är ingen mapp.", en: "'\(source)' is no folder."), kind: .usage,
                remedy: Localized(
                    sv: "--merge och --edited gäller en mapp som samverk export --all har skrivit.",
                    en: "--merge and --edited are for a folder that samverk export --all has written."))
        }
        if merge { return try mergeFolder() }
        // The source is read and checked before anything of the workspace is touched.
        let image = isFolder.boolValue ? try self.image(source, edited ? .edited : .exact) : nil
        let target = try RestoreTarget(options, replace: replace)
        do {
            if let image {
                try target.registry.restore(image, editedBy: edited ? Workspace.user : nil)
            } else {
                try target.registry.restore(backup: source)
            }
        } catch {
            target.giveUp()
            throw error
        }
        try tell(target.folder, saved: target.saved)
    }

    private func image(_ folder: String, _ trust: ExportTrust) throws -> RegistryImage {
        let name = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        return try RegistryImage(folder: name, trust: trust, read: FileReader.readDelivered)
    }

    private func mergeFolder() throws {
        let theirs = try image(source, edited ? .edited : .exact)
        let base = try base.map { try image($0, .exact) }
        let workspace = try Workspace(options)
        let report = try workspace.registry.merge(theirs, base: base, by: Workspace.user)
        try Terminal.output(
            Localized(
                sv: "Sammanslaget: \(report.added) nya, \(report.changed) ändrade, \(report.removed) borttagna rader.",
                en: "Merged: \(report.added) new, \(report.changed) changed, \(report.removed) removed rows.")(
                    options.language))
        try tell(workspace.root, saved: nil)
    }

    /// Opens the workspace as any verb does, so that datasets of a later version of a plugin follow, and tells what is there.
    private func tell(_ folder: String, saved: String?) throws {
        let workspace = try Workspace(folder: folder)
        for plugin in workspace.plugins.plugins {
            let manifest = plugin.manifest
            try workspace.registry.declare(manifest.declarations, plugin: manifest.id, version: manifest.version)
        }
        if let saved, !options.quiet {
            Terminal.error(
                Localized(
                    sv: "Det register som fanns är sparat som \(saved)",
                    en: "The registry that was there is saved as \(saved)")(
                        options.language))
        }
        if !options.quiet { Terminal.warn(try workspace.registry.check(), options.language) }
        let image = try workspace.registry.image()
        try Terminal.output(RegistryFacts.text(image, image.hash, options.language))
    }
}
