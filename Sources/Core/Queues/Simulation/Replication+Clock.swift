// SPDX-License-Identifier: EUPL-1.2

extension Replication {
    /// The clock strikes: a half hour, a shift, an outage, the end of the warm-up or of the horizon. False when all is over.
    @discardableResult
    func turnClock() -> Bool {
        let scenario = plan.scenario
        let now = clockTime.time
        state.pointee.now = now
        addDuty(now)
        let isStart = now == 0
        let halfHourTurns = isStart || now >= state.pointee.halfHourEnds
        if halfHourTurns {
            if !isStart { state.pointee.halfHour += 1 }
            let halfHour = state.pointee.halfHour
            state.pointee.slot = halfHour % 48
            state.pointee.halfHourEnds = Double(halfHour + 1) * 30
            if halfHour % 48 == 0 { duty.begin(day: halfHour / 48) }
        }
        state.pointee.counts = now >= scenario.warmUp
        state.pointee.countsWhole = state.pointee.counts && state.pointee.halfHourEnds <= scenario.horizon
        while let change = duty.take(now) {
            desks[change.desk].scheduled += change.agents
            if let out = change.out { desks[change.desk].isOut = out }
        }
        setDesks(halfHourTurns)
        if state.pointee.waiting > 0 { serveThoseWaiting() }
        if now >= scenario.horizon && (state.pointee.waiting == 0 || now >= scenario.horizon + Self.overtime) {
            return false
        }
        var next = min(state.pointee.halfHourEnds, duty.next)
        if now < scenario.warmUp { next = min(next, scenario.warmUp) }
        if now < scenario.horizon { next = min(next, scenario.horizon) }
        clockTime = .clock(next)
        addPastShift(now, next)
        return true
    }

    /// Adds what those whose shift has ended work until the clock strikes next: of a desk where more are busy than on duty, those
    /// who are done first, since nobody there begins a ticket before.
    private func addPastShift(_ from: Double, _ to: Double) {
        let (start, end) = (max(from, plan.scenario.warmUp), min(to, plan.scenario.horizon))
        guard end > start else { return }
        for d in 0..<deskCount where desks[d].busy > desks[d].capacity {
            for time in heap.pointee.times(of: d).sorted().prefix(desks[d].busy - desks[d].capacity) {
                tally.pastShift[d &* 48 &+ state.pointee.slot] += max(0, min(time, end) - start)
            }
        }
    }

    /// Adds the time on duty since the clock last struck.
    private func addDuty(_ to: Double) {
        let (start, end) = (max(dutySince, plan.scenario.warmUp), min(to, plan.scenario.horizon))
        dutySince = to
        guard end > start else { return }
        let slot = state.pointee.slot
        for d in 0..<deskCount { tally.onDuty[d &* 48 &+ slot] += Double(desks[d].capacity) * (end - start) }
    }

    /// Sets what a half hour or a change of staff decides.
    private func setDesks(_ halfHourTurns: Bool) {
        let halfHour = state.pointee.halfHour
        for d in 0..<deskCount {
            if halfHourTurns {
                if let agents = duty.scheduled(d, halfHour: halfHour) { desks[d].scheduled = agents }
                // In a pool no desk comes first, so none keeps anyone back.
                desks[d].keptBack =
                    plan.scenario.sharing.mode == .pool ? 0 : plan.at(plan.scenario.desks[d].keptBack, halfHour)
                desks[d].isOpen = plan.at(plan.scenario.desks[d].open, halfHour)
                let bit = UInt64(1) << UInt64(d & 63)
                if desks[d].isOpen { open[d >> 6] |= bit } else { open[d >> 6] &= ~bit }
            }
            desks[d].capacity = desks[d].isOut ? 0 : desks[d].scheduled
            setLending(d)
        }
    }

    /// Agents who came on duty take those who wait; customers who have hung up are counted.
    private func serveThoseWaiting() {
        for q in plan.queues.indices { removeExpired(q) }
        for d in 0..<deskCount {
            while state.pointee.waiting > 0 && desks[d].busy < desks[d].capacity {
                let next = takeWaiting(d)
                guard next < EventTime.never else { break }
                heap.pointee.insert(next)
            }
            setLending(d)
        }
    }
}
