// SPDX-License-Identifier: EUPL-1.2

/// The expressions of a Lua file, and who names what.
///
/// Kept flat, each node after those it is made of: what reads it walks a list and never recurses, so that no text is too deep
/// for it. Statements are kept only as far as the checks ask about them.
struct LuaTree: Sendable {
    var nodes: [LuaNode] = []
    var bindings: [LuaBinding] = []
    /// The first is the file itself.
    var functions: [LuaFunction] = [LuaFunction()]
    /// Each `target = value`; the value is nil where several come from one call.
    var assignments: [(target: Int, value: Int?)] = []
    /// The line at which the text is no Lua; nil when all of it was read.
    var brokenAt: Int?
}

/// One expression.
struct LuaNode: Sendable {
    indirect enum Kind: Sendable {
        case null
        case boolean(Bool)
        case number(String)
        case string(String)
        case varargs
        /// A name, and which local it is; nil for a global.
        case name(String, Int?)
        /// `object.key` and `object[key]`.
        case index(of: Int, key: Int)
        case call(Int, [Int])
        case method(Int, String, [Int])
        case function(Int)
        case table([(key: Int?, value: Int)])
        case unary(String, Int)
        case binary(String, Int, Int)
        case group(Int)
    }

    var kind: Kind
    /// Where it stands in the file, in bytes.
    var range: Range<Int>
    var line: Int
}

/// A local name.
struct LuaBinding: Sendable {
    enum Role: Sendable, Hashable {
        case local
        /// The parameter of a function, by number from 0.
        case parameter(function: Int, position: Int)
        /// The name of a loop; `of` is what `for ... in` goes through, when it is one call.
        case loop(of: Int?, position: Int)
    }

    var name: String
    var role: Role
    /// What it is given where it is declared.
    var value: Int?
    /// What it is given later; a value is nil where several come from one call.
    var given: [Int?] = []

    /// Whether it is given something else later.
    var isReassigned: Bool { !given.isEmpty }
}

/// A function: its parameters, and what it returns.
struct LuaFunction: Sendable {
    var parameters: [Int] = []
    var hasVarargs = false
    /// Where its list of parameters stands.
    var range = 0..<0
    var line = 1
    /// The values of each `return`.
    var returns: [[Int]] = []
}

extension LuaTree {
    /// What a node stands for: inside brackets, and through locals that are given one value only.
    func resolved(_ node: Int) -> Int {
        var node = node
        // A local's value stands before its uses, so this ends.
        while true {
            switch nodes[node].kind {
            case .group(let inner): node = inner
            case .name(_, let binding?):
                guard let value = bindings[binding].value, !bindings[binding].isReassigned, value < node else {
                    return node
                }
                node = value
            default: return node
            }
        }
    }

    /// The text of a literal.
    func string(_ node: Int) -> String? { if case .string(let text) = nodes[node].kind { text } else { nil } }

    /// The value of a table's field by its name.
    func field(_ name: String, of table: Int) -> Int? {
        guard case .table(let fields) = nodes[table].kind else { return nil }
        return fields.last { $0.key.flatMap(string) == name }?.value
    }

    /// The table in `rule { ... }`.
    var rule: Int? {
        for node in nodes.reversed() {
            if case .call(let callee, let arguments) = node.kind, case .name("rule", nil) = nodes[callee].kind,
                let first = arguments.first
            {
                let table = resolved(first)
                if case .table = nodes[table].kind { return table }
            }
        }
        return nil
    }

    /// The rule's function `apply`, when it stands in the file as one.
    var apply: Int? {
        guard let rule, let value = field("apply", of: rule),
            case .function(let number) = nodes[resolved(value)].kind
        else { return nil }
        return number
    }
}
