// SPDX-License-Identifier: EUPL-1.2

/// A time and what happens then, in one 64-bit number, so that events are ordered by one comparison.
///
/// The bits of a positive number are ordered as the number is. The lowest 13 say what happens; so a time is rounded up to 2^-39 of
/// itself (0.1 ms after two weeks). At one and the same time departures come first, by desk, then the clock, then arrivals, by stream.
struct EventTime: Comparable {
    var bits: UInt64

    private static let below: UInt64 = 0x1FFF
    private static let clockMark: UInt64 = 0x0FFF
    private static let arrivalMark: UInt64 = 0x1000

    static let never = EventTime(bits: .max)

    @inline(__always) init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    private init(_ time: Double, _ what: UInt64) { bits = (time.bitPattern &+ Self.below) & ~Self.below | what }

    /// An agent of a desk is done.
    @inline(__always)
    static func departure(_ time: Double, desk: Int) -> EventTime {
        EventTime(time, UInt64(truncatingIfNeeded: desk))
    }

    /// Staff, opening hours or the half hour change.
    static func clock(_ time: Double) -> EventTime { EventTime(time, clockMark) }

    /// A ticket arrives.
    @inline(__always)
    static func arrival(_ time: Double, stream: Int) -> EventTime {
        EventTime(time, arrivalMark | UInt64(truncatingIfNeeded: stream))
    }

    /// The time in minutes.
    @inline(__always) var time: Double { Double(bitPattern: bits & ~Self.below) }
    /// The desk or stream.
    @inline(__always) var index: Int { Int(truncatingIfNeeded: bits & 0x0FFF) }

    @inline(__always)
    static func < (left: EventTime, right: EventTime) -> Bool { left.bits < right.bits }
}
