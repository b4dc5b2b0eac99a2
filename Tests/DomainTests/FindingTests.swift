// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@Suite struct FindingTests {
    private let saves = Finding(
        "saves", .notice,
        [
            "parties": .init(.integer(5)), "saving": .init(.money(Money(ore: 123_400)), unit: "öre/year"),
            "share": .init(.real(0.25), unit: "share"), "party": .init(Samples.party("9907")),
            "since": .init(Samples.day("2026-01-01")),
            "names": .init(.text("Kommun A, Kommun B")), "ok": .init(.boolean(true)), "kind": .init(.category("desk")),
            "nothing": .init(.null),
        ])

    @Test func goldenForm() throws {
        try Golden.expect(saves.wire.bytes, equal: "wire/finding.json")
    }

    @Test func whatTravelsIsReadBack() throws {
        #expect(try Finding(wire: JSON.read(saves.wire.bytes)) == saves)
        #expect(try Finding(wire: Finding("plain").wire) == Finding("plain"))
    }

    @Test(
        "A finding is read strictly",
        arguments: [
            #"{"severity":"info","arguments":{}}"#, #"{"id":"a","arguments":{}}"#,
            #"{"id":"a","severity":"loud","arguments":{}}"#,
            #"{"id":"a","severity":"info","arguments":[]}"#, #"{"id":"a","severity":"info","arguments":{},"text":"x"}"#,
            #"{"id":"a","severity":"info","arguments":{"n":5}}"#,
            #"{"id":"a","severity":"info","arguments":{"n":{"type":"int","value":5}}}"#,
            #"{"id":"a","severity":"info","arguments":{"n":{"type":"integer","value":"5"}}}"#,
            #"{"id":"a","severity":"info","arguments":{"n":{"type":"integer","unit":5,"value":5}}}"#,
        ])
    func refuses(_ text: String) throws {
        let json = try JSON.read(text)
        #expect(throws: Problem.self) { try Finding(wire: json) }
    }
}
