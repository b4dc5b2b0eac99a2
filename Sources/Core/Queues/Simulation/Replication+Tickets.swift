// SPDX-License-Identifier: EUPL-1.2

extension Replication {
    /// Draws the next arrival of a stream: by inverting the integrated rate, which is constant within a half hour.
    @inline(__always)
    func scheduleArrival(_ s: Int) {
        let stream = streams + s
        var need = -math.log(
            CustomerRandom.uniform(CustomerRandom.bits(stream.pointee.arrivalKey, stream.pointee.number)))
        while true {
            let room = stream.pointee.rate * (stream.pointee.halfHourEnds - stream.pointee.clock)
            if need < room {
                stream.pointee.clock += need * stream.pointee.inverse
                arrivals.set(s, .arrival(stream.pointee.clock, stream: s))
                return
            }
            need -= room
            guard demand.turn(stream, s) else {
                arrivals.set(s, .never)
                return
            }
        }
    }

    /// A ticket arrives: to its own desk, to one that helps, or into the queue.
    @inline(__always)
    func arrive(_ s: Int) {
        let stream = streams + s
        let number = stream.pointee.number
        stream.pointee.number = number &+ 1
        scheduleArrival(s)
        let municipality = stream.pointee.municipality
        let cell =
            state.pointee.counts ? municipality &* 48 &+ state.pointee.slot : tally.counted &+ municipality
        tally.cells[cell].offered &+= 1
        let home = stream.pointee.home
        let desk = desks + home
        if !stream.pointee.isPooled && (desk.pointee.isOpen || stream.pointee.isDeferred) && stream.pointee.homeAnswers
            && desk.pointee.busy < desk.pointee.capacity
        {
            heap.pointee.insert(start(stream, number, at: home, wait: 0, cell))
            setLending(home)
            return
        }
        if stream.pointee.hasHelpers {
            let helper =
                askedAt == nil
                ? leastLoaded(s, from: stream.pointee.isPooled ? home : home &+ 1) : askedFirst(s, from: home)
            if helper >= 0 {
                heap.pointee.insert(start(stream, number, at: helper, wait: 0, cell))
                setLending(helper)
                return
            }
        }
        enqueue(stream, s, number, cell)
    }

    /// An agent is done, and takes the next ticket if there is one.
    @inline(__always)
    func depart(_ d: Int) {
        let desk = desks + d
        desk.pointee.busy &-= 1
        if state.pointee.waiting > 0 && desk.pointee.busy < desk.pointee.capacity {
            let next = takeWaiting(d)
            if next < EventTime.never {
                heap.pointee.replaceFirst(next)
                return
            }
        }
        heap.pointee.removeFirst()
        setLending(d)
    }

    /// Begins a service; gives the departure.
    @inline(__always)
    func start(
        _ stream: UnsafeMutablePointer<StreamState>, _ number: UInt64, at d: Int, wait: Double, _ cell: Int
    ) -> EventTime {
        let desk = desks + d
        let owner = stream.pointee.municipality
        let answering = desk.pointee.municipality
        var length = stream.pointee.handle.draw(stream.pointee.handleKey, number, math)
        let counts = tally.cells + cell
        // A joint desk answers the tickets of several municipalities as its own.
        if owner != answering && d != stream.pointee.home {
            length *= desk.pointee.foreignFactor
            counts.pointee.foreign &+= 1
        }
        desk.pointee.busy &+= 1
        let now = state.pointee.now
        let end = now + length
        if state.pointee.countsWhole && end <= state.pointee.halfHourEnds {
            tally.busy[d &* 48 &+ state.pointee.slot] += length
        } else {
            spread(now, end, over: tally.busy + d &* 48)
        }
        counts.pointee.answered &+= 1
        counts.pointee.handled += length
        counts.pointee.inTime &+= wait <= stream.pointee.answerWithin ? 1 : 0
        if cell < tally.counted {
            let flow = tally.flows + (owner &* tally.municipalities &+ answering)
            flow.pointee.tickets &+= 1
            flow.pointee.minutes += length
            tally.answered[owner &* WaitHistogram.bins &+ WaitHistogram.bin(wait)] &+= 1
        }
        if wait > 0 {
            counts.pointee.waited &+= 1
            counts.pointee.waitAnswered += wait
            if cell < tally.counted && wait > tally.longest[owner] { tally.longest[owner] = wait }
        }
        return .departure(end, desk: d)
    }

    /// Adds a span to the half hours it lies in, of the time that counts.
    @inline(never)
    private func spread(_ from: Double, _ to: Double, over halfHours: UnsafeMutablePointer<Double>) {
        var start = max(from, plan.scenario.warmUp)
        let end = min(to, plan.scenario.horizon)
        while start < end {
            let halfHour = Int(start / 30)
            let next = min(end, Double(halfHour + 1) * 30)
            halfHours[halfHour % 48] += next - start
            start = next
        }
    }

    /// Whether a desk lends an agent now.
    @inline(__always)
    func setLending(_ d: Int) {
        let desk = desks + d
        let lends: UInt64 = desk.pointee.capacity &- desk.pointee.busy > desk.pointee.keptBack ? 1 : 0
        let bit = UInt64(truncatingIfNeeded: d & 63)
        lending[d >> 6] = lending[d >> 6] & ~(1 &<< bit) | lends &<< bit
    }

    /// The idle helper that a home desk asks first; among equals the least busy, then the first in order from home; -1 when there is none.
    @inline(never)
    private func askedFirst(_ s: Int, from home: Int) -> Int {
        guard let askedAt else { return -1 }
        let (mask, order) = (helpers + s &* deskWords, askedAt + home &* deskCount)
        var best = -1
        for step in 1..<max(2, deskCount) {
            let d = (home &+ step) % deskCount
            let bit = UInt64(truncatingIfNeeded: d & 63)
            guard (mask[d >> 6] & lending[d >> 6]) &>> bit & 1 == 1 else { continue }
            if best < 0 || order[d] < order[best]
                || (order[d] == order[best]
                    && desks[d].busy &* desks[best].capacity < desks[best].busy &* desks[d].capacity)
            {
                best = d
            }
        }
        return best
    }

    /// The idle helper with the least share of its agents busy, the first in order from a desk; -1 when there is none.
    @inline(__always)
    private func leastLoaded(_ s: Int, from first: Int) -> Int {
        let mask = helpers + s &* deskWords
        if deskWords == 1 {
            let turn = UInt64(truncatingIfNeeded: first & 63)
            let candidates = mask[0] & lending[0]
            return leastLoaded(candidates &>> turn | candidates &<< (64 &- turn), turn: Int(turn), -1)
        }
        var best = -1
        let word = first >> 6 < deskWords ? first >> 6 : 0
        let bit = UInt64(truncatingIfNeeded: first >> 6 < deskWords ? first & 63 : 0)
        for step in 0...deskWords {
            let w = word &+ step < deskWords ? word &+ step : word &+ step &- deskWords
            var candidates = mask[w] & lending[w]
            // The first word is looked at twice: from the desk onwards, and in the end up to it.
            if step == 0 { candidates &= ~0 &<< bit } else if step == deskWords { candidates &= ~(~0 &<< bit) }
            best = leastLoaded(candidates, turn: w &* 64, best, wraps: false)
        }
        return best
    }

    @inline(__always)
    private func leastLoaded(_ candidates: UInt64, turn: Int, _ before: Int, wraps: Bool = true) -> Int {
        var (best, left) = (before, candidates)
        while left != 0 {
            let place = left.trailingZeroBitCount &+ turn
            let d = wraps ? place & 63 : place
            left &= left &- 1
            if best < 0 || desks[d].busy &* desks[best].capacity < desks[best].busy &* desks[d].capacity { best = d }
        }
        return best
    }
}
