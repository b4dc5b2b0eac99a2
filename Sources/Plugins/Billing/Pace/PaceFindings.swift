// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Which units give development less than its weight.
func unitFindings(_ units: [DevelopmentTime]) -> [Finding] {
    let below = units.filter(\.isBelow)
    guard !units.isEmpty else { return [] }
    guard !below.isEmpty else { return [Finding("all-reach", .info, ["count": .init(.integer(units.count))])] }
    var lacking = 0.0
    for unit in below { lacking += unit.lacking }
    return [
        Finding(
            "below-weight", .warning,
            [
                "count": .init(.integer(below.count)), "of": .init(.integer(units.count)),
                "units": .init(.text(shortList(below.map(\.unit)))), "hours": .init(.real(lacking), unit: "h"),
            ])
    ]
}

/// Whether the backlog grows, and when it is gone.
func backlogFindings(_ backlog: Backlog?) -> [Finding] {
    guard let backlog, let last = backlog.steps.last else { return [] }
    var arguments: [String: Finding.Argument] = [
        "month": .init(.text(last.month.description)), "backlog": .init(.real(last.backlog), unit: "h"),
    ]
    switch backlog.clearing {
    case .clear: return [Finding("no-backlog", .info, arguments)]
    case .months(let months):
        arguments["months"] = .init(.integer(months))
        arguments["gone"] = .init(.text(Month(number: last.month.number + months).description))
        return [Finding("backlog-shrinks", .info, arguments)]
    case .never: return [Finding("backlog-grows", .warning, arguments)]
    }
}

/// Which areas lag behind, and which have no plan and so no pace.
func areaFindings(_ areas: [PaceArea], _ day: Day) -> [Finding] {
    var findings: [Finding] = []
    for area in areas where area.isBehind(day) {
        guard let planned = area.planned(day) else {
            findings.append(Finding("no-pace", .warning, ["area": .init(.category(area.name))]))
            continue
        }
        findings.append(
            Finding(
                "behind", .warning,
                [
                    "area": .init(.category(area.name)), "achieved": .init(.real(area.achieved), unit: "share"),
                    "planned": .init(.real(planned), unit: "share"),
                ]))
    }
    return findings
}

/// Governance that stands still.
func kpiFindings(_ kpis: [(kpi: PaceKPI, value: Double)]) -> [Finding] {
    kpis.contains { $0.kpi == .governance && $0.value == 0 } ? [Finding("governance-stands-still", .warning)] : []
}
