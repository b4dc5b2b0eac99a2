// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension StepKey {
    /// What is another than in an earlier key, in words that follow "since this changed": `the rule rules/…/cap.lua`.
    public func changes(since earlier: StepKey) -> [Localized] {
        var names = parts.names
        names += earlier.parts.names.filter { !names.contains($0) }
        return names.filter { parts[$0] != earlier.parts[$0] }.flatMap { name -> [Localized] in
            let own = parts[name]?.object ?? [:]
            let former = earlier.parts[name]?.object ?? [:]
            let inner = Set(own.names + former.names).filter { own[$0] != former[$0] }.sorted()
            switch name {
            case "parameters":
                return inner.map { Localized(sv: "parametern \($0)", en: "the parameter \($0)") }
            case "inputs": return inner.map { Localized(sv: "indata \($0)", en: "the input \($0)") }
            case "rules": return inner.map { Localized(sv: "regeln \($0)", en: "the rule \($0)") }
            case "hooks": return inner.map { Localized(sv: "regelpunkten \($0)", en: "the hook \($0)") }
            case "plugin", "analysis", "code": return [Localized(sv: "tillägget", en: "the plugin")]
            case "seed": return [Localized(sv: "fröet", en: "the seed")]
            case "asOf": return [Localized(sv: "dagen som reglerna gäller", en: "the day of the rules")]
            case "period": return [Localized(sv: "perioden", en: "the period")]
            case "members": return [Localized(sv: "medlemmarna", en: "the members")]
            case "agreement": return [Localized(sv: "avtalets villkor", en: "the agreement's terms")]
            default: return ["Samverk"]
            }
        }.reduce(into: []) { all, next in if !all.contains(next) { all.append(next) } }
    }
}
