// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// Caps and floors on shares, and what they leave borne by the others: water-filling in proportion.
///
/// Looked for is the one factor k for which the sum over the players of k x share, held within floor and cap, is the
/// total. Who is held at neither pays in the same proportions as before. Shares that are not above zero take part only
/// by their own bounds, unless no one else is left; the exempt stay at zero.
struct Limits {
    let players: [String]
    let method: String
    let floors: [Rational?]
    let caps: [Rational?]
    let exempt: [Bool]

    /// The shares within the bounds, with the same sum.
    ///
    /// - Throws: ``Problem`` when a cap is below its floor, or the bounds together leave too little or ask too much.
    func applied(to shares: [Rational]) throws(Problem) -> [Rational] {
        try check()
        let total = shares.sum
        var held = [Rational?](repeating: nil, count: shares.count)
        for i in shares.indices {
            if exempt[i] { held[i] = shares[i] } else if shares[i] < .zero { held[i] = bounded(shares[i], i) }
        }
        while true {
            let free = shares.indices.filter { held[$0] == nil }
            let rest = total - held.compactMap(\.self).sum
            guard !free.isEmpty else {
                guard rest == .zero else { throw unmet(rest) }
                break
            }
            let positive = free.contains { shares[$0] > .zero }
            guard rest >= .zero || !positive else { throw unmet(rest) }
            let weights = free.map { positive ? shares[$0] : .one }.normalised
            let filled = zip(free, weights).map { (player: $0, share: rest * $1) }
            let moved = filled.map { bounded($0.share, $0.player) - $0.share }
            let pull = moved.sum
            if moved.allSatisfy({ $0 == .zero }) {
                for (player, share) in filled { held[player] = share }
                break
            }
            // Bounds that pull the sum the wrong way will hold whatever the factor becomes; those are settled first.
            for (k, one) in filled.enumerated() where moved[k] != .zero {
                if pull == .zero || (pull > .zero) == (moved[k] > .zero) {
                    held[one.player] = bounded(one.share, one.player)
                }
            }
        }
        return held.map { $0 ?? .zero }
    }

    private func bounded(_ share: Rational, _ player: Int) -> Rational {
        var share = share
        if let floor = floors[player] { share = max(share, floor) }
        if let cap = caps[player] { share = min(share, cap) }
        return share
    }

    private func check() throws(Problem) {
        for i in players.indices {
            guard !exempt[i], let cap = caps[i], let floor = floors[i], cap < floor else { continue }
            throw Problem(
                Localized(
                    sv: "\(method): \(players[i]) har taket \(cap.kronor) kr och golvet \(floor.kronor) kr; "
                        + "golvet är \((floor - cap).kronor) kr högre.",
                    en: "\(method): \(players[i]) has the cap \(cap.kronor) SEK and the floor \(floor.kronor) SEK; "
                        + "the floor is \((floor - cap).kronor) SEK higher."),
                remedy: Limits.remedy)
        }
    }

    /// What is left, or lacks, when every party is at its bound.
    private func unmet(_ rest: Rational) -> Problem {
        rest > .zero
            ? Problem(
                Localized(
                    sv:
                        "\(method): taken går inte ihop: \(rest.kronor) kr av kostnaden blir kvar som ingen får betala.",
                    en:
                        "\(method): the caps cannot all hold: \(rest.kronor) SEK of the cost is left that no one may pay."
                ), remedy: Limits.remedy)
            : Problem(
                Localized(
                    sv: "\(method): golven går inte ihop: tillsammans ger de \((-rest).kronor) kr mer än kostnaden.",
                    en:
                        "\(method): the floors cannot all hold: together they give \((-rest).kronor) SEK more than the cost."
                ), remedy: Limits.remedy)
    }

    private static let remedy = Localized(
        sv: "Ändra avtalets regler för cap och floor, eller parametrarna cap_share och floor_share.",
        en: "Change the agreement's rules for cap and floor, or the parameters cap_share and floor_share.")
}
