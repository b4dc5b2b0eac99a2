// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkReporting

/// Two runs side by side for people: what both answer, what is not the same in them, and the figures that move.
struct ComparisonReport {
    let content: Comparison
    let language: Language
    /// Whether every figure's address is shown.
    let addresses: Bool

    /// The report.
    ///
    /// - Parameter most: how many figures are shown of each table of the step that answers and of the others, the largest
    ///   changes; nil shows all.
    func report(most: (answer: Int, other: Int)?) throws -> Report {
        let (before, after) = (content.before, content.after)
        let conditions = Set(before.record.conditions + after.record.conditions).sorted()
        let figures = try figures(most: most)
        return Report(
            title: content.headline.text(content.count),
            sections: [try causes] + (figures.tables.isEmpty ? [] : [figures]), names: content.names,
            synthetic: before.record.synthetic || after.record.synthetic,
            conditions: conditions.map(ReportCondition.init))
    }

    /// The tables for other programs: what differs, and all the figures in one.
    var files: Report {
        get throws {
            let moved = changes(
                content.figures.flatMap(\.figures),
                [.figure, .party, .unit, .before, .after, .difference, .percent])
            let only = content.findings.map { [run($0.isNew), $0.step, $0.finding.id] }
            let tables = [
                try differences, try table("figures", "", moved.columns(plain: true), moved.rows(plain: true)),
                try lone, try table("findings", "", findingColumns, only, keyed: 3),
            ]
            return Report(title: "", sections: [ReportSection(id: "compare", title: "", tables: tables)])
        }
    }

    // MARK: - Sections

    private var causes: ReportSection {
        get throws {
            var section = ReportSection(
                id: "compare",
                title: Localized(sv: "Vad som skiljer beräkningarna", en: "What differs between the runs"))
            section.findings = [told(content.before, content.headline.answers.before)]
            if content.before.number != content.after.number {
                section.findings.append(told(content.after, content.headline.answers.after))
            }
            if let remark { section.findings.append(remark) }
            if !content.differences.isEmpty { section.tables.append(try differences) }
            if !content.findings.isEmpty {
                let rows = content.findings.map { [run($0.isNew), $0.step, content.sentence($0)(language)] }
                section.tables.append(
                    try table(
                        "findings",
                        Localized(sv: "Iakttagelser som tillkom eller föll bort", en: "Findings that came or went"),
                        findingColumns, rows, keyed: 3))
            }
            if !content.comparison.lone.isEmpty { section.tables.append(try lone) }
            return section
        }
    }

    /// A run with its title and its answer.
    private func told(_ run: Comparison.Run, _ answer: ReportFinding?) -> ReportFinding {
        let (title, said) = (run.record.shownTitle, answer.map(content.told))
        return ReportFinding(
            id: "run",
            sentence: Localized(
                sv: "Beräkning \(run.number), \(title.sv)" + (said.map { ": " + $0.sv } ?? "."),
                en: "Run \(run.number), \(title.en)" + (said.map { ": " + $0.en } ?? ".")))
    }

    /// That there is nothing to compare, or nothing that tells why figures differ.
    private var remark: ReportFinding? {
        if content.comparison.shared.isEmpty {
            return ReportFinding(
                id: "nothing-shared", severity: .notice,
                sentence: Localized(
                    sv: "Beräkningarna har inget steg gemensamt: inga siffror går att jämföra.",
                    en: "The runs have no step in common: no figures can be compared."))
        }
        guard content.differences.isEmpty, content.before.number != content.after.number else { return nil }
        return ReportFinding(
            id: "nothing-else",
            sentence: Localized(
                sv: "Kalkyl, parametrar, tillägg, regler och datamängder är desamma.",
                en: "Scenario, parameters, plugins, rules and datasets are the same."))
    }

    /// What a change is told by: on a terminal each row has its own unit.
    private var fields: [ChangeListing.Field] {
        (addresses ? [.figure] : []) + [.row, .what, .unit, .before, .after, .difference, .percent]
    }

    private func figures(most: (answer: Int, other: Int)?) throws -> ReportSection {
        var section = ReportSection(
            id: "figures", title: Localized(sv: "Siffror som ändras", en: "Figures that move"), summary: content.count)
        var hidden = 0
        for (name, title, figures) in content.figures {
            let isAnswer = name.hasPrefix((content.answering ?? "") + "/")
            let shown = figures.prefix(most.map { isAnswer ? $0.answer : $0.other } ?? .max)
            hidden += figures.count - shown.count
            let changes = changes(Array(shown), fields)
            var table = try table(
                name, Localized(sv: "\(title.sv) (\(name))", en: "\(title.en) (\(name))"),
                changes.columns(plain: false), changes.rows(plain: false), keyed: addresses ? 1 : 2)
            table.numbers = Set([.before, .after, .difference, .percent].map(\ChangeListing.Field.rawValue))
            section.tables.append(table)
        }
        if hidden > 0 {
            section.notes.append(
                Localized(
                    sv: "Siffror som ändras mindre och inte visas: \(hidden). Visa dem med --all.",
                    en: "Figures that move less and are not shown: \(hidden). Show them with --all."))
        }
        if var address = content.figures.first?.figures.first?.address {
            address.run = content.after.number
            section.notes.append(
                Localized(
                    sv: "Varför denna siffra? samverk explain '\(address.description)'",
                    en: "Why this figure? samverk explain '\(address.description)'"))
        }
        return section
    }

    // MARK: - Tables

    private var differences: ReportTable {
        get throws {
            try table(
                "differences", Localized(sv: "Förutsättningar", en: "Circumstances"),
                [
                    ("kind", Localized(sv: "Slag", en: "Kind")), ("what", Localized(sv: "Vad", en: "What")),
                    ("before", content.words.before), ("after", content.words.after),
                ],
                content.differences.map {
                    [$0.kind.word(language), $0.what, $0.before?(language) ?? "–", $0.after?(language) ?? "–"]
                }, keyed: 2)
        }
    }

    private var lone: ReportTable {
        get throws {
            try table(
                "only", Localized(sv: "Finns bara i den ena", en: "Only in one of them"),
                [
                    ("run", Localized(sv: "Bara i", en: "Only in")), ("kind", Localized(sv: "Slag", en: "Kind")),
                    ("place", Localized(sv: "Var", en: "Where")),
                ],
                content.comparison.lone.map { [run($0.isNew), $0.kind.word(language), $0.place] }, keyed: 3)
        }
    }

    private var findingColumns: [(name: String, title: Localized)] {
        [
            ("run", Localized(sv: "Bara i", en: "Only in")), ("step", Localized(sv: "Steg", en: "Step")),
            ("finding", Localized(sv: "Iakttagelse", en: "Finding")),
        ]
    }

    private func run(_ isNew: Bool) -> String {
        (isNew ? content.words.after : content.words.before)(language)
    }

    private func changes(_ figures: [FigureChange], _ fields: [ChangeListing.Field]) -> ChangeListing {
        var changes = content.changes(figures, language)
        changes.fields = fields
        return changes
    }

    private func table(
        _ name: String, _ title: Localized, _ columns: [(name: String, title: Localized)], _ rows: [[String]],
        keyed: Int = 1
    ) throws -> ReportTable {
        let listing = try Listing.texts(title, name, columns, rows, keyed: keyed)
        return ReportTable(name: name, title: title, table: listing.table, titles: listing.titles)
    }
}

extension RunDifference.Kind {
    fileprivate func word(_ language: Language) -> String {
        let word: Localized =
            switch self {
            case .scenario: Localized(sv: "kalkyl", en: "scenario")
            case .step: Localized(sv: "steg", en: "step")
            case .parameter: Localized(sv: "parameter", en: "parameter")
            case .input: Localized(sv: "indata", en: "input")
            case .plugin: Localized(sv: "tillägg", en: "plugin")
            case .rule: Localized(sv: "regel", en: "rule")
            case .dataset: Localized(sv: "datamängd", en: "dataset")
            case .file: Localized(sv: "fil", en: "file")
            }
        return word(language)
    }
}

extension RunComparison.LonePart.Kind {
    fileprivate func word(_ language: Language) -> String {
        let word: Localized =
            switch self {
            case .table: Localized(sv: "tabell", en: "table")
            case .row: Localized(sv: "rad", en: "row")
            case .column: Localized(sv: "kolumn", en: "column")
            }
        return word(language)
    }
}
