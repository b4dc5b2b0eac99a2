// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

/// Files of games become dense tables, in whatever order and spelling the rows stand.
@Suite struct GameFileTests {
    static func read(
        _ text: String, players: [String]? = nil, type: ColumnType = .money
    ) throws -> Table {
        try read(bytes: Array(text.utf8), players: players, type: type)
    }

    static func read(bytes: [UInt8], players: [String]? = nil, type: ColumnType = .money) throws -> Table {
        let path = try Programs.temporaryFolder() + "/g.csv"
        try Data(bytes).write(to: URL(filePath: path))
        return try GameFile.read(path, value: column("cost", type), players: players)
    }

    static func costs(_ table: Table) -> [String] { (table["cost"]?.cells ?? []).map(\.plainText) }

    @Test func coalitionsMayStandInAnyOrder() throws {
        let table = try Self.read("coalition,cost\nB+A,3\nB,2\nA,1\n")
        #expect(table.players == ["B", "A"])
        #expect(Self.costs(table) == ["0", "2", "1", "3"])
        #expect(table.key.isEmpty)
    }

    @Test func namedPlayersDecideTheOrder() throws {
        let table = try Self.read("coalition,cost\nB + A,3\nB,2\n,0\nA,1\n", players: ["A", "B"])
        #expect(table.players == ["A", "B"])
        #expect(Self.costs(table) == ["0", "1", "2", "3"])
    }

    @Test func masksNeedNames() throws {
        let text = "mask,cost\n3,30\n1,10\n2,20\n"
        #expect(Self.costs(try Self.read(text, players: ["A", "B"])) == ["0", "10", "20", "30"])
        let problem = #expect(throws: Problem.self) { try Self.read(text) }
        #expect(problem?.kind == .usage && problem?.remedy?.en == "Give --with players=A,B,C")
    }

    @Test(
        "One and the same game in many spellings",
        arguments: [
            "coalition,cost\nA,1.50\nB,-2\nA+B,1234567.89", "coalition,cost\r\nA,1.5\r\nB,-2.00\r\nA+B,1234567.89\r\n",
            "coalition,cost\rA,1.5\rB,-2\rA+B,1234567.89\r", "\u{FEFF}coalition,cost\nA,1.5\nB,-2\nA+B,1234567.89\n",
            "coalition;cost\nA;1,5\nB;-2\nA+B;1 234 567,89\n", "sep=;\ncoalition;cost\nA;1,50\nB;-2\nA+B;1234567,89\n",
            "coalition\tcost\nA\t1,5\nB\t-2\nA+B\t1234567.89\n", "cost,coalition\n1.5,A\n-2,B\n1234567.89,A+B",
            "\"coalition\",\"cost\"\n\"A\",\"1.5\"\n\"B\",-2\n\"A+B\",\"1,234,567.89\"\n",
            "\"cost\",\"coalition\"\n1.5,\"A\"\n-2,\"B\"\n1234567.89,\"A+B\"\n",
            "Coalition,COST\n\n A ,1.5\n\nB,\u{2212}2\nB + A,1234567.89\n\n\n",
            "coalition;cost;;\nA;1,5;;\nB;-2;;\nA+B;1234567,89;;\n",
            "coalition,cost\n,0\nA,1.5 kr\nB,-2 SEK\nA+B,1234567.89\n",
            "coalition,cost\n\"A\n\",1.5\nB,-2\nA+B,1234567.89\n",
        ])
    func spellings(_ text: String) throws {
        let table = try Self.read(text)
        #expect(table.players == ["A", "B"])
        #expect(Self.costs(table) == ["0", "1.50", "-2", "1234567.89"])
    }

    @Test(
        arguments: [
            ("mask,cost\n0,0\n1,7\n", ["0", "7"], ["A"]), ("mask,cost\n1,7", ["0", "7"], ["A"]),
            ("cost,mask\n7,1\n", ["0", "7"], ["A"]), ("coalition,cost\nA,7\n", ["0", "7"], nil),
            ("mask,cost\n3,1\n2,0\n1,0\n0,5\n", ["5", "0", "0", "1"], ["A", "B"]),
            ("mask;cost\n\"3\";1\n2,0;2\n1;3\n", ["0", "3", "2", "1"], ["A", "B"]),
        ] as [(String, [String], [String]?)])
    func smallGames(_ text: String, _ costs: [String], _ players: [String]?) throws {
        #expect(Self.costs(try Self.read(text, players: players)) == costs)
    }

    @Test func valuesMayBeRealOrWhole() throws {
        let text = "coalition;cost\nA;0,1\nB;-1.5e-3\nA+B;0.12345678901234567\n"
        #expect(try Self.read(text, type: .real)["cost"]?.storage == .reals([0, 0.1, -1.5e-3, 0.12345678901234567]))
        let whole = "mask,cost\n1,-0\n2,9223372036854775807\n3,-3\n"
        #expect(
            try Self.read(whole, players: ["A", "B"], type: .integer)["cost"]?.storage == .integers([0, 0, .max, -3]))
    }

    @Test func aTieEverywhereIsAGameToo() throws {
        let players = (0..<12).map { "p\($0)" }
        let text = "mask,cost\n" + (0..<4096).map { "\($0),\($0 == 0 ? 0 : 1)\n" }.joined()
        #expect(
            try Self.read(text, players: players)["cost"]?.storage
                == .integers([0] + Array(repeating: 100, count: 4095)))
    }

    /// A game is read the same whatever pieces the file comes in, and whether the quick or the careful reader reads a line.
    @Test func anyGameOfTwelveIsReadBack() throws {
        var seed = Seed(13)
        let names = [
            "9907", "org:gemensam-it", "Åre", "gemensam1", "gemensam2", "Ö", "a b", "x", "y", "zz", "0114",
            "lång kommun",
        ]
        for round in 0..<6 {
            let costs = [0] + (1..<4096).map { _ in seed.integer(-10_000_000...1_000_000_000) }
            var order = Array(1..<4096)
            order.shuffle(using: &seed)
            let delimiter = round % 2 == 0 ? "," : ";"
            var text = "coalition\(delimiter)cost\n"
            for mask in order {
                var members = (0..<12).filter { mask >> $0 & 1 == 1 }.map { names[$0] }
                if seed.flip() { members.shuffle(using: &seed) }
                let money = Money(ore: costs[mask]).kronor
                let quoted = round > 3 && seed.integer(0...50) == 0 ? "\"" : ""
                text +=
                    "\(quoted)\(members.joined(separator: seed.integer(0...90) == 0 ? " + " : "+"))\(quoted)\(delimiter)"
                text += delimiter == ";" && seed.flip() ? money.replacingOccurrences(of: ".", with: ",") : money
                text += seed.integer(0...40) == 0 ? "\r\n" : "\n"
            }
            let table = try Self.read(text, players: names)
            #expect(table["cost"]?.storage == .integers(costs))
        }
    }

    /// The quick readers of numbers say what the careful one says, or nothing.
    @Test func theQuickReaderIsNeverWrong() throws {
        var seed = Seed(14)
        let pieces = [
            "0", "1", "9", "12", "345", "00", ".", ",", "-", "+", " ", "e5", "9007199254740993", "123456789012345",
        ]
        for _ in 0..<20_000 {
            let text = (0..<seed.integer(0...6)).map { _ in seed.pick(pieces) }.joined()
            let comma = seed.flip()
            expectSame(GameMoney.self, .money, text, comma)
            expectSame(GameInteger.self, .integer, text, comma)
            expectSame(GameReal.self, .real, text, comma)
        }
    }

    private func expectSame<Number: GameNumber>(_: Number.Type, _ type: ColumnType, _ text: String, _ comma: Bool) {
        let quick: Number.Value? = Array(text.utf8).withUnsafeBufferPointer { bytes in
            var quick = QuickBytes(bytes: bytes, at: 0)
            let value = Number.quick(&quick, decimalComma: !comma)
            return quick.at == bytes.count ? value : nil
        }
        guard let quick else { return }
        let careful = cell(text, type, commaSeparates: comma).flatMap(Number.value)
        #expect(careful == quick, "\(type) '\(text)'")
    }
}
