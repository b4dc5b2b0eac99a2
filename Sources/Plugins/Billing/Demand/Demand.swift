// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `billing/demand`: how much the demand for each service fluctuates, whether it has changed, and which way of paying fits.
struct Demand: Analysis {
    let id = "demand"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let question = try DemandQuestion(context)
        let series = try Series.all(context, zeros: context.text("missing") == "zero")
        let agreed = try AgreedClass.all(context, services: series.map(\.service))
        var verdicts: [DemandVerdict] = []
        for (i, one) in series.enumerated() {
            verdicts.append(try DemandVerdict(one, agreed: agreed[one.service], question))
            context.progress(Double(i + 1) / Double(series.count))
        }
        return AnalysisOutput(
            ["services": try servicesTable(verdicts), "months": try monthsTable(verdicts)],
            findings: demandFindings(verdicts, question))
    }

    private func servicesTable(_ verdicts: [DemandVerdict]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("service", .category), ColumnSpec("first", .text), ColumnSpec("last", .text),
                ColumnSpec("mean", .real), ColumnSpec("variation", .real, unit: "share", nullable: true),
                ColumnSpec("variation_low", .real, unit: "share", nullable: true),
                ColumnSpec("variation_high", .real, unit: "share", nullable: true),
                ColumnSpec("trend", .real, unit: "share", nullable: true),
                ColumnSpec("class", .category, nullable: true), ColumnSpec("certain", .boolean, nullable: true),
                ColumnSpec("previous_class", .category, nullable: true),
                ColumnSpec("review", .boolean), ColumnSpec("model", .category, nullable: true),
            ], key: ["service"])
        func real(_ number: Double?) -> Cell { number.map(Cell.real) ?? .null }
        func category(_ name: String?) -> Cell { name.map(Cell.category) ?? .null }
        for verdict in verdicts {
            try builder.append([
                .category(verdict.series.service), .text(verdict.series.first.description),
                .text(verdict.series.last.description), .real(verdict.variation.mean),
                real(verdict.variation.coefficient), real(verdict.interval?.lowerBound),
                real(verdict.interval?.upperBound), real(verdict.variation.slope), category(verdict.kind?.rawValue),
                verdict.isCertain.map(Cell.boolean) ?? .null, category(verdict.previous?.rawValue),
                .boolean(verdict.review), category(verdict.kind?.model),
            ])
        }
        return try builder.table()
    }

    private func monthsTable(_ verdicts: [DemandVerdict]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("service", .category), ColumnSpec("month", .category), ColumnSpec("quantity", .real),
                ColumnSpec("expected", .real), ColumnSpec("share_of_mean", .real, unit: "share", nullable: true),
            ], key: ["service", "month"])
        for verdict in verdicts {
            let mean = verdict.variation.mean
            for (i, quantity) in verdict.series.quantities.enumerated() {
                try builder.append(
                    .category(verdict.series.service),
                    .category(Month(number: verdict.series.first.number + i).description), .real(quantity),
                    .real(verdict.variation.fit[i]), mean > 0 ? .real(quantity / mean) : .null)
            }
        }
        return try builder.table()
    }
}

/// What is asked of every service.
struct DemandQuestion {
    let thresholds: Thresholds
    /// Months that are looked at.
    let window: Int
    let adjustment: Adjustment
    let draws: Int
    let level: Double
    let seed: UInt64

    /// Reads the parameters.
    ///
    /// - Throws: ``Problem`` when they do not go together.
    init(_ context: AnalysisContext) throws(Problem) {
        thresholds = try Thresholds(low: context.real("low") ?? 0.10, high: context.real("high") ?? 0.30)
        window = context.integer("window") ?? 12
        adjustment = Adjustment(trend: context.flag("trend"), season: context.flag("season"))
        draws = context.integer("draws") ?? 2000
        level = context.real("confidence") ?? 0.95
        seed = context.request.seed
        guard !adjustment.season || window >= 24 else {
            throw Problem(
                Localized(
                    sv: "season=true behöver minst 24 månader, men window är \(window).",
                    en: "season=true needs at least 24 months, but window is \(window)."),
                remedy: Localized(
                    sv: "Ange window=24 eller mer, eller ta bort season.",
                    en: "Give window=24 or more, or leave season out."))
        }
    }
}

/// The class that a service had when the way of paying for it was agreed.
enum AgreedClass {
    /// Reads the input `agreed`: a class by service.
    ///
    /// - Throws: ``Problem`` when a service has no quantities or a class is unknown.
    static func all(_ context: AnalysisContext, services: [String]) throws(Problem) -> [String: DemandClass] {
        guard let table = context.optionalInput("agreed"), table.rowCount > 0 else { return [:] }
        let rows = try InputRows("agreed", table)
        let known = Dictionary(services.enumerated().map { ($1, $0) }) { first, _ in first }
        var classes: [String: DemandClass] = [:]
        for row in rows.indices {
            _ = try rows.reference(row, "service", known)
            let text = try rows.name(row, "class")
            guard let kind = DemandClass(rawValue: text) else {
                var problem = rows.wrong(row, "class", ("klassen '\(text)' är okänd", "the class '\(text)' is unknown"))
                problem.remedy = suggestion(for: text, among: DemandClass.allCases.map(\.rawValue))
                throw problem
            }
            classes[try rows.name(row, "service")] = kind
        }
        return classes
    }
}
