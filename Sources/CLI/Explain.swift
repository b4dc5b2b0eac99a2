// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkAnalysis
import SamverkDomain
import SamverkReporting

/// `samverk explain FIGURE`.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Varför denna siffra? Dess steg, tillägg, parametrar, regler och raderna i filerna den kom från.",
            "Why this figure? Its step, plugin, parameters, rules, and the lines of the files it came from."),
        discussion: exampleCall("samverk explain '1/split/allocation[9907].shapley'"))

    @Argument(
        help: aid(
            "Siffrans adress: BERÄKNING/STEG/TABELL[NYCKEL].KOLUMN; utan BERÄKNING den senaste.",
            "The figure's address: RUN/STEP/TABLE[KEY].COLUMN; without RUN the latest.")) var figure: String
    @Option(help: aid("table eller json.", "table or json.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let workspace = try Workspace(options)
        let address = try Address(figure)
        let stored = try RunStore(workspace).run(address.run.map(String.init))
        let explanation = try stored.record.explain(address, number: stored.number)
        if format == .json { return try Terminal.output(explanation.json.prettyText) }
        let formatter = Formatter(options.language, names: try workspace.names(in: stored.record))
        var text = ""
        draw(explanation, prefix: "", isLast: true, isRoot: true, formatter, &text)
        try Terminal.output(text)
    }

    private func draw(
        _ node: Explanation, prefix: String, isLast: Bool, isRoot: Bool, _ formatter: Formatter, _ text: inout String
    ) {
        let language = options.language
        let word = Explain.words[node.kind].map { $0(language) + " " } ?? ""
        let value = node.value.map { " = " + formatter.cell($0, unit: node.unit) } ?? ""
        let note = node.note.map { "  " + $0(language) } ?? ""
        text += prefix + (isRoot ? "" : isLast ? "└─ " : "├─ ") + word + node.subject + value + note + "\n"
        let inner = isRoot ? "" : prefix + (isLast ? "   " : "│  ")
        for (i, child) in node.children.enumerated() {
            draw(child, prefix: inner, isLast: i == node.children.count - 1, isRoot: false, formatter, &text)
        }
    }

    private static let words: [Explanation.Kind: Localized] = [
        .step: Localized(sv: "steg", en: "step"), .seen: Localized(sv: "steg", en: "step"),
        .parameters: Localized(sv: "parametrar", en: "parameters"), .rule: Localized(sv: "regel", en: "rule"),
        .input: Localized(sv: "indata", en: "input"), .dataset: Localized(sv: "datamängd", en: "dataset"),
        .lines: Localized(sv: "fil", en: "file"),
    ]
}
