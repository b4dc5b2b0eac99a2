// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// `cost-allocation/allocate`: shares a joint cost by several methods, and tests whether each holds together.
struct Allocate: Analysis {
    let id = "allocate"

    func run(_ context: AnalysisContext) throws -> AnalysisOutput {
        let methods = try Method.list(context.list("methods"))
        let isValue = context.text("type") == "value"
        let drivers = try context.optionalInput("drivers").map { table throws(Problem) in try Drivers(table) }
        if context.text("unit") == "none" {
            let joint = try joint(context, drivers, isValue, Self.number, Self.number)
            return try allocation(of: joint, by: methods, drivers, as: PlainForm())
        }
        let joint = try joint(context, drivers, isValue, Self.ore, Self.ore)
        let unit = context.optionalInput("game")?["cost"]?.unit ?? "öre"
        return try allocation(of: joint, by: methods, drivers, as: MoneyForm(unit: unit))
    }

    /// The game, or the total to share when there is none.
    private func joint<A: Amount>(
        _ context: AnalysisContext, _ drivers: Drivers?, _ isValue: Bool, _ cell: (Cell) -> A?, _ text: (String) -> A?
    ) throws(Problem) -> JointCost<A> {
        let total = context.text("total")
        if let game = context.optionalInput("game") {
            guard total == nil else {
                throw Problem(
                    Localized(
                        sv: "Både 'game' och 'total' är angivna; spelet har redan sitt belopp.",
                        en: "Both 'game' and 'total' are given; the game already has its amount."),
                    remedy: Localized(sv: "Stryk total.", en: "Leave out total."))
            }
            return try JointCost(game: game, isValue: isValue, amount: cell)
        }
        guard let drivers else {
            throw Problem(
                Localized(
                    sv: "Det finns inget att fördela: varken 'game' eller 'drivers' är angivet.",
                    en: "There is nothing to allocate: neither 'game' nor 'drivers' is given."),
                remedy: Localized(
                    sv:
                        "Ge indatat game (--input game=FIL), eller drivers och parametern total (--input drivers=FIL --with total=BELOPP).",
                    en:
                        "Give the input game (--input game=FILE), or drivers and the parameter total (--input drivers=FILE --with total=AMOUNT)."
                ))
        }
        guard let total else {
            throw Problem(
                Localized(
                    sv: "Utan 'game' behövs beloppet att dela.", en: "Without 'game' the amount to share is needed."),
                remedy: Localized(
                    sv: "Ange --with total=BELOPP, eller ett spel.", en: "Give --with total=AMOUNT, or a game."))
        }
        guard let amount = text(total) else {
            throw Problem(
                Localized(sv: "total: '\(total)' är inget belopp.", en: "total: '\(total)' is no amount."),
                remedy: Localized(
                    sv: "Skriv kronor, till exempel 1250000 eller 1250000.50.",
                    en: "Write kronor, for example 1250000 or 1250000.50."))
        }
        try checkPlayers(drivers.players)
        return JointCost(players: drivers.players, total: isValue ? -amount : amount, isValue: isValue)
    }

    /// The shares by one method, in the cost form.
    private func shares<A: Amount>(
        _ joint: JointCost<A>, _ method: Method, _ drivers: Drivers?
    ) throws(Problem) -> Shares<A> {
        switch method {
        case .equal: return joint.equal()
        case .proportional(let driver):
            guard let drivers else {
                throw Problem(
                    Localized(
                        sv: "Metoden '\(method.name)' behöver indatat 'drivers'.",
                        en: "The method '\(method.name)' needs the input 'drivers'."),
                    remedy: Localized(sv: "Ange --input drivers=FIL.", en: "Give --input drivers=FILE."))
            }
            return joint.proportional(to: A.weights(try drivers.weights(driver, of: joint.players)))
        default: break
        }
        guard let costs = joint.costs else {
            throw Problem(
                Localized(
                    sv: "Metoden '\(method.name)' behöver kostnaden för varje grupp av kommuner (indatat 'game').",
                    en: "The method '\(method.name)' needs the cost of every coalition (the input 'game')."),
                remedy: Localized(
                    sv: "Ange ett spel, eller välj equal eller proportional:NYCKEL.",
                    en: "Give a game, or take equal or proportional:DRIVER."))
        }
        switch method {
        case .proportionalStandalone: return try joint.proportionalToStandalone(costs)
        case .equalSavings: return joint.equalSavings(costs)
        case .ensc: return joint.egalitarianNonSeparable(costs)
        case .scrb: return try joint.separableCostsRemainingBenefits(costs)
        case .tau: return try joint.tau(costs)
        default: return joint.shapley(costs)
        }
    }

    /// Everything the analysis gives.
    private func allocation<Form: AmountForm>(
        of joint: JointCost<Form.A>, by methods: [Method], _ drivers: Drivers?, as form: Form
    ) throws -> AnalysisOutput {
        var result = Allocation(joint: joint, form: form)
        for method in methods {
            let shares = try shares(joint, method, drivers)
            try result.add(method, shares)
        }
        return try result.output()
    }
}

extension Allocate {
    /// An amount of money in öre, if it is one that fits.
    static func ore(_ cell: Cell) -> Int128? {
        guard case .money(let money) = cell, money.ore.magnitude <= largestOre else { return nil }
        return Int128(money.ore)
    }

    /// A plain number, if it is one that fits.
    static func number(_ cell: Cell) -> Double? {
        switch cell {
        case .real(let number) where abs(number) <= largestNumber: number
        case .integer(let number): Double(number)
        default: nil
        }
    }

    /// Kronor as they are written: a decimal point or comma, blanks between thousands.
    static func ore(_ text: String) -> Int128? { Money(kronor: plain(text)).flatMap { ore(.money($0)) } }

    /// A number as it is written.
    static func number(_ text: String) -> Double? {
        Double(plain(text)).flatMap { $0.isFinite ? number(.real($0)) : nil }
    }

    private static func plain(_ text: String) -> String {
        String(text.filter { !$0.isWhitespace }.map { $0 == "," ? "." : $0 == "\u{2212}" ? "-" : $0 })
    }
}
