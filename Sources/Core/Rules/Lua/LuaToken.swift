// SPDX-License-Identifier: EUPL-1.2

/// One word, sign, number or text of a Lua file.
struct LuaToken: Hashable, Sendable {
    enum Kind: Sendable {
        case name, keyword, number, string, sign
        /// The end of the file, or the place where it can be read no further.
        case end
    }

    var kind: Kind
    /// The word or sign as written; of a text its content, escapes resolved.
    var text: String
    /// Where it begins and ends in the file, in bytes.
    var range: Range<Int>
    /// The line it begins on, from 1.
    var line: Int

    /// Whether it is this keyword or sign.
    func isWord(_ word: String) -> Bool { (kind == .keyword || kind == .sign) && text == word }

    static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]
}
