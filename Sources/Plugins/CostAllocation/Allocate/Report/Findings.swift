// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// What is said in words about the allocations, side by side.
struct Findings {
    let joint: JointCost
    let form: AmountForm
    let today: [Rational]?
    let verdicts: [Verdict]
    let agreed: [AgreedShares]
    let shares: ShareTables
    /// Everything found, the most general first.
    private(set) var all: [Finding] = []

    /// Finds what there is to say.
    init(
        joint: JointCost, form: AmountForm, today: [Rational]?, verdicts: [Verdict], agreed: [AgreedShares],
        shares: ShareTables
    ) throws(Problem) {
        self.joint = joint
        self.form = form
        self.today = today
        self.verdicts = verdicts
        self.agreed = agreed
        self.shares = shares
        if let game = joint.game {
            all += gain(game) + subadditivity(game)
            all += try stability(game)
            all += objections()
            all += try fairness(game)
        } else {
            all.append(Finding("no-game", .notice))
        }
        all += keyChoice() + proofs() + sampling() + adjustments()
    }

    /// An amount in the unit of the run.
    func amount(_ cell: Cell) -> Finding.Argument { .init(cell, unit: form.unit) }

    /// Names of methods, in listed order.
    func names(_ methods: [Method]) -> Finding.Argument {
        .init(.text(methods.map(\.name).joined(separator: ", ")))
    }

    /// The id of a sentence that speaks of costs, or of its kin that speaks of values.
    func spoken(_ id: String) -> String { (joint.isValue ? "value-" : "") + id }

    /// What all gain or lose together against standing alone.
    private func gain(_ game: CostGame) -> [Finding] {
        let alone = game.standalone.sum
        let gain = alone - joint.total
        guard gain != .zero else { return [] }
        let lost = gain < .zero
        return [
            Finding(
                spoken(lost ? "no-gain" : "gain"), lost ? .warning : .info,
                [
                    "together": amount(form.turned(joint.total)), "alone": amount(form.turned(alone)),
                    (lost ? "loss" : "gain"): amount(form.cell(lost ? -gain : gain)),
                ])
        ]
    }

    /// Groups that would cost less in two parts.
    private func subadditivity(_ game: CostGame) -> [Finding] {
        let found = game.subadditivity()
        guard let (coalition, part) = found.worst else { return [] }
        let saved = game.exact(coalition) - game.exact(part) - game.exact(coalition ^ part)
        return [
            Finding(
                found.isComplete ? "not-subadditive" : "not-subadditive-some", .notice,
                [
                    "count": .init(.integer(found.violations)), "coalition": .init(.text(joint.name(coalition))),
                    "first": .init(.text(joint.name(part))), "second": .init(.text(joint.name(coalition ^ part))),
                    "amount": amount(form.seen(saved)),
                ])
        ]
    }

    /// For whom the choice of method decides most.
    private func keyChoice() -> [Finding] {
        guard agreed.count > 1, joint.count > 1 else { return [] }
        let spreads = joint.players.indices.map { i in
            let range = shares.range(of: i)
            return shares.share(range.most, i).less(shares.share(range.least, i))
        }
        guard let most = spreads.indices.max(by: { (spreads[$0].number ?? 0) < (spreads[$1].number ?? 0) }),
            (spreads[most].number ?? 0) > 0
        else { return [] }
        let first = spreads.firstIndex(of: spreads[most]) ?? most
        let range = shares.range(of: first)
        return [
            Finding(
                "key-choice", .info,
                [
                    "player": .init(.category(joint.players[first])), "least": amount(shares.share(range.least, first)),
                    "least_method": names([agreed[range.least].method]),
                    "most": amount(shares.share(range.most, first)),
                    "most_method": names([agreed[range.most].method]), "spread": amount(spreads[first]),
                ])
        ]
    }

    /// Which shares are proven to be what they are called.
    private func proofs() -> [Finding] {
        let proven = agreed.filter { $0.outcome.isCertified == true }.map(\.method)
        let unproven = agreed.filter { $0.outcome.isCertified == false }.map(\.method)
        return (proven.isEmpty ? [] : [Finding("proven", .info, ["methods": names(proven)])])
            + (unproven.isEmpty ? [] : [Finding("not-proven", .warning, ["methods": names(unproven)])])
    }

    /// How certain a sample is.
    private func sampling() -> [Finding] {
        agreed.compactMap { agreed in
            guard let widths = agreed.outcome.halfWidths, let largest = widths.max() else { return nil }
            let reached = agreed.outcome.converged ?? true
            return Finding(
                reached ? "sampled" : "sampled-short", reached ? .info : .warning,
                [
                    "orders": .init(.integer(agreed.outcome.orders ?? 0)),
                    "half_width": amount(form.up(Rational(largest))),
                ])
        }
    }

    /// How many shares the agreement's rules moved.
    private func adjustments() -> [Finding] {
        let moved = agreed.filter(\.isAdjusted).map(\.method)
        return moved.isEmpty ? [] : [Finding("adjusted", .notice, ["methods": names(moved)])]
    }
}
