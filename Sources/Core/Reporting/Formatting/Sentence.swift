// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Formatter {
    /// A stretch of a sentence: words, or a number that was put in.
    struct Piece: Hashable {
        var text: String
        var isNumber: Bool
    }

    /// The finding as a sentence, its values put in.
    public func sentence(_ finding: ReportFinding) -> String { pieces(finding).map(\.text).joined() }

    /// The finding as stretches, so that a page can set its numbers off. A name without argument stays in braces.
    func pieces(_ finding: ReportFinding) -> [Piece] {
        var pieces: [Piece] = []
        var words = ""
        var rest = finding.sentence(language)[...]
        while let open = rest.firstIndex(of: "{") {
            words += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            let name = String(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
            guard let argument = finding.arguments[name] else {
                words += "{\(name)}"
                continue
            }
            if !words.isEmpty { pieces.append(Piece(text: words, isNumber: false)) }
            words = ""
            let isNumber = argument.cell.number != nil
            pieces.append(Piece(text: cell(argument.cell, unit: argument.unit), isNumber: isNumber))
        }
        words += rest
        // Once, for all its figures: a mark at each would stand in the way of the words.
        if finding.isConditional { words += "\u{A0}" + ReportCondition.mark }
        if !words.isEmpty { pieces.append(Piece(text: words, isNumber: false)) }
        return pieces
    }
}

extension ReportFinding {
    /// The names of its arguments that the sentence names, in its order.
    public func argumentNames(_ language: Language) -> [String] {
        var names: [String] = []
        for part in sentence(language).split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            let name = String(part.prefix { $0 != "}" })
            if arguments[name] != nil, !names.contains(name) { names.append(name) }
        }
        return names
    }
}
