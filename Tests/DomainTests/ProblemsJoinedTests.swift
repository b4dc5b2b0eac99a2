// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@Suite("several problems told as one")
struct ProblemsJoinedTests {
    private func problems(_ count: Int) -> [Problem] {
        (0..<count).map { Problem(Localized(sv: "fel \($0)", en: "fault \($0)"), at: Place(line: $0 + 1)) }
    }

    @Test("one line each, with its place; more than twenty are counted", arguments: [(2, 2), (20, 20), (23, 21)])
    func lines(count: Int, lines: Int) {
        let text = Problems(problems(count)).joined.message
        #expect(text.en.split(separator: "\n").count == lines)
        #expect(text.sv.hasPrefix("line 1: fel 0\nline 2: fel 1"))
        #expect(text.en.hasSuffix(count > 20 ? "... and \(count - 20) more." : "fault \(count - 1)"))
    }

    @Test("a single problem stays as it is, and the gravest decides the exit status")
    func gravest() {
        #expect(Problems(problems(1)).joined == problems(1)[0])
        let limit = Problem("too slow", kind: .limit, remedy: "wait")
        #expect(Problems(problems(2) + [limit]).joined.kind == .limit)
        #expect(Problems(problems(2) + [limit]).joined.remedy == "wait")
    }
}
