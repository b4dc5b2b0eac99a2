// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The week of all desks, each by itself and all together at the same service.
struct StaffedWeek {
    let rules: WeekRules
    let desks: [StaffedDesk]
    /// All as one desk, when they are several.
    let together: StaffedDesk?
    /// Above so many desks the backlog is not followed.
    private static let mostCarried = 20

    /// Staffs every desk of the input `arrivals`.
    init(_ table: Table, _ rules: WeekRules) throws(Problem) {
        let arrivals = try WeekArrivals.read(table, interval: rules.interval)
        if let patience = rules.patience {
            for interval in arrivals.flatMap(\.calls) where interval.work > 0 {
                try Formula.comparable(patience, interval.work / interval.calls)
            }
        }
        self.rules = rules
        let carry = arrivals.count <= Self.mostCarried
        desks = arrivals.map { StaffedDesk($0, rules, carry: carry) }
        let staffed = desks.map { $0.intervals.map(\.agents) }
        together =
            arrivals.count > 1 ? StaffedDesk(.together(arrivals, staffed: staffed), rules, carry: carry) : nil
    }

    private var all: [StaffedDesk] { desks + (together.map { [$0] } ?? []) }

    static let weekColumns = [
        ColumnSpec("desk", .category), ColumnSpec("calls", .real, unit: "tickets/week"),
        ColumnSpec("line_hours_exact", .real, unit: "h/week"), ColumnSpec("line_hours", .real, unit: "h/week"),
        ColumnSpec("deferred_hours", .real, unit: "h/week"), ColumnSpec("deferred_in_idle", .real, unit: "h/week"),
        ColumnSpec("onsite_hours", .real, unit: "h/week"), ColumnSpec("rostered_hours_exact", .real, unit: "h/week"),
        ColumnSpec("rostered_hours", .real, unit: "h/week"), ColumnSpec("positions", .real, unit: "FTE"),
        ColumnSpec("people", .integer, unit: "persons"),
        ColumnSpec("service_level", .real, unit: "share", nullable: true),
    ]

    /// One row a desk, and one for all together.
    var weekRows: [[Cell]] {
        all.map { desk in
            let line = desk.lineHours(rules)
            let rostered = desk.rosteredHours(rules)
            let positions = rules.positions(weekHours: rostered.whole)
            let calls = desk.intervals.reduce(0) { $0 + $1.calls }
            let levels = desk.intervals.filter { $0.calls > 0 }.map { ($0.calls, $0.carried ?? $0.level) }
            let known = levels.allSatisfy { $0.1 != nil } && calls > 0
            let level = levels.reduce(0.0) { $0 + $1.0 * ($1.1 ?? 0) } / max(calls, 1e-300)
            return [
                .category(desk.desk), .real(calls), .real(line.exact), .real(line.whole), .real(desk.deferredHours),
                .real(desk.deferredInIdle), .real(desk.onsiteHours), .real(rostered.exact), .real(rostered.whole),
                .real(positions), .integer(Int((positions - 1e-9).rounded(.up))), known ? .real(level) : .null,
            ]
        }
    }

    static let intervalColumns = [
        ColumnSpec("desk", .category), ColumnSpec("weekday", .integer), ColumnSpec("minute", .integer),
        ColumnSpec("calls", .real, unit: "tickets"), ColumnSpec("load", .real, unit: "erlang"),
        ColumnSpec("agents_exact", .real, unit: "agents"), ColumnSpec("agents", .integer, unit: "agents"),
        ColumnSpec("occupancy", .real, unit: "share", nullable: true),
        ColumnSpec("service_level", .real, unit: "share", nullable: true),
        ColumnSpec("carried_level", .real, unit: "share", nullable: true),
        ColumnSpec("waiting_at_end", .real, unit: "tickets", nullable: true),
    ]

    /// One row a desk and interval.
    var intervalRows: [[Cell]] {
        all.flatMap { desk in
            desk.intervals.map { one in
                [
                    .category(desk.desk), .integer(one.start / 1440 + 1), .integer(one.start % 1440), .real(one.calls),
                    .real(one.load), .real(one.exact), .integer(one.agents),
                    one.occupancy.map(Cell.real) ?? .null,
                    one.calls > 0 ? one.level.map(Cell.real) ?? .null : .null, one.carried.map(Cell.real) ?? .null,
                    one.left.map(Cell.real) ?? .null,
                ]
            }
        }
    }

    /// What the week says.
    var findings: [Finding] {
        guard desks.contains(where: { !$0.intervals.isEmpty || $0.deferredHours > 0 || $0.onsiteHours > 0 }) else {
            return [Finding("empty-week", .warning)]
        }
        var findings: [Finding] = []
        if let together {
            func hours(_ value: (StaffedDesk) -> Double) -> (Double, Double) {
                (desks.reduce(0) { $0 + value($1) }, value(together))
            }
            let exact = hours { $0.lineHours(rules).exact }
            let whole = hours { $0.neededHours(rules) }
            findings.append(
                Finding(
                    "week-pooled", .info,
                    [
                        "target": .init(.real(rules.target), unit: "share"),
                        "seconds": .init(.real(rules.answerWithin), unit: "s"),
                        "apart": .init(.real(whole.0), unit: "h/week"),
                        "pooled": .init(.real(whole.1), unit: "h/week"),
                        "exact_apart": .init(.real(exact.0), unit: "h/week"),
                        "exact_pooled": .init(.real(exact.1), unit: "h/week"),
                    ]))
        }
        return findings + stationarity + overloads
    }

    /// Each interval counts as steady; where the chain tells otherwise, the largest difference is told.
    private var stationarity: [Finding] {
        var worst: (desk: String, interval: StaffedDesk.Interval, gap: Double)?
        for desk in desks {
            for one in desk.intervals {
                guard let level = one.level, let carried = one.carried else { continue }
                if level - carried > (worst?.gap ?? 0.05) { worst = (desk.desk, one, level - carried) }
            }
        }
        guard let worst, let level = worst.interval.level, let carried = worst.interval.carried else {
            let carried = desks.allSatisfy { $0.isCarried || $0.intervals.allSatisfy { $0.calls == 0 } }
            return [Finding(carried ? "each-interval-steady" : "not-carried", .notice)]
        }
        return [
            Finding(
                "backlog", .warning,
                time(worst.desk, worst.interval).merging([
                    "level": .init(.real(level), unit: "share"), "carried": .init(.real(carried), unit: "share"),
                ]) { $1 })
        ]
    }

    private var overloads: [Finding] {
        desks.compactMap { desk in
            let grows = desk.intervals.filter { $0.calls > 0 && $0.level == nil }
            guard let first = grows.first else { return nil }
            return Finding(
                "interval-overloaded", .warning,
                time(desk.desk, first).merging(["count": .init(.integer(grows.count))]) { $1 })
        }
    }

    private func time(_ desk: String, _ interval: StaffedDesk.Interval) -> [String: Finding.Argument] {
        let minute = interval.start % 1440
        let clock = "\(minute / 60):" + (minute % 60 < 10 ? "0" : "") + "\(minute % 60)"
        return [
            "desk": .init(Party(desk).map(Cell.party) ?? .text(desk)),
            "weekday": .init(.integer(interval.start / 1440 + 1)),
            "clock": .init(.text(clock)),
        ]
    }
}
