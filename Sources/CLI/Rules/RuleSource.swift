// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses
import SamverkRules

/// The rules that a verb is to work on.
struct RuleNames: ParsableArguments {
    @Argument(
        help: aid("Filerna; utelämnade tas alla i arbetsmappen.", "The files; all of the workspace when left out."))
    var files: [String] = []
}

/// Where the verbs of `rule` find rules, hooks and the worker: in a workspace, or without one among the bundled plugins.
struct RuleSource {
    let workspace: Workspace?
    let plugins: PluginSet
    /// The path of `samverk-worker`.
    let worker: String

    init(_ options: GlobalOptions) throws {
        workspace = try Workspace.folder(options) == nil ? nil : try Workspace(options)
        plugins = try workspace?.plugins ?? PluginSource.plugins(options)
        worker = try Installation.find().program("samverk-worker")
    }

    /// The rules named, or all of the workspace.
    func files(_ named: [String], _ options: GlobalOptions) throws -> [RuleFile] {
        try named.isEmpty ? Workspace(options).ruleFiles() : named.map(file)
    }

    /// A file of a rule, by a path from here or from the workspace.
    func file(_ path: String) throws -> RuleFile {
        let place = self.path(path)
        let owner = RuleSource.owner(of: place)
        let source = try owner == .nobody ? FileReader.read(place) : FileReader.readDelivered(place)
        return RuleFile(path: shown(place), owner: owner, source: source)
    }

    /// The path to open.
    func path(_ given: String) -> String {
        guard let workspace, !given.hasPrefix("/"), !FileManager.default.fileExists(atPath: given) else {
            return given
        }
        let inside = workspace.root + "/" + given
        return FileManager.default.fileExists(atPath: inside) ? inside : given
    }

    /// A path as runs write it: below the workspace `rules/9908-exempelkommun-h/far-delas.lua`; elsewhere as it was given.
    func shown(_ path: String) -> String {
        guard let workspace else { return path }
        let root = URL(fileURLWithPath: workspace.root).resolvingSymlinksInPath().path + "/"
        let full = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return full.hasPrefix(root) ? String(full.dropFirst(root.count)) : path
    }

    /// The owner by the part of the path below `rules/`.
    static func owner(of path: String) -> RuleOwner {
        let parts = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
        guard let start = parts.lastIndex(of: "rules") else { return .nobody }
        return RuleOwner(path: parts[(start + 1)...].joined(separator: "/")) ?? .nobody
    }

    /// The rules by what they answer.
    func index(_ files: [RuleFile]) async throws -> RuleIndex {
        let opened = try workspace.map { try AgreementBook($0.registry).openedHooks } ?? []
        return await RuleIndex(files, hooks: hooks, opened: opened, absence: plugins.absence, worker: worker)
    }

    /// A rule with the hook that it answers.
    ///
    /// - Throws: ``Problem`` when the rule does not read, or the hook is unknown.
    func open(_ file: RuleFile) async throws -> (rule: Rule, hook: Hook) {
        let index = try await index([file])
        try Problems.throwIfAny(index.problems)
        guard let rule = index.rules.first, let hook = hook(rule.hook) else {
            throw Problem("\(file.path)", kind: .program)
        }
        return (rule, hook)
    }

    /// The hooks that rules may answer, those of disabled plugins too.
    private var hooks: [Hook] { workspace?.installed.known.hooks ?? plugins.hooks }

    /// The hook that a rule names, in the version that it means.
    func hook(_ reference: String) -> Hook? { hooks.lazy.compactMap { $0.version(reference) }.first }

    /// What a hook hands to a rule, with the values that the data of the workspace hold.
    func values(_ hook: Hook) throws -> [HookValue] {
        try hook.values.map { value in
            guard value.allowed.isEmpty, let source = value.source, let workspace else { return value }
            let plugin = hook.id.split(separator: "/").first.map(String.init) ?? ""
            var value = value
            value.allowed =
                try workspace.registry.values(of: source.dataset, source.column, plugin: plugin) ?? []
            value.dataset = [plugin + "/" + source.dataset, source.dataset].first {
                (try? workspace.registry.schema($0)) != nil
            }
            return value
        }
    }

    /// What the values of each of a hook's arguments are called, by path: the names that stand beside them in the data.
    func labels(_ values: [HookValue]) throws -> [String: [String: Localized]] {
        guard let workspace else { return [:] }
        var labels: [String: [String: Localized]] = [:]
        for value in values {
            guard let source = value.source, let id = value.dataset,
                let table = try? workspace.registry.read(id).table, table["name_sv"] != nil, table["name_en"] != nil,
                let column = source.column ?? table.key.first, table.key.contains(column)
            else { continue }
            for row in 0..<table.rowCount {
                labels[value.path, default: [:]][table[row, column].plainText] = Localized(
                    sv: table[row, "name_sv"].plainText, en: table[row, "name_en"].plainText)
            }
        }
        return labels
    }
}
