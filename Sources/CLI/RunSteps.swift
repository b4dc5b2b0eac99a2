// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import Synchronization

/// Which steps of a run were kept from an earlier one, and what the others were computed anew for.
final class RunSteps: Sendable {
    private let keys = Mutex<[String: (key: StepKey, isKept: Bool)]>([:])

    func add(_ step: String, _ key: StepKey, isKept: Bool) { keys.withLock { $0[step] = (key, isKept) } }

    /// Notes the keys for the next run.
    ///
    /// - Returns: what to tell of this run beside the last of the same scenario; nil when nothing was kept.
    func note(_ plan: Plan, _ cache: StepCache) -> Localized? {
        let keys = keys.withLock { $0 }
        let last = cache.lastKeys(plan.scenario.file)
        let now = keys.mapValues(\.key)
        if now != last { cache.note(now, of: plan.scenario.file) }
        let order = plan.scenario.steps.map(\.id)
        if keys.contains(where: { !$0.value.isKept }) { cache.trim() }
        let kept = order.filter { keys[$0]?.isKept == true }
        guard !kept.isEmpty else { return nil }
        guard kept.count < order.count else {
            return Localized(
                sv: "Inget steg behövde räknas om: alla är som de har räknats förut.",
                en: "No step had to be computed anew: all are as they came out before.")
        }
        let computed = order.filter { !kept.contains($0) }.map { step in
            let why = reasons(plan, step, now[step], last[step])
            return Localized(sv: step + why.sv, en: step + why.en)
        }
        return Localized(
            sv: "Oförändrade steg: \(kept.joined(separator: ", ")). "
                + "Omräknade: \(computed.map(\.sv).joined(separator: ", ")).",
            en: "Unchanged steps: \(kept.joined(separator: ", ")). "
                + "Computed anew: \(computed.map(\.en).joined(separator: ", ")).")
    }

    /// Why a step was computed anew, in parentheses; nothing where it was never run before.
    private func reasons(_ plan: Plan, _ step: String, _ now: StepKey?, _ last: StepKey?) -> Localized {
        var why: [Localized] = []
        if let now, let last {
            why = now.changes(since: last)
            if why.isEmpty { why = [Localized(sv: "inte längre sparat", en: "no longer kept")] }
        } else if let always = plan.steps.first(where: { $0.id == step })?.always {
            why = [always]
        }
        guard !why.isEmpty else { return "" }
        let more = why.count > RunSteps.mostReasons ? ", ..." : ""
        func list(_ text: (Localized) -> String) -> String {
            " (" + why.prefix(RunSteps.mostReasons).map(text).joined(separator: ", ") + more + ")"
        }
        return Localized(sv: list(\.sv), en: list(\.en))
    }

    private static let mostReasons = 3
}
