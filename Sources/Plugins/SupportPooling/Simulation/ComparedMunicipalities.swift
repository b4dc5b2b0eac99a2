// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

extension ComparedTables {
    /// Each municipality with each way.
    func municipalities() throws -> Table {
        var table = TableBuilder(
            [
                ColumnSpec("way", .category), ColumnSpec("player", .category),
                ColumnSpec("answered_in_time", .real, unit: "share", nullable: true),
                ColumnSpec("change", .real, unit: "share-difference", nullable: true),
                ColumnSpec("margin", .real, unit: "share-difference", nullable: true),
                ColumnSpec("mean_wait_s", .real, unit: "s", nullable: true),
                ColumnSpec("shorter_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait_margin_s", .real, unit: "s", nullable: true),
                ColumnSpec("wait90_s", .real, unit: "s", nullable: true),
                ColumnSpec("longest_normal_s", .real, unit: "s"), ColumnSpec("longest_worst_s", .real, unit: "s"),
                ColumnSpec("abandoned", .real, unit: "share", nullable: true),
                ColumnSpec("no_answer", .real, unit: "share", nullable: true),
                ColumnSpec("busy_tone", .real, unit: "share", nullable: true),
                ColumnSpec("answers_from", .text, nullable: true), ColumnSpec("answers_until", .text, nullable: true),
                ColumnSpec("line_hours", .real, unit: "h/week"), ColumnSpec("cost", .money, unit: "öre/year"),
                ColumnSpec("given_hours", .real, unit: "h/week"), ColumnSpec("taken_hours", .real, unit: "h/week"),
                ColumnSpec("net_value", .money, unit: "öre/week"), ColumnSpec("worse_off", .boolean),
            ], key: ["way", "player"])
        for way in WayRuns.ways {
            guard let result = runs.result(way) else { continue }
            let plan = try CompiledScenario(model.week(way))
            let worse = way == .separate ? [] : runs.worseOff(way, of: model.parts.count)
            for (m, part) in model.parts.enumerated() {
                let counts = result.counts(m)
                let (change, wait) = (runs.gain(way, .answeredInTime, m), runs.gain(way, .meanWait, m))
                let isToday = way == .separate || !change.halfWidth.isFinite
                let help = Help(model, result, m, weeks)
                let times = model.answerTimes(m, plan)
                let staff = ownStaff(m, result)
                try table.append(
                    .category(way.rawValue), .category(part.player), realCell(counts.serviceLevel),
                    isToday ? .null : .real(change.estimate), isToday ? .null : .real(change.halfWidth),
                    realCell(counts.meanWaitSeconds), isToday ? .null : .real(-wait.estimate * 60),
                    isToday ? .null : .real(wait.halfWidth * 60), realCell(result.wait(0.9, m).map { $0 * 60 }),
                    .real(result.longestWait(m, 0.5)), .real(result.longestWait(m, 0.95)),
                    realCell(counts.abandonment),
                    counts.offered > 0 ? .real(Double(counts.unanswered) / Double(counts.offered)) : .null,
                    counts.offered > 0 ? .real(Double(counts.blocked) / Double(counts.offered)) : .null,
                    times.map { .text(clockText($0.from)) } ?? .null,
                    times.map { .text(clockText($0.until)) } ?? .null, .real(staff.hours),
                    .money(Money(ore: wholeOre(staff.cost))),
                    .real(help.given), .real(help.taken), .money(Money(ore: help.netValue)),
                    .boolean(worse.contains(m)))
            }
        }
        return try table.table()
    }

    /// A municipality's part of its own desk: line hours a week, and what they cost a year in öre.
    private func ownStaff(_ m: Int, _ result: SimulationResult) -> (hours: Double, cost: Double) {
        let part = model.parts[m]
        guard let d = model.desks.firstIndex(where: { $0.id == part.desk.id }) else { return (0, 0) }
        let hours = result.onDuty[d * 48..<(d + 1) * 48].reduce(0, +) / 60 / weeks * part.share
        return (hours, hours * model.desks[d].rate * Double(workingDays) / Double(ModelledDesks.workingDays))
    }
}

extension ModelledDesks {
    /// From which half hour of the day until which a desk that is open and staffed may answer some of a municipality's tickets on some day
    /// of the week; nil when none ever does.
    func answerTimes(_ m: Int, _ plan: CompiledScenario) -> (from: Int, until: Int)? {
        func works(_ d: Int, _ halfHour: Int) -> Bool {
            guard desks[d].at(halfHour / 2) != nil, case .profile(let agents) = plan.scenario.desks[d].staff else {
                return false
            }
            return (0..<7).contains { day in
                plan.at(plan.scenario.desks[d].open, day * 48 + halfHour) && plan.at(agents, day * 48 + halfHour) > 0
            }
        }
        let streams = plan.scenario.streams.indices.filter { plan.scenario.streams[$0].municipality == m }
        let may = desks.indices.filter { d in
            streams.contains { s in
                let helps = plan.helpers[s * plan.deskWords + d / 64] >> UInt64(d % 64) & 1 == 1
                return helps || (d == plan.scenario.streams[s].home && plan.homeAnswers[s])
            }
        }
        return reach((0..<48).filter { halfHour in may.contains { works($0, halfHour) } }, of: 48)
    }
}

/// What a municipality gives and takes in a week.
struct Help {
    /// Hours that its own desk gives to others' tickets.
    var given = 0.0
    /// Hours that other desks give to its tickets.
    var taken = 0.0
    /// What it gives less what it takes, each hour at the rate of the desk that works, in öre.
    var netValue = 0

    init(_ model: ModelledDesks, _ result: SimulationResult, _ m: Int, _ weeks: Double) {
        let n = model.scenario.municipalities.count
        let own = model.scenario.desks.firstIndex { $0.municipality == m }
        let home = model.desks.firstIndex { $0.id == model.parts[m].desk.id } ?? 0
        let homeOwner = model.scenario.desks[home].municipality
        var net = 0.0
        for (d, desk) in model.scenario.desks.enumerated() where desk.municipality != homeOwner {
            let hours = result.flows[m * n + desk.municipality].minutes / 60 / weeks
            taken += hours
            net -= hours * model.desks[d].rate
        }
        // A joint desk's help is given by no single municipality.
        if let own {
            for other in 0..<n where other != m { given += result.flows[other * n + m].minutes / 60 / weeks }
            net += given * model.desks[own].rate
        }
        netValue = Int(net.rounded())
    }
}
