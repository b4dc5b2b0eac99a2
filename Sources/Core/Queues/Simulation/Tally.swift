// SPDX-License-Identifier: EUPL-1.2

/// The statistics of one replication in flat memory: as large after a minute as after a million days.
final class Tally {
    let municipalities: Int
    let desks: Int
    /// 48 half hours for each municipality, then one cell each for tickets that no statistic counts.
    let cells: UnsafeMutablePointer<ServiceCounts>
    /// Cells before this one count.
    let counted: Int
    /// Who answered whose: `[owner of the ticket][answering municipality]`.
    let flows: UnsafeMutablePointer<Flow>
    /// Agents' minutes busy and on duty: `[desk][half hour]`.
    let busy: UnsafeMutablePointer<Double>
    let onDuty: UnsafeMutablePointer<Double>
    /// The part of the busy minutes that goes to tickets begun by agents whose shift has ended since.
    let pastShift: UnsafeMutablePointer<Double>
    /// Histograms of waits by municipality: of those answered, of those who hung up.
    let answered: UnsafeMutablePointer<UInt32>
    let abandoned: UnsafeMutablePointer<UInt32>
    /// Longest wait of an answered ticket by municipality, in minutes.
    let longest: UnsafeMutablePointer<Double>

    init(municipalities: Int, desks: Int) {
        self.municipalities = municipalities
        self.desks = desks
        counted = municipalities * 48
        func zeros<Value>(_ count: Int, _ zero: Value) -> UnsafeMutablePointer<Value> {
            let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(1, count))
            memory.initialize(repeating: zero, count: max(1, count))
            return memory
        }
        cells = zeros(municipalities * 49, ServiceCounts())
        flows = zeros(municipalities * municipalities, Flow())
        busy = zeros(desks * 48, 0.0)
        onDuty = zeros(desks * 48, 0.0)
        pastShift = zeros(desks * 48, 0.0)
        answered = zeros(municipalities * WaitHistogram.bins, 0)
        abandoned = zeros(municipalities * WaitHistogram.bins, 0)
        longest = zeros(municipalities, 0.0)
    }

    deinit {
        cells.deallocate()
        flows.deallocate()
        busy.deallocate()
        onDuty.deallocate()
        pastShift.deallocate()
        answered.deallocate()
        abandoned.deallocate()
        longest.deallocate()
    }
}
