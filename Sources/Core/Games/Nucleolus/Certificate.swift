// SPDX-License-Identifier: EUPL-1.2

/// A proof that shares are the nucleolus of a game, which can be checked without knowing how they were found.
///
/// Level by level it names coalitions whose excesses are equal and, among those not determined by the levels before, largest;
/// and weights above zero with which they balance: the weighted sum of the coalitions is a combination of those of the levels
/// before and of the coalition of all. So no allocation can lower one of these excesses without raising another, and once all
/// levels together determine every player's share, no other allocation is as good.
///
/// - Source: Kohlberg, *On the nucleolus of a characteristic function game* (1971); Nguyen, *Simplifying the Kohlberg criterion
///   on the nucleolus* (2016), for leaving out what the levels before determine.
public struct Certificate: Sendable, Hashable {
    /// Coalitions of equal excess, with the weights that balance them.
    public struct Level: Sendable, Hashable {
        /// The coalitions, by bitmask.
        public var coalitions: [Int]
        /// A weight above zero for each coalition.
        public var weights: [BigInt]
        /// Players who pay what they would alone, where no one may pay more.
        public var singles: [Int] = []
        /// A weight above zero for each such player.
        public var singleWeights: [BigInt] = []

        /// A level.
        public init(
            coalitions: [Int], weights: [BigInt], singles: [Int] = [], singleWeights: [BigInt] = []
        ) {
            self.coalitions = coalitions
            self.weights = weights
            self.singles = singles
            self.singleWeights = singleWeights
        }
    }

    /// What excesses are measured against.
    public var weighting: Weighting
    /// Whether no player may pay more than alone: the nucleolus; otherwise the prenucleolus.
    public var individuallyRational: Bool
    /// The levels, the largest excess first.
    public var levels: [Level]

    /// A certificate.
    public init(weighting: Weighting, individuallyRational: Bool, levels: [Level]) {
        self.weighting = weighting
        self.individuallyRational = individuallyRational
        self.levels = levels
    }
}
