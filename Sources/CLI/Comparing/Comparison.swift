// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkReporting

/// Two runs and all that is not the same in them.
struct Comparison {
    typealias Run = (record: RunRecord, number: Int)
    let before: Run
    let after: Run
    let plugins: PluginSet
    let names: [String: Localized]
    let headline: Headline
    let comparison: RunComparison
    let differences: [RunDifference]
    let findings: [FindingChange]
    /// The step that answers the question.
    let answering: String?
    /// The figures that both have and that moved, by `step/table`: the step that answers the question first, and in each
    /// table the largest change.
    let figures: [(table: String, title: Localized, figures: [FigureChange])]

    init(_ before: Run, _ after: Run, _ workspace: Workspace) throws {
        (self.before, self.after) = (before, after)
        plugins = workspace.installed.known
        let names = try workspace.names(in: before.record).merging(try workspace.names(in: after.record)) { $1 }
        self.names = names
        let builder = ReportBuilder(plugins: plugins, names: names)
        headline = Headline(before, after, builder)
        comparison = RunComparison(
            before.record, after.record, parties: Set(try workspace.registry.partyNames().keys), listsAll: true)
        differences = before.record.differences(to: after.record) { names[$0] ?? Localized(sv: $0, en: $0) }
        findings = before.record.findingChanges(to: after.record)
        let moved = Dictionary(grouping: comparison.figures.filter { !$0.isLone }) {
            "\($0.address.step)/\($0.address.table)"
        }
        let answering = builder.answer(after.record).step
        self.answering = answering
        var figures: [(table: String, title: Localized, figures: [FigureChange])] = []
        for step in after.record.steps.filter({ $0.id == answering })
            + after.record.steps.filter({ $0.id != answering })
        {
            let spec = (try? plugins.analysis(step.analysis))?.spec
            for name in step.tables.map(\.name) {
                let table = "\(step.id)/\(name)"
                guard let changes = moved[table] else { continue }
                let title = spec?.output(name)?.title ?? Localized(sv: name, en: name)
                figures.append((table, title, changes.sorted(by: FigureChange.isLarger)))
            }
        }
        self.figures = figures
    }

    /// What the two runs are called.
    var words: (before: Localized, after: Localized) {
        func word(_ run: Run) -> Localized { Localized(sv: "Beräkning \(run.number)", en: "Run \(run.number)") }
        return (word(before), word(after))
    }

    /// How many figures moved.
    var count: Localized {
        if comparison.shared.isEmpty { return Localized(sv: "de har inget gemensamt.", en: "they share nothing.") }
        let (moved, same) = (figures.reduce(0) { $0 + $1.figures.count }, comparison.unchanged)
        return Localized(
            sv: (moved == 1 ? "1 siffra ändras" : "\(moved) siffror ändras") + ", \(same) är oförändrade.",
            en: (moved == 1 ? "1 figure moves" : "\(moved) figures move") + ", \(same) are unchanged.")
    }

    func changes(_ figures: [FigureChange], _ language: Language) -> ChangeListing {
        ChangeListing(
            figures: figures, plugins: plugins,
            analyses: Dictionary(after.record.steps.map { ($0.id, $0.analysis) }) { first, _ in first }, names: names,
            language: language, run: after.number, words: words, keepsOrder: true)
    }

    /// The sentence of a finding that came or went; its id where no plugin knows it any longer.
    func sentence(_ change: FindingChange) -> Localized {
        let spec = (try? plugins.analysis(change.analysis))?.spec.findings.first { $0.id == change.finding.id }
        guard let spec else { return Localized(sv: change.finding.id, en: change.finding.id) }
        return told(ReportFinding(change.finding, sentence: spec.sentence))
    }

    func told(_ finding: ReportFinding) -> Localized {
        Localized(
            sv: Formatter(.swedish, names: names).sentence(finding),
            en: Formatter(.english, names: names).sentence(finding))
    }

    /// All of it for programs: amounts in öre.
    var json: JSON {
        func told(_ run: Run, _ answer: ReportFinding?) -> JSON {
            [
                "run": .integer(run.number), "title": run.record.shownTitle.json,
                "scenario": .string(run.record.scenario), "answer": answer.map { self.told($0).json } ?? .null,
            ]
        }
        func number(_ isNew: Bool) -> JSON { .integer(isNew ? after.number : before.number) }
        return [
            "headline": headline.text(count).json, "before": told(before, headline.answers.before),
            "after": told(after, headline.answers.after),
            "shared_steps": .array(comparison.shared.map(JSON.string)),
            "differences": .array(
                differences.map {
                    [
                        "kind": .string($0.kind.rawValue), "what": .string($0.what),
                        "before": $0.before?.json ?? .null, "after": $0.after?.json ?? .null,
                    ]
                }),
            "figures": changes(figures.flatMap(\.figures), .english).json(),
            "unchanged": .integer(comparison.unchanged),
            "only": .array(
                comparison.lone.map {
                    ["run": number($0.isNew), "kind": .string($0.kind.rawValue), "place": .string($0.place)]
                }),
            "findings": .array(
                findings.map {
                    [
                        "run": number($0.isNew), "step": .string($0.step), "id": .string($0.finding.id),
                        "sentence": sentence($0).json,
                    ]
                }),
        ]
    }
}
