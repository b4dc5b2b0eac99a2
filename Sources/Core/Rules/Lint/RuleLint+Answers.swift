// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension RuleLint {
    /// Answers that the hook refuses whenever the rule gives them: of another type, out of bounds, with decimals.
    mutating func checkAnswers() {
        guard let hook, let number = tree.apply else { return }
        let returns = tree.functions[number].returns
        let answers = returns.compactMap(\.first)
        if answers.isEmpty {
            report(
                .noAnswer, .warning, at: tree.functions[number].range,
                Localized(
                    sv: "apply returnerar aldrig något: regeln har ingen åsikt.",
                    en: "apply never returns anything: the rule has no opinion."),
                remedy: Localized(
                    sv: "Skriv return följt av svaret och ett skäl.", en: "Write return, then the answer and a reason.")
            )
        }
        for answer in answers {
            let resolved = tree.resolved(answer)
            if [.money, .integer].contains(hook.result.type), let cause = fraction(in: answer) {
                reportFraction(cause, hook)
            } else if let value = literal(resolved), value != .null {
                checkLiteral(value, hook, at: answer)
            }
        }
    }

    private mutating func checkLiteral(_ value: JSON, _ hook: Hook, at node: Int) {
        do throws(Problem) { _ = try hook.checked(value, at: Place()) } catch {
            report(.wrongAnswer, at: node, error.message, remedy: error.remedy)
        }
    }

    private func literal(_ node: Int) -> JSON? {
        switch tree.nodes[node].kind {
        case .null: return .null
        case .boolean(let flag): return .bool(flag)
        case .string(let text): return .string(text)
        case .number(let text):
            // Hexadecimal ones are rare and may wrap around: left to the sandbox.
            return Int(text).map(JSON.integer)
                ?? (text.lowercased().hasPrefix("0x") ? nil : Double(text).map(JSON.real))
        case .unary("-", let inner):
            switch literal(tree.resolved(inner)) {
            case .integer(let number): return .integer(-number)
            case .real(let number): return .real(-number)
            default: return nil
            }
        default: return nil
        }
    }

    private mutating func reportFraction(_ cause: Int, _ hook: Hook) {
        let isMoney = hook.result.type == .money
        let isDivision = if case .binary("/", _, _) = tree.nodes[cause].kind { true } else { false }
        let unit =
            isMoney
            ? Localized(sv: "ett belopp i hela öre", en: "an amount in whole öre")
            : Localized(sv: "ett heltal", en: "a whole number")
        report(
            .fractionalMoney, at: cause,
            Localized(
                sv: "Svaret är \(unit.sv), men \(isDivision ? "/ ger decimaler" : "detta har decimaler").",
                en: "The answer is \(unit.en), but \(isDivision ? "/ gives decimals" : "this has decimals")."),
            remedy: isMoney
                ? Localized(
                    sv: "Avrunda sist: round(x), eller dela med //. En summa delas med largest_remainder.",
                    en: "Round last: round(x), or divide by //. A sum is split with largest_remainder.")
                : Localized(sv: "Avrunda: round(x), eller dela med //.", en: "Round: round(x), or divide by //."))
    }
}
