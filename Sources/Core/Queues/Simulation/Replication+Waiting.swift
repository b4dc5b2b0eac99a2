// SPDX-License-Identifier: EUPL-1.2

extension Replication {
    /// Nobody is free: the customer waits, if the desk takes the ticket and has a place.
    @inline(never)
    func enqueue(_ stream: UnsafeMutablePointer<StreamState>, _ s: Int, _ number: UInt64, _ cell: Int) {
        let home = stream.pointee.home
        let desk = desks + home
        let isDeferred = stream.pointee.isDeferred
        if !desk.pointee.isOpen && !isDeferred && !(waitsAbroad && hasOpenHelper(s)) {
            tally.cells[cell].closed &+= 1
            return
        }
        var isFull: Bool {
            (desk.pointee.waiting >= desk.pointee.places && !isDeferred) || state.pointee.waiting >= Self.mostWaiting
        }
        if isFull {
            // Some of those places may be held by customers who have hung up.
            for q in plan.queues.indices where plan.queues[q].home == home || state.pointee.waiting >= Self.mostWaiting
            {
                removeExpired(q)
            }
            if isFull {
                tally.cells[cell].blocked &+= 1
                return
            }
        }
        let now = state.pointee.now
        let patience = stream.pointee.patience.draw(stream.pointee.patienceKey, number, math)
        let q = stream.pointee.queue
        rings[q].append(
            Waiting(
                arrival: now, deadline: now + patience, number: number, stream: Int32(truncatingIfNeeded: s),
                cell: Int32(truncatingIfNeeded: cell)))
        nonEmpty[q >> 6] |= 1 &<< UInt64(truncatingIfNeeded: q & 63)
        desk.pointee.waiting &+= isDeferred ? 0 : 1
        state.pointee.waiting &+= 1
    }

    private func hasOpenHelper(_ s: Int) -> Bool {
        (0..<deskWords).contains { helpers[s * deskWords + $0] & open[$0] != 0 }
    }

    /// The next ticket for a free agent of a desk, begun; never when there is none for it.
    @inline(__always)
    func takeWaiting(_ d: Int) -> EventTime {
        var q = firstWaiting(ownQueues + d &* queueWords)
        if q < 0 {
            let desk = desks + d
            // With the free agent counted, more must be idle than are kept back.
            if desk.pointee.capacity &- desk.pointee.busy > desk.pointee.keptBack {
                q = firstWaiting(foreignQueues + d &* queueWords)
            }
            if q < 0 { return .never }
        }
        let customer = rings[q].first.pointee
        removeFirst(q)
        let wait = state.pointee.now - customer.arrival
        return start(
            streams + Int(truncatingIfNeeded: customer.stream), customer.number, at: d, wait: wait,
            Int(truncatingIfNeeded: customer.cell))
    }

    /// The queue of a mask whose head goes first: lowest priority number, then longest wait; -1 when all are empty.
    @inline(__always)
    private func firstWaiting(_ mask: UnsafeMutablePointer<UInt64>) -> Int {
        var best = -1
        var (priority, arrival) = (0, 0.0)
        for word in 0..<queueWords {
            var left = mask[word] & nonEmpty[word]
            while left != 0 {
                let q = word &* 64 &+ left.trailingZeroBitCount
                left &= left &- 1
                dropExpired(q)
                if rings[q].isEmpty { continue }
                let head = rings[q].first.pointee.arrival
                let rank = queues[q].priority
                if best < 0 || rank < priority || (rank == priority && head < arrival) {
                    best = q
                    priority = rank
                    arrival = head
                }
            }
        }
        return best
    }

    /// Drops those at the head whose patience has ended.
    @inline(__always)
    private func dropExpired(_ q: Int) {
        while !rings[q].isEmpty && rings[q].first.pointee.deadline < state.pointee.now {
            let customer = rings[q].first.pointee
            removeFirst(q)
            countAbandoned(customer)
        }
    }

    @inline(__always)
    private func removeFirst(_ q: Int) {
        rings[q].removeFirst()
        noteRemoved(q, 1)
    }

    @inline(__always)
    private func noteRemoved(_ q: Int, _ count: Int) {
        if rings[q].isEmpty { nonEmpty[q >> 6] &= ~(1 &<< UInt64(truncatingIfNeeded: q & 63)) }
        desks[queues[q].home].waiting &-= count &* queues[q].place
        state.pointee.waiting &-= count
    }

    /// Drops all in a queue whose patience has ended.
    func removeExpired(_ q: Int) {
        let before = rings[q].count
        rings[q].removeExpired(state.pointee.now) { countAbandoned($0) }
        noteRemoved(q, before - rings[q].count)
    }

    /// A customer hung up when the patience ended.
    @inline(never)
    private func countAbandoned(_ customer: Waiting) {
        let stream = streams + Int(customer.stream)
        let cell = Int(customer.cell)
        let wait = customer.deadline - customer.arrival
        tally.cells[cell].abandoned &+= 1
        tally.cells[cell].waitAbandoned += wait
        if wait < stream.pointee.answerWithin { tally.cells[cell].abandonedShort &+= 1 }
        if cell < tally.counted {
            tally.abandoned[stream.pointee.municipality &* WaitHistogram.bins &+ WaitHistogram.bin(wait)] &+= 1
        }
    }

    /// Counts those who still wait at the end of all.
    func countThoseLeft() {
        for q in plan.queues.indices {
            removeExpired(q)
            while !rings[q].isEmpty {
                tally.cells[Int(rings[q].first.pointee.cell)].left &+= 1
                removeFirst(q)
            }
        }
    }
}
