// SPDX-License-Identifier: EUPL-1.2

/// The departures to come: a binary heap in one flat array.
///
/// A hole at the top sinks to the bottom along the smaller children, by arithmetic and not by branches, and then rises: what is put
/// in is nearly always among the latest.
///
/// - Source: Wegener, *Bottom-up heapsort* (1993).
struct DepartureHeap {
    private let keys: UnsafeMutablePointer<UInt64>
    private(set) var count = 0

    /// Room for so many.
    init(capacity: Int) {
        // Two more at the end: a missing sibling reads as never.
        keys = .allocate(capacity: capacity + 4)
        keys.initialize(repeating: .max, count: capacity + 4)
    }

    func deallocate() { keys.deallocate() }

    /// The first; never when there is none.
    @inline(__always) var first: EventTime { EventTime(bits: keys[1]) }

    /// The times at which agents of a desk are done, in no order.
    func times(of desk: Int) -> [Double] {
        (0..<count).compactMap { place in
            let event = EventTime(bits: keys[place + 1])
            return event.index == desk ? event.time : nil
        }
    }

    @inline(__always)
    mutating func insert(_ event: EventTime) {
        count &+= 1
        rise(count, event.bits)
    }

    @inline(__always)
    private func rise(_ from: Int, _ key: UInt64) {
        var i = from
        while i > 1 {
            let parent = keys[i >> 1]
            if parent <= key { break }
            keys[i] = parent
            i >>= 1
        }
        keys[i] = key
    }

    /// Moves the hole at the top to the bottom; gives its place.
    @inline(__always)
    private func sink() -> Int {
        var hole = 1
        var child = 2
        while child <= count {
            let (left, right) = (keys[child], keys[child &+ 1])
            let rightFirst = right < left
            keys[hole] = rightFirst ? right : left
            hole = child &+ (rightFirst ? 1 : 0)
            child = hole << 1
        }
        return hole
    }

    @inline(__always)
    mutating func replaceFirst(_ event: EventTime) { rise(sink(), event.bits) }

    @inline(__always)
    mutating func removeFirst() {
        let last = keys[count]
        keys[count] = .max
        count &-= 1
        if count > 0 { rise(sink(), last) }
    }
}
