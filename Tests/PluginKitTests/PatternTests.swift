// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkPluginKit

@Suite struct PatternTests {
    @Test(arguments: [
        ("^[a-z][a-z0-9_-]{0,3}$", ["a", "ab-_"], ["", "A", "abcde", "1a", "ab\n"]),
        ("^(a|bc)+$", ["a", "bc", "abca"], ["", "b", "ab"]),
        ("^(0|[1-9][0-9]{0,2})\\.x?$", ["0.", "10.x"], ["00.", "1x"]),
        ("^[^,]*$", ["", "å b"], ["a,b"]), ("^(?:a|)b$", ["ab", "b"], ["a", "aab"]), ("^a{2}$", ["aa"], ["a", "aaa"]),
        ("^.$", ["å", "\u{1F600}"], ["", "ab", "\n"]), ("^\\*|x$", ["*", "x"], ["", "*x"]),
        ("^a{2,}$", ["aa", "aaaa"], ["a"]),
        ("^(a*)*$", ["", "aaa"], ["b"]),
    ]) func aPatternMatchesTheWholeText(_ text: String, _ right: [String], _ wrong: [String]) throws {
        let pattern = try Pattern(text)
        for one in right { #expect(pattern.matches(one), "\(text) \(one)") }
        for one in wrong { #expect(!pattern.matches(one), "\(text) \(one)") }
    }

    @Test(arguments: [
        "a", "^a", "a$", "^a$b$", "^(a$", "^[a$", "^[z-a]$", "^a{3,2}$", "^a{2000}$", "^*$", "^\\d$", "^(?=a)$",
        "^a**$",
        "^a)$", "^{1}$", "^(((a{900}){900}){900})$", "^\\", "", "^a{99999}$",
    ]) func whatItDoesNotKnowIsRefused(_ text: String) { #expect(faults { try Pattern(text) }.count == 1) }

    @Test func whatMakesOthersTryForEverTakesNoTime() throws {
        let text = String(repeating: "a", count: 3000) + "!"
        for pattern in ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*a){12}$"] {
            #expect(try !Pattern(pattern).matches(text))
        }
    }
}
