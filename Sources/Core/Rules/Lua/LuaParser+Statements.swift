// SPDX-License-Identifier: EUPL-1.2

extension LuaParser {
    /// Statements up to what closes their block.
    mutating func block() throws(Broken) {
        while !["end", "else", "elseif", "until"].contains(where: token.isWord), token.kind != .end {
            if token.isWord("return") { return try returnStatement() }
            try statement()
        }
    }

    /// A block with names of its own, up to `end`.
    private mutating func body(_ declare: (inout LuaParser) -> Void = { _ in }) throws(Broken) {
        openScope()
        declare(&self)
        try block()
        closeScope()
        try expect("end")
    }

    private mutating func statement() throws(Broken) {
        try enter()
        switch token.text {
        case ";" where token.kind == .sign: take()
        case "break" where token.kind == .keyword: take()
        case "::" where token.kind == .sign:
            take()
            _ = try expectName()
            try expect("::")
        case "goto" where token.kind == .keyword:
            take()
            _ = try expectName()
        case "do" where token.kind == .keyword:
            take()
            try body()
        case "while" where token.kind == .keyword:
            take()
            _ = try expression()
            try expect("do")
            try body()
        case "repeat" where token.kind == .keyword: try repeatStatement()
        case "if" where token.kind == .keyword: try ifStatement()
        case "for" where token.kind == .keyword: try forStatement()
        case "function" where token.kind == .keyword: try functionStatement()
        case "local" where token.kind == .keyword: try localStatement()
        default: try assignmentOrCall()
        }
        leave()
    }

    private mutating func repeatStatement() throws(Broken) {
        take()
        openScope()
        try block()
        try expect("until")
        _ = try expression()
        closeScope()
    }

    private mutating func ifStatement() throws(Broken) {
        repeat {
            take()
            _ = try expression()
            try expect("then")
            openScope()
            try block()
            closeScope()
        } while token.isWord("elseif")
        if takeIf("else") { try body() } else { try expect("end") }
    }

    private mutating func forStatement() throws(Broken) {
        take()
        var names = [try expectName().text]
        if takeIf("=") {
            _ = try expressions()
            try expect("do")
            return try body { $0.bind(names[0], .loop(of: nil, position: 0)) }
        }
        while takeIf(",") { names.append(try expectName().text) }
        try expect("in")
        let through = try expressions()
        try expect("do")
        try body { parser in
            for (position, name) in names.enumerated() {
                parser.bind(name, .loop(of: through.count == 1 ? through[0] : nil, position: position))
            }
        }
    }

    private mutating func functionStatement() throws(Broken) {
        take()
        let start = token
        var target = try nameExpression()
        var isMethod = false
        while token.isWord(".") || token.isWord(":") {
            isMethod = take().text == ":"
            let key = try expectName()
            let text = add(.string(key.text), from: key.range.lowerBound, line: key.line)
            target = add(.index(of: target, key: text), from: start.range.lowerBound, line: start.line)
        }
        assign(target, try function(from: start, isMethod: isMethod))
    }

    private mutating func localStatement() throws(Broken) {
        take()
        if takeIf("function") {
            let name = try expectName()
            let binding = bind(name.text, .local)
            tree.bindings[binding].value = try function(from: name)
            return
        }
        var names: [String] = []
        repeat {
            names.append(try expectName().text)
            if takeIf("<") {
                _ = try expectName()
                try expect(">")
            }
        } while takeIf(",")
        let values = takeIf("=") ? try expressions() : []
        for (position, name) in names.enumerated() {
            bind(name, .local, value: value(position, of: values, for: names.count))
        }
    }

    /// The value that the name at a position gets; nil where a call gives several, or none is given.
    private func value(_ position: Int, of values: [Int], for count: Int) -> Int? {
        guard position < values.count else { return nil }
        if position == values.count - 1, count > values.count {
            switch tree.nodes[values[position]].kind {
            case .call, .method, .varargs: return nil
            default: break
            }
        }
        return values[position]
    }

    private mutating func returnStatement() throws(Broken) {
        take()
        let ends = ["end", "else", "elseif", "until", ";"].contains(where: token.isWord) || token.kind == .end
        tree.functions[around[around.count - 1]].returns.append(ends ? [] : try expressions())
        _ = takeIf(";")
    }

    private mutating func assignmentOrCall() throws(Broken) {
        let line = token.line
        var targets = [try suffixed()]
        if case .call = tree.nodes[targets[0]].kind, !token.isWord("="), !token.isWord(",") { return }
        if case .method = tree.nodes[targets[0]].kind, !token.isWord("="), !token.isWord(",") { return }
        while takeIf(",") { targets.append(try suffixed()) }
        guard takeIf("=") else { throw Broken(line: line) }
        let values = try expressions()
        for (position, target) in targets.enumerated() {
            assign(target, value(position, of: values, for: targets.count))
        }
    }

    private mutating func assign(_ target: Int, _ value: Int?) {
        tree.assignments.append((target, value))
        if case .name(_, let binding?) = tree.nodes[target].kind { tree.bindings[binding].given.append(value) }
    }

    /// `(a, b) ... end`, the word `function` and the name already read.
    mutating func function(from start: LuaToken, isMethod: Bool = false) throws(Broken) -> Int {
        let number = tree.functions.count
        tree.functions.append(LuaFunction(line: start.line))
        around.append(number)
        openScope()
        let open = token.range.lowerBound
        try expect("(")
        var names = isMethod ? ["self"] : []
        while !token.isWord(")") {
            if takeIf("...") {
                tree.functions[number].hasVarargs = true
                break
            }
            names.append(try expectName().text)
            guard takeIf(",") else { break }
        }
        try expect(")")
        tree.functions[number].range = open..<end
        for (position, name) in names.enumerated() {
            let binding = bind(name, .parameter(function: number, position: position))
            tree.functions[number].parameters.append(binding)
        }
        try block()
        closeScope()
        around.removeLast()
        try expect("end")
        return add(.function(number), from: start.range.lowerBound, line: start.line)
    }
}
