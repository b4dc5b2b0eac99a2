// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkScripting

/// What a rule did with a case.
public struct CaseOutcome: Hashable, Sendable {
    public var example: RuleCase
    public var got: Got
    /// Units of work; nil when the rule was stopped.
    public var fuel: Int?

    /// An answer with its reason, or the error that stopped the rule.
    public enum Got: Hashable, Sendable {
        case answer(JSON, reason: String?)
        case stopped(ScriptError)
    }

    /// Whether it did what was expected.
    public var passed: Bool {
        switch (example.expected, got) {
        case (.value(let expected), .answer(let value, let reason)):
            RuleCase.same(expected, value) && (example.reason == nil || example.reason == reason)
        case (.error(let kind), .stopped(let error)): kind == error.kind
        default: false
        }
    }
}

/// Runs a rule's cases in the sandbox, under the limits that hold in a run.
public struct CaseRun: Sendable {
    private let worker: String
    /// Where a hook allows chance, its numbers follow from this seed: that of a run that names none.
    private static let seed: UInt64 = 1

    /// - Parameter worker: the path of `samverk-worker`.
    public init(worker: String) { self.worker = worker }

    /// The cases that stand in the rule itself, as its field `tests`, and what is wrong with them.
    public func cases(in file: RuleFile, _ hook: Hook) async throws -> (cases: [RuleCase], problems: [Problem]) {
        let script = try await ScriptWorker.with(worker) { worker in
            try await worker.load(file.source, file: file.path, mustBeRule: true)
        }
        let tree = LuaParser.tree(of: file.source)
        let written = tree.rule.flatMap { tree.field("tests", of: $0) }.map(tree.resolved)
        let place = Place(file: file.path, line: written.map { tree.nodes[$0].line } ?? script.line)
        guard let tests = script.metadata["tests"] else {
            return ([], written == nil ? [] : [CaseRun.noData(place)])
        }
        guard let list = tests.array else {
            return ([], [Problem(Localized(sv: "tests ska vara en lista.", en: "tests must be a list."), at: place)])
        }
        var lines: [Int] = []
        if let written, case .table(let fields) = tree.nodes[written].kind {
            lines = fields.map { tree.nodes[$0.value].line }
        }
        return RuleCase.read(list, hook) { number in
            Place(file: file.path, line: lines.indices.contains(number) ? lines[number] : place.line)
        }
    }

    private static func noData(_ place: Place) -> Problem {
        Problem(
            Localized(
                sv: "tests går inte att läsa: där står något annat än tal, texter och tabeller.",
                en: "tests cannot be read: something in it is no number, text or table."),
            at: place,
            remedy: Localized(
                sv: "Inga funktioner, högst 30 nivåer, inga luckor: skriv args med namn där ett värde saknas.",
                en: "No functions, at most 30 levels, no holes: write args by name where a value is missing."))
    }

    /// What the rule does with the cases, in their order.
    public func outcomes(_ file: RuleFile, _ hook: Hook, _ cases: [RuleCase]) async throws -> [CaseOutcome] {
        do {
            return try await outcomes(together: cases, file, hook)
        } catch is ScriptError where cases.count > 1 {
            // A worker that died took the others' answers with it: each its own.
            var outcomes: [CaseOutcome] = []
            for example in cases { outcomes += try await self.outcomes(file, hook, [example]) }
            return outcomes
        } catch let error as ScriptError {
            return cases.map { CaseOutcome(example: $0, got: .stopped(error)) }
        }
    }

    private func outcomes(together cases: [RuleCase], _ file: RuleFile, _ hook: Hook) async throws -> [CaseOutcome] {
        let seed = hook.allowsChance ? CaseRun.seed : nil
        let results = try await ScriptWorker.with(worker) { worker in
            let script = try await worker.load(file.source, file: file.path, mustBeRule: true, seed: seed)
            return (script.line, try await worker.call(script, cases.map(\.arguments)))
        }
        return zip(cases, results.1).map { example, result in
            switch result {
            case .failure(let error): return CaseOutcome(example: example, got: .stopped(error))
            case .success(let result):
                let got = CaseRun.got(result, hook, file: file.path, line: results.0)
                return CaseOutcome(example: example, got: got, fuel: result.fuel)
            }
        }
    }

    private static func got(_ result: ScriptResult, _ hook: Hook, file: String, line: Int?) -> CaseOutcome.Got {
        do throws(Problem) {
            if result.value != .null { _ = try hook.checked(result.value, at: Place(file: file, line: line)) }
            return .answer(result.value, reason: result.reason)
        } catch {
            return .stopped(ScriptError(.result, file: file, line: line, message: error.message.en))
        }
    }
}

extension RuleCase {
    /// Reads a list of cases; what is wrong with one does not hide the others.
    public static func read(
        _ list: [JSON], _ hook: Hook, place: (Int) -> Place
    ) -> (cases: [RuleCase], problems: [Problem]) {
        var cases: [RuleCase] = []
        var problems: [Problem] = []
        for (number, json) in list.enumerated() {
            do throws(Problem) {
                cases.append(try RuleCase(json, hook, at: place(number)))
            } catch {
                problems.append(error)
            }
        }
        return (cases, problems)
    }

    /// Equal as values of a rule: 1 and 1.0 are.
    static func same(_ left: JSON, _ right: JSON) -> Bool {
        if let a = left.number, let b = right.number { return a == b }
        return left == right
    }
}
