// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames

/// The tables with one row a player and one column a method.
struct ShareTables {
    let joint: JointCost
    let form: AmountForm
    let today: [Rational]?
    let methods: [AgreedShares]
    /// The shares by method as cells, rounded with their sum kept.
    private let shares: [[Cell]]

    init(_ joint: JointCost, _ form: AmountForm, today: [Rational]?, _ methods: [AgreedShares]) throws(Problem) {
        self.joint = joint
        self.form = form
        self.today = today
        self.methods = methods
        var shares: [[Cell]] = []
        for method in methods { shares.append(try form.cells(method.shares, method.method.name)) }
        self.shares = shares
    }

    /// What each pays.
    func allocation() throws(Problem) -> Table { try table([], shares) }

    /// What each gains against standing alone; empty without a game.
    func savings() throws(Problem) -> Table {
        guard let game = joint.game else { return try empty("alone") }
        let alone = game.standalone.map(form.turned)
        return try table(
            [("alone", alone)],
            shares.map { zip(alone, $0).map { joint.isValue ? $1.less($0) : $0.less($1) } })
    }

    /// What each pays more (or less, below zero) than today; empty without today's costs.
    func againstToday() throws(Problem) -> Table {
        guard let today else { return try empty("today") }
        let now = today.map(form.cell)
        return try table([("today", now)], shares.map { zip($0, now).map { $0.less($1) } })
    }

    /// The least and the most each pays, over the methods; empty with one method.
    func keyChoice() throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("player", .category), form.spec("least"), ColumnSpec("least_method", .category),
                form.spec("most"), ColumnSpec("most_method", .category), form.spec("spread"),
            ], key: ["player"])
        if methods.count > 1 {
            for (i, player) in joint.players.enumerated() {
                let range = range(of: i)
                try builder.append(
                    .category(player), shares[range.least][i], .category(methods[range.least].method.name),
                    shares[range.most][i], .category(methods[range.most].method.name),
                    shares[range.most][i].less(shares[range.least][i]))
            }
        }
        return try builder.table()
    }

    /// The methods by which a player's amount is smallest and largest, the first on a tie.
    func range(of player: Int) -> (least: Int, most: Int) {
        let amounts = shares.map { $0[player].number ?? 0 }
        let least = amounts.indices.min { amounts[$0] < amounts[$1] } ?? 0
        let most = amounts.indices.max { amounts[$0] < amounts[$1] } ?? 0
        return (least, amounts.firstIndex(of: amounts[most]) ?? most)
    }

    /// A share as it is shown.
    func share(_ method: Int, _ player: Int) -> Cell { shares[method][player] }

    /// One row a method and player whose share a rule or limit moved.
    func adjustments(exempt: [Bool]) throws(Problem) -> Table {
        var builder = TableBuilder(
            [
                ColumnSpec("method", .category), ColumnSpec("player", .category), form.spec("computed"),
                ColumnSpec("exempt", .boolean), form.spec("after_exemption"),
                ColumnSpec("phase_in", .real, unit: "share"), form.spec("after_phase_in"),
                form.spec("floor", nullable: true), form.spec("cap", nullable: true), form.spec("share"),
            ], key: ["method", "player"])
        for (m, method) in methods.enumerated() where method.isAdjusted {
            let name = method.method.name
            let computed = try form.cells(method.outcome.shares, name)
            let exempted = try form.cells(method.afterExemption, name)
            let phased = try form.cells(method.afterPhaseIn, name)
            for (i, player) in joint.players.enumerated() {
                let answer = method.answers[i]
                try builder.append(
                    .category(name), .category(player), computed[i], .boolean(exempt[i]), exempted[i],
                    .real(exempt[i] ? 1 : answer.phaseIn.value), phased[i],
                    exempt[i] ? .null : answer.floor.map(form.cell) ?? .null,
                    exempt[i] ? .null : answer.cap.map(form.cell) ?? .null, shares[m][i])
            }
        }
        return try builder.table()
    }

    private func table(_ first: [(String, [Cell])], _ columns: [[Cell]]) throws(Problem) -> Table {
        var all = [Column(ColumnSpec("player", .category), storage: .strings(joint.players))]
        for (name, cells) in first { all.append(try Column(form.spec(name), cells)) }
        for (method, cells) in zip(methods, columns) { all.append(try Column(form.spec(method.method.name), cells)) }
        return try Table(all, key: ["player"])
    }

    private func empty(_ name: String) throws(Problem) -> Table {
        let specs = [ColumnSpec("player", .category)] + ([name] + methods.map(\.method.name)).map { form.spec($0) }
        return try TableBuilder(specs, key: ["player"]).table()
    }
}
