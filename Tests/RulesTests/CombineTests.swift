// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkRules

/// What several answers to one row make together.
@Suite struct CombineTests {
    @Test(
        "Two answers make one",
        arguments: [
            (.override, nil, 3, 3), (.override, 2, 3, 3), (.chain, 2, 3, 3),
            (.veto, nil, true, true), (.veto, true, true, true), (.veto, true, false, false),
            (.veto, false, true, false),
            (.add, nil, 3, 3), (.add, 2, 3, 5), (.add, 2, 0.5, 2.5), (.add, -2, 2, 0), (.add, .integer(.max), 1, nil),
            (.add, 1e308, 1e308, nil),
        ] as [(Hook.Combine, JSON?, JSON, JSON?)])
    func merged(_ combine: Hook.Combine, _ former: JSON?, _ latter: JSON, _ together: JSON?) {
        #expect(combine.merged(former, latter) == together)
    }

    /// The answers of some rules, one after another.
    private func all(_ combine: Hook.Combine, _ answers: [JSON]) -> JSON? {
        answers.reduce(JSON?.none) { so, next in combine.merged(so, next) }
    }

    @Test("A veto does not depend on who speaks first: one no is a no", arguments: 0..<50)
    func veto(_ number: Int) {
        var seed = Seed(UInt64(number))
        let answers = (0..<seed.integer(1...6)).map { _ in JSON.bool(seed.integer(0...3) > 0) }
        let expected = JSON.bool(!answers.contains(false))
        for _ in 0..<10 { #expect(all(.veto, answers.shuffled(using: &seed)) == expected) }
    }

    @Test("Sums do not depend on who speaks first", arguments: 0..<50)
    func add(_ number: Int) {
        var seed = Seed(UInt64(number))
        let answers = (0..<seed.integer(1...6)).map { _ in JSON.integer(seed.integer(-1_000_000...1_000_000)) }
        let expected = JSON.integer(answers.compactMap(\.integer).reduce(0, +))
        for _ in 0..<10 { #expect(all(.add, answers.shuffled(using: &seed)) == expected) }
        let (a, b) = (JSON.real(seed.anyReal() / 4), JSON.real(seed.anyReal() / 4))
        #expect(Hook.Combine.add.merged(a, b) == Hook.Combine.add.merged(b, a))
    }
}
