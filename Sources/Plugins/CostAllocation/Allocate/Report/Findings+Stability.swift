// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

extension Findings {
    /// Whether a stable allocation exists, and which methods find one.
    func stability(_ game: CostGame) throws(Problem) -> [Finding] {
        guard joint.count > 1 else { return [] }
        let stable = verdicts.filter { $0.core?.isStable == true }.map(\.method)
        let others = verdicts.filter { $0.core?.isStable == false }.map(\.method)
        var found: [Finding] = []
        // With a stable allocation at hand the core has one; otherwise a programme tells.
        let least = stable.isEmpty || asksLeastCore ? try game.leastCore() : nil
        if let least, least.epsilon > .zero {
            found.append(
                Finding(
                    spoken("core-empty"), .warning,
                    [
                        "epsilon": amount(form.seen(least.epsilon)),
                        "subsidy": amount(form.seen(try game.leastSubsidy().amount)),
                    ]))
        } else if stable.isEmpty {
            found.append(Finding("none-stable", .warning, ["methods": names(others)]))
        } else if !others.isEmpty, stable.allSatisfy(\.seeksStability) {
            found.append(Finding(spoken("only-stable"), .warning, ["methods": names(stable), "others": names(others)]))
        } else {
            found.append(Finding(spoken("in-core"), .info, ["methods": names(stable)]))
        }
        if asksLeastCore, let least {
            found.append(Finding("least-core", .notice, ["epsilon": amount(form.seen(least.epsilon))]))
        }
        return found
    }

    private var asksLeastCore: Bool { verdicts.contains { $0.method == .leastCore } }

    /// The best reason to leave, against each method that gives one.
    func objections() -> [Finding] {
        verdicts.compactMap { verdict in
            guard let core = verdict.core, !core.isStable, let excess = core.excess, let worst = core.worst else {
                return nil
            }
            var arguments: [String: Finding.Argument] = [
                "method": names([verdict.method]), "coalition": .init(.text(joint.name(worst))),
                "amount": amount(form.seen(excess)), "count": .init(.integer(core.objecting)),
            ]
            guard let change = core.change else {
                arguments["subsidy"] = amount(form.seen(core.subsidy))
                return Finding("objection-empty-core", .warning, arguments)
            }
            arguments["change"] = amount(form.seen(change))
            return Finding("objection", .warning, arguments)
        }
    }

    /// Both tests of fairness: no group would object, and no one pays more than today.
    func fairness(_ game: CostGame) throws(Problem) -> [Finding] {
        guard let today, joint.count > 1 else { return [] }
        let both = verdicts.filter { $0.passesBoth == true }.map(\.method)
        if !both.isEmpty { return [Finding("both-tests", .info, ["methods": names(both)])] }
        // Whether they can both hold does not depend on the method: the first one's answer is everyone's.
        let reconciled = verdicts.compactMap { verdict in verdict.reconciled.map { (verdict.method, $0.moved) } }
        if let (method, moved) = reconciled.min(by: { $0.1 < $1.1 }) {
            return [
                Finding("side-payments", .notice, ["method": names([method]), "amount": amount(form.seen(moved))])
            ]
        }
        let short = joint.total - today.sum
        if short > .zero {
            return [
                Finding(
                    "dearer-than-today", .warning,
                    [
                        "together": amount(form.cell(joint.total)), "today": amount(form.cell(today.sum)),
                        "more": amount(form.cell(short)),
                        "subsidy": amount(form.seen(try game.leastSubsidy(atMost: today))),
                    ])
            ]
        }
        return [
            Finding(
                "cannot-both", .warning, ["subsidy": amount(form.seen(try game.leastSubsidy(atMost: today)))])
        ]
    }
}
