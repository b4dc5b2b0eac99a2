// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkProcesses
import SamverkRegistry

/// `samverk init [DIR] [--example NAME]`.
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say("Skapa en arbetsmapp.", "Make a workspace."),
        discussion: exampleCall("samverk init demo --example fyrbodal"))

    @Argument(help: aid("Mappen; den ska vara ny eller tom.", "The folder; it must be new or empty.")) var directory =
        "."
    @Option(help: aid("Börja från ett exempel, till exempel fyrbodal.", "Start from an example, e.g. fyrbodal."))
    var example: String?
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let target = URL(fileURLWithPath: directory).standardizedFileURL.path
        let files = FileManager.default
        var isFolder: ObjCBool = false
        let exists = files.fileExists(atPath: target, isDirectory: &isFolder)
        if exists, !isFolder.boolValue { throw refusal("är en fil", "is a file") }
        if exists, try !files.contentsOfDirectory(atPath: target).isEmpty {
            throw refusal("är inte tom", "is not empty")
        }
        let installation = try Installation.find()
        var source: String?
        if let example {
            source = installation.example(example)
            guard source != nil else {
                throw Problem(
                    Localized(sv: "Det finns inget exempel '\(example)'.", en: "There is no example '\(example)'."),
                    remedy: suggestion(for: example, among: installation.examples))
            }
        }
        // Everything is made beside the target and moved there at the end: no half workspace is ever left.
        let staging = target + ".samverk-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            let parent = (target as NSString).deletingLastPathComponent
            try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try fill(staging, from: source, installation)
            if exists {
                // An empty folder keeps its identity: somebody may stand in it. samverk.yaml, which makes it a
                // workspace, comes last.
                let names = try files.contentsOfDirectory(atPath: staging).filter { $0 != Workspace.settingsFile }
                for name in names.sorted() + [Workspace.settingsFile] {
                    try files.moveItem(atPath: staging + "/" + name, toPath: target + "/" + name)
                }
                try files.removeItem(atPath: staging)
            } else {
                try files.moveItem(atPath: staging, toPath: target)
            }
        } catch {
            try? files.removeItem(atPath: staging)
            if error is Problem || error is Problems { throw error }
            throw Problem(
                Localized(
                    sv: "Mappen '\(directory)' kan inte skapas: \(error.localizedDescription)",
                    en: "The folder '\(directory)' cannot be made: \(error.localizedDescription)"),
                remedy: Localized(
                    sv: "Välj en mapp som du får skriva i.", en: "Choose a folder that you may write in."))
        }
        if !options.quiet { Terminal.error(next(options.language)) }
    }

    private func refusal(_ sv: String, _ en: String) -> Problem {
        Problem(
            Localized(sv: "'\(directory)' \(sv).", en: "'\(directory)' \(en)."),
            remedy: Localized(sv: "Välj en ny mapp: samverk init MAPP", en: "Choose a new folder: samverk init DIR"))
    }

    /// What to do next, ready to be copied.
    private func next(_ language: Language) -> String {
        let plain = directory.allSatisfy { $0.isLetter || $0.isNumber || "._-/".contains($0) }
        let folder = plain ? directory : "'" + directory.replacingOccurrences(of: "'", with: "'\\''") + "'"
        let enter = directory == "." ? "" : "cd \(folder) && "
        return example == nil
            ? Localized(
                sv: "Arbetsmappen är klar. Nästa steg: \(enter)samverk datasets, och samverk import DATAMÄNGD FIL.csv",
                en: "The workspace is ready. Next: \(enter)samverk datasets, and samverk import DATASET FILE.csv")(
                    language)
            : Localized(
                sv: "Arbetsmappen är klar. Nästa steg: \(enter)samverk run",
                en: "The workspace is ready. Next: \(enter)samverk run")(language)
    }

    private func fill(_ folder: String, from source: String?, _ installation: Installation) throws {
        let files = FileManager.default
        if let source {
            try files.copyItem(atPath: source, toPath: folder)
        } else {
            for part in ["data", "rules", "scenarios", "reports"] {
                try files.createDirectory(atPath: folder + "/" + part, withIntermediateDirectories: true)
            }
            let name = URL(fileURLWithPath: directory).standardizedFileURL.lastPathComponent
            try Data("title: \(JSON.string(name).text)\n".utf8).write(
                to: URL(fileURLWithPath: folder + "/" + Workspace.settingsFile))
        }
        try Data("registry.sqlite*\ncache/\nscratch/\nreports/\n*.key\n".utf8).write(
            to: URL(fileURLWithPath: folder + "/.gitignore"))
        let registry = try Registry.create(at: folder + "/" + Workspace.registryFile)
        try InstalledPlugins.enterBundled(
            workspace: folder, registry: registry, installation: installation, read: FileReader.read)
        let settings = try WorkspaceSettings(
            yaml: try TextFile.read(folder + "/" + Workspace.settingsFile, shown: Workspace.settingsFile),
            file: Workspace.settingsFile)
        for (dataset, file) in settings.data {
            _ = try Landing(registry).land(folder + "/" + file, shown: file, in: dataset, dryRun: false)
        }
    }
}
