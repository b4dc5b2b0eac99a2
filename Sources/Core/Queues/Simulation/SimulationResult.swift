// SPDX-License-Identifier: EUPL-1.2

/// What a number of replications gave: sums over all of them, and what each gave by itself, from which intervals follow.
public struct SimulationResult: Hashable, Sendable {
    /// One replication.
    public struct Replication: Hashable, Sendable {
        /// Counts by municipality.
        public var municipalities: [ServiceCounts]
        /// The wait that 90 % of the answered tickets do not exceed, by municipality, in minutes; nil without answers.
        public var wait90: [Double?]
        /// The same for all tickets.
        public var wait90OfAll: Double?

        /// Counts of all municipalities.
        public var total: ServiceCounts { municipalities.reduce(into: ServiceCounts()) { $0 += $1 } }
    }

    /// The replications, in order.
    public var replications: [Replication] = []
    /// Counts by municipality and half hour of the day: `[municipality * 48 + half hour]`.
    public var cells: [ServiceCounts]
    /// Who answered whose: `[owner of the ticket * municipalities + answering municipality]`.
    public var flows: [Flow]
    /// Agents' minutes with a ticket, and on duty: `[desk * 48 + half hour]`.
    public var busy: [Double]
    public var onDuty: [Double]
    /// The part of `busy` after the shift: whoever goes home finishes the ticket first.
    public var pastShift: [Double]
    /// Longest wait of an answered ticket in each replication, by municipality, in minutes.
    public var longest: [[Double]] = []
    private var answered: [Int]
    private var abandoned: [Int]
    private let municipalities: Int

    /// Nothing yet.
    init(municipalities: Int, desks: Int) {
        self.municipalities = municipalities
        cells = Array(repeating: ServiceCounts(), count: municipalities * 48)
        flows = Array(repeating: Flow(), count: municipalities * municipalities)
        busy = Array(repeating: 0, count: desks * 48)
        onDuty = busy
        pastShift = busy
        answered = Array(repeating: 0, count: municipalities * WaitHistogram.bins)
        abandoned = answered
    }

    /// Adds the next replication.
    mutating func add(_ tally: Tally) {
        var each: [ServiceCounts] = []
        var wait90: [Double?] = []
        var all = [UInt32](repeating: 0, count: WaitHistogram.bins)
        for m in 0..<municipalities {
            var sum = ServiceCounts()
            for i in m * 48..<(m + 1) * 48 {
                sum += tally.cells[i]
                cells[i] += tally.cells[i]
            }
            each.append(sum)
            let waits = UnsafeBufferPointer(start: tally.answered + m * WaitHistogram.bins, count: WaitHistogram.bins)
            wait90.append(WaitHistogram.quantile(0.9, waits))
            for bin in waits.indices { all[bin] &+= waits[bin] }
        }
        replications.append(
            Replication(
                municipalities: each, wait90: wait90, wait90OfAll: WaitHistogram.quantile(0.9, all)))
        longest.append((0..<municipalities).map { tally.longest[$0] })
        for i in flows.indices {
            flows[i].tickets += tally.flows[i].tickets
            flows[i].minutes += tally.flows[i].minutes
        }
        for i in busy.indices {
            busy[i] += tally.busy[i]
            onDuty[i] += tally.onDuty[i]
            pastShift[i] += tally.pastShift[i]
        }
        for i in answered.indices {
            answered[i] += Int(tally.answered[i])
            abandoned[i] += Int(tally.abandoned[i])
        }
    }

    /// Counts of a municipality over all replications.
    public func counts(_ municipality: Int) -> ServiceCounts {
        cells[municipality * 48..<(municipality + 1) * 48].reduce(into: ServiceCounts()) { $0 += $1 }
    }

    /// Minutes of a desk's agents over all replications: on duty, with a ticket meanwhile, and with one after the shift.
    public func minutes(_ desk: Int) -> (onDuty: Double, busy: Double, pastShift: Double) {
        func sum(_ minutes: [Double]) -> Double { minutes[desk * 48..<(desk + 1) * 48].reduce(0, +) }
        return (sum(onDuty), sum(busy) - sum(pastShift), sum(pastShift))
    }

    /// Counts of everyone over all replications.
    public var total: ServiceCounts { cells.reduce(into: ServiceCounts()) { $0 += $1 } }

    /// The wait in minutes that a share of the answered tickets does not exceed, to 0.8 % of it; of one municipality, or of all.
    public func wait(_ share: Double, _ municipality: Int? = nil) -> Double? {
        WaitHistogram.quantile(share, bins(answered, municipality))
    }

    /// The share of the answered tickets that waited longer than so many minutes; of one municipality, or of all.
    public func waitedLonger(_ minutes: Double, _ municipality: Int? = nil) -> Double {
        let counts = bins(answered, municipality)
        let all = counts.reduce(0, +)
        guard all > 0 else { return 0 }
        return Double(counts[(WaitHistogram.bin(minutes) + 1)...].reduce(0, +)) / Double(all)
    }

    private func bins(_ counts: [Int], _ municipality: Int?) -> [Int] {
        let n = WaitHistogram.bins
        if let municipality { return Array(counts[municipality * n..<(municipality + 1) * n]) }
        return (0..<n).map { bin in (0..<municipalities).reduce(0) { $0 + counts[$1 * n + bin] } }
    }
}
