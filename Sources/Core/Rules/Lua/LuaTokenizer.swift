// SPDX-License-Identifier: EUPL-1.2

/// Splits the text of a rule into tokens, in one pass and in time proportional to its length, whatever the text is.
///
/// - Source: Ierusalimschy, de Figueiredo and Celes, *Lua 5.4 Reference Manual* (2020), section 3.1.
struct LuaTokenizer {
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var tokens: [LuaToken] = []

    /// The tokens of a text; the last is the end, or the place of the first thing that is no Lua.
    static func tokens(of bytes: [UInt8]) -> [LuaToken] {
        var tokenizer = LuaTokenizer(bytes)
        while tokenizer.next() {}
        tokenizer.tokens.append(
            LuaToken(kind: .end, text: "", range: tokenizer.at..<tokenizer.at, line: tokenizer.line))
        return tokenizer.tokens
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    private func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }
    private func text(from start: Int) -> String { String(decoding: bytes[start..<at], as: UTF8.self) }

    private mutating func add(_ kind: LuaToken.Kind, _ text: String, from start: Int, line: Int) {
        tokens.append(LuaToken(kind: kind, text: text, range: start..<at, line: line))
    }

    /// Takes one token; false at the end and at what is no token.
    private mutating func next() -> Bool {
        guard skipBlanks(), at < bytes.count else { return false }
        let start = at
        switch byte() {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            while LuaTokenizer.isWord(byte()) { at += 1 }
            let word = text(from: start)
            add(LuaToken.keywords.contains(word) ? .keyword : .name, word, from: start, line: line)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
        case UInt8(ascii: ".") where LuaTokenizer.isDigit(byte(1)): number()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(byte())
        case UInt8(ascii: "["):
            if let level = bracketLevel() {
                let line = line
                guard let content = long(level) else { return false }
                add(.string, content, from: start, line: line)
            } else {
                sign()
            }
        default: return sign()
        }
        return true
    }

    /// Skips blanks and comments; false when a comment never ends.
    private mutating func skipBlanks() -> Bool {
        while at < bytes.count {
            switch byte() {
            case UInt8(ascii: "\n"):
                line += 1
                at += 1
            case UInt8(ascii: " "), 9...13: at += 1
            case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"):
                at += 2
                if byte() == UInt8(ascii: "["), let level = bracketLevel() {
                    guard long(level) != nil else { return false }
                } else {
                    while at < bytes.count, byte() != UInt8(ascii: "\n") { at += 1 }
                }
            default: return true
            }
        }
        return true
    }

    private mutating func number() {
        let start = at
        let isHex = byte() == UInt8(ascii: "0") && byte(1) | 32 == UInt8(ascii: "x")
        let exponent = UInt8(ascii: isHex ? "p" : "e")
        while LuaTokenizer.isWord(byte()) || byte() == UInt8(ascii: ".") {
            let isExponent = byte() | 32 == exponent
            at += 1
            if isExponent, byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { at += 1 }
        }
        add(.number, text(from: start), from: start, line: line)
    }

    private static let signs = ["...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"]

    @discardableResult private mutating func sign() -> Bool {
        let start = at
        for sign in LuaTokenizer.signs where bytes[at...].starts(with: sign.utf8) {
            at += sign.utf8.count
            add(.sign, sign, from: start, line: line)
            return true
        }
        guard "+-*/%^#&~|<>=(){}[];:,.".utf8.contains(byte()) else { return false }
        at += 1
        add(.sign, text(from: start), from: start, line: line)
        return true
    }

    /// The number of `=` in `[==[`; nil when no long text begins here.
    private func bracketLevel() -> Int? {
        var level = 0
        while byte(1 + level) == UInt8(ascii: "=") { level += 1 }
        return byte(1 + level) == UInt8(ascii: "[") ? level : nil
    }

    /// A text from `[==[` to `]==]`.
    private mutating func long(_ level: Int) -> String? {
        at += level + 2
        let start = at
        let close = [UInt8(ascii: "]")] + [UInt8](repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
        while at < bytes.count {
            if byte() == close[0], bytes[at...].starts(with: close) {
                let content = text(from: start)
                at += close.count
                return content
            }
            if byte() == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }
        return nil
    }

    static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (97...122).contains(byte | 32) || byte == UInt8(ascii: "_")
    }
}

extension LuaTokenizer {
    /// A text in quotes, its escapes resolved.
    private mutating func quoted(_ quote: UInt8) -> Bool {
        let start = at
        let line = line
        var content: [UInt8] = []
        at += 1
        while at < bytes.count, byte() != UInt8(ascii: "\n") {
            let next = byte()
            at += 1
            if next == quote {
                add(.string, String(decoding: content, as: UTF8.self), from: start, line: line)
                return true
            }
            if next == UInt8(ascii: "\\") { escape(into: &content) } else { content.append(next) }
        }
        return false
    }

    private mutating func escape(into content: inout [UInt8]) {
        let letter = byte()
        at += 1
        switch letter {
        case UInt8(ascii: "n"): content.append(10)
        case UInt8(ascii: "t"): content.append(9)
        case UInt8(ascii: "r"): content.append(13)
        case UInt8(ascii: "a"): content.append(7)
        case UInt8(ascii: "b"): content.append(8)
        case UInt8(ascii: "f"): content.append(12)
        case UInt8(ascii: "v"): content.append(11)
        case UInt8(ascii: "z"):
            while at < bytes.count, byte() == 32 || (9...13).contains(byte()) {
                if byte() == UInt8(ascii: "\n") { line += 1 }
                at += 1
            }
        case UInt8(ascii: "x"):
            let digits = take(2) { Character(Unicode.Scalar($0)).isHexDigit }
            content.append(UInt8(digits, radix: 16) ?? 0)
        case UInt8(ascii: "u"):
            at += byte() == UInt8(ascii: "{") ? 1 : 0
            let digits = take(8) { Character(Unicode.Scalar($0)).isHexDigit }
            at += byte() == UInt8(ascii: "}") ? 1 : 0
            if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) {
                content.append(contentsOf: String(Character(scalar)).utf8)
            }
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            at -= 1
            content.append(UInt8(take(3, LuaTokenizer.isDigit)) ?? 0)
        default:
            if letter == UInt8(ascii: "\n") { line += 1 }
            content.append(letter)
        }
    }

    private mutating func take(_ most: Int, _ fits: (UInt8) -> Bool) -> String {
        let start = at
        while at < bytes.count, at - start < most, fits(byte()) { at += 1 }
        return text(from: start)
    }
}
