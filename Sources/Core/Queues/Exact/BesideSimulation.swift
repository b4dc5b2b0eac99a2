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
        /// The simulation's estimate, with its interval of 99.9 %.
        public var simulated: Interval

        /// Simulated less exact.
        public var gap: Double { simulated.estimate - exact }
    }

    /// What is compared.
    public static let measures: [Measure] = [
        .answeredInTime, .meanWait, .waitProbability, .abandoned, .foreign, .noAnswer,
    ]

    /// The rows, municipality by municipality; none where nobody comes, or the chain does not know.
    public let rows: [Row]

    /// Sets the figures side by side.
    ///
    /// - Parameters:
    ///   - exact: of the same scenario over the same time.
    ///   - result: several replications.
    public init(_ exact: ExactAnswer, _ result: SimulationResult, of scenario: ServiceScenario) {
        var rows: [Row] = []
        for m in scenario.municipalities.indices {
            let streams = scenario.streams.indices.filter { scenario.streams[$0].municipality == m }
            for measure in Self.measures {
                let parts = streams.compactMap { Self.parts(exact.streams[$0], measure) }
                let below = parts.reduce(0) { $0 + $1.below }
                guard parts.count == streams.count, below > 0 else { continue }
                let simulated = result.interval(measure, m, confidence: 0.999)
                guard simulated.halfWidth.isFinite else { continue }
                rows.append(
                    Row(
                        municipality: m, measure: measure, exact: parts.reduce(0) { $0 + $1.above } / below,
                        simulated: simulated))
            }
        }
        self.rows = rows
    }

    /// The chain's counterpart of ``Measure/parts(_:)``, an hour; nil where it does not know.
    private static func parts(_ stream: ExactAnswer.Stream, _ measure: Measure) -> (above: Double, below: Double)? {
        let refused = stream.turnedAway + stream.closed
        let shares: (Double, Double)
        switch measure {
        case .answeredInTime:
            guard let answered = stream.answeredInTime, let gaveUp = stream.gaveUpInTime else { return nil }
            shares = (answered, 1 - stream.closed - gaveUp)
        case .answeredInTimeOfOffered:
            guard let answered = stream.answeredInTime else { return nil }
            shares = (answered, 1)
        case .meanWait: shares = (stream.meanWait * (1 - refused), 1 - refused)
        case .waitProbability: shares = (stream.waitProbability, 1 - refused)
        case .abandoned: shares = (stream.abandoned, 1)
        case .noAnswer: shares = (refused, 1)
        case .foreign: shares = (stream.foreign, 1 - refused - stream.abandoned)
        }
        return (shares.0 * stream.arrivals, shares.1 * stream.arrivals)
    }
}
