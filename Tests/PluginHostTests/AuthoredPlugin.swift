// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// A plugin in the folder its author works in, run by the real host.
struct AuthoredPlugin {
    let loaded: LoadedPlugin

    /// What is installed in this checkout.
    static func installation() throws -> Installation {
        Installation(programs: try Programs.folder(of: "samverk-launch"), home: Golden.root.path)
    }

    init(_ folder: String) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/plugin.json")))
        let manifest = try Manifest(try JSON.read(bytes), file: "plugin.json")
        loaded = LoadedPlugin(
            manifest: manifest, manifestText: String(decoding: bytes, as: UTF8.self), home: .linked, folder: folder,
            program: folder + "/" + (manifest.runtime.entry.last ?? ""),
            read: { Array(try Data(contentsOf: URL(filePath: $0))) })
    }

    func run(
        _ analysis: String, _ inputs: [String: Table], with given: [String: String] = [:],
        rules: @escaping RulesClosure = { _, _ in [] }
    ) async throws -> AnalysisOutput {
        guard let spec = loaded.manifest.analysis(analysis) else { throw Problem("no analysis \(analysis)") }
        let parameters = try spec.resolve(given.mapValues { GivenValue($0) })
        let request = RunRequest(
            analysis: analysis, parameters: parameters, inputs: inputs, members: [], asOf: Day(days: 20_454),
            period: .year(2026), seed: 0)
        return try await PluginHost(Self.installation()).run(
            loaded, spec, request, rules: rules, progress: { _ in })
    }
}
