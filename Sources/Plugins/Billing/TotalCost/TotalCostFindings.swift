// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What the last year says, and how it moved since the first.
func yearFindings(_ years: [CostYear]) -> [Finding] {
    guard let last = years.last(where: { $0.totalIT > 0 }) else { return [] }
    var findings: [Finding] = []
    let year = Finding.Argument(.integer(last.year), unit: "calendar-year")
    if let multiple = last.multiple {
        findings.append(
            Finding(
                "total-multiple", .info,
                [
                    "year": year, "total": .init(.money(Money(ore: last.totalIT)), unit: "öre"),
                    "central": .init(.money(Money(ore: last[.centralBudget])), unit: "öre"),
                    "multiple": .init(.real(multiple)),
                ]))
    }
    if let with = last.value(.digitalisationToTotal), last[.digitalisation] > 0,
        let without = last.value(.digitalisationToTotalWithoutInvestment)
    {
        findings.append(
            Finding(
                "digitalisation", .info,
                [
                    "year": year, "share": .init(.real(with), unit: "share"),
                    "without": .init(.real(without), unit: "share"),
                ]))
    }
    // study 000, figure 1: while digital services grow, the share of IT should rise
    if let first = years.first(where: { $0.value(.itShare) != nil }), first.year < last.year,
        let before = first.value(.itShare), let after = last.value(.itShare), after < before,
        let digitalBefore = first.value(.digitalisationShare), let digitalAfter = last.value(.digitalisationShare),
        digitalAfter > digitalBefore
    {
        findings.append(
            Finding(
                "share-falls", .warning,
                [
                    "from": .init(.integer(first.year), unit: "calendar-year"), "to": year,
                    "before": .init(.real(before), unit: "share"),
                    "after": .init(.real(after), unit: "share"),
                ]))
    }
    return findings
}

/// The units whose IT lies mostly outside the central budget in their last year.
func unitFindings(_ units: [String: [CostYear]]) -> [Finding] {
    guard units.count > 1 else { return [] }
    let outside = units.keys.sorted().filter { unit in
        guard let last = units[unit]?.last, last.totalIT > 0 else { return false }
        return 2 * (last.totalIT - last[.centralBudget]) > last.totalIT
    }
    guard !outside.isEmpty else { return [] }
    return [
        Finding(
            "mostly-outside", .notice,
            ["count": .init(.integer(outside.count)), "units": .init(.text(shortList(outside)))])
    ]
}

/// Published figures that do not follow from the others.
func checkFindings(_ checks: [RatioCheck]) -> [Finding] {
    checks.filter { !$0.follows }.map { check in
        Finding(
            check.isWithinRounding ? "does-not-follow-rounding" : "does-not-follow", .warning,
            [
                "measure": .init(.category(check.figure.measure)),
                "year": .init(.integer(check.figure.year), unit: "calendar-year"),
                "published": .init(.real(check.figure.value), unit: "share"),
                "derived": .init(.real(check.derived), unit: "share"), "formula": .init(.text(check.formula)),
            ])
    }
}
