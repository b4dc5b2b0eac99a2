// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `billing/compare`: what each pays under each model, against today, and what the models make people do.
///
/// - Source: domain reference, section 3.12 (studies 000 and 003).
struct Compare: Analysis {
    let id = "compare"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let inputs = try BillInputs(context)
        let pool = try Pool(
            cost: context.optionalInput("cost"), today: context.optionalInput("today"),
            services: try inputs.servicesTotal(), column: context.text("agreed"))
        let bills = try Bills(pool, inputs)
        let changes = try changes(pool, context)
        let models = inputs.models.filter { bills.of($0) != nil }
        let cost = BillingCost(context)
        let incentives = models.map { Incentive($0, bills, MonthlyBills(inputs.use, bills, under: $0), cost) }
        let frames = try Frame.all(context.optionalInput("benefits"), parties: pool.parties)
        let shares = context.optionalInput("usage") == nil ? UseShares(bills, of: inputs.use) : nil
        let units = try UnitBills.asked(context, bills, models)
        let transition = try Transition.asked(context, bills)
        let findings =
            try togetherFindings(pool) + eachFindings(changes) + acceptanceFindings(changes)
            + modelFindings(bills, inputs) + disagreementFindings(bills, models, shares) + frameFindings(frames)
            + (transition?.findings(bills) ?? [])
        return AnalysisOutput(
            [
                "before_after": try beforeAfterTable(changes, bills), "bills": try bills.table(inputs.models),
                "totals": try bills.totals(), "models": try modelsTable(bills, models),
                "incentives": try incentivesTable(incentives, unit: pool.unit), "prices": try pricesTable(bills),
                "shares": try UseShares.table(shares), "unit_bills": try UnitBills.table(units, unit: pool.unit),
                "frames": try framesTable(frames, unit: pool.unit),
                "transition": try transition?.table(unit: pool.unit)
                    ?? TableBuilder(Transition.columns(pool.unit), key: ["player", "year"]).table(),
            ], findings: findings)
    }
}
