// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@Suite struct JSONWriterTests {
    @Test(
        "Compact text, members in order",
        arguments: [
            (.null, "null"), (["b": 1, "a": [true, false]], #"{"b":1,"a":[true,false]}"#), (1.0, "1.0"), (0.0, "0.0"),
            (.real(-0.0), "0.0"), (.real(.nan), "null"), (.real(.infinity), "null"),
            (.integer(.min), "-9223372036854775808"),
            (0.1, "0.1"), (1e300, "1e+300"), ("a\"\\\n\r\t\u{1}\u{7F}å/", #""a\"\\\n\r\t\u0001\u007få/""#), ([], "[]"),
            ([:], "{}"),
        ] as [(JSON, String)])
    func writes(_ value: JSON, _ text: String) {
        #expect(value.text == text)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var seed = Seed(9)
        for _ in 0..<1500 {
            let value = randomJSON(&seed, depth: 4)
            #expect(try JSON.read(value.bytes) == value)
            #expect(try JSON.read(value.prettyText) == value)
            #expect(!value.bytes.contains(10))
        }
    }

    @Test func peopleGetLinesAndBlanks() {
        let value: JSON = ["a": [1, 2], "b": [:], "c": []]
        #expect(
            value.prettyText == """
                {
                  "a": [
                    1,
                    2
                  ],
                  "b": {},
                  "c": []
                }
                """)
    }

    @Test func sortingGivesOneTextForOneValue() {
        let one: JSON = ["b": ["d": 1, "c": 2], "a": [["y": 1, "x": 2]]]
        let other: JSON = ["a": [["x": 2, "y": 1]], "b": ["c": 2, "d": 1]]
        #expect(one.sorted.bytes == other.sorted.bytes)
        #expect(one.sorted.text == #"{"a":[{"x":2,"y":1}],"b":{"c":2,"d":1}}"#)
    }

    @Test func assigningNilRemovesAMember() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = nil
        object["b"] = 3
        object["c"] = 4
        object["d"] = nil
        #expect(JSON.object(object).text == #"{"b":3,"c":4}"#)
    }
}

private func randomJSON(_ seed: inout Seed, depth: Int) -> JSON {
    switch seed.integer(0...(depth > 0 ? 6 : 4)) {
    case 0: return .null
    case 1: return .bool(seed.flip())
    case 2: return .integer(seed.anyInteger())
    case 3: return .real(seed.anyReal())
    case 4: return .string(seed.hostileText())
    case 5: return .array((0..<seed.integer(0...4)).map { _ in randomJSON(&seed, depth: depth - 1) })
    default:
        var object = JSONObject()
        for _ in 0..<seed.integer(0...4) { object[seed.hostileText()] = randomJSON(&seed, depth: depth - 1) }
        return .object(object)
    }
}
