// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Problem {
    /// The problem with the line it is about under its message, and marks under the words meant.
    ///
    /// - Parameters:
    ///   - source: the text of the file.
    ///   - length: how many characters are meant; nothing is marked where the problem has no column.
    func showing(_ source: [UInt8], length: Int = 1) -> Problem {
        guard let number = place.line, number > 0 else { return self }
        let lines = source.split(separator: UInt8(ascii: "\n"), maxSplits: number, omittingEmptySubsequences: false)
        guard lines.indices.contains(number - 1) else { return self }
        // One sign, one column: tabs and controls become blanks.
        var line = String(decoding: lines[number - 1], as: UTF8.self).map { $0.isWhitespace ? " " : $0 }
        var column = (place.column ?? 1) - 1
        if line.count > Problem.widest {
            let start = max(0, min(column - Problem.widest / 3, line.count - Problem.widest))
            line = Array(line[start..<(start + Problem.widest)])
            column -= start
        }
        let indent = line.prefix { $0 == " " }.count
        guard indent < line.count else { return self }
        var excerpt = "\n    " + String(line[indent...])
        if place.column != nil, column >= indent {
            let marks = max(1, min(length, line.count - column))
            excerpt += "\n    " + String(repeating: " ", count: column - indent) + String(repeating: "^", count: marks)
        }
        var shown = self
        shown.message.sv += excerpt
        shown.message.en += excerpt
        return shown
    }

    /// Characters of a line that are shown.
    private static let widest = 110
}
