// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How much the demand for a service fluctuates (Swedish: *efterfrågans variation*), and so which way of paying fits it.
///
/// - Source: study 000 (Göteborg University 2021), sections 3.3, 4.1 and 5: stable demand suits buying and selling,
///   fluctuating demand other governance. The thresholds 0.10 and 0.30 are proposed (domain reference, section 3.12).
enum DemandClass: String, CaseIterable {
    case low, medium, high

    /// The id of the way of paying that fits: internal billing for stable demand, overhead between, dynamic governance
    /// (funds moved fast to where the need is) for fluctuating demand.
    var model: String {
        switch self {
        case .low: "internal_billing"
        case .medium: "overhead"
        case .high: "dynamic_governance"
        }
    }
}

/// Where the classes meet, as coefficients of variation.
struct Thresholds {
    /// Below it demand is stable.
    let low: Double
    /// Above it demand fluctuates.
    let high: Double

    /// Reads the parameters `low` and `high`.
    ///
    /// - Throws: ``Problem`` when `low` is not below `high`.
    init(low: Double, high: Double) throws(Problem) {
        guard low < high else {
            throw Problem(
                Localized(
                    sv: "low (\(Cell.real(low).plainText)) ska vara mindre än high (\(Cell.real(high).plainText)).",
                    en: "low (\(Cell.real(low).plainText)) must be less than high (\(Cell.real(high).plainText))."))
        }
        self.low = low
        self.high = high
    }

    /// The class of a coefficient of variation; what lies on a threshold is medium.
    func of(_ variation: Double) -> DemandClass { variation < low ? .low : variation > high ? .high : .medium }
}
