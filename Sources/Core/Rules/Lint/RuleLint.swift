// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Reads the text of a rule for what the sandbox cannot know is wrong: a value that does not exist, a misspelt field, a name
/// that nothing declares, an amount that is no longer whole öre. It runs nothing.
public struct RuleLint {
    let tree: LuaTree
    let hook: Hook?
    /// What the rule is handed.
    let values: [HookValue]
    let source: [UInt8]
    let file: String
    private(set) var findings: [LintFinding] = []
    /// What ``fraction(in:)`` found of each node.
    var fractions: [Int: Int?] = [:]

    /// What is found in a rule, by place.
    ///
    /// - Parameters:
    ///   - hook: the hook it answers; nil when that is not known, and then only the text itself is looked at.
    ///   - values: ``Hook/values``, with what is allowed according to the data.
    public static func findings(in file: RuleFile, hook: Hook?, values: [HookValue]) -> [LintFinding] {
        // The sandbox refuses longer files, and tells of what is no Lua.
        guard file.source.count <= longest else { return [] }
        var lint = RuleLint(file: file, hook: hook, values: values)
        guard lint.tree.brokenAt == nil else { return [] }
        lint.checkNames()
        if hook != nil {
            lint.checkParameters()
            lint.checkFields()
            lint.checkComparisons()
            lint.checkLookups()
            lint.checkAnswers()
        }
        var told: Set<LintFinding> = []
        return lint.findings.filter { told.insert($0).inserted }
            .sorted { ($0.place.line ?? 0, $0.place.column ?? 0) < ($1.place.line ?? 0, $1.place.column ?? 0) }
    }

    /// Bytes of the longest file that rules may have.
    private static let longest = 64 << 10
    /// More findings than this are not told.
    private static let most = 50

    /// Whether there is no use in looking on.
    var isFull: Bool { findings.count >= RuleLint.most }

    private init(file: RuleFile, hook: Hook?, values: [HookValue]) {
        tree = LuaParser.tree(of: file.source)
        self.hook = hook
        self.values = values
        source = file.source
        self.file = file.path
    }

    /// Notes a finding about a node.
    mutating func report(
        _ check: LintFinding.Check, _ severity: LintFinding.Severity = .problem, at node: Int, _ message: Localized,
        remedy: Localized?
    ) {
        report(check, severity, at: tree.nodes[node].range, message, remedy: remedy)
    }

    /// Notes a finding about a part of the file.
    mutating func report(
        _ check: LintFinding.Check, _ severity: LintFinding.Severity = .problem, at range: Range<Int>,
        _ message: Localized, remedy: Localized?
    ) {
        guard !isFull else { return }
        let before = source[..<range.lowerBound]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = String(decoding: source[start..<range.lowerBound], as: UTF8.self).count + 1
        let shown = String(decoding: source[range], as: UTF8.self).prefix { !$0.isNewline }
        findings.append(
            LintFinding(
                check: check, severity: severity, place: Place(file: file, line: line, column: column),
                length: max(1, shown.count), message: message, remedy: remedy))
    }
}

extension RuleLint {
    /// The argument of the hook that an expression stands for.
    func argument(_ node: Int) -> Int? {
        guard case .name(_, let binding?) = tree.nodes[tree.resolved(node)].kind,
            case .parameter(let function, let position) = tree.bindings[binding].role, function == tree.apply,
            !tree.bindings[binding].isReassigned
        else { return nil }
        return position
    }

    /// What an expression stands for among the values that the rule is handed.
    func value(_ node: Int) -> HookValue? {
        let node = tree.resolved(node)
        if let number = argument(node) { return values.first { $0.argument == number && $0.field == nil } }
        guard case .index(let object, let key) = tree.nodes[node].kind, let number = argument(object),
            let name = tree.string(tree.resolved(key))
        else { return nil }
        return values.first { $0.argument == number && $0.field == name }
    }
}
