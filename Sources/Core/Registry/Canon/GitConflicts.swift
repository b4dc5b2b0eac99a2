// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What git leaves in a file where both sides have changed the same lines.
enum GitConflicts {
    /// One problem a conflict, with the lines of both sides.
    static func problems(in bytes: [UInt8], file: String) -> [Problem] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        var problems: [Problem] = []
        var start: Int?
        var sides: [[Substring]] = [[], []]
        var side = 0
        for (i, line) in lines.enumerated() {
            if line.hasPrefix("<<<<<<< ") {
                start = i
                sides = [[], []]
                side = 0
            } else if line.hasPrefix("||||||| "), start != nil {
                side = -1
            } else if line == "=======", start != nil {
                side = 1
            } else if line.hasPrefix(">>>>>>> "), let first = start {
                if problems.count < 100 { problems.append(problem(sides, file, first + 1, i + 1)) }
                start = nil
            } else if start != nil, side >= 0 {
                sides[side].append(line)
            }
        }
        return problems
    }

    private static func problem(_ sides: [[Substring]], _ file: String, _ first: Int, _ last: Int) -> Problem {
        func shown(_ lines: [Substring]) -> String {
            lines.isEmpty
                ? "-"
                : lines.prefix(3).map { String($0.prefix(100)) }.joined(separator: " | ")
                    + (lines.count > 3 ? " ..." : "")
        }
        return Problem(
            Localized(
                sv:
                    "Git kunde inte slå samman raderna \(first)–\(last). Den ena sidan: \(shown(sides[0])). Den andra: \(shown(sides[1])).",
                en:
                    "Git could not merge the lines \(first)–\(last). One side: \(shown(sides[0])). The other: \(shown(sides[1]))."
            ),
            at: Place(file: file, line: first),
            remedy: Localized(
                sv:
                    "Behåll de rader som ska gälla, ta bort de andra och märkena <<<<<<<, ======= och >>>>>>>, och säg --edited. Eller låt Samverk slå samman exporterna rad för rad: samverk restore MAPP --merge --base MAPP.",
                en:
                    "Keep the lines that shall hold, delete the others and the marks <<<<<<<, ======= and >>>>>>>, and say --edited. Or let Samverk merge the exports row by row: samverk restore DIR --merge --base DIR."
            ))
    }
}
