// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The distances between the parties: one row a pair, in either direction; from a party to itself it is 0.
struct Distances {
    private var pairs: [[String]: Double] = [:]

    /// Reads the input `distances`.
    ///
    /// - Throws: ``Problem`` that names the pair when a distance is missing or negative, or differs by direction.
    init(_ table: Table) throws(Problem) {
        for row in 0..<table.rowCount {
            let pair = [table[row, "from"].plainText, table[row, "to"].plainText]
            guard let distance = table[row, "distance"].number, distance.isFinite, distance >= 0 else {
                throw Problem(
                    Localized(
                        sv: "distances: avståndet från '\(pair[0])' till '\(pair[1])' ska vara 0 eller större.",
                        en: "distances: the distance from '\(pair[0])' to '\(pair[1])' must be 0 or more."))
            }
            if let other = pairs[pair.sorted()], other != distance {
                throw Problem(
                    Localized(
                        sv: "distances: '\(pair[0])' och '\(pair[1])' har två olika avstånd.",
                        en: "distances: '\(pair[0])' and '\(pair[1])' have two different distances."),
                    remedy: Localized(sv: "Ge varje par en gång.", en: "Give each pair once."))
            }
            pairs[pair.sorted()] = distance
        }
    }

    /// The distances as a square: `[i][h]` from player i to player h.
    ///
    /// - Throws: ``Problem`` that names the first pair without a distance.
    func square(_ players: [String]) throws(Problem) -> [[Double]] {
        var square: [[Double]] = []
        for from in players {
            var row: [Double] = []
            for to in players {
                guard let distance = pairs[[from, to].sorted()] ?? (from == to ? 0 : nil) else {
                    throw Problem(
                        Localized(
                            sv: "distances: avståndet mellan '\(from)' och '\(to)' saknas.",
                            en: "distances: the distance between '\(from)' and '\(to)' is missing."),
                        remedy: Localized(
                            sv: "Ge en rad för varje par av parter: from,to,distance.",
                            en: "Give one row for every pair of parties: from,to,distance."))
                }
                row.append(distance)
            }
            square.append(row)
        }
        return square
    }
}
