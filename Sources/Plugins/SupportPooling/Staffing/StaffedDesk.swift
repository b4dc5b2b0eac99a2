// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkQueues

/// One desk, or all together, staffed over a week.
struct StaffedDesk {
    let desk: String
    var intervals: [Interval]
    /// Work that can wait: all of it, and what of it the idle time between calls takes; in hours.
    var deferredHours = 0.0
    var deferredInIdle = 0.0
    let onsiteHours: Double
    /// Whether the backlog was followed from interval to interval.
    private(set) var isCarried = false

    /// One interval and what its agents give.
    struct Interval {
        var start: Int
        var calls: Double
        var load: Double
        var agents: Int
        /// Agents that the target takes, whole; those on duty unless others are given.
        var needed: Int
        /// How busy they are; nil without any.
        var occupancy: Double?
        /// Agents with the fraction that the target takes.
        var exact: Double
        /// Share in time as if the interval lasted for ever; nil where the queue then grows without end.
        var level: Double?
        /// Share in time with what is left over from the interval before.
        var carried: Double?
        /// Expected calls that wait at the end.
        var left: Double?
    }

    /// Staffs a desk.
    init(_ arrivals: WeekArrivals, _ rules: WeekRules, carry: Bool) {
        desk = arrivals.desk
        onsiteHours = arrivals.onsiteHours
        let seconds = Double(rules.interval * 60)
        intervals = arrivals.calls.map { here in
            let load = here.work / seconds
            let handleTime = here.calls > 0 ? here.work / here.calls : 0
            let needed = rules.agents(load: load, handleTime: handleTime)
            let agents = here.agents ?? needed.whole
            let grows = load > 0 && (agents == 0 || rules.patience == nil && Double(agents) <= load)
            return Interval(
                start: here.start, calls: here.calls, load: load, agents: agents, needed: needed.whole,
                occupancy: rules.occupancy(agents: agents, load: load, handleTime: handleTime), exact: needed.exact,
                level: grows ? nil : rules.level(agents: agents, load: load, handleTime: handleTime))
        }
        if carry { carryOver(rules) }
        fill(arrivals.deferred, rules)
    }

    /// Hours staffed for calls in whole agents, and with fractions.
    func lineHours(_ rules: WeekRules) -> (whole: Double, exact: Double) {
        let hours = Double(rules.interval) / 60
        return (
            intervals.reduce(0) { $0 + Double($1.agents) } * hours, intervals.reduce(0) { $0 + $1.exact } * hours
        )
    }

    /// Hours that the target takes for calls, in whole agents.
    func neededHours(_ rules: WeekRules) -> Double {
        intervals.reduce(0) { $0 + Double($1.needed) } * Double(rules.interval) / 60
    }

    /// Hours at work for all that the desk does: with fractions, and when each interval is filled with whole people.
    func rosteredHours(_ rules: WeekRules) -> (whole: Double, exact: Double) {
        let beside = (deferredHours - deferredInIdle + onsiteHours) / (1 - rules.shrinkage)
        let hours = Double(rules.interval) / 60
        let people = intervals.reduce(0.0) {
            $0 + (Double($1.agents) / (1 - rules.shrinkage) - 1e-9).rounded(.up)
        }
        return (people * hours + beside, lineHours(rules).exact / (1 - rules.shrinkage) + beside)
    }

    /// Follows the desk half hour by half hour as a chain, with the week's mean handle time, load for load.
    private mutating func carryOver(_ rules: WeekRules) {
        let calls = intervals.reduce(0) { $0 + $1.calls }
        let work = intervals.reduce(0) { $0 + $1.load } * Double(rules.interval)
        guard calls > 0 else { return }
        let handle = work / calls
        var perHour = [Double](repeating: 0, count: 336)
        var agents = [Int](repeating: 0, count: 336)
        for interval in intervals {
            for half in 0..<rules.interval / 30 {
                perHour[interval.start / 30 + half] = interval.load / handle * 60
                agents[interval.start / 30 + half] = interval.agents
            }
        }
        var stream = ServiceScenario.Stream(
            desk, municipality: 0, home: 0, perHour: perHour, handle: .exponential(mean: handle),
            patience: rules.patience.map { .exponential(mean: $0 / 60) })
        stream.answerWithin = rules.answerWithin / 60
        var scenario = ServiceScenario(
            municipalities: [desk], desks: [.init(desk, municipality: 0, staff: .profile(agents))], streams: [stream])
        scenario.horizon = 10_080
        guard let compiled = try? CompiledScenario(scenario), let desks = try? ExactDesks(compiled, mostStates: 3000),
            let week = try? desks.day()
        else { return }
        isCarried = true
        for i in intervals.indices {
            let halves = (0..<rules.interval / 30).map { intervals[i].start / 30 + $0 }
            let levels = halves.map { week.halfHours[$0].streams[0].level(rules.definition) ?? 0 }
            intervals[i].carried = intervals[i].calls > 0 ? levels.reduce(0, +) / Double(levels.count) : nil
            intervals[i].left = halves.last.map { week.left[$0] }
        }
    }

    /// Lets the idle time between calls take the work that can wait, the earliest due first; what is then due and not done
    /// takes hours of its own.
    private mutating func fill(_ deferred: [WeekArrivals.Deferred], _ rules: WeekRules) {
        deferredHours = deferred.reduce(0) { $0 + $1.hours }
        var open = deferred.sorted { ($0.due, $0.start) < ($1.due, $1.start) }
        for interval in intervals {
            var idle =
                max(0, Double(interval.agents) - interval.load) * rules.idleUsed * Double(rules.interval) / 60
            for i in open.indices where idle > 0 {
                guard open[i].start <= interval.start, open[i].due >= interval.start + rules.interval else { continue }
                let done = min(idle, open[i].hours)
                open[i].hours -= done
                idle -= done
                deferredInIdle += done
            }
        }
    }
}
