// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// A plugin made of a shell script that speaks line by line, started by the real launcher.
struct FakePlugin {
    let loaded: LoadedPlugin

    /// - Parameters:
    ///   - script: what it does; `hello`, `answer TABLES FINDINGS`, `ask ID HOOK ROWS`, `say LEVEL TEXT` and `progress FRACTION`
    ///     print the usual messages.
    ///   - more: what it wants beyond the usual: `,"cancel"`.
    init(_ script: String, seconds: Int = 30, more: String = "") throws {
        let text = FakePlugin.words(more: more) + "\n" + script
        let manifest = FakePlugin.manifest(seconds: seconds)
        loaded = LoadedPlugin(
            manifest: try Manifest(try JSON.read(Array(manifest.utf8)), file: "plugin.json"), manifestText: manifest,
            folder: "/", program: try Programs.script(text), read: { _ in [] })
    }

    /// A plugin that was made otherwise.
    init(_ loaded: LoadedPlugin) { self.loaded = loaded }

    /// The functions of a script.
    static func words(more: String = "") -> String {
        """
        hello() { read -r line; printf '%s\\n' '{"jsonrpc":"2.0","id":1,"result":{"protocol":"1.0","plugin":"fake","version":"0.1.0","features":["large-tables","log","progress","rules"\(more)]}}'; read -r run; id=${run#*'"run":"'}; id=${id%%'"'*}; }
        answer() { printf '{"jsonrpc":"2.0","id":2,"result":{"run":"%s","tables":%s,"findings":%s}}\\n' "$id" "$1" "$2"; }
        ask() { printf '{"jsonrpc":"2.0","id":%s,"method":"rules","params":{"run":"%s","hook":"%s","rows":%s}}\\n' "$1" "$id" "$2" "$3"; read -r answers; }
        say() { printf '{"jsonrpc":"2.0","method":"log","params":{"level":"%s","text":"%s"}}\\n' "$1" "$2"; }
        progress() { printf '{"jsonrpc":"2.0","method":"progress","params":{"fraction":%s}}\\n' "$1"; }
        good='{"totals":\(FakePlugin.totals)}'
        """
    }

    func remove() { Programs.removeFolder(of: loaded.program) }

    static let totals = """
        {"columns":[{"name":"player","type":"category","unit":null,"nullable":false,"values":["a","b"]},\
        {"name":"total","type":"money","unit":"öre/year","nullable":false,"values":[1,2]}],"key":["player"],"attributes":{}}
        """

    static func manifest(seconds: Int) -> String {
        """
        {"schema": 1, "id": "fake", "version": "0.1.0", "api": "^1.0", "title": {"sv": "F", "en": "F"},
         "summary": {"sv": "F", "en": "F"}, "publisher": "nobody", "licence": "EUPL-1.2",
         "runtime": {"kind": "process", "entry": ["fake"]}, "limits": {"seconds": \(seconds)},
         "hooks": [{"id": "keep", "major": 1, "title": {"sv": "K", "en": "K"}, "summary": {"sv": "K", "en": "K"},
           "scope": "local", "subject": "player", "arguments": [],
           "result": {"type": "boolean", "title": {"sv": "B", "en": "B"}}, "default": {"sv": "ja", "en": "yes"}}],
         "analyses": [{"id": "sum", "title": {"sv": "S", "en": "S"}, "summary": {"sv": "S", "en": "S"},
           "outputs": [{"name": "totals", "title": {"sv": "T", "en": "T"}, "key": ["player"], "lineage": "key",
             "columns": [{"name": "player", "type": "category", "title": {"sv": "P", "en": "P"}},
                         {"name": "total", "type": "money", "unit": "öre/year", "title": {"sv": "T", "en": "T"}}]}],
           "findings": [{"id": "sum", "sentence": {"sv": "S", "en": "S"}}], "hooks": ["fake/keep@1"]},
          {"id": "price", "title": {"sv": "P", "en": "P"}, "summary": {"sv": "P", "en": "P"},
           "outputs": [{"name": "costs", "shape": "game", "title": {"sv": "C", "en": "C"}, "lineage": "all",
             "columns": [{"name": "cost", "type": "money", "unit": "öre/year", "title": {"sv": "C", "en": "C"}}]}],
           "hooks": ["fake/keep@1"]}]}
        """
    }

    static let noRules: RulesClosure = { _, _ in throw Problem("no rules here") }

    func run(
        _ analysis: String = "sum", inputs: [String: Table] = [:], rules: @escaping RulesClosure = noRules,
        progress: @escaping @Sendable (Double) -> Void = { _ in },
        log: @escaping @Sendable (LogLine) -> Void = { _ in }
    ) async throws -> AnalysisOutput {
        let host = try PluginHost(Installation(programs: try Programs.folder(of: "samverk-launch"), home: "/"))
        let request = RunRequest(
            analysis: analysis, parameters: [:], inputs: inputs, members: [], asOf: Day(days: 20_000),
            period: .year(2026),
            seed: 0)
        guard let spec = loaded.manifest.analysis(analysis) else { throw Problem("no analysis") }
        return try await host.run(loaded, spec, request, rules: rules, progress: progress, log: log)
    }
}
