// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `billing/compare`: what each pays under the agreed allocation, internal billing and overhead, against today.
///
/// - Source: domain reference, section 3.12 (studies 000 and 003).
struct Compare: Analysis {
    let id = "compare"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let pool = try Pool(
            cost: context.optionalInput("cost"), today: context.optionalInput("today"), column: context.text("agreed"))
        let markup = context.real("markup") ?? 0.02
        let bills = try Bills(
            pool, usage: context.optionalInput("usage"), employees: context.optionalInput("employees"), markup: markup)
        let changes = try changes(pool, context)
        let findings =
            try togetherFindings(pool) + eachFindings(changes) + acceptanceFindings(changes)
            + modelFindings(bills, markup: markup)
        return AnalysisOutput(
            [
                "before_after": try beforeAfterTable(changes, bills), "bills": try bills.table(),
                "totals": try bills.totals(),
            ], findings: findings)
    }
}
