// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkAnalysis
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry
import SamverkRules

/// A workspace on disk (Swedish: *arbetsmapp*): `samverk.yaml`, the registry, rules and scenarios.
struct Workspace {
    let root: String
    let settings: WorkspaceSettings
    let installation: Installation
    let registry: Registry
    /// What is installed, enabled or not.
    let installed: InstalledPlugins
    /// What can be computed again.
    let cache: CacheFolder

    /// The plugins that answer here.
    var plugins: PluginSet { installed.enabled }
    /// What is wrong with plugins that could not be taken up.
    var pluginProblems: [Problem] { installed.problems }

    static let settingsFile = "samverk.yaml"
    static let registryFile = "registry.sqlite"

    /// The folder of the workspace: the one named, or the nearest upwards that has a `samverk.yaml`; nil when there is
    /// none.
    static func folder(_ options: GlobalOptions) throws(Problem) -> String? {
        if let named = options.directory {
            guard FileManager.default.fileExists(atPath: named + "/" + settingsFile) else {
                throw Problem(
                    Localized(
                        sv: "'\(named)' är ingen arbetsmapp (samverk.yaml saknas).",
                        en: "'\(named)' is no workspace (it has no samverk.yaml)."),
                    remedy: Localized(sv: "Skapa en: samverk init \(named)", en: "Make one: samverk init \(named)"))
            }
            return named
        }
        var folder = FileManager.default.currentDirectoryPath
        while true {
            if FileManager.default.fileExists(atPath: folder + "/" + settingsFile) { return folder }
            guard folder != "/", !folder.isEmpty else { return nil }
            folder = (folder as NSString).deletingLastPathComponent
        }
    }

    /// Opens the workspace that the options mean.
    ///
    /// - Throws: ``Problem`` when there is none, or its registry or plugins do not open.
    init(_ options: GlobalOptions) throws {
        try self.init(folder: try Workspace.required(options))
    }

    /// The folder of the workspace that the options mean.
    ///
    /// - Throws: ``Problem`` when there is none.
    static func required(_ options: GlobalOptions) throws(Problem) -> String {
        if let folder = try folder(options) { return folder }
        throw Problem(
            Localized(sv: "Här finns ingen arbetsmapp.", en: "There is no workspace here."),
            remedy: Localized(
                sv: "Skapa en: samverk init demo --example fyrbodal, eller ange en med -C MAPP.",
                en: "Make one: samverk init demo --example fyrbodal, or name one with -C DIR."))
    }

    init(folder: String) throws {
        root = folder
        let file = folder + "/" + Workspace.settingsFile
        settings = try WorkspaceSettings(
            yaml: try TextFile.read(file, shown: Workspace.settingsFile), file: Workspace.settingsFile)
        installation = try Installation.find()
        cache = CacheFolder(folder + "/cache")
        registry = try Registry.open(at: folder + "/" + Workspace.registryFile, cache: cache)
        installed = try InstalledPlugins.load(
            workspace: root, registry: registry, installation: installation, digests: FileDigests(cache),
            allowingRevoked: settings.allowRevoked, on: GivenDay.today, read: FileReader.read)
    }

    /// Pins the plugins that are about to run to the files as they stand.
    func pin(_ plugins: [LoadedPlugin]) throws {
        try InstalledPlugins.pin(plugins, workspace: root, registry: registry, by: Workspace.user)
    }

    /// Who makes changes, for the audit log.
    static var user: String { ProcessInfo.processInfo.environment["USER"] ?? NSUserName() }

    /// The rule files, by path; those in nobody's folder are nobody's.
    func ruleFiles() throws -> [RuleFile] {
        let folder = root + "/rules"
        let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
        return try names.filter { $0.hasSuffix(".lua") }.map { name in
            RuleFile(
                path: "rules/" + name, owner: RuleOwner(path: name) ?? .nobody,
                source: try FileReader.readDelivered(folder + "/" + name))
        }
    }

    /// What is wrong with where rules lie: in nobody's folder, or in that of a party or an agreement that the registry
    /// does not know.
    func misplaced(_ files: [RuleFile]) throws -> [Problem] {
        if files.isEmpty { return [] }
        let parties = Set(try registry.partyNames().keys)
        let agreements = try registry.read("agreements").table["id"]?.cells.map(\.plainText) ?? []
        return files.compactMap { file in
            let place = Place(file: file.path)
            switch file.owner {
            case .nobody:
                return Problem(
                    Localized(
                        sv: "Filen ligger inte i någons regelmapp.", en: "The file lies in nobody's folder of rules."),
                    at: place,
                    remedy: Localized(
                        sv: "Lägg den i rules/KOD-namn/ eller rules/agreements/AVTAL/.",
                        en: "Put it in rules/CODE-name/ or rules/agreements/AGREEMENT/."))
            case .party(let party) where !parties.contains(party.code):
                return Problem(
                    Localized(
                        sv: "Registret har ingen part '\(party.code)': regeln svarar aldrig.",
                        en: "The registry has no party '\(party.code)': the rule never answers."),
                    at: place, remedy: suggestion(for: party.code, among: parties.sorted()))
            case .agreement(let id) where !agreements.contains(id):
                return Problem(
                    Localized(
                        sv: "Registret har inget avtal '\(id)': regeln svarar aldrig.",
                        en: "The registry has no agreement '\(id)': the rule never answers."),
                    at: place, remedy: suggestion(for: id, among: agreements))
            default: return nil
            }
        }
    }

    /// The rules by what they answer. A rule for a hook of a disabled plugin is sound; nobody asks it.
    func ruleIndex() async throws -> RuleIndex {
        let files = try ruleFiles()
        try Problems.throwIfAny(try misplaced(files.filter { $0.owner == .nobody }))
        return await RuleIndex(
            files, hooks: installed.known.hooks, opened: try AgreementBook(registry).openedHooks,
            absence: plugins.absence, worker: try installation.program("samverk-worker"),
            memory: RuleMemory(cache, tool: tool))
    }

    /// The steps of earlier runs.
    var stepCache: StepCache { StepCache(cache, tool: tool) }

    /// Which build of the tool this is: its version, and the programs that compute.
    private var tool: String {
        let programs = ["samverk", "samverk-worker", "samverk-launch"].map(installation.path(ofProgram:))
        return ([toolVersion] + programs.map { FileMark($0)?.text ?? "" }).joined(separator: "\n")
    }

    /// Names of the scenarios.
    var scenarioNames: [String] {
        Installation.entries(of: root + "/scenarios").filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    }

    /// A scenario by name, by path, or the workspace's own.
    func scenario(_ name: String?) throws -> Scenario {
        let names = scenarioNames
        guard let name = name ?? settings.scenario ?? (names.count == 1 ? names[0] : nil) else {
            let remedy =
                names.isEmpty
                ? Localized(
                    sv: "Skriv en i scenarios/NAMN.yaml; exemplet visar hur: samverk init exempel --example fyrbodal",
                    en:
                        "Write one in scenarios/NAME.yaml; the example shows how: samverk init example --example fyrbodal"
                )
                : Localized(
                    sv: "Det finns: \(names.joined(separator: ", ")).",
                    en: "There are: \(names.joined(separator: ", ")).")
            throw Problem(
                names.isEmpty
                    ? Localized(sv: "Här finns ingen kalkyl ännu.", en: "There is no scenario here yet.")
                    : Localized(sv: "Vilken kalkyl ska köras?", en: "Which scenario is to be run?"), kind: .usage,
                remedy: remedy)
        }
        guard names.contains(name) || name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            throw Problem(
                Localized(sv: "Det finns ingen kalkyl '\(name)'.", en: "There is no scenario '\(name)'."),
                remedy: suggestion(for: name, among: names))
        }
        let path = names.contains(name) ? root + "/scenarios/" + name + ".yaml" : name
        // What a run is called must not depend on where the workspace stands or on how the file was named.
        let full = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
        let base = URL(fileURLWithPath: root).standardizedFileURL.resolvingSymlinksInPath().path + "/"
        let shown = full.hasPrefix(base) ? String(full.dropFirst(base.count)) : (full as NSString).lastPathComponent
        return try Scenario(yaml: try TextFile.read(path, shown: shown), file: shown)
    }

    /// The members of a scenario, named by code or by name.
    func members(_ scenario: Scenario) throws -> [Party] {
        let municipalities = try registry.municipalities()
        var problems: [Problem] = []
        var members: [Party] = []
        for given in scenario.members {
            let found = municipalities.first { $0.code.code == given.text || $0.name == given.text }
            if let found {
                if members.contains(found.code) {
                    problems.append(
                        Problem(
                            Localized(sv: "\(given.text) står två gånger.", en: "\(given.text) stands twice."),
                            at: given.place))
                }
                members.append(found.code)
            } else {
                problems.append(
                    Problem(
                        Localized(sv: "Okänd kommun '\(given.text)'.", en: "Unknown municipality '\(given.text)'."),
                        at: given.place,
                        remedy: suggestion(for: given.text, among: municipalities.flatMap { [$0.code.code, $0.name] })))
            }
        }
        try Problems.throwIfAny(problems)
        return members
    }

    /// A scenario as a checked plan.
    func plan(_ scenario: Scenario, overrides: [String: [String: GivenValue]] = [:]) throws -> Plan {
        if let agreement = scenario.agreement, try registry.agreement(agreement.text) == nil {
            let known = try registry.read("agreements").table["id"]?.cells.map(\.plainText) ?? []
            throw Problem(
                Localized(sv: "Okänt avtal '\(agreement.text)'.", en: "Unknown agreement '\(agreement.text)'."),
                at: agreement.place,
                remedy: suggestion(for: agreement.text, among: known))
        }
        let members: [Party]
        do {
            members = try self.members(scenario)
        } catch {
            guard let faults = Problems.told(by: error) else { throw error }
            throw Problems(faults + planFaults(scenario, overrides))
        }
        return try Plan(scenario, plugins: plugins, members: members, overrides: overrides)
    }

    /// What else is wrong with a scenario whose members are at fault: all is told at once.
    private func planFaults(_ scenario: Scenario, _ overrides: [String: [String: GivenValue]]) -> [Problem] {
        do {
            _ = try Plan(scenario, plugins: plugins, members: [], overrides: overrides)
            return []
        } catch {
            return Problems.told(by: error) ?? []
        }
    }

    /// What codes and ids are called in tables and reports of a run: parties, capabilities, the words of the plugins that
    /// took part. A plugin that did not must not name what others have.
    func names(in run: RunRecord) throws -> [String: Localized] {
        let running = Set(run.steps.compactMap { $0.analysis.split(separator: "/").first.map(String.init) })
        var names: [String: Localized] = [:]
        for plugin in installed.known.plugins where running.contains(plugin.manifest.id) {
            names.merge(plugin.manifest.labels) { first, _ in first }
        }
        for capability in try registry.capabilities() { names[capability.id] = capability.name }
        for municipality in try registry.municipalities() {
            names[municipality.code.code] = Localized(sv: municipality.name, en: municipality.name)
        }
        let organisations = try registry.read("organisations").table
        for row in 0..<organisations.rowCount {
            let name = organisations[row, "name"].plainText
            names[organisations[row, "id"].plainText] = Localized(sv: name, en: name)
        }
        return names
    }
}

/// Text files that people write: strictly UTF-8.
enum TextFile {
    /// The text of a file.
    ///
    /// - Parameter isDelivered: whether others have put it there, so that no link is followed.
    /// - Throws: ``Problem`` with the line of the first byte that is not UTF-8.
    static func read(_ path: String, shown: String, isDelivered: Bool = false) throws -> String {
        let bytes = try isDelivered ? FileReader.readDelivered(path) : FileReader.read(path)
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let line = bytes.split(separator: 10, omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
        throw Problem(
            Localized(sv: "Filen är inte skriven i UTF-8.", en: "The file is not written in UTF-8."),
            at: Place(file: shown, line: line.map { $0 + 1 }),
            remedy: Localized(sv: "Spara om den som UTF-8.", en: "Save it again as UTF-8."))
    }
}
