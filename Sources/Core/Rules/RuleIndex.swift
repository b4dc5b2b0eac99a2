// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkScripting

/// The rules of a workspace by what they answer, and what is wrong with those that answer nothing.
public struct RuleIndex: Sendable {
    /// The sound rules, by path.
    public private(set) var rules: [Rule] = []
    /// The faults of the others, by path.
    public private(set) var problems: [Problem] = []

    /// An index of rules that are known to be sound; of none to begin with.
    public init(sound rules: [Rule] = []) { self.rules = rules }

    /// Reads what every file says of itself, in a confined worker a file, without running any `apply`.
    ///
    /// - Parameters:
    ///   - files: the texts.
    ///   - hooks: the hooks that the enabled plugins declare.
    ///   - opened: the hooks, by id or reference, that some agreement opens to the parties' own rules.
    ///   - absence: why nothing knows a hook, when more can be said than that it is unknown.
    ///   - worker: the path of `samverk-worker`.
    ///   - memory: what files said of themselves when they were last read.
    public init(
        _ files: [RuleFile], hooks: [Hook], opened: Set<String> = [], absence: (String) -> Problem? = { _ in nil },
        worker: String, memory: RuleMemory? = nil
    ) async {
        let files = files.sorted { $0.path < $1.path }
        for (file, head) in zip(files, await RuleHead.read(files, worker: worker, memory: memory)) {
            do {
                rules.append(try Rule(file, try head.get(), hooks: hooks, opened: opened, absence: absence))
            } catch let problem as Problem {
                problems.append(problem)
            } catch var error as ScriptError {
                error.file = file.path
                problems.append(error.problem)
            } catch {
                problems.append(Problem("\(error)", kind: .program, at: Place(file: file.path)))
            }
        }
    }

    /// Pairs of rules of one owner that answer one hook from the same day: neither can be chosen.
    public var ties: [Problem] {
        var seen: [String: Rule] = [:]
        return rules.compactMap { rule in
            let hook = rule.hook.prefix { $0 != "@" }
            let name = [String(hook), rule.file.owner.scope, rule.file.owner.name, rule.from?.description ?? ""]
                .joined(separator: " ")
            guard let first = seen.updateValue(rule, forKey: name) else { return nil }
            return RuleIndex.tie(first, rule)
        }
    }

    private static func tie(_ first: Rule, _ second: Rule) -> Problem {
        Problem(
            Localized(
                sv: "Två regler svarar på \(first.hook) från samma dag: \(first.file.path) och \(second.file.path).",
                en: "Two rules answer \(first.hook) from the same day: \(first.file.path) and \(second.file.path)."),
            at: Place(file: first.file.path, line: first.line),
            remedy: Localized(
                sv: "Ge den ena ett senare 'from' eller ta bort den.",
                en: "Give one of them a later 'from', or remove it."))
    }

    /// The rules of an owner for a hook, also those written for its former version, that hold on a day.
    func holding(for hook: Hook, owner: RuleOwner, on day: Day) -> [Rule] {
        rules.filter { hook.isNamed($0.hook) && $0.file.owner == owner && $0.holds(on: day) }
    }

    /// The rule that answers a hook for an owner on a day: the latest `from` that has begun.
    ///
    /// - Parameter counts: which rules count at all.
    /// - Throws: ``Problem`` that names both when two rules begin on the same day.
    public func rule(
        for hook: Hook, owner: RuleOwner, on day: Day, where counts: (Rule) -> Bool = { _ in true }
    ) throws(Problem) -> Rule? {
        let holding = holding(for: hook, owner: owner, on: day).filter(counts)
        let latest = holding.map(\.begins).max()
        let standing = holding.filter { $0.begins == latest }
        if standing.count > 1 { throw RuleIndex.tie(standing[0], standing[1]) }
        return standing.first
    }
}

extension Rule {
    /// Reads what a rule says of itself.
    ///
    /// - Throws: ``Problem`` for an unknown hook, a scope that is not the owner's, a date that is none.
    init(_ file: RuleFile, _ head: RuleHead, hooks: [Hook], opened: Set<String>, absence: (String) -> Problem?)
        throws(Problem)
    {
        let place = Place(file: file.path, line: head.line)
        do throws(Problem) {
            var fields = try JSONFields(.object(head.fields), "rule")
            let reference = try fields.string("hook")
            guard let hook = hooks.first(where: { $0.reference == reference || $0.previousReference == reference })
            else {
                if let problem = absence(reference) { throw problem }
                throw Problem(
                    Localized(sv: "Okänd regelpunkt '\(reference)'.", en: "Unknown hook '\(reference)'."),
                    remedy: suggestion(for: reference, among: hooks.map(\.reference)))
            }
            try Rule.checkScope(of: hook, file.owner, opened: opened)
            self.hook = reference
            self.file = file
            line = head.line
            from = try Rule.day(&fields, "from")
            to = try Rule.day(&fields, "to")
            if let from, let to, to < from {
                throw Problem(
                    Localized(
                        sv: "Regeln gäller till \(to.description) men från \(from.description): den gäller aldrig.",
                        en: "The rule holds to \(to.description) but from \(from.description): it never holds."))
            }
            basis = try fields.optionalString("basis")
            title = try fields.optionalString("title")
            if let api = try fields.optionalInteger("api"), api != 1 {
                throw Problem(
                    Localized(
                        sv: "Regeln är skriven för api \(api), men här finns api 1.",
                        en: "The rule is written for api \(api), but this is api 1."))
            }
            _ = fields.optional("tests")
            try fields.end()
        } catch {
            var problem = error
            if problem.place.file == nil { (problem.place.file, problem.place.line) = (place.file, place.line) }
            throw problem
        }
    }

    private static func day(_ fields: inout JSONFields, _ name: String) throws(Problem) -> Day? {
        guard let json = fields.optional(name) else { return nil }
        guard let text = json.string, let day = Day(text) else {
            throw Problem(
                Localized(
                    sv: "'\(name)' ska vara ett datum som \"2026-01-31\".",
                    en: "'\(name)' must be a date such as \"2026-01-31\"."))
        }
        return day
    }

    /// Insists that the owner may answer the hook: its scope is the owner's, or an agreement opens it to the parties.
    private static func checkScope(of hook: Hook, _ owner: RuleOwner, opened: Set<String>) throws(Problem) {
        if owner == .nobody || hook.scope.rawValue == owner.scope { return }
        if case .party = owner, opened.contains(where: hook.isNamed) { return }
        throw Problem(
            Localized(
                sv:
                    "Regelpunkten \(hook.reference) besvaras av \(hook.scope == .local ? "varje kommun för sig" : "avtalets parter tillsammans"), men filen ligger hos \(owner.name).",
                en:
                    "The hook \(hook.reference) is answered by \(hook.scope == .local ? "each municipality by itself" : "the agreement's parties together"), but the file belongs to \(owner.name)."
            ),
            remedy: Localized(
                sv: hook.scope == .local
                    ? "Lägg filen i rules/KOD-namn/."
                    : "Lägg filen i rules/agreements/AVTAL/, eller låt avtalet öppna regelpunkten (agreement_hooks).",
                en: hook.scope == .local
                    ? "Put the file in rules/CODE-name/."
                    : "Put the file in rules/agreements/AGREEMENT/, or let the agreement open the hook (agreement_hooks)."
            ))
    }
}
