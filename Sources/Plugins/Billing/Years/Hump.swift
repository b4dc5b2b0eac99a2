// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A system in use: when it was acquired, how long it gives value, what it costs to keep and to replace.
struct OldSystem {
    let name: String
    let acquired: Int
    let life: Int
    /// Öre.
    let replacement: Int
    /// Öre a year.
    let maintenance: Int
    /// Whether it is to be retired.
    let isCandidate: Bool

    /// Reads the input `systems`.
    ///
    /// - Throws: ``Problem`` that names the row at fault.
    static func all(_ table: Table) throws(Problem) -> [OldSystem] {
        let rows = try InputRows("systems", table)
        var systems: [OldSystem] = []
        for row in rows.indices {
            guard case .integer(let acquired) = table[row, "acquired"], (1900...2200).contains(acquired) else {
                throw rows.wrong(row, "acquired", ("ett år väntades", "a year was expected"))
            }
            guard case .integer(let life) = table[row, "life"], (1...100).contains(life) else {
                throw rows.wrong(row, "life", ("1 till 100 år väntades", "1 to 100 years were expected"))
            }
            let candidate = rows.has("candidate") && table[row, "candidate"] == .boolean(true)
            systems.append(
                OldSystem(
                    name: try rows.name(row, "system"), acquired: acquired, life: life,
                    replacement: try rows.cost(row, "replacement"),
                    maintenance: rows.has("maintenance") ? try rows.optionalOre(row, "maintenance") ?? 0 : 0,
                    isCandidate: candidate))
        }
        _ = try checkedSum(systems.map(\.replacement), "systems")
        _ = try checkedSum(systems.map(\.maintenance), "systems")
        return systems
    }
}

/// The cost of replacing what is old (Swedish: *investeringspuckel*): what maintenance has only put off.
///
/// - Source: domain reference, section 3.23 (studies 002 and 003): replacement cost of systems older than five years.
struct Hump {
    let systems: [OldSystem]
    let first: Int
    private let age: Int
    /// Öre that fall due each year; what should have been replaced before falls due in the first.
    let due: [Int]

    init(_ systems: [OldSystem], _ range: ClosedRange<Int>, age: Int) {
        self.systems = systems
        self.age = age
        first = range.lowerBound
        var due = [Int](repeating: 0, count: range.count)
        for system in systems where !system.isCandidate {
            let year = max(system.acquired + system.life, range.lowerBound)
            if range.contains(year) { due[year - range.lowerBound] += system.replacement }
        }
        self.due = due
    }

    /// Whether a system is older than the age that is asked for.
    func isOld(_ system: OldSystem) -> Bool { first - system.acquired > age }

    /// Replacement cost of old systems in öre; those that are to be retired have none.
    var ore: Int { systems.filter { isOld($0) && !$0.isCandidate }.reduce(0) { $0 + $1.replacement } }

    /// Maintenance that old systems bind, as a share of all; nil without maintenance.
    var boundShare: Double? {
        let all = systems.reduce(0) { $0 + $1.maintenance }
        let old = systems.filter(isOld).reduce(0) { $0 + $1.maintenance }
        return all > 0 ? Double(old) / Double(all) : nil
    }
}

/// What the years cost, and when most.
func planFindings(_ sums: [YearCost], _ range: ClosedRange<Int>, _ pools: [CostPool]) -> [Finding] {
    func money(_ ore: Int) -> Finding.Argument { .init(.money(Money(ore: ore)), unit: "öre") }
    guard let most = sums.indices.max(by: { sums[$0].cost < sums[$1].cost }) else { return [] }
    var findings = [
        Finding(
            "plan", .info,
            [
                "from": .init(.integer(range.lowerBound), unit: "calendar-year"),
                "to": .init(.integer(range.upperBound), unit: "calendar-year"),
                "cost": money(sums.reduce(0) { $0 + $1.cost }), "outlay": money(sums.reduce(0) { $0 + $1.outlay }),
                "dearest": .init(.integer(range.lowerBound + most), unit: "calendar-year"),
                "most": money(sums[most].cost),
            ])
    ]
    let operating = pools.reduce(0) { $0 + $1.notCapitalised }
    if operating > 0 { findings.append(Finding("not-capitalised", .notice, ["operating": money(operating)])) }
    return findings
}

/// How high the hump is, and what a mark-up would take to renew it.
func humpFindings(_ hump: Hump, _ markup: Double) -> [Finding] {
    guard hump.ore > 0 else { return [] }
    var findings = [
        Finding(
            "hump", .warning,
            [
                "count": .init(.integer(hump.systems.filter { hump.isOld($0) && !$0.isCandidate }.count)),
                "cost": .init(.money(Money(ore: hump.ore)), unit: "öre"),
            ])
    ]
    if let share = hump.boundShare {
        findings.append(Finding("bound", .notice, ["share": .init(.real(share), unit: "share")]))
    }
    if markup > 0 {
        findings.append(
            Finding(
                "renewal", .info, ["markup": .init(.real(markup), unit: "share"), "years": .init(.real(1 / markup))]))
    }
    return findings
}
