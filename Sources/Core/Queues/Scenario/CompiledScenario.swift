// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A scenario checked and laid out flat: who may answer what as bit masks, and tickets that the same desks may answer in one queue.
///
/// Both engines read it: what a mask says is all that routing knows.
public struct CompiledScenario: Sendable {
    /// The scenario it was made from.
    public let scenario: ServiceScenario
    /// Words of 64 bits in a mask of desks.
    public let deskWords: Int
    /// For each stream `deskWords` words: desks other than its home that may answer it. In a pool its home is among them.
    public let helpers: [UInt64]
    /// For each home desk and helper how early it is asked, lower first; empty when no desk has an order.
    public let askedAt: [Int]
    /// For each stream whether its home desk has the skills.
    public let homeAnswers: [Bool]
    /// The queue of each stream.
    public let queueOfStream: [Int]
    /// The home desk and priority of each queue.
    public let queues: [Queue]
    /// Words of 64 bits in a mask of queues.
    public let queueWords: Int
    /// For each desk `queueWords` words: the queues that it looks at first.
    public let ownQueues: [UInt64]
    /// For each desk `queueWords` words: the queues that it looks at when there is nothing in the first.
    public let foreignQueues: [UInt64]
    /// Streams that no desk may answer.
    public let unanswerable: [Int]
    /// The changes of staff by shifts, for each weekday.
    let shifts: [[(change: DutyRoster.Change, agent: Int)]]

    /// Tickets of one home desk and priority that the same desks may answer.
    public struct Queue: Hashable, Sendable {
        public let home: Int
        public let priority: Int
        /// Whether its tickets can wait, and so take no place.
        let isDeferred: Bool
        let homeAnswers: Bool
        let helpers: [UInt64]
    }

    /// Checks and lays out a scenario.
    ///
    /// - Throws: ``Problems`` that names all that is wrong.
    public init(_ scenario: ServiceScenario) throws(Problems) {
        let faults = scenario.faults()
        guard faults.isEmpty else { throw Problems(faults) }
        self.scenario = scenario
        let (desks, mode) = (scenario.desks, scenario.sharing.mode)
        let words = (desks.count + 63) / 64
        let partners = scenario.sharing.partners.map { $0.map(Set.init) }
        var helpers: [UInt64] = []
        var homeAnswers: [Bool] = []
        var queues: [Queue] = []
        var places: [Queue: Int] = [:]
        var queueOfStream: [Int] = []
        for stream in scenario.streams {
            var mask = [UInt64](repeating: 0, count: words)
            let atHome = stream.needs & ~desks[stream.home].skills == 0
            for (d, desk) in desks.enumerated() where stream.needs & ~desk.skills == 0 {
                let isPartner = partners.map { $0[d].contains(stream.home) } ?? true
                let own = desk.municipality == stream.municipality
                let helps = mode != .separate && d != stream.home && (own || (stream.mayShare && isPartner))
                if helps || (mode == .pool && d == stream.home) { mask[d / 64] |= 1 << UInt64(d % 64) }
            }
            let queue = Queue(
                home: stream.home, priority: stream.priority, isDeferred: stream.isDeferred, homeAnswers: atHome,
                helpers: mask)
            if places[queue] == nil {
                places[queue] = queues.count
                queues.append(queue)
            }
            helpers += mask
            homeAnswers.append(atHome)
            queueOfStream.append(places[queue] ?? 0)
        }
        deskWords = words
        askedAt = mode == .pool ? [] : scenario.sharing.order.map { Array($0.joined()) } ?? []
        self.helpers = helpers
        self.homeAnswers = homeAnswers
        self.queues = queues
        self.queueOfStream = queueOfStream
        queueWords = max(1, (queues.count + 63) / 64)
        var own = [UInt64](repeating: 0, count: desks.count * queueWords)
        var foreign = own
        for (q, queue) in queues.enumerated() {
            let (word, bit) = (q / 64, UInt64(1) << UInt64(q % 64))
            for d in desks.indices {
                let helps = queue.helpers[d / 64] >> UInt64(d % 64) & 1 == 1
                if (d == queue.home && queue.homeAnswers) || (mode == .pool && helps) {
                    own[d * queueWords + word] |= bit
                } else if helps && mode == .giveAndTake {
                    foreign[d * queueWords + word] |= bit
                }
            }
        }
        ownQueues = own
        foreignQueues = foreign
        shifts = (0..<7).map { DutyRoster.shifts(desks, weekday: $0) }
        unanswerable = scenario.streams.indices.filter { s in
            !homeAnswers[s] && !helpers[s * words..<(s + 1) * words].contains { $0 != 0 }
        }
    }

    /// The value of a profile at a half hour counted from the start of the horizon.
    @inlinable
    public func at<Value>(_ profile: [Value], _ halfHour: Int) -> Value {
        profile.count == 1 ? profile[0] : profile[(halfHour + scenario.firstWeekday * 48) % profile.count]
    }
}
