// SPDX-License-Identifier: EUPL-1.2

/// Reads the tokens of a rule into a ``LuaTree``. A text that is no Lua is read as far as it goes.
///
/// - Source: Ierusalimschy, de Figueiredo and Celes, *Lua 5.4 Reference Manual* (2020), section 9.
struct LuaParser {
    /// Where the text stops being Lua.
    struct Broken: Error { var line: Int }

    /// More levels than this are not read; Lua itself stops at 200.
    private static let deepest = 190

    private let tokens: [LuaToken]
    private var position = 0
    private var depth = 0
    private var scopes: [[String: Int]] = [[:]]
    /// The functions around the current place, the innermost last.
    var around = [0]
    var tree = LuaTree()

    /// The tree of a file.
    static func tree(of source: [UInt8]) -> LuaTree {
        var parser = LuaParser(tokens: LuaTokenizer.tokens(of: source))
        do throws(Broken) {
            parser.tree.functions[0].hasVarargs = true
            try parser.block()
            guard parser.token.kind == .end, parser.token.range.lowerBound >= source.count else {
                throw Broken(line: parser.token.line)
            }
        } catch { parser.tree.brokenAt = error.line }
        return parser.tree
    }

    private init(tokens: [LuaToken]) { self.tokens = tokens }

    // MARK: tokens

    var token: LuaToken { tokens[position] }
    var next: LuaToken { tokens[min(position + 1, tokens.count - 1)] }
    /// The end of the token before this one.
    var end: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

    @discardableResult mutating func take() -> LuaToken {
        defer { if position + 1 < tokens.count { position += 1 } }
        return token
    }

    mutating func takeIf(_ word: String) -> Bool {
        guard token.isWord(word) else { return false }
        take()
        return true
    }

    mutating func expect(_ word: String) throws(Broken) {
        guard takeIf(word) else { throw Broken(line: token.line) }
    }

    mutating func expectName() throws(Broken) -> LuaToken {
        guard token.kind == .name else { throw Broken(line: token.line) }
        return take()
    }

    /// Goes one level down; the caller goes up again with ``leave()``.
    mutating func enter() throws(Broken) {
        depth += 1
        guard depth <= LuaParser.deepest else { throw Broken(line: token.line) }
    }

    mutating func leave() { depth -= 1 }

    // MARK: names

    mutating func openScope() { scopes.append([:]) }
    mutating func closeScope() { scopes.removeLast() }

    @discardableResult
    mutating func bind(_ name: String, _ role: LuaBinding.Role, value: Int? = nil) -> Int {
        tree.bindings.append(LuaBinding(name: name, role: role, value: value))
        scopes[scopes.count - 1][name] = tree.bindings.count - 1
        return tree.bindings.count - 1
    }

    func binding(of name: String) -> Int? { scopes.lazy.reversed().compactMap { $0[name] }.first }

    mutating func add(_ kind: LuaNode.Kind, from start: Int, line: Int) -> Int {
        tree.nodes.append(LuaNode(kind: kind, range: start..<max(start, end), line: line))
        return tree.nodes.count - 1
    }
}
