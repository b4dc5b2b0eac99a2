// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A pattern of a JSON Schema, matched against a whole text: `^...$` with literals, `\` before a sign, `.`, `[a-z_]`,
/// groups with `|`, and `? * + {m,n}`.
///
/// Matched by following all possibilities side by side (Thompson 1968), so the time grows with the text times the pattern:
/// no text makes it try the same again and again, as backtracking matchers do.
struct Pattern: Sendable {
    private enum Step {
        case one(of: [ClosedRange<UInt32>], isNegated: Bool)
        case either(Int, Int)
        case jump(Int)
        case done
    }

    private var steps: [Step] = []
    private static let longest = 4000

    /// - Throws: ``Problem`` when the pattern has what this matcher does not know.
    init(_ text: String) throws(Problem) {
        var reader = PatternReader(text)
        let node = try reader.whole()
        try add(node)
        steps.append(.done)
    }

    func matches(_ text: String) -> Bool {
        var active: Set<Int> = []
        follow(0, &active)
        for scalar in text.unicodeScalars {
            var next: Set<Int> = []
            for at in active {
                guard case .one(let ranges, let isNegated) = steps[at] else { continue }
                if ranges.contains(where: { $0.contains(scalar.value) }) != isNegated { follow(at + 1, &next) }
            }
            if next.isEmpty { return false }
            active = next
        }
        return active.contains(steps.count - 1)
    }

    /// Takes in a step and those that are reached from it without a character.
    private func follow(_ start: Int, _ active: inout Set<Int>) {
        var waiting = [start]
        while let at = waiting.popLast() {
            guard active.insert(at).inserted else { continue }
            switch steps[at] {
            case .either(let a, let b): waiting += [a, b]
            case .jump(let to): waiting.append(to)
            case .one, .done: break
            }
        }
    }

    private mutating func add(_ node: PatternNode) throws(Problem) {
        guard steps.count < Self.longest else { throw PatternReader.unknown("") }
        switch node {
        case .one(let ranges, let isNegated): steps.append(.one(of: ranges, isNegated: isNegated))
        case .sequence(let nodes): for node in nodes { try add(node) }
        case .choice(let nodes):
            var ends: [Int] = []
            for (i, node) in nodes.enumerated() {
                let fork = steps.count
                if i + 1 < nodes.count { steps.append(.jump(0)) }
                try add(node)
                guard i + 1 < nodes.count else { break }
                ends.append(steps.count)
                steps.append(.jump(0))
                steps[fork] = .either(fork + 1, steps.count)
            }
            for end in ends { steps[end] = .jump(steps.count) }
        case .repeated(let node, let least, let most):
            for _ in 0..<least { try add(node) }
            if let most {
                var forks: [Int] = []
                for _ in least..<max(least, most) {
                    forks.append(steps.count)
                    steps.append(.jump(0))
                    try add(node)
                }
                for fork in forks { steps[fork] = .either(fork + 1, steps.count) }
            } else {
                let fork = steps.count
                steps.append(.jump(0))
                try add(node)
                steps.append(.jump(fork))
                steps[fork] = .either(fork + 1, steps.count)
            }
        }
    }
}

/// What a pattern says.
indirect enum PatternNode {
    case one(of: [ClosedRange<UInt32>], isNegated: Bool)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// nil means any number of times.
    case repeated(PatternNode, least: Int, most: Int?)
}

/// Reads a pattern.
struct PatternReader {
    private let text: String
    private let scalars: [Unicode.Scalar]
    private var position = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    static func unknown(_ text: String) -> Problem {
        Problem(
            Localized(
                sv: "Mönstret '\(text)' har något som inte stöds.",
                en: "The pattern '\(text)' has something that is not supported."))
    }

    mutating func whole() throws(Problem) -> PatternNode {
        guard take("^") else { throw Self.unknown(text) }
        let node = try choice(depth: 0)
        guard take("$"), position == scalars.count else { throw Self.unknown(text) }
        return node
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard position < scalars.count, scalars[position] == scalar else { return false }
        position += 1
        return true
    }

    private mutating func choice(depth: Int) throws(Problem) -> PatternNode {
        guard depth < 20 else { throw Self.unknown(text) }
        var nodes: [PatternNode] = []
        repeat {
            var pieces: [PatternNode] = []
            while position < scalars.count, !["|", ")", "$"].contains(scalars[position]) {
                pieces.append(try quantified(try piece(depth)))
            }
            nodes.append(.sequence(pieces))
        } while take("|")
        return nodes.count == 1 ? nodes[0] : .choice(nodes)
    }

    private mutating func piece(_ depth: Int) throws(Problem) -> PatternNode {
        if take("(") {
            if take("?") { guard take(":") else { throw Self.unknown(text) } }
            let inner = try choice(depth: depth + 1)
            guard take(")") else { throw Self.unknown(text) }
            return inner
        }
        if take("[") { return try set() }
        if take(".") { return .one(of: [10...10, 13...13], isNegated: true) }
        let value = try literal(special: ["*", "+", "?", "{", "}", "]", "^"])
        return .one(of: [value...value], isNegated: false)
    }

    private mutating func literal(special: [Unicode.Scalar]) throws(Problem) -> UInt32 {
        let isEscaped = take("\\")
        guard position < scalars.count else { throw Self.unknown(text) }
        let scalar = scalars[position]
        position += 1
        // `\d` and its like mean more than the sign.
        guard isEscaped ? !scalar.properties.isAlphabetic && !("0"..."9" ~= scalar) : !special.contains(scalar) else {
            throw Self.unknown(text)
        }
        return scalar.value
    }

    private mutating func set() throws(Problem) -> PatternNode {
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        while !take("]") {
            let low = try literal(special: ["["])
            var high = low
            if position + 1 < scalars.count, scalars[position] == "-", scalars[position + 1] != "]" {
                position += 1
                high = try literal(special: ["["])
            }
            guard low <= high else { throw Self.unknown(text) }
            ranges.append(low...high)
        }
        return .one(of: ranges, isNegated: isNegated)
    }

    private mutating func quantified(_ node: PatternNode) throws(Problem) -> PatternNode {
        if take("?") { return .repeated(node, least: 0, most: 1) }
        if take("*") { return .repeated(node, least: 0, most: nil) }
        if take("+") { return .repeated(node, least: 1, most: nil) }
        guard take("{") else { return node }
        guard let least = number() else { throw Self.unknown(text) }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}"), most.map({ $0 >= least && $0 <= 1000 }) ?? true, least <= 1000 else {
            throw Self.unknown(text)
        }
        return .repeated(node, least: least, most: most)
    }

    private mutating func number() -> Int? {
        let start = position
        while position < scalars.count, "0"..."9" ~= scalars[position] { position += 1 }
        guard (1...4).contains(position - start) else { return nil }
        return scalars[start..<position].reduce(0) { $0 * 10 + Int($1.value - 48) }
    }
}
