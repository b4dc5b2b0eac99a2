// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit

/// What is to be shared, between whom and by what, as the inputs and parameters say.
struct Question {
    let joint: JointCost
    /// Today's costs, in the order of the players; nil when they are not given.
    let today: [Rational]?
    /// The unit of all amounts; nil for plain numbers.
    let unit: String?
    private let drivers: Drivers?

    /// Rules speak of what somebody pays in money.
    var asksRules: Bool { unit != nil && !joint.isValue }
    /// The unit of amounts of money.
    var moneyUnit: String { unit ?? "öre" }

    /// Reads the inputs.
    ///
    /// - Throws: ``Problem`` when there is nothing to share, or too much at once.
    init(_ context: AnalysisContext) throws {
        let isMoney = context.text("unit") != "none"
        let isValue = context.text("type") == "value"
        let keys = context.optionalInput("drivers") ?? context.optionalInput("parties")
        let name = context.optionalInput("drivers") == nil ? "parties" : "drivers"
        drivers = try keys.map { table throws(Problem) in try Drivers(table, input: name) }
        joint = try Question.joint(context, drivers, isMoney: isMoney, isValue: isValue)
        unit = isMoney ? try Question.commonUnit(context) : nil
        guard let table = context.optionalInput("today") else {
            today = nil
            return
        }
        guard !isValue else {
            throw Problem(
                Localized(
                    sv: "'today' är vad parterna betalar i dag, och spelet anger värden (type=value).",
                    en: "'today' is what the parties pay today, and the game states values (type=value)."),
                remedy: Localized(sv: "Stryk today, eller ge kostnader.", en: "Leave out today, or give costs."))
        }
        today = try todaysCosts(table, of: joint.players)
    }

    /// The unit of all amounts of money. Plain öre, with no period, go with any; two periods never go together.
    private static func commonUnit(_ context: AnalysisContext) throws(Problem) -> String {
        var found: (input: String, unit: String)?
        for (input, column) in [("game", "cost"), ("pools", "amount"), ("today", "cost")] {
            guard let unit = context.optionalInput(input)?[column]?.unit, unit != "öre" else { continue }
            if let found, found.unit != unit {
                throw Problem(
                    Localized(
                        sv: "\(found.input) har enheten \(found.unit), men \(input) har \(unit).",
                        en: "\(found.input) has the unit \(found.unit), but \(input) has \(unit)."),
                    remedy: Localized(sv: "Ge båda för samma period.", en: "Give both for the same period."))
            }
            found = (input, unit)
        }
        return found?.unit ?? "öre"
    }

    /// A part of the whole cost that holds as everyone's cap or floor; nil when the parameter is not given.
    ///
    /// - Throws: ``Problem`` when what is shared is no cost above zero.
    func bound(_ parameter: String, _ context: AnalysisContext) throws(Problem) -> Rational? {
        guard let part = context.real(parameter) else { return nil }
        guard !joint.isValue, joint.total > .zero else {
            throw Problem(
                Localized(
                    sv: "\(parameter) gäller bara en kostnad större än noll.",
                    en: "\(parameter) concerns only a cost above zero."),
                remedy: Localized(sv: "Stryk \(parameter).", en: "Leave out \(parameter)."))
        }
        return joint.total * Rational(part)
    }

    /// The players' amounts by every driver the methods use, times what the rules weigh them by.
    ///
    /// - Throws: ``Problem`` when a driver is missing or says nothing.
    func weights(of methods: [Method], _ rules: Rules?) throws -> [String: [Rational]] {
        var amounts: [(name: String, amounts: [Double])] = []
        for method in methods {
            for driver in method.drivers where !amounts.contains(where: { $0.name == driver }) {
                guard let drivers else {
                    throw Problem(
                        Localized(
                            sv: "Metoden '\(method.name)' behöver indatat 'drivers'.",
                            en: "The method '\(method.name)' needs the input 'drivers'."),
                        remedy: Localized(sv: "Ange --input drivers=FIL.", en: "Give --input drivers=FILE."))
                }
                amounts.append((driver, try drivers.weights(driver, of: joint.players)))
            }
        }
        guard !amounts.isEmpty else { return [:] }
        let factors = try rules?.weights(amounts) ?? [:]
        var weighted: [String: [Rational]] = [:]
        for (driver, amounts) in amounts {
            let own = factors[driver] ?? amounts.map { _ in .one }
            let products = zip(amounts, own).map { Rational($0) * $1 }
            guard products.contains(where: { $0 > .zero }) else {
                throw Problem(
                    Localized(
                        sv: "Reglernas vikter gör '\(driver)' till 0 för alla parter: ingen är kvar som betalar.",
                        en: "The rules' weights make '\(driver)' 0 for every party: no one is left to pay."),
                    remedy: Localized(
                        sv: "Se avtalets regler för cost-allocation/weight.",
                        en: "See the agreement's rules for cost-allocation/weight."))
            }
            weighted[driver] = products
        }
        return weighted
    }

    /// The game, the cost function, or the total to share when there is neither.
    private static func joint(
        _ context: AnalysisContext, _ drivers: Drivers?, isMoney: Bool, isValue: Bool
    ) throws(Problem) -> JointCost {
        let given = ["game", "pools"].filter { context.optionalInput($0) != nil }
        let total = context.text("total")
        guard given.count + (total == nil ? 0 : 1) <= 1 else {
            let names = (given + (total == nil ? [] : ["total"])).map { "'\($0)'" }
            throw Problem(
                Localized(
                    sv:
                        "Både \(names.joined(separator: " och ")) är angivna: då är det oklart vilket belopp som ska delas.",
                    en: "Both \(names.joined(separator: " and ")) are given: then it is unclear which amount to share."),
                remedy: Localized(sv: "Stryk det ena.", en: "Leave one of them out."))
        }
        if let game = context.optionalInput("game") {
            return try JointCost(game: game, isValue: isValue, isMoney: isMoney)
        }
        if let pools = context.optionalInput("pools") {
            guard !isValue else {
                throw Problem(
                    Localized(
                        sv: "'pools' är kostnader; type=value går inte ihop med det.",
                        en: "'pools' are costs; type=value does not go with them."))
            }
            let function = try CostFunction(
                pools: pools, parties: context.optionalInput("parties"), distances: context.optionalInput("distances"))
            return try JointCost(function, isMoney: isMoney)
        }
        guard let drivers else { throw nothingToShare() }
        guard let total else {
            throw Problem(
                Localized(
                    sv: "Utan 'game' behövs beloppet att dela.", en: "Without 'game' the amount to share is needed."),
                remedy: Localized(
                    sv: "Ange --with total=BELOPP, eller ett spel.", en: "Give --with total=AMOUNT, or a game."))
        }
        let amount = try amount(total, isMoney: isMoney)
        try checkPlayers(drivers.players)
        return JointCost(players: drivers.players, total: isValue ? -amount : amount, isValue: isValue)
    }

    private static func nothingToShare() -> Problem {
        Problem(
            Localized(
                sv: "Det finns inget att fördela: varken 'game', 'pools' eller 'drivers' är angivet.",
                en: "There is nothing to allocate: neither 'game', 'pools' nor 'drivers' is given."),
            remedy: Localized(
                sv:
                    "Ge indatat game (--input game=FIL), avtalets kostnader (--input pools=FIL --input parties=FIL), eller drivers och parametern total (--input drivers=FIL --with total=BELOPP).",
                en:
                    "Give the input game (--input game=FILE), the agreement's costs (--input pools=FILE --input parties=FILE), or drivers and the parameter total (--input drivers=FILE --with total=AMOUNT)."
            ))
    }

    /// The amount as it is written: a decimal point or comma, blanks between thousands.
    private static func amount(_ text: String, isMoney: Bool) throws(Problem) -> Rational {
        let plain = String(text.filter { !$0.isWhitespace }.map { $0 == "," ? "." : $0 == "\u{2212}" ? "-" : $0 })
        let amount: Rational? =
            if isMoney {
                Money(kronor: plain).flatMap { $0.ore.magnitude <= largestOre ? Rational($0) : nil }
            } else {
                Double(plain).flatMap { $0.magnitude <= largestNumber ? Rational($0) : nil }
            }
        guard let amount else {
            throw Problem(
                Localized(sv: "total: '\(text)' är inget belopp.", en: "total: '\(text)' is no amount."),
                remedy: Localized(
                    sv: "Skriv kronor, till exempel 1250000 eller 1250000.50.",
                    en: "Write kronor, for example 1250000 or 1250000.50."))
        }
        return amount
    }
}
