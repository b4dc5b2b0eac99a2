// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkReporting
import SamverkRules

/// Makes a report of a run: what the manifests call things meets what the steps gave.
struct ReportBuilder {
    let plugins: PluginSet
    let names: [String: Localized]

    func report(_ record: RunRecord, number: Int) -> Report {
        let (answer, answering) = answer(record)
        // The step that answers the question comes first; how it was reached follows in the order of the scenario.
        let steps = record.steps.filter { $0.id == answering } + record.steps.filter { $0.id != answering }
        var sections: [ReportSection] = []
        for step in steps {
            guard let (plugin, spec) = try? plugins.analysis(step.analysis) else { continue }
            var section = section(step, spec: spec, plugin: plugin, run: number)
            if step.id == answering { section.findings.removeAll { $0 == answer } }
            sections.append(section)
        }
        var facts = [
            ReportFact(Localized(sv: "Kalkyl", en: "Scenario"), record.scenario),
            ReportFact(Localized(sv: "Beräkning", en: "Run"), "\(number)"),
            ReportFact(Localized(sv: "Period", en: "Period"), record.period),
            ReportFact(Localized(sv: "Regler som gäller den", en: "Rules in force on"), record.asOf),
            ReportFact(Localized(sv: "Frö", en: "Seed"), "\(record.seed)"),
            ReportFact("Samverk", toolVersion),
        ]
        for step in record.steps {
            facts.append(ReportFact("\(step.id)", "\(step.analysis) \(step.version), sha256 \(step.hash.prefix(16))"))
        }
        if !record.files.isEmpty {
            facts.append(
                ReportFact(
                    Localized(sv: "Importerade filer", en: "Imported files"), record.files.joined(separator: ", ")))
        }
        return Report(
            title: record.shownTitle, answer: answer, sections: sections, names: names, synthetic: record.synthetic,
            conditions: record.conditions.map(ReportCondition.init), run: number, provenance: facts)
    }

    /// The first of the scenario's answers that was found, and the step that found it.
    func answer(_ record: RunRecord) -> (finding: ReportFinding?, step: String?) {
        for name in record.answer {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2, let step = record.step(parts[0]),
                let finding = step.findings.first(where: { $0.id == parts[1] }),
                let spec = try? plugins.analysis(step.analysis).spec,
                let sentence = spec.findings.first(where: { $0.id == finding.id })?.sentence
            else { continue }
            return (ReportFinding(finding, sentence: sentence, isConditional: step.isConditional), step.id)
        }
        return (nil, nil)
    }

    func section(_ step: StepRecord, spec: AnalysisSpec, plugin: LoadedPlugin, run: Int?) -> ReportSection {
        let conditions = step.conditions.map(ReportCondition.init)
        let labels = plugin.manifest.labels
        let tables = step.tables.map { name, table in
            let port = spec.output(name)
            var titles: [String: Localized] = [:]
            for column in table.columnNames {
                titles[column] = port?.columns.first { $0.name == column }?.title ?? labels[column] ?? names[column]
            }
            return ReportTable(
                name: name, title: port?.title ?? Localized(sv: name, en: name), table: table, titles: titles,
                address: run.map { "\($0)/\(step.id)/\(name)" }, conditions: conditions,
                addsUp: port?.addsUp ?? true)
        }
        let findings = step.findings.compactMap { finding in
            spec.findings.first { $0.id == finding.id }.map {
                ReportFinding(finding, sentence: $0.sentence, isConditional: step.isConditional)
            }
        }
        return ReportSection(
            id: step.id, title: spec.title, summary: spec.summary, subtitle: "\(step.analysis) \(step.version)",
            tables: tables,
            charts: spec.charts, findings: findings, notes: linked(step) + notices(step) + notes(step),
            conditions: conditions)
    }

    /// That the step's plugin was run from where it is written.
    private func linked(_ step: StepRecord) -> [Localized] {
        guard step.version.hasSuffix(LoadedPlugin.linkedMark) else { return [] }
        return [
            Localized(
                sv: "Tillägget är länkat till mappen där det skrivs: inget av det är låst.",
                en: "The plugin is linked to the folder where it is written: nothing of it is pinned.")
        ]
    }

    /// What else readers must know of the rules: those passed over, those that failed.
    private func notices(_ step: StepRecord) -> [Localized] {
        step.notices.map { $0.text { names[$0] ?? Localized(sv: $0, en: $0) } }
    }

    /// Each rule that spoke: how often, from what to what, and why.
    private func notes(_ step: StepRecord) -> [Localized] {
        var order: [String] = []
        var counts: [String: Int] = [:]
        var first: [String: Intervention] = [:]
        for spoken in step.interventions {
            let id = [spoken.file, spoken.before.text, spoken.after.text, spoken.reason ?? ""].joined(separator: "\n")
            if counts.updateValue((counts[id] ?? 0) + 1, forKey: id) == nil {
                order.append(id)
                first[id] = spoken
            }
        }
        return order.compactMap { id in first[id].map { note($0, times: counts[id] ?? 1) } }
    }

    private func note(_ spoken: Intervention, times: Int) -> Localized {
        let place = spoken.file + (spoken.line.map { ":\($0)" } ?? "")
        let owner = whose(spoken)
        let basis = spoken.basis.map { " (\($0))" } ?? ""
        let reason = spoken.reason.map { " – \($0)" } ?? ""
        func change(_ language: Language) -> String {
            let before = word(spoken.before, spoken, language)
            let after = word(spoken.after, spoken, language)
            if before == after { return after }
            return "\(before) → \(after)"
        }
        return Localized(
            sv:
                "\(owner.sv)\(basis), \(place): \(change(.swedish)), \(times) \(times == 1 ? "gång" : "gånger")\(reason)",
            en:
                "\(owner.en)\(basis), \(place): \(change(.english)), \(times == 1 ? "once" : "\(times) times")\(reason)"
        )
    }

    /// Whose rule spoke; of an agreement's also how far its approval has come.
    private func whose(_ spoken: Intervention) -> Localized {
        func named(_ code: String) -> Localized { names[code] ?? Localized(sv: code, en: code) }
        guard let consent = spoken.consent else {
            let owner = named(spoken.subject)
            return Localized(sv: "Regel hos \(owner.sv)", en: "Rule of \(owner.en)")
        }
        let state = consent.text(named)
        let subject = named(spoken.subject)
        return Localized(
            sv: "Regel i avtalet \(spoken.owner), \(state.sv), om \(subject.sv)",
            en: "Rule of the agreement \(spoken.owner), \(state.en), on \(subject.en)")
    }

    /// An answer as people read it: amounts in kronor, not in öre.
    private func word(_ value: JSON, _ spoken: Intervention, _ language: Language) -> String {
        let formatter = Formatter(language, names: names)
        switch value {
        case .null: return language == .swedish ? "inget" : "nothing"
        case .bool(let flag): return language == .swedish ? (flag ? "ja" : "nej") : (flag ? "yes" : "no")
        case .string(let text): return formatter.named(text)
        default: return spoken.cell(value).map { formatter.cell($0, unit: spoken.unit) } ?? value.text
        }
    }
}

extension ReportCondition {
    /// What a step depends on, for its report.
    init(_ condition: Condition) {
        self.init(
            rule: condition.file, hook: condition.hook, agreement: condition.agreement, missing: condition.missing)
    }
}
