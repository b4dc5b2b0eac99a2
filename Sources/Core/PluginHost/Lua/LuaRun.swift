// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkProcesses
import SamverkScripting

/// Plugins in Lua: each run in a sandbox process of its own (Sources/Core/Worker), which reads no file and knows no network.
struct LuaRuntime: PluginRuntime {
    /// The path of `samverk-worker`.
    private let worker: String

    /// The runtime of an installation. Whether its sandbox is there shows when a plugin is run.
    init(_ installation: Installation) { worker = installation.path(ofProgram: "samverk-worker") }

    func run(
        _ plugin: LoadedPlugin, _ spec: AnalysisSpec, _ request: RunRequest, _ services: HostServices
    ) async throws -> AnalysisOutput {
        try Installation.check(program: worker)
        return try await LuaRun(plugin: plugin, spec: spec, request: request, services: services).output(worker)
    }

    /// Has its files compiled and sees whether they define the analyses that the manifest declares.
    func greet(_ plugin: LoadedPlugin) async throws {
        try Installation.check(program: worker)
        let package = try plugin.luaPackage()
        let files = package.scripts
        do {
            let script = try await ScriptWorker.with(
                worker, limits: plugin.manifest.limits.script, silence: .seconds(plugin.manifest.limits.seconds)
            ) { try await $0.load(package: files, seed: 0) }
            let defined = script.metadata["analyses"]?.array?.compactMap(\.string) ?? []
            for spec in plugin.manifest.analyses where !defined.contains(spec.id) {
                throw Problem.fault(
                    of: plugin.manifest, .program,
                    Localized(
                        sv: "saknar analysen \(spec.id), som plugin.json lovar",
                        en: "lacks the analysis \(spec.id), which plugin.json promises"))
            }
        } catch let error as ScriptError {
            throw plugin.failure(error, package)
        }
    }
}

extension LoadedPlugin {
    /// The files to run: of a stored plugin those of a checked copy.
    fileprivate func luaPackage() throws -> LuaPackage {
        guard case .stored(let hash) = home else {
            return try LuaPackage(manifest, folder: folder, read: read)
        }
        let copy = try PackageCopy(of: self, package: hash)
        defer { copy.remove() }
        return try LuaPackage(manifest, folder: copy.path, read: read)
    }

    /// What stopped a script, as the plugin's fault.
    fileprivate func failure(_ error: ScriptError, _ package: LuaPackage) -> Problem {
        let isOwn = error.file == LuaPrelude.name || error.file.isEmpty
        let place = Place(file: isOwn ? package.main : error.file, line: isOwn ? nil : error.line)
        let limits = manifest.limits
        let message = String(error.message.prefix(500))
        let what: Localized =
            switch error.kind {
            case .instructions:
                Localized(
                    sv: "gjorde mer än \(limits.fuel) arbetssteg och stoppades",
                    en: "did more than \(limits.fuel) units of work and was stopped")
            case .time:
                Localized(
                    sv: "räknade i mer än \(limits.seconds) s och stoppades",
                    en: "computed for more than \(limits.seconds) s and was stopped")
            case .memory:
                Localized(
                    sv: "tog för mycket minne och stoppades (\(message))",
                    en: "took too much memory and was stopped (\(message))")
            case .depth:
                Localized(
                    sv: "anropade för djupt och stoppades (\(message))",
                    en: "called too deep and was stopped (\(message))")
            case .crash:
                Localized(
                    sv: "fick sandlådan att avslutas (\(message))", en: "made the sandbox end (\(message))")
            case .syntax, .runtime, .denied, .result:
                Localized(sv: "stoppades: \(message)", en: "was stopped: \(message)")
            }
        var problem = Problem.fault(
            of: manifest, error.kind.isLimit && error.kind != .crash ? .limit : .program, what)
        problem.place = place
        return problem
    }
}

/// One run of an analysis that is written in Lua.
private struct LuaRun {
    let plugin: LoadedPlugin
    let spec: AnalysisSpec
    let request: RunRequest
    let services: HostServices

    /// Runs it.
    ///
    /// - Throws: ``Problem`` of kind `input` when the plugin refuses the input, else `program` or `limit`.
    func output(_ worker: String) async throws -> AnalysisOutput {
        let package = try plugin.luaPackage()
        let input = try LuaInput(request, spec).json
        let files = package.scripts
        do {
            return try await ScriptWorker.with(
                worker, limits: plugin.manifest.limits.script, silence: .seconds(plugin.manifest.limits.seconds)
            ) { worker in
                let script = try await worker.load(package: files, seed: request.seed)
                guard script.metadata["analyses"]?.array?.contains(.string(spec.id)) == true else {
                    throw ScriptError(
                        .runtime, file: package.main, line: nil, message: "plugin: there is no analysis \(spec.id)")
                }
                let result = try await worker.call(script, of: files, [input]) {
                    try await answer($0)
                }
                return try LuaOutput(plugin.manifest, spec, request, main: package.main).read(result.value)
            }
        } catch let error as ScriptError {
            throw plugin.failure(error, package)
        }
    }

    /// What the host answers a plugin that asks or tells: rules, or never again.
    private func answer(_ question: JSON) async throws -> JSON {
        if let refusal = question["refuse"] { throw problem(refusal) }
        if let text = question["log"]?.string {
            services.log(LogLine(.info, text))
            return .null
        }
        if let fraction = question["progress"]?.number {
            services.progress(fraction)
            return .null
        }
        guard let hook = question["hook"]?.string, let rows = question["rows"] else {
            throw Problem.fault(
                of: plugin.manifest, .program,
                Localized(sv: "frågade något okänt", en: "asked something unknown"))
        }
        let table: Table
        do throws(Problem) { table = try LuaRows.inferred(rows) } catch { throw error.inside("rules(\"\(hook)\")") }
        let answers = try await services.rules(hook, table)
        let none = (0..<table.rowCount).map { RuleAnswer(row: $0, value: nil) }
        return .array((answers.isEmpty ? none : answers).map(\.wire))
    }

    private func problem(_ refusal: JSON) -> Problem {
        func localized(_ json: JSON?) -> Localized? {
            guard let sv = json?["sv"]?.string, let en = json?["en"]?.string else { return nil }
            return Localized(sv: String(sv.prefix(2000)), en: String(en.prefix(2000)))
        }
        return Problem(localized(refusal) ?? "", remedy: localized(refusal["remedy"]))
    }
}

extension Manifest.Limits {
    /// What the sandbox is told: memory at most what it has room for, whatever the manifest says.
    var script: ScriptLimits {
        var limits = ScriptLimits()
        limits.fuel = fuel
        limits.memory = min(memoryBytes, 96 << 20)
        limits.resultBytes = 8 << 20
        limits.resultLevels = 8
        limits.milliseconds = seconds * 1000
        return limits
    }
}
