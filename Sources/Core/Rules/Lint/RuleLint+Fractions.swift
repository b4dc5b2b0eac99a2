// SPDX-License-Identifier: EUPL-1.2

extension RuleLint {
    /// The part of an expression that makes it a number with decimals; nil when nothing says that it has.
    ///
    /// In Lua `/` and `^` always give decimals, and so does every sum or product with such a number in it.
    mutating func fraction(in node: Int) -> Int? { fraction(node, levels: 60) }

    private mutating func fraction(_ node: Int, levels: Int) -> Int? {
        if let known = fractions[node] { return known }
        guard levels > 0 else { return nil }
        // A name that is made from itself adds nothing.
        fractions[node] = .some(nil)
        let cause = cause(of: node, levels: levels - 1)
        fractions[node] = .some(cause)
        return cause
    }

    private mutating func cause(of node: Int, levels: Int) -> Int? {
        switch tree.nodes[node].kind {
        case .number(let text):
            let isHex = text.hasPrefix("0x") || text.hasPrefix("0X")
            return text.contains { (isHex ? ".pP" : ".eE").contains($0) } ? node : nil
        case .binary("/", _, _), .binary("^", _, _): return node
        case .binary(let sign, let left, let right) where ["+", "-", "*", "//", "%", "or"].contains(sign):
            return fraction(left, levels: levels) ?? fraction(right, levels: levels)
        case .binary("and", _, let right): return fraction(right, levels: levels)
        case .unary("-", let inner), .group(let inner): return fraction(inner, levels: levels)
        case .index: return value(node)?.type == .real ? node : nil
        case .name(_, let binding?):
            if let value = value(node) { return value.type == .real ? node : nil }
            let given = [tree.bindings[binding].value] + tree.bindings[binding].given
            return everyFraction(given.count > 1 && given[0] == nil ? Array(given.dropFirst()) : given, levels)
        case .call(let function, let arguments): return cause(ofCall: function, arguments, at: node, levels)
        default: return nil
        }
    }

    /// The first cause when each of the values has one: where one of them may be whole, it may be the one that counts.
    private mutating func everyFraction(_ values: [Int?], _ levels: Int) -> Int? {
        var first: Int?
        for value in values {
            guard let value, let cause = fraction(value, levels: levels) else { return nil }
            first = first ?? cause
        }
        return first
    }

    private mutating func cause(ofCall function: Int, _ arguments: [Int], at node: Int, _ levels: Int) -> Int? {
        switch tree.nodes[function].kind {
        case .name("share", nil): return node
        case .index(let library, let key):
            guard case .name("math", nil) = tree.nodes[library].kind else { return nil }
            switch tree.string(key) {
            case "sqrt": return node
            case "max", "min": return everyFraction(arguments, levels)
            default: return nil
            }
        case .name:
            guard case .function(let number) = tree.nodes[tree.resolved(function)].kind else { return nil }
            for answer in tree.functions[number].returns.compactMap(\.first) {
                if let cause = fraction(answer, levels: levels) { return cause }
            }
            return nil
        default: return nil
        }
    }
}
