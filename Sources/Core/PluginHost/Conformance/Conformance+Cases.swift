// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit
import SamverkProcesses

extension Conformance {
    /// Most bytes of a case's file.
    private static let largestCase = 8 << 20

    /// Runs the cases of the package, by name.
    func checkCases() async throws -> [ConformanceResult] {
        let folder = plugin.folder + "/tests"
        let names = Installation.entries(of: folder).filter { $0.hasSuffix(".json") }
        guard !names.isEmpty else {
            return [
                ConformanceResult(
                    .cases, nil, .skipped, Localized(sv: "inga fall i tests/", en: "no cases in tests/"))
            ]
        }
        var results: [ConformanceResult] = []
        for name in names { results.append(try await check(name, in: folder)) }
        return results
    }

    private func check(_ name: String, in folder: String) async throws -> ConformanceResult {
        func result(_ verdict: ConformanceResult.Verdict, _ words: Localized) -> ConformanceResult {
            ConformanceResult(.cases, name, verdict, words)
        }
        do {
            let given = try Case(try JSON.read(try Self.bytes(folder + "/" + name), file: name), name: name)
            guard let spec = plugin.manifest.analysis(given.analysis) else {
                throw Problem(
                    Localized(sv: "Okänd analys '\(given.analysis)'.", en: "Unknown analysis '\(given.analysis)'."),
                    remedy: suggestion(for: given.analysis, among: plugin.manifest.analyses.map(\.id)))
            }
            let request = try request(given, spec, folder)
            switch try await attempt(spec, request).outcome {
            case .failed(let why): return result(.failed, why)
            case .refused(let problem):
                guard let words = given.refuses else { return result(.failed, problem.message) }
                let said = problem.message.sv.contains(words) || problem.message.en.contains(words)
                return result(said ? .passed : .failed, problem.message)
            case .answered(let output):
                guard given.refuses == nil else {
                    return result(
                        .failed, Localized(sv: "svarade, men skulle avböja", en: "answered, but should refuse"))
                }
                for member in given.expect.members {
                    guard let port = spec.output(member.name), let table = output[member.name] else {
                        throw Problem(
                            Localized(
                                sv: "Okänd tabell '\(member.name)'.", en: "Unknown table '\(member.name)'."),
                            remedy: suggestion(for: member.name, among: spec.outputs.map(\.name)))
                    }
                    let expected = try expected(member.value, port, table, folder)
                    if let difference = table.difference(from: expected) {
                        return result(
                            .failed,
                            Localized(
                                sv: "\(member.name)\(difference.sv.hasPrefix("[") ? "" : ": ")\(difference.sv)",
                                en: "\(member.name)\(difference.en.hasPrefix("[") ? "" : ": ")\(difference.en)"))
                    }
                }
                return result(
                    .passed,
                    Localized(
                        sv: "tabeller som stämmer: \(given.expect.members.count)",
                        en: "tables that come out: \(given.expect.members.count)"))
            }
        } catch let problem as Problem {
            return result(.failed, problem.message)
        } catch let problems as Problems {
            return result(.failed, problems.joined.message)
        }
    }

    private func request(_ given: Case, _ spec: AnalysisSpec, _ folder: String) throws -> RunRequest {
        var values: [String: GivenValue] = [:]
        for member in given.with.members { values[member.name] = GivenValue(member.value.plainText) }
        let parameters = try spec.resolve(values)
        var inputs: [String: Table] = [:]
        for member in given.inputs.members {
            guard let port = spec.input(member.name) else {
                throw Problem(
                    Localized(sv: "Okänt indata '\(member.name)'.", en: "Unknown input '\(member.name)'."),
                    remedy: suggestion(for: member.name, among: spec.inputs.map(\.name)))
            }
            let columns = port.columns.map {
                ColumnSpec($0.name, $0.type.resolve(parameters), unit: $0.unit, nullable: $0.nullable)
            }
            let table = try table(member.value, columns, port.key, port.shape == .game, folder)
            inputs[port.name] = try port.adapted(table, parameters: parameters)
        }
        return RunRequest(
            analysis: spec.id, parameters: parameters, inputs: inputs, members: given.members, asOf: given.asOf,
            period: given.period, seed: UInt64(bitPattern: Int64(given.seed)))
    }

    /// What is expected has the types of what came.
    private func expected(_ json: JSON, _ port: OutputPort, _ came: Table, _ folder: String) throws -> Table {
        try table(json, came.specs, port.key, port.shape == .game, folder)
    }

    private func table(
        _ json: JSON, _ columns: [ColumnSpec], _ key: [String], _ isGame: Bool, _ folder: String
    ) throws -> Table {
        guard let file = json.string else { return try Table(wire: json) }
        guard PackageFile.isPath(file) else {
            throw Problem(
                Localized(
                    sv: "'\(file)' är ingen fil bredvid fallet.", en: "'\(file)' is no file beside the case."))
        }
        return try readTable(folder + "/" + file, columns, key, isGame)
    }

    private static func bytes(_ path: String) throws(Problem) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        defer { if file >= 0 { close(file) } }
        var status = stat()
        guard file >= 0, fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= largestCase
        else {
            throw Problem(Localized(sv: "Filen kan inte läsas.", en: "The file cannot be read."))
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            done += count
        }
        return Array(bytes[..<done])
    }
}
