// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A capability with its assessments: mean, spread, counts. Sums are whole numbers, so comparisons are exact.
struct RatedCapability {
    let entry: MapEntry
    let isOnMap: Bool
    let votes: Int?
    /// What it weighs in the joint ranking: the votes, unless the parties have agreed on something else.
    var weight: Int?
    /// The assessments that count in the joint figures.
    let ratings: [Rating]
    /// How many assessments do not count, since the figures would tell a level that is held back.
    let leftOut: Int
    private let sum: Int
    private let squares: Int

    /// A capability and its assessments, in listed order.
    init(entry: MapEntry, isOnMap: Bool, votes: Int?, ratings: [Rating]) {
        self.entry = entry
        self.isOnMap = isOnMap
        self.votes = votes
        weight = votes
        self.ratings = countable(ratings)
        leftOut = ratings.count - self.ratings.count
        sum = self.ratings.reduce(0) { $0 + $1.level }
        squares = self.ratings.reduce(0) { $0 + $1.level * $1.level }
    }

    var id: String { entry.id }

    /// The name for people; the id when the map gives none.
    var name: Localized { entry.name ?? Localized(sv: id, en: id) }

    /// The assessments that tables may show with the respondent's name.
    var sharedRatings: [Rating] { ratings.filter(\.isShared) }

    /// How many assessments count.
    var n: Int { ratings.count }

    /// Sum of levels / n; nil when nobody assessed it.
    var mean: Double? { n == 0 ? nil : Double(sum) / Double(n) }

    /// Standard deviation of the population: sqrt(n sum(x^2) - (sum x)^2) / n. The study does not say which is meant.
    var deviation: Double? { n == 0 ? nil : Double(n * squares - sum * sum).squareRoot() / Double(n) }

    /// How many assess it at a level.
    func count(at level: Int) -> Int { ratings.count { $0.level == level } }

    /// Whether its mean is larger than another's, exactly; both are assessed.
    func isAbove(_ other: RatedCapability) -> Bool { sum * other.n > other.sum * n }

    /// Whether its spread is wider than another's, exactly; both are assessed.
    func isWider(than other: RatedCapability) -> Bool {
        func numerator(_ one: RatedCapability) -> Int128 { Int128(one.n * one.squares - one.sum * one.sum) }
        return numerator(self) * Int128(other.n) * Int128(other.n) > numerator(other) * Int128(n) * Int128(n)
    }
}

/// Names for a sentence in each language: "a; b; c", since names have commas of their own.
func enumeration(_ capabilities: [RatedCapability]) -> [String: Finding.Argument] {
    func list(_ language: Language) -> Finding.Argument {
        .init(.text(capabilities.map { $0.name(language) }.joined(separator: "; ")))
    }
    return ["names_sv": list(.swedish), "names_en": list(.english)]
}
