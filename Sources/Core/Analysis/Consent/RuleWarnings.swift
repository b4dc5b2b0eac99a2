// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry
import SamverkRules

/// Something that deserves a look in a sound rule.
public struct RuleWarning: Hashable, Sendable {
    public var kind: Kind
    /// What it is, where, and what to do.
    public var problem: Problem

    public enum Kind: String, Sendable { case early, silent, unapproved }

    /// The warning in a word or two, for a list.
    public var mark: Localized {
        switch kind {
        case .early: Localized(sv: "före beslutet", en: "before its decision")
        case .silent: Localized(sv: "hade inget att säga", en: "had nothing to say")
        case .unapproved: Localized(sv: "inte godkänd av alla", en: "not approved by all")
        }
    }
}

/// What deserves a look in rules that are sound: one that holds from before it was decided, one that was asked and never
/// had an opinion, one of an agreement that not everyone has approved.
public struct RuleWarnings: Sendable {
    private let book: AgreementBook
    /// How each rule's file fared in the latest run that asked it.
    private let latest: [String: Consultation]
    private let runs: [String: Int]

    /// So many of the latest runs are looked through.
    private static let runsLookedAt = 10

    /// Reads the agreements and the latest runs.
    public init(_ registry: Registry) throws {
        book = try AgreementBook(registry)
        var latest: [String: Consultation] = [:]
        var runs: [String: Int] = [:]
        for number in try registry.runs().map(\.number).suffix(RuleWarnings.runsLookedAt).reversed() {
            guard let content = try registry.run(number)?.content else { continue }
            var total: [String: Consultation] = [:]
            for step in content["steps"]?.array ?? [] {
                for new in step["consultations"]?.array?.compactMap(Consultation.init(wire:)) ?? [] {
                    total[new.file, default: Consultation(hook: new.hook, file: new.file)].add(new)
                }
            }
            for (file, told) in total where latest[file] == nil {
                latest[file] = told
                runs[file] = number
            }
        }
        self.latest = latest
        self.runs = runs
    }

    /// The warnings about all rules of an index, by file.
    ///
    /// - Parameter day: today; whose parties must have approved.
    public func warnings(_ index: RuleIndex, on day: Day) -> [RuleWarning] {
        index.rules.flatMap { warnings(about: $0, on: day) }
    }

    /// The warnings about one rule.
    public func warnings(about rule: Rule, on day: Day) -> [RuleWarning] {
        [
            early(rule, on: day).map { RuleWarning(kind: .early, problem: $0) },
            silent(rule).map { RuleWarning(kind: .silent, problem: $0) },
            unapproved(rule, on: day).map { RuleWarning(kind: .unapproved, problem: $0) },
        ].compactMap { $0 }
    }

    private func early(_ rule: Rule, on day: Day) -> Problem? {
        guard let from = rule.from, let decided = decided(rule, on: day), from < decided else { return nil }
        return Problem(
            Localized(
                sv: "Regeln gäller från \(from.description), före beslutet \(decided.description).",
                en: "The rule holds from \(from.description), before its decision of \(decided.description)."),
            at: Place(file: rule.file.path, line: rule.line),
            remedy: Localized(
                sv: "Flytta fram 'from', om den inte ska gälla bakåt i tiden.",
                en: "Move 'from' forward, unless it is meant to hold back in time."))
    }

    /// The day of the decision: of an agreement's rule the latest approval, of a party's own the first date in its basis.
    private func decided(_ rule: Rule, on day: Day) -> Day? {
        guard case .agreement(let id) = rule.file.owner else { return rule.basis.flatMap(RuleWarnings.date) }
        guard let hash = book.text(of: rule, on: max(day, rule.from ?? day)).map({ Digest.sha256($0.bytes) }) else {
            return nil
        }
        return book.approvals.filter { $0.agreement == id && $0.hash == hash && $0.counts }.map(\.day).max()
    }

    /// The earliest date that stands in a text as `2026-01-31`.
    static func date(in text: String) -> Day? {
        let bytes = Array(text.utf8)
        func isDigit(_ at: Int) -> Bool { bytes.indices.contains(at) && (48...57).contains(bytes[at]) }
        return bytes.indices.compactMap { start in
            guard start + 10 <= bytes.count, !isDigit(start - 1), !isDigit(start + 10) else { return nil }
            return Day(String(decoding: bytes[start..<start + 10], as: UTF8.self))
        }.min()
    }

    private func silent(_ rule: Rule) -> Problem? {
        guard let told = latest[rule.file.path], told.spoke == 0, let run = runs[rule.file.path] else { return nil }
        return Problem(
            Localized(
                sv: "Regeln frågades om \(told.asked) rader i beräkning \(run) och hade inget att säga om någon.",
                en: "The rule was asked about \(told.asked) rows in run \(run) and had nothing to say of any."),
            at: Place(file: rule.file.path, line: rule.line),
            remedy: Localized(
                sv: "Se efter att värdena den jämför med finns i registret: samverk hooks \(rule.hook)",
                en: "See that the values it compares with are in the registry: samverk hooks \(rule.hook)"))
    }

    private func unapproved(_ rule: Rule, on day: Day) -> Problem? {
        guard let consent = book.consent(to: rule, on: max(day, rule.from ?? day)), !consent.isComplete else {
            return nil
        }
        let state = consent.text()
        return Problem(
            Localized(
                sv: "Regeln är \(state.sv): den räknas bara i prövningar.",
                en: "The rule is \(state.en): it counts in what-if runs only."),
            at: Place(file: rule.file.path, line: rule.line),
            remedy: Localized(
                sv: "Se samverk agreement show \(rule.file.owner.name).",
                en: "See samverk agreement show \(rule.file.owner.name)."))
    }
}
