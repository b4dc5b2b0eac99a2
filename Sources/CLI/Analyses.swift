// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit

/// `samverk analyses [ID]`.
struct Analyses: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: say(
            "Lista analyserna, eller en analys parametrar, indata och resultat.",
            "List the analyses, or one analysis' parameters, inputs and outputs."),
        discussion: exampleCall("samverk analyses cost-allocation/allocate"))

    @Argument(help: aid("En analys.", "One analysis.")) var analysis: String?
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let plugins = try PluginSource.plugins(options)
        if let analysis {
            let spec = try plugins.analysis(analysis).spec
            let json = DescribedAnalysis(reference: analysis, spec: spec, language: options.language).json
            return try Terminal.output(format == .json ? json.prettyText : describe(analysis, spec))
        }
        try Listing.texts(
            Localized(sv: "Analyser", en: "Analyses"), "analyses",
            [
                ("analysis", Localized(sv: "Analys", en: "Analysis")), ("title", Localized(sv: "Titel", en: "Title")),
                ("summary", Localized(sv: "Vad den gör", en: "What it does")),
            ],
            plugins.analyses.map { [$0.reference, $0.spec.title(options.language), $0.spec.summary(options.language)] }
        ).show(format, options)
    }

    private func describe(_ reference: String, _ spec: AnalysisSpec) -> String {
        let language = options.language
        let swedish = language == .swedish
        var text = "\(reference)  \(spec.title(language))\n  \(spec.summary(language))\n"
        text += "\n\(swedish ? "Parametrar" : "Parameters") (--with \(swedish ? "NAMN=VÄRDE" : "NAME=VALUE")):\n"
        for parameter in spec.parameters {
            var facts = [parameter.type.rawValue]
            if let unit = parameter.unit { facts.append(unit) }
            if let minimum = parameter.minimum { facts.append(">= \(Cell.real(minimum).plainText)") }
            if let maximum = parameter.maximum { facts.append("<= \(Cell.real(maximum).plainText)") }
            if !parameter.allowed.isEmpty { facts.append(parameter.allowed.joined(separator: "|")) }
            if let standard = parameter.defaultValue { facts.append("= \(standard.plainText)") }
            text += "  \(parameter.name)  \(parameter.title(language)) [\(facts.joined(separator: ", "))]\n"
        }
        text += "\n\(swedish ? "Indata" : "Inputs") (--input \(swedish ? "NAMN=FIL" : "NAME=FILE")):\n"
        for port in spec.inputs {
            let need = port.required ? (swedish ? "krävs" : "required") : (swedish ? "valfritt" : "optional")
            text += "  \(port.name)  \(port.title(language)) [\(need)\(port.shape == .game ? ", game" : "")]\n"
            for column in port.columns { text += "      \(columnText(column))\n" }
            if port.others != nil { text += "      ... \(swedish ? "fler kolumner" : "further columns")\n" }
            if let read = port.read { text += "      \(swedish ? "annars ur" : "otherwise from") \(read.dataset)\n" }
        }
        text += "\n\(swedish ? "Resultat" : "Outputs"):\n"
        for port in spec.outputs {
            text += "  \(port.name)  \(port.title(language)) [\(port.key.joined(separator: ", "))]\n"
            for column in port.columns { text += "      \(columnText(column))\n" }
            if let from = port.columnsFrom {
                text +=
                    "      ... \(swedish ? "en kolumn för varje värde i" : "one column for each value of") \(from)\n"
            }
        }
        return text
    }

    private func columnText(_ column: PortColumn) -> String {
        var unit = column.unit ?? ""
        if case .fixed(let type) = column.type {
            unit = FileUnit.text(ColumnSpec(column.name, type, unit: column.unit), options.language)
        }
        return
            "\(column.name): \(typeText(column.type))\(unit.isEmpty ? "" : " \(unit)")  \(column.title(options.language))"
    }

    private func typeText(_ rule: TypeRule) -> String {
        switch rule {
        case .fixed(let type): type.rawValue
        case .when(let name, let value, let then, let otherwise):
            "\(then.rawValue) (\(name)=\(value)) / \(otherwise.rawValue)"
        }
    }
}
