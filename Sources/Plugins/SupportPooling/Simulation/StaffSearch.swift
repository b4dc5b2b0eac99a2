// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// The search for less staff that serves all municipalities together, and each by itself, in time as often as today.
///
/// Every staffing is tried on the same customers. First whole positions (an agent at every hour of a desk) are taken away, then single
/// hours, each time the one that costs fewest tickets answered in time. Where there are very many, those least busy go first, as many
/// at once as will do. The weeks are few, so what is found must be proved on others (``StaffProof``); and it need not
/// be the cheapest there is.
///
/// - Source: the order by losses that only grow: Minoux, *Accelerated greedy algorithms for maximizing submodular set functions* (1978).
struct StaffSearch {
    private let model: ModelledDesks
    private let way: Way
    private let weeks: Weeks
    private let effort: SearchEffort
    private let judge: StaffJudge
    private var order: StaffOrder
    private var staff: SparedStaff
    private var result: SimulationResult
    private var trials = 0
    /// How much the one who fared worst missed with a step that was refused.
    private var refused: [(step: Step, shortfall: Double)] = []
    private let progress: (Double) -> Void

    /// What is taken away at a time.
    private enum Step: Hashable {
        case position(Int), hour(Int, Int)

        var desk: Int {
            switch self {
            case .position(let d), .hour(let d, _): d
            }
        }
    }

    /// So many tries a step, and there is time to find the best one each time.
    private static let triesEach = 4

    /// Weeks that no other part of the comparison sees.
    static let firstWeek = 1_000_000

    /// Searches the order in which agents can go with a way of sharing.
    ///
    /// - Parameters:
    ///   - within: so much less often than today a municipality may be answered in time.
    ///   - before: the order of a more restricted way, which is followed as far as it will do.
    static func order(
        _ model: ModelledDesks, _ way: Way, _ weeks: Weeks, _ effort: SearchEffort, floor: SimulationResult,
        within: Double, after before: StaffOrder?, progress: @escaping (Double) -> Void
    ) throws -> StaffOrder {
        var search = try StaffSearch(model, way, weeks, effort, floor, within, progress)
        if let before { try search.follow(before) }
        guard search.shortfall(search.result) <= 0 else { return search.order }
        try search.shorten(model.desks.indices.map { .position($0) }, share: effort.trials / 2)
        try search.shorten(model.desks.indices.flatMap { d in (0..<24).map { Step.hour(d, $0) } }, share: effort.trials)
        return search.whole()
    }

    private init(
        _ model: ModelledDesks, _ way: Way, _ weeks: Weeks, _ effort: SearchEffort, _ floor: SimulationResult,
        _ within: Double, _ progress: @escaping (Double) -> Void
    ) throws {
        (self.model, self.way, self.weeks, self.effort) = (model, way, weeks, effort)
        self.progress = progress
        staff = SparedStaff(model)
        order = StaffOrder(today: staff)
        result = try weeks.run(staff.week(model, way))
        judge = StaffJudge(result, floor, municipalities: model.parts.count, within: within)
    }

    private func shortfall(_ result: SimulationResult) -> Double { judge.worst(result).shortfall }

    private mutating func tried(_ staff: SparedStaff) throws -> SimulationResult {
        trials += 1
        progress(min(1, Double(trials) / Double(effort.trials)))
        return try weeks.run(staff.week(model, way))
    }

    /// Takes the first steps of another order, as many as will do.
    private mutating func follow(_ other: StaffOrder) throws {
        let steps = try Steps(upTo: other.found).last(from: other.found) { count in
            try shortfall(weeks.run(other.staff(count).week(model, way))) <= 0
        }
        guard let steps, steps > 0 else { return }
        order.steps = Array(other.steps.prefix(steps))
        staff = other.staff(steps)
        result = try weeks.run(staff.week(model, way))
    }

    /// The agents of a step; none where nothing is left to take, or a rule keeps it at home.
    ///
    /// A position that some of its hours have already been taken from is made whole.
    private func places(_ step: Step, _ staff: SparedStaff) -> [SparedStaff.Place] {
        func left(_ d: Int, _ hour: Int) -> Bool {
            staff.agents[d][hour] > model.scenario.desks[d].keptBack[2 * hour]
        }
        switch step {
        case .hour(let d, let hour): return left(d, hour) ? [.init(desk: d, hour: hour)] : []
        case .position(let d):
            let whole = staff.wholePositions(d).count
            let hours = (0..<24).filter { staff.today[d][$0] > 0 && staff.today[d][$0] - staff.agents[d][$0] == whole }
            return hours.allSatisfy { left(d, $0) } ? hours.map { .init(desk: d, hour: $0) } : []
        }
    }

    /// Takes steps while one will do. What has been refused once stays so: fewer agents elsewhere will not make it right.
    private mutating func shorten(_ steps: [Step], share: Int) throws {
        let steps = steps.filter { !places($0, staff).isEmpty }
        if Self.triesEach * steps.count > effort.trials {
            try inGroups(steps, until: share)
        } else {
            try greedily(steps)
        }
    }

    private mutating func greedily(_ steps: [Step]) throws {
        // What each step cost when it was last tried; later it costs no less, so most need no second try.
        var open = steps.map { (step: $0, loss: -Double.infinity, tried: SimulationResult?.none) }
        while let best = open.indices.min(by: { (open[$0].loss, $0) < (open[$1].loss, $1) }) {
            let places = places(open[best].step, staff)
            if places.isEmpty {
                open.remove(at: best)
            } else if let next = open[best].tried {
                accept(places, next)
                for i in open.indices { open[i].tried = nil }
            } else if trials >= effort.trials {
                order.isWhole = false
                refused += open.map { ($0.step, .infinity) }
                return
            } else {
                var fewer = staff
                fewer.take(places)
                let next = try tried(fewer)
                if shortfall(next) > 0 {
                    refused.append((open.remove(at: best).step, shortfall(next)))
                } else {
                    open[best].tried = next
                    open[best].loss = (result.total.serviceLevel ?? 0) - (next.total.serviceLevel ?? 0)
                }
            }
        }
    }

    private mutating func accept(_ places: [SparedStaff.Place], _ next: SimulationResult) {
        order.steps.append(places)
        staff.take(places)
        result = next
    }

    /// Takes as many steps at once as will do, those at the least busy hours first. Where one will not, it is refused, and with it what
    /// is left at the desk of the municipality that would fare worst.
    private mutating func inGroups(_ steps: [Step], until last: Int) throws {
        let busy = steps.map { occupancy($0) }
        var rest = steps.indices.sorted { (busy[$0], $0) < (busy[$1], $1) }.map { steps[$0] }
        var guess = rest.count / 4
        while !rest.isEmpty {
            guard trials < last else {
                order.isWhole = false
                refused += rest.map { ($0, .infinity) }
                return
            }
            var limit = (result: result, count: Int.max)
            let count = try Steps(upTo: rest.count).last(from: guess) { count in
                let next = try count == 0 ? result : tried(after(rest.prefix(count)).staff)
                if shortfall(next) <= 0 { return true }
                if count < limit.count { limit = (next, count) }
                return false
            }
            let taken = after(rest.prefix(count ?? 0))
            order.steps += taken.steps
            staff = taken.staff
            if count ?? 0 > 0 { result = try weeks.run(staff.week(model, way)) }
            rest.removeFirst(count ?? 0)
            guess = max(1, (count ?? 0) / 2)
            guard let first = rest.first else { return }
            let (missed, whose) = judge.worst(limit.result)
            let home = whose < model.parts.count ? model.parts[whose].desk.id : nil
            let refusing = rest.filter { $0 == first || model.desks[$0.desk].id == home }
            refused += refusing.map { ($0, missed) }
            rest.removeAll { refusing.contains($0) }
        }
    }

    /// The staff after several steps, and whom each takes.
    private func after(_ group: ArraySlice<Step>) -> (staff: SparedStaff, steps: [[SparedStaff.Place]]) {
        var fewer = staff
        var taken: [[SparedStaff.Place]] = []
        for step in group {
            let places = places(step, fewer)
            if places.isEmpty { continue }
            taken.append(places)
            fewer.take(places)
        }
        return (fewer, taken)
    }

    /// How busy a desk is in the hours of a step.
    private func occupancy(_ step: Step) -> Double {
        let cells =
            switch step {
            case .position(let d): d * 48..<(d + 1) * 48
            case .hour(let d, let hour): d * 48 + 2 * hour..<d * 48 + 2 * hour + 2
            }
        let onDuty = result.onDuty[cells].reduce(0, +)
        return onDuty > 0 ? result.busy[cells].reduce(0, +) / onDuty : 1
    }

    /// The order with what was refused at its end, that which missed least first: the proof may find that it can go after all.
    private func whole() -> StaffOrder {
        var (order, staff) = (order, staff)
        order.found = order.steps.count
        let last = refused.indices.sorted { (refused[$0].shortfall, $0) < (refused[$1].shortfall, $1) }
        for case .hour(let d, let hour) in last.map({ refused[$0].step }) {
            let places = places(.hour(d, hour), staff)
            guard !places.isEmpty else { continue }
            staff.take(places)
            order.steps.append(places)
        }
        return order
    }
}
