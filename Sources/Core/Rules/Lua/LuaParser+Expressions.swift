// SPDX-License-Identifier: EUPL-1.2

extension LuaParser {
    mutating func expressions() throws(Broken) -> [Int] {
        var list = [try expression()]
        while takeIf(",") { list.append(try expression()) }
        return list
    }

    /// How tightly each operator binds to its left and to its right.
    private static let strength: [String: (left: Int, right: Int)] = [
        "or": (1, 1), "and": (2, 2), "<": (3, 3), ">": (3, 3), "<=": (3, 3), ">=": (3, 3), "~=": (3, 3), "==": (3, 3),
        "|": (4, 4), "~": (5, 5), "&": (6, 6), "<<": (7, 7), ">>": (7, 7), "..": (9, 8), "+": (10, 10), "-": (10, 10),
        "*": (11, 11), "/": (11, 11), "//": (11, 11), "%": (11, 11), "^": (14, 13),
    ]
    private static let unary = 12

    mutating func expression(above limit: Int = 0) throws(Broken) -> Int {
        try enter()
        let start = token
        var left: Int
        if ["not", "-", "#", "~"].contains(where: token.isWord) {
            let sign = take().text
            let operand = try expression(above: LuaParser.unary)
            left = add(.unary(sign, operand), from: start.range.lowerBound, line: start.line)
        } else {
            left = try simple()
        }
        while token.kind == .sign || token.kind == .keyword, let strength = LuaParser.strength[token.text],
            strength.left > limit
        {
            let sign = take()
            let right = try expression(above: strength.right)
            left = add(.binary(sign.text, left, right), from: start.range.lowerBound, line: sign.line)
        }
        leave()
        return left
    }

    private mutating func simple() throws(Broken) -> Int {
        let start = token
        func literal(_ kind: LuaNode.Kind) -> Int {
            take()
            return add(kind, from: start.range.lowerBound, line: start.line)
        }
        switch (start.kind, start.text) {
        case (.number, let text): return literal(.number(text))
        case (.string, let text): return literal(.string(text))
        case (.keyword, "nil"): return literal(.null)
        case (.keyword, "true"): return literal(.boolean(true))
        case (.keyword, "false"): return literal(.boolean(false))
        case (.sign, "..."): return literal(.varargs)
        case (.sign, "{"): return try table()
        case (.keyword, "function"):
            take()
            return try function(from: start)
        default: return try suffixed()
        }
    }

    mutating func nameExpression() throws(Broken) -> Int {
        let name = try expectName()
        return add(.name(name.text, binding(of: name.text)), from: name.range.lowerBound, line: name.line)
    }

    /// A name or bracketed expression, and the indices and calls after it.
    mutating func suffixed() throws(Broken) -> Int {
        let start = token.range.lowerBound
        let line = token.line
        var node: Int
        if takeIf("(") {
            let inner = try expression()
            try expect(")")
            node = add(.group(inner), from: start, line: line)
        } else {
            node = try nameExpression()
        }
        while true {
            let here = token
            switch (here.kind, here.text) {
            case (.sign, "."):
                take()
                let key = try expectName()
                let text = add(.string(key.text), from: key.range.lowerBound, line: key.line)
                node = add(.index(of: node, key: text), from: start, line: key.line)
            case (.sign, "["):
                take()
                let key = try expression()
                try expect("]")
                node = add(.index(of: node, key: key), from: start, line: here.line)
            case (.sign, ":"):
                take()
                let name = try expectName().text
                guard let arguments = try callArguments() else { throw Broken(line: token.line) }
                node = add(.method(node, name, arguments), from: start, line: here.line)
            default:
                guard let arguments = try callArguments() else { return node }
                node = add(.call(node, arguments), from: start, line: here.line)
            }
        }
    }

    /// `(a, b)`, `{ ... }` or a text; nil when no call follows.
    private mutating func callArguments() throws(Broken) -> [Int]? {
        let start = token
        if start.kind == .string {
            take()
            return [add(.string(start.text), from: start.range.lowerBound, line: start.line)]
        }
        if start.isWord("{") { return [try table()] }
        guard takeIf("(") else { return nil }
        if takeIf(")") { return [] }
        let arguments = try expressions()
        try expect(")")
        return arguments
    }

    private mutating func table() throws(Broken) -> Int {
        let start = token
        try expect("{")
        var fields: [(key: Int?, value: Int)] = []
        while !token.isWord("}") {
            fields.append(try field())
            guard takeIf(",") || takeIf(";") else { break }
        }
        try expect("}")
        return add(.table(fields), from: start.range.lowerBound, line: start.line)
    }

    private mutating func field() throws(Broken) -> (key: Int?, value: Int) {
        if token.kind == .name, next.isWord("=") {
            let name = take()
            let key = add(.string(name.text), from: name.range.lowerBound, line: name.line)
            take()
            return (key, try expression())
        }
        if takeIf("[") {
            let key = try expression()
            try expect("]")
            try expect("=")
            return (key, try expression())
        }
        return (nil, try expression())
    }
}
