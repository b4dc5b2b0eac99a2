// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import Testing

/// Versions are ordered by number, and a range says which will do.
@Suite struct VersionTests {
    /// The order of Semantic Versioning 2.0.0, section 11, and the numbers round it.
    private static let ascending = [
        "0.0.1", "0.1.0", "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
        "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.9.0", "1.10.0", "2.0.0", "10.0.0",
    ]

    @Test func theOrderIsThatOfNumbers() throws {
        let versions = try Self.ascending.map { try #require(Version($0)) }
        #expect(versions.shuffled().sorted() == versions)
        #expect(versions.map(\.description) == Self.ascending)
    }

    @Test(
        "What is no version",
        arguments: [
            "", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.00.0", "-1.0.0", "1.0.0-", "1.0.0-a..b", "1.0.0-å",
            "1.0.0-01", "1.0.0+build", "1.0.9999999999", "1e400.0.0", "1.0.0 ",
        ])
    func refused(_ text: String) { #expect(Version(text) == nil) }

    @Test(
        "Which versions a range takes",
        arguments: [
            ("*", ["0.0.1", "9.9.9"], ["1.0.0-beta"]),
            ("1.2.3", ["1.2.3"], ["1.2.2", "1.2.4", "1.2.3-rc"]),
            ("^1.2", ["1.2.0", "1.99.0"], ["1.1.9", "2.0.0", "2.0.0-beta"]),
            ("^1", ["1.0.0", "1.99.0"], ["0.9.9", "2.0.0"]),
            ("^0.3.1", ["0.3.1", "0.3.9"], ["0.3.0", "0.4.0"]),
            ("^0.0.3", ["0.0.3"], ["0.0.4", "0.0.2"]),
            ("^0.0", ["0.0.3"], ["0.1.0"]),
            ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]), ("~1.2", ["1.2.0", "1.2.9"], ["1.3.0"]),
            ("~1", ["1.0.0", "1.9.9"], ["2.0.0"]),
            (">=1.0.0 <2.0.0", ["1.0.0", "1.9.9"], ["2.0.0", "0.9.9", "1.5.0-beta"]),
            (">1.0 <=1.2", ["1.0.1", "1.2.0"], ["1.0.0", "1.2.1"]), ("=1.0.0", ["1.0.0"], ["1.0.1"]),
            ("^2.0.0-beta.2", ["2.0.0-beta.2", "2.0.0-beta.11", "2.0.0", "2.4.0"], ["2.0.0-beta.1", "2.1.0-beta.3"]),
        ] as [(String, [String], [String])])
    func range(_ text: String, _ taken: [String], _ left: [String]) throws {
        let range = try #require(VersionRange(text))
        for version in taken { #expect(range.contains(try #require(Version(version))), "\(version)") }
        for version in left { #expect(!range.contains(try #require(Version(version))), "\(version)") }
    }

    @Test(
        "What is no range", arguments: ["", " ", "1.2", "^", "^x", ">= 1.0.0", "1.0.0  ", "^1.0.0.0", "* *", "^01.0"])
    func noRange(_ text: String) { #expect(VersionRange(text) == nil) }
}
