// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What the models of `billing/compare` are reckoned from.
struct BillInputs {
    let context: AnalysisContext
    let models: [Model]
    let markup: Double
    /// How much more who uses nothing bears under inverse allocation.
    let strength: Double
    /// The composite key; nil when none is given.
    let key: String?
    /// Who uses what; nil when only one quantity a party is known, or none.
    let use: ServiceUse?

    /// Reads the parameters.
    ///
    /// - Throws: ``Problem`` when a model stands twice, the key is asked for and not given, or the use of services is faulty.
    init(_ context: AnalysisContext) throws(Problem) {
        self.context = context
        if let table = context.given("monthly") {
            use = try ServiceUse(table, "monthly")
        } else {
            use = try context.given("quantities").map { table throws(Problem) in try ServiceUse(table, "quantities") }
        }
        let names = context.list("models")
        models = names.compactMap(Model.init)
        if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
            throw Problem(Localized(sv: "models: '\(twice)' står två gånger.", en: "models: '\(twice)' stands twice."))
        }
        markup = context.real("markup") ?? 0.02
        strength = context.real("strength") ?? 1
        key = context.text("key")
        if models.contains(.key), key == nil || drivers == nil {
            throw Problem(
                Localized(
                    sv: "Modellen key behöver parametern key och indatat drivers.",
                    en: "The model key needs the parameter key and the input drivers."),
                remedy: Localized(
                    sv: "Ange key=it_users:0.7,employees:0.3 och --input drivers=FIL.",
                    en: "Give key=it_users:0.7,employees:0.3 and --input drivers=FILE."))
        }
    }

    var employees: Table? { context.given("employees") }
    var drivers: Table? { context.given("drivers") }
    var rates: Table? { context.given("use_rates") }

    /// The name of the input that tells use, for messages.
    var useName: String {
        context.optionalInput("usage") != nil ? "usage" : context.given("monthly") != nil ? "monthly" : "quantities"
    }

    /// Who uses the services and what they cost in all; nil when none are given.
    func servicesTotal() throws(Problem) -> (users: [String], cost: Money)? {
        guard context.optionalInput("usage") == nil, let services = context.given("services"), let use else {
            return nil
        }
        return (use.users, try Catalogue(services, use, parties: use.users).given)
    }

    /// The services and their use; of a single `usage`, which goes before them, one service that is the whole pool. Nil when
    /// nothing is known.
    func catalogue(_ pool: Pool) throws(Problem) -> Catalogue? {
        // an empty table is told of by its own name
        if let usage = context.optionalInput("usage") { return try Catalogue(pool, usage: usage) }
        if let services = context.given("services") {
            guard let use else {
                throw Problem(
                    Localized(
                        sv: "services behöver mängder: indatat quantities eller monthly.",
                        en: "services needs quantities: the input quantities or monthly."),
                    remedy: Localized(sv: "Ange --input quantities=FIL.", en: "Give --input quantities=FILE."))
            }
            return try Catalogue(services, use, parties: pool.parties).scaled(to: pool.total)
        }
        return nil
    }

    /// The weights of the agreement's rule `billing/weight@1`; nil unless it speaks for every party.
    ///
    /// - Throws: ``Problem`` when it speaks for some only, or gives all zero.
    func ruleWeights(_ pool: Pool, _ employees: [Double]?, _ catalogue: Catalogue?) throws -> [Double]? {
        guard models.contains(.rules) else { return nil }
        var builder = TableBuilder(
            [
                ColumnSpec("player", .category), ColumnSpec("employees", .real, unit: "persons", nullable: true),
                ColumnSpec("use_share", .real, unit: "share", nullable: true),
                ColumnSpec("today", .money, unit: pool.unit, nullable: true), ColumnSpec("default", .real),
            ], key: ["player"])
        for (i, party) in pool.parties.enumerated() {
            var share: Double?
            if let catalogue, pool.total > .zero {
                let used = catalogue.services.map { Double($0.cost.ore) * $0.quantities[i] / $0.quantity }
                share = used.reduce(0, +) / Double(pool.total.ore)
            }
            try builder.append(
                .category(party), employees.map { .real($0[i]) } ?? .null, share.map(Cell.real) ?? .null,
                amount(pool.today[i]), .real(0))
        }
        let answers = try context.rules("billing/weight@1", try builder.table())
        guard answers.contains(where: { $0.value != nil }) else { return nil }
        let silent = answers.filter { $0.value == nil }.map { pool.parties[$0.row] }
        guard silent.isEmpty else {
            throw Problem(
                Localized(
                    sv: "billing/weight@1: regeln ger ingen vikt för \(shortList(silent)).",
                    en: "billing/weight@1: the rule gives no weight for \(shortList(silent))."),
                at: Place(file: answers.compactMap(\.by).first),
                remedy: Localized(
                    sv: "Låt regeln svara för varje part, 0 för den som inte betalar.",
                    en: "Let the rule answer for each party, 0 for who pays nothing."))
        }
        let weights = answers.map { $0.value?.number ?? 0 }
        guard weights.contains(where: { $0 > 0 }) else {
            throw Problem(
                Localized(
                    sv: "billing/weight@1: alla vikter är noll.", en: "billing/weight@1: all weights are zero."),
                at: Place(file: answers.compactMap(\.by).first))
        }
        return weights
    }
}

extension AnalysisContext {
    /// A table that has rows.
    fileprivate func given(_ name: String) -> Table? { optionalInput(name).flatMap { $0.rowCount > 0 ? $0 : nil } }
}
