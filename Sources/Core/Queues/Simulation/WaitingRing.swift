// SPDX-License-Identifier: EUPL-1.2

/// A customer who waits.
struct Waiting {
    var arrival: Double
    /// When patience ends; infinity for never.
    var deadline: Double
    /// Which customer of the stream.
    var number: UInt64
    var stream: Int32
    /// Row of statistics: municipality and half hour of arrival.
    var cell: Int32
}

/// A queue in order of arrival.
///
/// Customers whose patience ended stay where they are until someone looks: who is served is the same, and they are counted with the
/// wait they had.
struct WaitingRing {
    private var slots: UnsafeMutablePointer<Waiting>
    private var mask = 15
    private var head = 0
    private var tail = 0

    init() { slots = .allocate(capacity: 16) }

    func deallocate() { slots.deallocate() }

    @inline(__always) var isEmpty: Bool { head == tail }
    @inline(__always) var count: Int { tail &- head }
    @inline(__always) var first: UnsafeMutablePointer<Waiting> { slots + (head & mask) }

    @inline(__always)
    mutating func append(_ customer: Waiting) {
        if count > mask { grow() }
        slots[tail & mask] = customer
        tail &+= 1
    }

    @inline(__always)
    mutating func removeFirst() { head &+= 1 }

    /// Removes those whose patience ended before a time; each is told.
    mutating func removeExpired(_ now: Double, _ gone: (Waiting) -> Void) {
        var kept = head
        for i in head..<tail {
            let customer = slots[i & mask]
            if customer.deadline < now {
                gone(customer)
            } else {
                slots[kept & mask] = customer
                kept &+= 1
            }
        }
        tail = kept
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Waiting>.allocate(capacity: 2 * (mask + 1))
        for i in 0..<count { larger[i] = slots[(head &+ i) & mask] }
        tail = count
        head = 0
        slots.deallocate()
        slots = larger
        mask = 2 * mask + 1
    }
}
