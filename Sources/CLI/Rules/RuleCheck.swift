// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import SamverkDomain
import SamverkRules

/// `samverk rule check`.
struct RuleCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: say(
            "Pröva regler: går de att läsa, finns regelpunkten, är datumen rimliga, finns värdena de jämför med?",
            "Check rules: do they read, does their hook exist, do their dates make sense, do the values they compare with exist?"
        ),
        discussion: exampleCall(
            "samverk rule check rules/9908-exempelkommun-h/far-delas.lua",
            say(
                "Fel ger slutstatus 1; varningar visas bara. I en arbetsmapp jämförs också med datamängdernas värden.",
                "Problems end with status 1; warnings are only shown. In a workspace the datasets' values are compared with too."
            )))

    @OptionGroup var which: RuleNames
    @Option(help: aid("table, csv, json eller md.", "table, csv, json or md.")) var format = OutputFormat.table
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let source = try RuleSource(options)
        let inspection = try await RuleInspection(try source.files(which.files, options), source)
        switch format {
        case .table: try tell(inspection)
        case .json: try Terminal.output(json(inspection).prettyText)
        case .csv, .md: try listing(inspection).show(format, options)
        }
        if let worst = inspection.problems.map(\.problem.kind.exitStatus).max() { throw Status(code: worst) }
    }

    private func tell(_ inspection: RuleInspection) throws {
        if !inspection.rules.isEmpty { try RuleListing.listing(inspection.rules).show(.table, options) }
        let warning = Localized(sv: "varning: ", en: "warning: ")
        Terminal.complain(
            inspection.remarks.map { remark in
                var problem = remark.problem
                if remark.severity == .warning {
                    problem.message.sv = warning.sv + problem.message.sv
                    problem.message.en = warning.en + problem.message.en
                }
                return problem.showing(remark.source, length: remark.length)
            }, options.language)
        let faulty = Set(inspection.problems.compactMap(\.problem.place.file))
        let sound = inspection.rules.count { !faulty.contains($0.file.path) }
        let warnings = inspection.remarks.count - inspection.problems.count
        let more = Localized(
            sv: warnings == 0 ? "" : ", \(warnings) \(warnings == 1 ? "varning" : "varningar")",
            en: warnings == 0 ? "" : ", \(warnings) \(warnings == 1 ? "warning" : "warnings")")
        let verdict = Localized(
            sv: "\(sound) regler i ordning, \(faulty.count) med fel\(more.sv).",
            en: "\(sound) rules in order, \(faulty.count) at fault\(more.en).")
        try Terminal.output(verdict(options.language))
    }

    private func json(_ inspection: RuleInspection) -> JSON {
        .array(
            inspection.remarks.map { remark in
                let problem = remark.problem
                return [
                    "rule": .string(problem.place.file ?? ""), "line": problem.place.line.map(JSON.integer) ?? .null,
                    "column": problem.place.column.map(JSON.integer) ?? .null,
                    "severity": .string(remark.severity.rawValue), "check": .string(remark.check),
                    "message": problem.message.json, "remedy": problem.remedy?.json ?? .null,
                ]
            })
    }

    private func listing(_ inspection: RuleInspection) throws -> Listing {
        let language = options.language
        return try Listing.texts(
            Localized(sv: "Anmärkningar", en: "Remarks"), "remarks",
            [
                ("rule", Localized(sv: "Regel", en: "Rule")), ("line", Localized(sv: "Rad", en: "Line")),
                ("column", Localized(sv: "Kolumn", en: "Column")), ("severity", Localized(sv: "Grad", en: "Severity")),
                ("check", Localized(sv: "Kontroll", en: "Check")), ("message", Localized(sv: "Vad", en: "What")),
                ("remedy", Localized(sv: "Gör så här", en: "What to do")),
            ],
            inspection.remarks.map { remark in
                let problem = remark.problem
                return [
                    problem.place.file ?? "", problem.place.line.map(String.init) ?? "",
                    problem.place.column.map(String.init) ?? "", remark.severity.rawValue, remark.check,
                    problem.message(language), problem.remedy?(language) ?? "",
                ]
            })
    }
}
