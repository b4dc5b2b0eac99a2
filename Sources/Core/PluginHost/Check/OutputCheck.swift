// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension AnalysisOutput {
    /// Holds what a plugin gave against what its manifest promises: tables, types, units, laws, findings.
    ///
    /// - Throws: ``Problem`` of kind `program` when something else was promised, ``BrokenInvariant`` when a law is broken.
    func check(_ manifest: Manifest, _ spec: AnalysisSpec, _ parameters: [String: JSON]) throws {
        func broken(_ what: String) -> Problem {
            .fault(
                of: manifest, .program,
                Localized(
                    sv: "gav något annat än det lovat: \(what)", en: "gave something else than it promised: \(what)"))
        }
        for port in spec.outputs {
            guard let table = self[port.name] else { throw broken("table \(port.name) is missing") }
            if let fault = port.fault(in: table, parameters: parameters) {
                throw broken("table \(port.name): \(fault)")
            }
            if let breach = port.breach(in: table, parameters: parameters) {
                throw BrokenInvariant(
                    plugin: manifest.id, publisher: manifest.publisher, table: port.name, breach: breach)
            }
        }
        if let extra = tables.first(where: { spec.output($0.name) == nil }) {
            throw broken("table \(extra.name)")
        }
        for finding in findings where !spec.findings.contains(where: { $0.id == finding.id }) {
            throw broken("finding \(finding.id)")
        }
    }
}
