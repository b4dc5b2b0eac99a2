// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkRules

/// The bytes that parties approve and sign: others must be able to make the same.
@Suite struct ApprovedTextTests {
    private static let text = ApprovedText(
        agreement: "agr-desk", hook: "cost-allocation/cap@1", parties: ["9908", "org:gemensam-it", "9907"],
        source: Array("return rule {}\n".utf8))

    @Test func theBytesOfDocsContracts() {
        #expect(
            String(decoding: Self.text.bytes, as: UTF8.self)
                == "23:samverk-approved-text-1,8:agr-desk,21:cost-allocation/cap@1,1:3,4:9907,4:9908,15:org:gemensam-it,15:return rule {}\n,"
        )
        let statement = ApprovalStatement(
            hash: "ab12", party: "9908", person: "Åsa Ek", basis: "KF § 9", day: Day(days: 20_000))
        #expect(
            String(decoding: statement.bytes, as: UTF8.self)
                == "18:samverk-approval-1,4:ab12,4:9908,7:Åsa Ek,7:KF § 9,10:2024-10-04,")
    }

    @Test func partiesCountOnceInWhateverOrder() {
        var other = Self.text
        other.parties = ["9907", "9907", "org:gemensam-it", "9908"]
        #expect(other.bytes == Self.text.bytes)
    }

    /// Texts that differ anywhere have other bytes, even when what stands beside each other is the same.
    @Test func noTwoTextsHaveTheSameBytes() {
        var texts: [ApprovedText] = [Self.text]
        func changed(_ change: (inout ApprovedText) -> Void) {
            var text = Self.text
            change(&text)
            texts.append(text)
        }
        changed { $0.agreement = "agr-des" }
        changed { $0.agreement = "agr-desk,21:" }
        changed { $0.hook = "cost-allocation/cap@2" }
        changed { $0.parties = ["9907", "9908"] }
        changed { $0.parties = [] }
        changed { $0.source.append(10) }
        changed { $0.source = [] }
        changed { $0.parties = ["9907", "9908", "org:gemensam-it", "x"] }
        #expect(Set(texts.map(\.bytes)).count == texts.count)
    }

    @Test func anyTwoTextsDiffer() {
        var seed = Seed(11)
        var known: [[UInt8]: ApprovedText] = [:]
        func word() -> String { String((0..<seed.integer(0...4)).map { _ in seed.pick(Array("1:,a")) }) }
        for _ in 0..<2000 {
            let text = ApprovedText(
                agreement: word(), hook: word(), parties: (0..<seed.integer(0...3)).map { _ in word() },
                source: Array(word().utf8))
            var sorted = text
            sorted.parties = Set(text.parties).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            if let other = known.updateValue(sorted, forKey: text.bytes) { #expect(other == sorted) }
        }
        #expect(known.count > 1000)
    }
}
