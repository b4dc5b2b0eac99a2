// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

/// The strict reader: one document, one meaning; what is wrong is told with line and column.
@Suite struct JSONReaderTests {
    @Test(
        "Values",
        arguments: [
            ("null", .null), ("true", true), (" false ", false), ("0", 0), ("-0", 0), ("1", 1), ("-17", -17),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)), ("1.0", 1.0),
            ("1e2", 100.0),
            ("1E-2", 0.01), ("-0.0", 0.0), ("-0e5", 0.0), ("1e-400", 0.0),
            ("1.7976931348623157e308", .real(.greatestFiniteMagnitude)),
            ("\"\"", ""), ("\"å\"", "å"), ("[]", []), ("[1,[2]]", [1, [2]]), ("{}", [:]),
            ("{\"b\":1,\"a\":{}}", ["b": 1, "a": [:]]),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"), ("\"\\u00e5\\u00C5\"", "åÅ"),
            ("\"\\ud835\\udd4f\"", "𝕏"),
            ("\"\\u0000\"", "\u{0}"), ("\r\n\t [ ] \n", []),
        ] as [(String, JSON)])
    func reads(_ text: String, _ value: JSON) throws {
        #expect(try JSON.read(text) == value)
    }

    @Test func wholeNumbersAndRealsAreToldApart() throws {
        #expect(try JSON.read("1").integer == 1)
        #expect(try JSON.read("1.0").integer == nil)
        #expect(try JSON.read("1.0") != JSON.read("1"))
        #expect(try JSON.read("-0.0").number?.sign == .plus)
    }

    @Test(
        "Faults have a line and a column",
        arguments: [
            ("", 1, 1), ("  ", 1, 3), ("nul", 1, 1), ("True", 1, 1), ("[1,]", 1, 4), ("[1 2]", 1, 4), ("[,]", 1, 2),
            ("[", 1, 2),
            ("{", 1, 2), ("{\"a\"}", 1, 5), ("{\"a\":}", 1, 6), ("{\"a\":1,}", 1, 8), ("{a:1}", 1, 2), ("{1:1}", 1, 2),
            ("1 2", 1, 3),
            ("[1]]", 1, 4), ("\"a", 1, 1), ("\"a\\", 1, 4), ("\"\\x\"", 1, 4), ("\"\\u12g4\"", 1, 4),
            ("\"\\u+123\"", 1, 4), ("\"\t\"", 1, 2),
            ("\"a\nb\"", 1, 3), ("01", 1, 1), ("-01", 1, 1), ("1.", 1, 1), ("-", 1, 1), (".5", 1, 1), ("+1", 1, 1),
            ("1e", 1, 1),
            ("1e+", 1, 1), ("0x10", 1, 2), ("NaN", 1, 1), ("-Infinity", 1, 1), ("1e400", 1, 1), ("-1e400", 1, 1),
            ("9223372036854775808", 1, 1), ("123456789012345678901234567890", 1, 1), ("{\"a\":1,\n \"a\":2}", 2, 2),
            ("{\"a\":1,\"\\u0061\":2}", 1, 8), ("[\n\n  x]", 3, 3), ("[\r\n x]", 2, 2), ("\"\\ud800\"", 1, 8),
            ("\"\\udc00\"", 1, 8),
            ("\"\\ud800\\u0041\"", 1, 14), ("\"\\ud800x\"", 1, 8), ("{\"å\": x}", 1, 7), ("[\"👩‍👧\", x]", 1, 9),
            ("// no\n1", 1, 1),
            ("'a'", 1, 1), ("[1]\u{0}", 1, 4),
        ])
    func refuses(_ text: String, _ line: Int, _ column: Int) {
        let problem = #expect(throws: Problem.self) { try JSON.read(text, file: "x.json") }
        #expect(problem?.place == Place(file: "x.json", line: line, column: column))
    }

    @Test func aByteOrderMarkIsNamed() {
        let problem = #expect(throws: Problem.self) { try JSON.read([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) }
        #expect(problem?.place == Place(line: 1, column: 1))
        #expect(problem?.message.en.contains("byte order mark") == true)
    }

    @Test(
        "Bytes that are no UTF-8 are refused",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE5], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
        ] as [[UInt8]])
    func refusesInvalidUTF8(_ bytes: [UInt8]) {
        let problem = #expect(throws: Problem.self) { try JSON.read([0x5B, 0x22] + bytes + [0x22, 0x5D]) }
        #expect(problem?.place == Place(line: 1, column: 2))
        #expect(throws: Problem.self) { try JSON.read(bytes) }
    }

    @Test("64 levels are read, 65 are not", arguments: [("[", "]"), ("{\"a\":", "}")])
    func depth(_ open: String, _ close: String) throws {
        func nested(_ levels: Int) -> String {
            String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
        }
        #expect(throws: Never.self) { try JSON.read(nested(64)) }
        let problem = #expect(throws: Problem.self) { try JSON.read(nested(65)) }
        #expect(problem?.message.en.contains("64 levels") == true)
        #expect(throws: Problem.self) { try JSON.read(String(repeating: open, count: 1_000_000)) }
    }

    @Test func anEmptyListAtTheSixtyFifthLevelIsOneTooMany() {
        let text = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        #expect(throws: Problem.self) { try JSON.read(text) }
    }

    @Test func aMessageNeverRepeatsAWholeFlood() {
        let digits = String(repeating: "9", count: 100_000)
        let problem = #expect(throws: Problem.self) { try JSON.read(digits) }
        #expect((problem?.message.en.utf8.count ?? .max) < 300)
        let twice = "{\"\(digits)\":1,\"\(digits)\":1}"
        let second = #expect(throws: Problem.self) { try JSON.read(twice) }
        #expect((second?.message.en.utf8.count ?? .max) < 300)
    }

    @Test func noTruncationOrFlippedByteCrashesTheReader() throws {
        let document = Array(#"{"a":[1,-2.5e3,"x\u00e5\ud835\udd4f",null,true],"b":{"c":false}}"#.utf8)
        for end in 0..<document.count {
            #expect(throws: Problem.self) { try JSON.read(Array(document[..<end])) }
        }
        var seed = Seed(8)
        for _ in 0..<5000 {
            var bytes = document
            for _ in 0..<seed.integer(1...4) { bytes[seed.integer(0...bytes.count - 1)] = UInt8(seed.integer(0...255)) }
            do {
                let value = try JSON.read(bytes)
                #expect(try JSON.read(value.bytes) == value)
            } catch {
                #expect(error.place.line != nil)
            }
        }
    }
}
