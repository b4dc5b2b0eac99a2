// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkProcesses

/// What a new plugin is written in: the files of sdk/templates, with the plugin's id put in.
public enum PluginTemplate: String, CaseIterable, Sendable {
    case lua, python, swift

    /// The folder below the plugin's that is packed and installed: a Swift plugin is built into it.
    public var package: String? { self == .swift ? "package" : nil }

    /// Writes a plugin that runs, or nothing.
    ///
    /// Of files that come in two languages (`README.sv.md`, `README.en.md`) the reader's is written, as `README.md`.
    ///
    /// - Parameters:
    ///   - folder: where; it must not be there yet. Its last part is the plugin's id.
    ///   - taken: ids that are not free, those of the plugins that come with the tool among them.
    /// - Throws: ``Problem`` when the name is taken or the folder is there already; of kind `usage` when it is no id or looks like another.
    public func write(
        to folder: String, taken: Set<String>, language: Language, from installation: Installation
    ) throws(Problem) {
        let target = URL(fileURLWithPath: folder).standardizedFileURL
        let id = target.lastPathComponent
        try Self.check(id, taken)
        guard !FileManager.default.fileExists(atPath: target.path) else { throw Self.exists(folder) }
        let staging = target.path + ".\(ProcessInfo.processInfo.processIdentifier).new"
        do {
            for (path, source) in try files(installation) {
                guard let path = Self.name(path, language) else { continue }
                try copy(source, to: URL(fileURLWithPath: staging + "/" + path), id: id)
            }
            try FileManager.default.moveItem(atPath: staging, toPath: target.path)
        } catch {
            try? FileManager.default.removeItem(atPath: staging)
            throw Problem(
                Localized(
                    sv: "Mappen '\(folder)' kan inte skapas: \(error.localizedDescription)",
                    en: "The folder '\(folder)' cannot be made: \(error.localizedDescription)"),
                remedy: Localized(
                    sv: "Välj en mapp som du får skriva i.", en: "Choose a folder that you may write in."))
        }
    }

    /// The files to write, by their path in the plugin's folder.
    private func files(_ installation: Installation) throws -> [(path: String, source: URL)] {
        let sdk = URL(fileURLWithPath: installation.home + "/sdk")
        let place = package.map { $0 + "/" } ?? ""
        var files = try Self.files(in: sdk.appending(path: "templates/common")).map { (place + $0.path, $0.source) }
        files += try Self.files(in: sdk.appending(path: "templates/" + rawValue))
        if self == .python { files.append(("samverk.py", sdk.appending(path: "python/samverk.py"))) }
        return files
    }

    private static func files(in folder: URL) throws -> [(path: String, source: URL)] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().compactMap { path in
            let source = folder.appending(path: path)
            guard !Installation.isFolder(source.path), !path.contains("__pycache__") else { return nil }
            return (path, source)
        }
    }

    private func copy(_ source: URL, to target: URL, id: String) throws {
        let files = FileManager.default
        try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        let text = try String(contentsOf: source, encoding: .utf8)
            .replacing("\"{{runtime}}\"", with: runtime(id)).replacing("{{id}}", with: id)
        try Data(text.utf8).write(to: target)
        if files.isExecutableFile(atPath: source.path) {
            try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target.path)
        }
    }

    /// The name under which a file is written; nil for the other language's.
    private static func name(_ path: String, _ language: Language) -> String? {
        for other in Language.allCases where path.hasSuffix(".\(other.rawValue).md") {
            return other == language ? path.dropLast(6) + ".md" : nil
        }
        return path
    }

    /// How the plugin is started, as `plugin.json` says it.
    private func runtime(_ id: String) -> String {
        switch self {
        case .lua: #"{"kind": "lua", "entry": ["main.lua"]}"#
        case .python: #"{"kind": "process", "entry": ["python3", "main.py"]}"#
        case .swift: #"{"kind": "process", "entry": ["\#(id)"], "platforms": ["\#(Self.platform)"]}"#
        }
    }

    /// The platform on which a program that is built here runs.
    private static var platform: String {
        #if arch(arm64)
            "linux-aarch64"
        #else
            "linux-x86_64"
        #endif
    }

    private static func check(_ id: String, _ taken: Set<String>) throws(Problem) {
        guard Manifest.isID(id), PluginName.problem(id) == nil else {
            throw Problem(
                Localized(
                    sv: "'\(id)' kan inte vara namnet på ett tillägg.", en: "'\(id)' cannot be the name of a plugin."),
                kind: .usage,
                remedy: Localized(
                    sv: "Använd a-z, siffror och enkla bindestreck, med en bokstav först, som min-kalkyl.",
                    en: "Use a-z, digits and single hyphens, with a letter first, like my-analysis."))
        }
        guard !taken.contains(id) else {
            throw Problem(
                Localized(sv: "Tillägget '\(id)' finns redan.", en: "There is a plugin '\(id)' already."),
                remedy: Localized(sv: "Välj ett annat namn.", en: "Choose another name."))
        }
        if let other = PluginName.lookAlike(of: id, among: taken.sorted()) {
            throw Problem(
                Localized(
                    sv: "Namnet '\(id)' går att ta för '\(other)', som finns här.",
                    en: "The name '\(id)' can be taken for '\(other)', which is here."), kind: .usage,
                remedy: Localized(sv: "Välj ett annat namn.", en: "Choose another name."))
        }
    }

    private static func exists(_ folder: String) -> Problem {
        Problem(
            Localized(sv: "'\(folder)' finns redan.", en: "'\(folder)' is there already."),
            remedy: Localized(sv: "Välj ett annat namn.", en: "Choose another name."))
    }
}
