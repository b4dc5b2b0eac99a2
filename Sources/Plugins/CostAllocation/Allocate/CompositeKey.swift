// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// A key made of several drivers: `0.5*tickets+0.5*population`.
///
/// Each driver is first made into shares of its own sum, so that a driver with large numbers does not outweigh the
/// others; the shares are then weighted: share_i = sum over k of w_k x_ik / X_k, over the sum of the weights.
struct CompositeKey: Hashable {
    /// The drivers with their weights, in written order.
    let parts: [Part]

    /// A driver and how much it counts.
    struct Part: Hashable {
        let weight: Rational
        let driver: String
    }

    /// Reads a key as it is written; a driver without a weight counts once.
    ///
    /// - Throws: ``Problem`` when a weight is no number, all are zero, or a driver stands twice.
    init(_ text: String) throws(Problem) {
        var parts: [Part] = []
        for piece in text.split(separator: "+", omittingEmptySubsequences: false) {
            // a key of 0,5 has been parted at its comma, and begins with a 0 alone
            let halves = piece.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
            let weight = halves.count == 2 ? Double(halves[0].filter { $0 != " " }) : 1
            let driver = String(halves[halves.count - 1]).trimmed
            guard let weight, weight >= 0, weight < 1e9, !driver.isEmpty, text != "0" else {
                throw Problem(
                    Localized(
                        sv: "'\(piece)' i nyckeln '\(text)' är ingen vikt gånger en fördelningsnyckel.",
                        en: "'\(piece)' of the key '\(text)' is no weight times a driver."),
                    remedy: Localized(
                        sv:
                            "Skriv som composite:0.5*tickets+0.5*population, med decimalpunkt: kommatecknet skiljer metoder åt.",
                        en:
                            "Write it like composite:0.5*tickets+0.5*population, with a decimal point: a comma parts methods."
                    ))
            }
            guard !parts.contains(where: { $0.driver == driver }) else {
                throw Problem(
                    Localized(
                        sv: "'\(driver)' står två gånger i nyckeln '\(text)'.",
                        en: "'\(driver)' stands twice in the key '\(text)'."),
                    remedy: Localized(sv: "Lägg ihop vikterna.", en: "Add the weights up."))
            }
            parts.append(Part(weight: Rational(weight), driver: driver))
        }
        guard parts.contains(where: { $0.weight > .zero }) else {
            throw Problem(
                Localized(
                    sv: "Vikterna i nyckeln '\(text)' är alla 0.", en: "The weights of the key '\(text)' are all 0."),
                remedy: Localized(
                    sv: "Ge minst en av dem en vikt över 0, som composite:0.5*tickets+0.5*population.",
                    en: "Give at least one of them a weight above 0, like composite:0.5*tickets+0.5*population."))
        }
        self.parts = parts.filter { $0.weight > .zero }
    }

    /// The part of the whole that each player bears; they sum to one.
    ///
    /// - Parameter weights: the weights of the players by a driver, none negative, not all zero.
    func shares(_ weights: (String) throws(Problem) -> [Rational]) throws(Problem) -> [Rational] {
        let all = parts.reduce(Rational(0)) { $0 + $1.weight }
        var shares: [Rational] = []
        for part in parts {
            let x = try weights(part.driver)
            let own = x.normalised.map { $0 * part.weight / all }
            shares = shares.isEmpty ? own : zip(shares, own).map(+)
        }
        return shares
    }
}

extension String {
    /// Without blanks at either end.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
