// SPDX-License-Identifier: EUPL-1.2

/// What the chain says beside what a simulation of the same scenario says, with the gap: what two engines agree on, neither
/// got by a slip.
public struct BesideSimulation: Sendable {
    /// One figure of one municipality.
    public struct Row: Sendable {
        /// Index of the municipality.
        public var municipality: Int
        public var measure: Measure
        public var exact: Double
        public var simulated: Double
        /// Half of the simulation's interval of 99.9 %.
        public var halfWidth: Double

        /// Simulated less exact.
        public var gap: Double { simulated - exact }
    }

    /// What is compared.
    public enum Measure: String, CaseIterable, Sendable {
        /// Share answered by another municipality.
        case foreign = "foreign"
        case abandoned = "abandoned"
        /// Minutes waited, a ticket that was not turned away.
        case meanWait = "mean-wait"
        /// Share answered in time, of all.
        case inTime = "in-time"
        /// Share turned away or met by a closed door.
        case turnedAway = "turned-away"
    }

    /// The rows, municipality by municipality.
    public let rows: [Row]

    /// Replications that are run: Student's t of 99.9 % for one less is `student`.
    private static let replications = 20
    private static let student = 3.883

    /// Simulates the scenario twenty times and sets the figures side by side.
    ///
    /// - Parameter exact: of the same scenario over the same time.
    public init(_ exact: ExactAnswer, _ simulation: Simulation) {
        let scenario = simulation.plan.scenario
        let result = simulation.run(Self.replications)
        var rows: [Row] = []
        for m in scenario.municipalities.indices {
            let streams = scenario.streams.indices.filter { scenario.streams[$0].municipality == m }
            for measure in Measure.allCases {
                guard let expected = Self.mean(exact, streams, measure) else { continue }
                let each = result.replications.map { Self.share($0.municipalities[m], measure) }
                let mean = each.reduce(0, +) / Double(each.count)
                let square = each.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(each.count - 1)
                rows.append(
                    Row(
                        municipality: m, measure: measure, exact: expected, simulated: mean,
                        halfWidth: Self.student * (square / Double(each.count)).squareRoot()))
            }
        }
        self.rows = rows
    }

    /// A figure of several streams together; nil where the chain does not know it, or nobody comes.
    private static func mean(_ exact: ExactAnswer, _ streams: [Int], _ measure: Measure) -> Double? {
        var sum = 0.0
        var all = 0.0
        for s in streams {
            let stream = exact.streams[s]
            let refused = stream.turnedAway + stream.closed
            let value: Double? =
                switch measure {
                case .foreign: stream.foreign
                case .abandoned: stream.abandoned
                case .meanWait: stream.meanWait * (1 - refused)
                case .inTime: stream.answeredInTime
                case .turnedAway: refused
                }
            guard let value else { return nil }
            sum += value * stream.arrivals
            all += (measure == .meanWait ? 1 - refused : 1) * stream.arrivals
        }
        return all > 0 ? sum / all : nil
    }

    private static func share(_ counts: ServiceCounts, _ measure: Measure) -> Double {
        let refused = counts.blocked + counts.closed
        func of(_ part: Double, _ all: Int) -> Double { all > 0 ? part / Double(all) : 0 }
        return switch measure {
        case .foreign: of(Double(counts.foreign), counts.offered)
        case .abandoned: of(Double(counts.abandoned), counts.offered)
        case .meanWait: of(counts.waitAnswered + counts.waitAbandoned, counts.offered - refused)
        case .inTime: of(Double(counts.inTime), counts.offered)
        case .turnedAway: of(Double(refused), counts.offered)
        }
    }
}
