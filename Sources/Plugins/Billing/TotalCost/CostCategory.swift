// SPDX-License-Identifier: EUPL-1.2

/// The parts of what IT costs (Swedish: *kostnadsslag*), and beside them what digitalisation costs, which is no IT cost.
///
/// - Source: study 000 (Göteborg University 2021), sections 1 and 3.2.
enum CostCategory: String, CaseIterable {
    /// What the central IT budget bears.
    case centralBudget = "central_budget"
    /// What administrations and companies buy themselves.
    case externalLocal = "external_local"
    /// Their own staff who work with IT.
    case localStaff = "local_staff"
    /// What nobody central has sanctioned.
    case shadowIT = "shadow_it"
    /// Business development with digital means: left outside on purpose.
    case digitalisation
    /// Investment funds within digitalisation, for the ratio without them.
    case investmentFunds = "investment_funds"

    /// The four categories of IT cost.
    static let it: [CostCategory] = [.centralBudget, .externalLocal, .localStaff, .shadowIT]
}
