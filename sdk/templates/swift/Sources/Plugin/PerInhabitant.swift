// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What a cost is per inhabitant, in whole öre rounded down.
struct PerInhabitant: Analysis {
    let id = "per-inhabitant"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let rows = try read(context)
        // Sums go through 128 bits; the average is no larger than the largest cost.
        let people = rows.reduce(Int128(0)) { $0 + Int128($1.inhabitants) }
        let total = rows.reduce(Int128(0)) { $0 + Int128($1.cost) }
        let average = people > 0 ? Int(total / people) : 0
        let threshold = context.real("threshold") ?? 0

        var findings: [Finding] = []
        if !rows.isEmpty {
            findings.append(
                Finding(
                    "average", .info,
                    [
                        "count": .init(.integer(rows.count)),
                        "average": .init(.money(Money(ore: average)), unit: "öre/inhabitant"),
                    ]))
        }
        var table = TableBuilder(
            [
                ColumnSpec("municipality", .party), ColumnSpec("cost", .money, unit: "öre/year"),
                ColumnSpec("inhabitants", .integer, unit: "persons"),
                ColumnSpec("per_inhabitant", .money, unit: "öre/inhabitant"),
                ColumnSpec("above", .real, unit: "share", nullable: true),
            ], key: ["municipality"])
        for row in rows {
            let each = row.cost / row.inhabitants
            let above = average > 0 ? Double(each - average) / Double(average) : nil
            try table.append(
                .party(row.municipality), .money(Money(ore: row.cost)), .integer(row.inhabitants),
                .money(Money(ore: each)), above.map(Cell.real) ?? .null)
            if let above, above > threshold {
                findings.append(
                    Finding(
                        "above", .notice,
                        [
                            "municipality": .init(.party(row.municipality)),
                            "cost": .init(.money(Money(ore: each)), unit: "öre/inhabitant"),
                            "share": .init(.real(above), unit: "share"),
                        ]))
            }
        }
        return AnalysisOutput(["per_inhabitant": try table.table()], findings: findings)
    }

    /// The cost and the population of each municipality; the manifest has the host see that none is below its bound.
    private func read(_ context: AnalysisContext) throws -> [(municipality: Party, cost: Int, inhabitants: Int)] {
        let costs = try context.input("costs")
        let inhabitants = try context.input("inhabitants")
        var people: [Party: Int] = [:]
        for row in 0..<inhabitants.rowCount {
            if case .party(let party) = inhabitants[row, "municipality"],
                case .integer(let count) = inhabitants[row, "inhabitants"]
            {
                people[party] = count
            }
        }
        return try (0..<costs.rowCount).map { row in
            guard case .party(let party) = costs[row, "municipality"], case .money(let cost) = costs[row, "cost"],
                let count = people[party], cost.ore >= 0, count > 0
            else {
                let code = costs[row, "municipality"].plainText
                throw Problem(
                    Localized(
                        sv: "Folkmängden för \(code) saknas.", en: "The population of \(code) is missing."),
                    remedy: Localized(
                        sv: "Lägg till den i indatat 'inhabitants'.", en: "Add it to the input 'inhabitants'."))
            }
            return (party, cost.ore, count)
        }
    }
}
