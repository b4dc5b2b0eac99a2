// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Collects the shares of all methods into the tables and findings of `allocate`.
struct Allocation<Form: AmountForm> {
    private let joint: JointCost<Form.A>
    private let form: Form
    private let player: Column
    private var shares: [Column] = []
    private var savings: [Column] = []
    private var stability: TableBuilder
    private var stable: [String] = []
    private var objections: [Finding] = []

    init(joint: JointCost<Form.A>, form: Form) {
        self.joint = joint
        self.form = form
        player = Column(ColumnSpec("player", .category), storage: .strings(joint.players))
        stability = TableBuilder(
            [
                ColumnSpec("method", .category), ColumnSpec("in_core", .boolean, nullable: true),
                ColumnSpec("max_excess", form.type, unit: form.unit, nullable: true),
                ColumnSpec("worst_coalition", .text, nullable: true),
                ColumnSpec("gainers", .integer, nullable: true),
            ], key: ["method"])
    }

    /// Adds the shares (in the cost form) by one method.
    mutating func add(_ method: Method, _ computed: Shares<Form.A>) throws(Problem) {
        let spec = ColumnSpec(method.name, form.type, unit: form.unit)
        guard let cells = form.cells(joint.isValue ? computed.negated : computed) else {
            throw Problem(
                Localized(
                    sv: "Metoden '\(method.name)': ett belopp blir för stort.",
                    en: "The method '\(method.name)': an amount becomes too large."), kind: .limit)
        }
        shares.append(try Column(spec, cells))
        guard let costs = joint.costs else {
            try stability.append(.category(method.name), .null, .null, .null, .null)
            return
        }
        let alone = joint.standalone(costs)
        // in the cost form the gain is alone - share; turned back from values it is share - alone
        let gains = try zip(cells, alone).map { share, alone throws(Problem) in
            difference(joint.isValue ? form.cell(-alone) : form.cell(alone), share)
        }
        savings.append(try Column(spec, gains))
        try judge(method, computed, costs)
    }

    private func difference(_ alone: Cell, _ share: Cell) -> Cell {
        switch (alone, share) {
        case (.money(let alone), .money(let share)):
            .money(Money(ore: joint.isValue ? share.ore - alone.ore : alone.ore - share.ore))
        default:
            .real(((alone.number ?? 0) - (share.number ?? 0)) * (joint.isValue ? -1 : 1))
        }
    }

    private mutating func judge(_ method: Method, _ computed: Shares<Form.A>, _ costs: [Form.A]) throws(Problem) {
        let tested = Stability(computed, in: joint, costs: costs)
        let excess = tested.excess.map { form.cell($0, over: computed.denominator) } ?? .null
        let worst = tested.worst.first.map(joint.name)
        try stability.append(
            .category(method.name), .boolean(tested.inCore), excess, worst.map(Cell.text) ?? .null,
            .integer(tested.gainers))
        if tested.inCore {
            stable.append(method.name)
        } else {
            objections.append(
                Finding(
                    "objection", .warning,
                    [
                        "method": .init(.text(method.name)), "coalition": .init(.text(worst ?? "")),
                        "amount": .init(excess, unit: form.unit),
                    ]))
        }
    }

    /// The tables and findings of everything added.
    func output() throws -> AnalysisOutput {
        var alone: [Cell] = []
        if let costs = joint.costs { alone = joint.standalone(costs).map { form.cell(joint.isValue ? -$0 : $0) } }
        let players = alone.isEmpty ? player.rows([]) : player
        let none = shares.map { $0.rows([]) }
        let aloneColumn = try Column(ColumnSpec("alone", form.type, unit: form.unit), alone)
        return AnalysisOutput(
            [
                "allocation": try Table([player] + shares, key: ["player"]),
                "stability": try stability.table(),
                "savings": try Table(
                    [players, aloneColumn] + (alone.isEmpty ? none : savings), key: ["player"]),
            ], findings: findings())
    }

    private func findings() -> [Finding] {
        guard let costs = joint.costs else { return [Finding("no-game", .notice)] }
        var findings: [Finding] = []
        let alone = sum(joint.standalone(costs))
        let gain = alone - joint.total
        let slack = Form.A.tolerance(at: joint.scale)
        if gain > slack || gain < -slack {
            let prefix = joint.isValue ? "value-" : ""
            let sign: Form.A = joint.isValue ? -1 : 1
            let lost = gain < 0
            findings.append(
                Finding(
                    prefix + (lost ? "no-gain" : "gain"), lost ? .warning : .info,
                    [
                        "together": .init(form.cell(sign * joint.total), unit: form.unit),
                        "alone": .init(form.cell(sign * alone), unit: form.unit),
                        (lost ? "loss" : "gain"): .init(form.cell(lost ? -gain : gain), unit: form.unit),
                    ]))
        }
        if joint.count > 1, !stable.isEmpty {
            findings.append(Finding("in-core", .info, ["methods": .init(.text(stable.joined(separator: ", ")))]))
        }
        return findings + objections
    }
}
