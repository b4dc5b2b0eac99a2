// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkExchange
import SamverkRegistry
import SamverkTestSupport
import Testing

@Suite("The example workspace")
struct ExampleTests {
    static let data =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Examples/fyrbodal/data/"
    static let datasets = [
        "municipalities", "organisations", "organisation_members", "indicators", "capabilities", "assessments",
        "agreements", "agreement_parties",
    ]

    @Test("goes in and comes out byte for byte", arguments: datasets)
    func roundTrip(_ dataset: String) throws {
        let registry = try newRegistry()
        let bytes = try FileReader.read(Self.data + dataset + ".csv")
        let report = try registry.take(String(decoding: bytes, as: UTF8.self), in: dataset, file: dataset + ".csv")
        #expect(report.added > 0 && report.changed == 0 && report.unchanged == 0)
        let out = try registry.read(dataset, order: .landed)
        #expect(Array(CSV.write(out.table).utf8) == bytes)
        #expect(out.origins.map(\.line) == Array(2..<(report.added + 2)))
        #expect(out.synthetic == (dataset != "capabilities"))
    }

    @Test("is whole: nothing refers to what is not there")
    func whole() throws {
        let registry = try newRegistry()
        for dataset in Self.datasets {
            try registry.take(
                String(decoding: FileReader.read(Self.data + dataset + ".csv"), as: UTF8.self), in: dataset)
        }
        #expect(told(try registry.check()) == [])
        #expect(try registry.municipalities().map(\.code.code) == (9901...9914).map(String.init))
        #expect(try registry.capabilities().map(\.order) == Array(1...55))
        #expect(try registry.partyNames()["org:gemensam-it"] == "Gemensam IT-enhet (L, M, N)")
        let desk = try #require(try registry.agreement("agr-desk"))
        #expect(desk.parties.map(\.party.code) == (9907...9911).map(String.init))
        #expect(desk.parties[3].status == "not-decided" && desk.form == 5 && desk.status == .proposed)
        #expect(desk.startsOn == Day("2027-01-01"))
        #expect(try registry.agreement("agr-none") == nil)
    }
}
