// SPDX-License-Identifier: EUPL-1.2

/// The strengths and weaknesses of a map (study 002, figure 30): the highest and the lowest means.
///
/// The source does not settle ties: here equal means keep the order of the map, a tie at the last place extends the
/// list, and what would stand in both lists stands in neither.
struct Extremes {
    /// Highest mean first.
    let strengths: [RatedCapability]
    /// Lowest mean first.
    let weaknesses: [RatedCapability]

    /// The extremes of assessed capabilities.
    init(_ rated: [RatedCapability], length: Int) {
        let high = firstPlaces(rated, length) { $0.isAbove($1) }
        let low = firstPlaces(rated, length) { $1.isAbove($0) }
        let highIDs = Set(high.map(\.id))
        let both = highIDs.intersection(low.map(\.id))
        strengths = high.filter { !both.contains($0.id) }
        weaknesses = low.filter { !both.contains($0.id) }
    }
}

/// The first so many by an order, in listed order where equal, and whoever ties with the last of them.
func firstPlaces(
    _ capabilities: [RatedCapability], _ length: Int, by precedes: (RatedCapability, RatedCapability) -> Bool
) -> [RatedCapability] {
    let sorted = stablySorted(capabilities, by: precedes)
    guard length > 0, sorted.count > length else { return sorted }
    let last = sorted[length - 1]
    return sorted.enumerated().filter { $0.offset < length || !precedes(last, $0.element) }.map(\.element)
}

/// Sorted, with equal elements in listed order (which the standard library does not promise).
func stablySorted<Element>(_ elements: [Element], by precedes: (Element, Element) -> Bool) -> [Element] {
    elements.enumerated().sorted { left, right in
        if precedes(left.element, right.element) { return true }
        return !precedes(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
}

/// Pearson's correlation of importance and mean maturity, over the capabilities that have both; nil when it is not
/// defined: fewer than three, or no variation.
///
/// - Source: Pearson, "Note on regression and inheritance in the case of two parents" (1895).
func correlation(_ capabilities: [RatedCapability]) -> Double? {
    let pairs = capabilities.compactMap { one in
        one.mean.flatMap { mean in one.votes.map { (votes: Double($0), mean: mean) } }
    }
    guard pairs.count > 2 else { return nil }
    var votes = 0.0
    var mean = 0.0
    for pair in pairs {
        votes += pair.votes / Double(pairs.count)
        mean += pair.mean / Double(pairs.count)
    }
    var covariance = 0.0
    var ofVotes = 0.0
    var ofMeans = 0.0
    for pair in pairs {
        covariance += (pair.votes - votes) * (pair.mean - mean)
        ofVotes += (pair.votes - votes) * (pair.votes - votes)
        ofMeans += (pair.mean - mean) * (pair.mean - mean)
    }
    // Below this the variation is rounding alone: all means or all votes are equal.
    guard ofVotes > 1e-20, ofMeans > 1e-20 else { return nil }
    return covariance / (ofVotes.squareRoot() * ofMeans.squareRoot())
}
