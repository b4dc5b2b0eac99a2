// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkGames

/// A service that becomes digital: what it costs before and after, what is freed and what is put to new use.
///
/// With n cases of value-creating cost v and enabling cost e each, the digital cost F, adoption a and the part q of what
/// is freed that is put to new use: freed = a n (v + e), waste = freed (1 - q), net benefit = freed q - F, and it breaks
/// even at a = F / (n (v + e) q). Building the service creates no value; use and re-allocation do.
///
/// - Source: domain reference, section 3.14 (studies 000 section 4.2 and 003 section 4.1).
struct DigitalService {
    let name: String
    /// Öre before: value-creating and enabling.
    let before: (valueCreating: Int, enabling: Int)
    /// Öre after: what is still done by hand, the digital cost as enabling, and freed time without new use as waste.
    let after: (valueCreating: Int, enabling: Int, waste: Int)
    /// Öre that are freed and put to new use.
    let released: Int
    /// Öre of the digital service in itself.
    let fixed: Int
    let adoption: Double
    /// Adoption from which it pays, above 1 when full adoption is not enough; nil when nothing is put to new use.
    let breakEven: Double?
    /// Öre that full adoption would free and put to new use, rounded down.
    let releasedAtMost: Int

    /// Öre that are freed: with new use and without.
    var freed: Int { released + after.waste }
    /// Öre that it gives, or costs when negative.
    var netBenefit: Int { released - fixed }

    /// Reads a row of the input `services`.
    init(_ rows: InputRows, _ row: Int) throws(Problem) {
        name = try rows.name(row, "service")
        guard case .integer(let volume) = rows.table[row, "volume"], volume >= 0 else {
            throw rows.wrong(
                row, "volume", ("ett antal, inte negativt, väntades", "a count, not negative, was expected"))
        }
        let costs = (try rows.cost(row, "value_creating"), try rows.cost(row, "enabling"))
        fixed = try rows.cost(row, "fixed")
        let isLarge = (Int128(costs.0) + Int128(costs.1)) * Int128(volume) + Int128(fixed) > Int128(largestOre)
        guard !isLarge else {
            throw rows.wrong(row, "volume", ("antal gånger kostnad blir för stort", "volume times cost is too large"))
        }
        adoption = try rows.share(row, "adoption")
        let reallocated = try rows.share(row, "reallocated")
        before = (costs.0 * volume, costs.1 * volume)
        let (a, q) = (DecimalNumber(adoption), DecimalNumber(reallocated))
        let (one, part) = (a.unit, q.unit)
        let (manual, freed) = (one - a.overUnit, a.overUnit * BigInt(before.valueCreating + before.enabling))
        let shares = ExactShares(
            [
                manual * BigInt(before.valueCreating) * part, manual * BigInt(before.enabling) * part,
                freed * (part - q.overUnit), freed * q.overUnit,
            ], over: one * part)
        guard let rounded = shares.rounded() else {
            throw rows.wrong(row, "volume", ("ett belopp blir för stort", "an amount becomes too large"))
        }
        after = (rounded[0], rounded[1] + fixed, rounded[2])
        released = rounded[3]
        let gain = Rational(BigInt(before.valueCreating + before.enabling) * q.overUnit, over: part)
        releasedAtMost = -(-gain).roundedUp
        breakEven =
            gain.numerator == 0
            ? (fixed == 0 ? 0 : nil) : Rational(BigInt(fixed) * gain.denominator, over: gain.numerator).value
    }

    /// Reads the input `services`.
    static func all(_ table: Table?) throws(Problem) -> [DigitalService] {
        guard let table else { return [] }
        let rows = try InputRows("services", table)
        var services: [DigitalService] = []
        for row in rows.indices {
            let service = try DigitalService(rows, row)
            guard !services.contains(where: { $0.name == service.name }) else { throw rows.twice(row, "service") }
            services.append(service)
        }
        _ = try checkedSum(services.map { $0.before.valueCreating + $0.before.enabling + $0.fixed }, "services")
        return services
    }
}
