// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Manifest {
    /// Insists that what analyses read and ask of the plugin itself is declared: its datasets with their columns, and its
    /// hooks. What they want of others only a workspace can tell.
    func checkOwnSources() throws(Problem) {
        for analysis in analyses {
            for (port, read) in analysis.reads {
                let place = "\(analysis.id), input \(port), read"
                guard read.dataset.hasPrefix(id + "/") else { continue }
                guard let dataset = datasets.first(where: { $0.id == read.dataset }) else {
                    throw Problem(
                        Localized(
                            sv: "\(place): tillägget har ingen datamängd '\(read.dataset)'.",
                            en: "\(place): the plugin has no dataset '\(read.dataset)'."),
                        remedy: suggestion(for: read.dataset, among: datasets.map(\.id)))
                }
                if let problem = read.unknownColumn(in: dataset) { throw problem.inside(place) }
            }
            for hook in analysis.hooks where hook.hasPrefix(id + "/") || !hook.contains("/") {
                guard !hooks.contains(where: { $0.reference == hook }) else { continue }
                throw Problem(
                    Localized(
                        sv: "\(analysis.id), hooks: tillägget har ingen regelpunkt '\(hook)'.",
                        en: "\(analysis.id), hooks: the plugin has no hook '\(hook)'."),
                    remedy: suggestion(for: hook, among: hooks.map(\.reference)))
            }
        }
    }

    /// The hooks of other plugins that its analyses ask, `billing/weight@1`, each once, in order.
    public var foreignHooks: [String] {
        Set(analyses.flatMap(\.hooks)).filter { !$0.hasPrefix(id + "/") }.sorted()
    }
}

extension AnalysisSpec {
    /// What its inputs read from the registry, by the name of the input.
    public var reads: [(port: String, read: ReadSpec)] {
        inputs.compactMap { input in input.read.map { (input.name, $0) } }
    }
}

extension ReadSpec {
    /// The first column that it reads or chooses rows by and that the dataset does not have, in words; nil when all are there.
    public func unknownColumn(in schema: DatasetSchema) -> Problem? {
        guard let column = (columns.map(\.from) + filters.map(\.column)).first(where: { schema[$0] == nil }) else {
            return nil
        }
        return Problem(
            Localized(
                sv: "Datamängden '\(schema.id)' har ingen kolumn '\(column)'.",
                en: "The dataset '\(schema.id)' has no column '\(column)'."),
            remedy: suggestion(for: column, among: schema.columns.map(\.spec.name)))
    }
}
