// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

/// What is wrong with the file of a game is told with its line and column, all of it at once.
@Suite struct WrongGameFileTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String { says }
        let text: String
        var players: [String]?
        let says: String
        /// Line and column.
        var at: (Int, Int)?

        init(_ text: String, players: [String]? = nil, _ says: String, at: (Int, Int)? = nil) {
            self.text = text
            self.players = players
            self.says = says
            self.at = at
        }
    }

    private static let many = (1...70).map { "p\($0)" }

    static let coalitions = [
        Fault("coalition,cost\nA,1\nB,2\n", "The game lacks 1 of its coalitions, the first is A+B."),
        Fault("coalition,cost\nA+B+C,1\n", "The game lacks 6 of its coalitions, the first is A."),
        Fault("coalition,cost\nA,1\nA,2\n", "the coalition A stands twice", at: (3, 1)),
        Fault("coalition,cost\nA,1\nB,1\nA+B,2\nB+A,2\n", "A+B stands twice", at: (5, 1)),
        Fault("coalition,cost\n,0\n,0\nA,1\n", "stands twice", at: (3, 1)),
        Fault("coalition,cost\nA+A,1\n", "'A' stands twice in the coalition", at: (2, 1)),
        Fault("coalition,cost\nA,1\nC,2\n", players: ["A", "B"], "unknown player 'C'", at: (3, 1)),
        Fault("cost,coalition\n1,A\n2,C\n", players: ["A", "B"], "unknown player 'C'", at: (3, 3)),
        Fault("coalition,cost\nA,1\n", players: ["A", "A"], "The player 'A' is named twice"),
        Fault("coalition,cost\n", "The game has no players."),
        Fault("coalition,cost\n,0\n", "The game has no players."),
        Fault("coalition,cost\n", players: [], "The game has no players."),
        Fault("coalition,cost\n", players: ["A", "B"], "The game lacks 3 of its coalitions, the first is A."),
        Fault("", "The file is empty."), Fault("\n\n", "The file is empty."),
    ]

    static let masks = [
        Fault("mask,cost\n1,1\n4,2\n", players: ["A", "B"], "mask 4 does not belong to 2 players", at: (3, 1)),
        Fault("mask,cost\n-1,1\n", players: ["A"], "mask -1 does not belong", at: (2, 1)),
        Fault("mask,cost\n9223372036854775807,1\n", players: ["A"], "does not belong", at: (2, 1)),
        Fault("mask,cost\n99999999999999999999,1\n", players: ["A"], "is too large", at: (2, 1)),
        Fault("mask,cost\n1.5,1\n", players: ["A"], "is no whole number", at: (2, 1)),
        Fault("mask,cost\nA,1\n", players: ["A"], "'A' is no whole number", at: (2, 1)),
        Fault("mask,cost\n,1\n", players: ["A"], "mask: a value is required", at: (2, 1)),
        Fault("mask,cost\n1,1\n1,2\n", players: ["A"], "the coalition A stands twice", at: (3, 1)),
        Fault("mask,cost\n0,0\n", players: ["A"], "The game lacks 1 of its coalitions, the first is A."),
        Fault("mask,cost\n", players: [], "The game has no players."),
        Fault("mask,cost\n0,1\n1,2\n", "the players are not named"),
    ]

    static let values = [
        Fault("coalition,cost\nA,1\nB,2x\nA+B,3\n", "'2x' is no amount of money", at: (3, 3)),
        Fault("coalition,cost\nA,\n", "cost: a value is required", at: (2, 3)),
        Fault("coalition,cost\nA,NaN\n", "'NaN'", at: (2, 3)),
        Fault("coalition,cost\nA,1e400\n", "'1e400'", at: (2, 3)),
        Fault("coalition,cost\nA,1.234\n", "at most two decimals", at: (2, 3)),
        Fault("coalition,cost\nA,99999999999999999999\n", "is too large", at: (2, 3)),
        Fault("coalition,cots\nA,1\n", "Unknown column 'cots'", at: (1, 11)),
        Fault("coalition\nA\n", "The column 'cost' is missing", at: (1, 0)),
        Fault("mask,coalition,cost\n1,A,1\n", players: ["A"], "Unknown column 'coalition'", at: (1, 6)),
        Fault("coalition,cost,cost\nA,1,1\n", "is there already", at: (1, 16)),
        Fault("coalition,cost\nA,1,5\n", "The row has 3 fields", at: (2, 1)),
        Fault("coalition,cost\nA\n", "The row has 1 fields", at: (2, 1)),
        Fault("coalition,cost\nA,1\n\"B,2\nA+B,3\n", "is never closed", at: (3, 1)),
        Fault("coalition,cost\nA,1\nB\u{0},2\nA+B,3\n", "A NUL character", at: (3, 2)),
    ]

    @Test(arguments: coalitions + masks + values)
    func isTold(_ fault: Fault) throws {
        let told = faults { try GameFileTests.read(fault.text, players: fault.players) }
        let first = try #require(
            told.first { $0.message.en.contains(fault.says) }, "\(told.map(\.message.en))")
        if let (line, column) = fault.at {
            #expect(first.place.line == line && (first.place.column ?? 0) == column, "\(first.place.description)")
        }
    }

    @Test func invalidUTF8IsTold() throws {
        let bytes = Array("coalition,cost\nA,1\nB".utf8) + [0xC3, 0x28] + Array(",2\n".utf8)
        let told = faults { try GameFileTests.read(bytes: bytes) }
        #expect(told.first?.message.en == "The text is not valid UTF-8 here." && told.first?.place.line == 3)
    }

    @Test(
        arguments: [
            ("coalition,cost\n" + (1...27).map { "p\($0)" }.joined(separator: "+") + ",1\n", nil),
            ("coalition,cost\n" + (1...290).map { "p\($0),1\n" }.joined(), nil),
            ("mask,cost\n1,1\n", (1...27).map { "p\($0)" }), ("no game at all", (1...31).map { "p\($0)" }),
            ("coalition,cost\nA,1\n", many),
        ] as [(String, [String]?)])
    func moreThan26PlayersAreRefusedAtOnce(_ text: String, _ players: [String]?) throws {
        let told = faults { try GameFileTests.read(text, players: players) }
        #expect(told.map(\.kind) == [.limit])
        #expect(told.first?.message.en == "A game in a file has at most 26 players (2^26 coalitions).")
        #expect(told.first?.remedy?.en.contains("--input pools and parties") == true)
        #expect(told.first?.remedy?.en.contains("shapley-sampled") == true)
    }

    /// 26 players in a small file: what is missing is told without room for 2^26 values.
    @Test func aSmallFileOfManyPlayersIsNoGame() throws {
        let players = (0..<26).map { "p\($0)" }
        let told = faults { try GameFileTests.read("mask,cost\n1,1\n2,1\n4,1\n", players: players) }
        #expect(told.first?.message.en == "The game lacks 67108860 of its coalitions, the first is p0+p1.")
    }

    @Test func allFaultsAreToldAtOnceWithTheirLines() throws {
        var lines = (1..<4096).map { "\($0),\($0)" }
        lines[0] = "1,x"
        lines[2000] = "2001,1,1"
        lines[4000] = "4000,1"
        lines[4090] = "4096,1"
        lines[4094] = "4095,1.999"
        let told = faults {
            try GameFileTests.read("mask,cost\n" + lines.joined(separator: "\n"), players: (0..<12).map { "p\($0)" })
        }
        #expect(told.map(\.place.line) == [2, 2002, 4002, 4092, 4096])
        #expect(told[2].message.en.contains("stands twice") && told[3].message.en.contains("mask 4096 does not belong"))
    }

    @Test func aHundredFaultsAreToldInFullAndTheRestCounted() throws {
        let text = "mask,cost\n" + (1..<4096).map { "\($0),x\n" }.joined()
        let told = faults { try GameFileTests.read(text, players: (0..<12).map { "p\($0)" }) }
        #expect(told.count == 101)
        #expect(told.last?.message.en == "... and 3995 more faults.")
    }

    @Test func aLineWithoutEndIsToldAndNotKept() throws {
        let long = "coalition,cost\nA,1\n\"" + String(repeating: "B+", count: 1 << 20)
        let told = faults { try GameFileTests.read(long) }
        #expect(told.first?.message.en.contains("longer than 1 MB") == true)
    }

    /// What a damaged file gives is a game or a message, never a crash, and a game only when it is whole.
    @Test func noDamagedFileCrashes() throws {
        var seed = Seed(16)
        let files = [
            "coalition,cost\nA,1.50\nB,-2\nA+B,123.89\n", "coalition;cost\r\n\"A\";1,5\r\nB;2\r\nA+B;3\r\n",
            "mask,cost\n0,0\n1,10\n2,20\n3,30\n", "cost,coalition\n1,A\n2,B\n3,A+B",
        ]
        for round in 0..<1500 {
            var bytes = Array(seed.pick(files).utf8)
            for _ in 0...seed.integer(0...3) {
                let place = seed.integer(0...bytes.count - 1)
                switch seed.integer(0...2) {
                case 0:
                    bytes[place] =
                        seed.flip() ? UInt8.random(in: 0...255, using: &seed) : seed.pick(Array("\n\r\",;+A1.- ".utf8))
                case 1 where bytes.count > 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 5)], at: place)
                }
            }
            let players = seed.flip() ? ["A", "B"] : nil
            do {
                let table = try GameFileTests.read(bytes: bytes, players: players)
                #expect(table.rowCount == 1 << (table.players?.count ?? -1), "round \(round)")
            } catch { #expect(Problems.told(by: error) != nil, "round \(round)") }
        }
    }
}
