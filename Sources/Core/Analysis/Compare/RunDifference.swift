// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRules

/// Something besides figures that is not the same in two runs, and may be why their figures are not.
public struct RunDifference: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// The scenario itself: its file, agreement, period, members, seed.
        case scenario
        case step, parameter, input, plugin, rule, dataset, file
    }

    public var kind: Kind
    /// `period`, `game.target`, `billing`, `rules/9908-x/godtar.lua`, `support-pooling/desk_hours`.
    public var what: String
    /// As it is in the first run; nil when it is not there.
    public var before: Localized?
    /// As it is in the second.
    public var after: Localized?
}

extension RunRecord {
    /// What differs between this run and another besides figures: scenario, parameters, plugins, rules and data.
    ///
    /// - Parameter name: what a party is called.
    public func differences(
        to other: RunRecord, name: (String) -> Localized = { Localized(sv: $0, en: $0) }
    ) -> [RunDifference] {
        var found: [RunDifference] = []
        func note(_ kind: RunDifference.Kind, _ before: [String: Localized], _ after: [String: Localized]) {
            for what in Set(before.keys).union(after.keys).sorted() where before[what] != after[what] {
                found.append(RunDifference(kind: kind, what: what, before: before[what], after: after[what]))
            }
        }
        note(.scenario, frame(name), other.frame(name))
        note(.step, plain(steps.map { ($0.id, $0.analysis) }), plain(other.steps.map { ($0.id, $0.analysis) }))
        // Of a step that only one has there is nothing to explain.
        let shared = Set(steps.filter { other.step($0.id)?.analysis == $0.analysis }.map(\.id))
        let (one, two) = (only(shared), other.only(shared))
        note(.parameter, one.parameters, two.parameters)
        note(.input, one.wires, two.wires)
        note(.plugin, one.versions, two.versions)
        // Of a run stored before texts were kept it is not known whether a rule has the same one.
        let telling = !rules.isEmpty && !other.rules.isEmpty
        note(.rule, one.ruleStates(telling, name), two.ruleStates(telling, name))
        note(.dataset, one.revisions, two.revisions)
        note(.file, one.filesRead, two.filesRead)
        return found
    }

    /// The record with these steps alone.
    private func only(_ ids: Set<String>) -> RunRecord {
        var record = self
        record.steps = steps.filter { ids.contains($0.id) }
        return record
    }

    private func plain(_ pairs: [(String, String)]) -> [String: Localized] {
        Dictionary(pairs.map { ($0.0, Localized(sv: $0.1, en: $0.1)) }) { first, _ in first }
    }

    /// What stands above the steps.
    private func frame(_ name: (String) -> Localized) -> [String: Localized] {
        var frame = plain([
            ("file", scenario), ("period", period), ("asOf", asOf), ("seed", String(seed)),
            ("approvals", whatIf ? Scenario.Approvals.whatIf.rawValue : Scenario.Approvals.required.rawValue),
        ])
        if let agreement { frame["agreement"] = Localized(sv: agreement, en: agreement) }
        frame["members"] =
            members.isEmpty
            ? Localized(sv: "alla kommuner", en: "all municipalities") : list(members.map(\.code), name)
        return frame
    }

    private var parameters: [String: Localized] {
        plain(steps.flatMap { step in step.parameters.map { ("\(step.id).\($0.key)", $0.value.plainText) } })
    }

    /// Where inputs came from, but for which revision of a dataset.
    private var wires: [String: Localized] {
        plain(
            steps.flatMap { step in
                step.inputs.map { input in
                    let source =
                        switch input.source {
                        case .step(let id, let table): "\(id)/\(table)"
                        case .dataset(let id, _): id
                        case .file(let path, _): path
                        }
                    return ("\(step.id).\(input.port)", source)
                }
            })
    }

    private var filesRead: [String: Localized] {
        let numbers = Set(steps.flatMap(\.inputs).flatMap(\.rows).flatMap(\.origins).map(\.file))
        let read = numbers.filter(files.indices.contains).map { files[$0] }
        return Dictionary(read.map { ($0, Localized(sv: "inläst", en: "read")) }) { first, _ in first }
    }

    private var versions: [String: Localized] {
        plain(steps.map { ($0.analysis.prefix { $0 != "/" }.description, "\($0.version) (\($0.hash.prefix(12)))") })
    }

    private var revisions: [String: Localized] {
        var revisions: [String: Localized] = [:]
        for case .dataset(let id, let revision) in steps.flatMap(\.inputs).map(\.source) {
            revisions[id] = Localized(sv: "version \(revision)", en: "revision \(revision)")
        }
        return revisions
    }

    /// What came of each rule: passed over, or how often it spoke, and who has not approved it.
    private func ruleStates(_ telling: Bool, _ name: (String) -> Localized) -> [String: Localized] {
        var states: [String: Localized] = [:]
        let notices = steps.flatMap(\.notices)
        let consultations = steps.flatMap(\.consultations)
        for file in Set(notices.map(\.file) + consultations.map(\.file)) {
            let asked = consultations.filter { $0.file == file }
            var state: Localized
            if asked.isEmpty {
                state = Localized(sv: "användes inte", en: "not used")
            } else {
                let (spoke, rows) = asked.reduce((0, 0)) { ($0.0 + $1.spoke, $0.1 + $1.asked) }
                state = Localized(sv: "svarade på \(spoke) av \(rows) rader", en: "answered \(spoke) of \(rows) rows")
            }
            let missing = Set(
                conditions.filter { $0.file == file }.flatMap(\.missing)
                    + notices.filter { $0.file == file }.flatMap(\.missing))
            if !missing.isEmpty {
                let who = list(missing.sorted(), name)
                state.sv += ", inte godkänd av \(who.sv)"
                state.en += ", not approved by \(who.en)"
            } else if file.hasPrefix("rules/agreements/") {
                state.sv += ", godkänd av alla"
                state.en += ", approved by all"
            }
            if telling, let text = rules[file]?.prefix(8) {
                state.sv += ", text \(text)"
                state.en += ", text \(text)"
            }
            states[file] = state
        }
        return states
    }

    private func list(_ codes: [String], _ name: (String) -> Localized) -> Localized {
        let names = codes.map(name)
        return Localized(
            sv: names.map(\.sv).joined(separator: ", "), en: names.map(\.en).joined(separator: ", "))
    }
}
