// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

/// A game as one NumPy array by mask.
@Suite struct GameArrayTests {
    private static func read(
        _ header: [UInt8], _ values: [UInt8], players: [String]? = ["A", "B"], type: ColumnType = .money
    ) throws -> Table {
        try GameFileTests.read(bytes: header + values, players: players, type: type)
    }

    private static func head(_ element: NPYHeader.Element, _ count: Int = 4) -> [UInt8] {
        NPYHeader(element, count: count).bytes
    }

    private static func bytes<Value: BitwiseCopyable>(_ values: [Value]) -> [UInt8] {
        values.withUnsafeBytes(Array.init)
    }

    @Test func moneyIsWholeOre() throws {
        let table = try Self.read(Self.head(.int64), Self.bytes([0, 150, -200, Int.max]))
        #expect(table.players == ["A", "B"])
        #expect(GameFileTests.costs(table) == ["0", "1.50", "-2", "92233720368547758.07"])
    }

    @Test func numbersAreRealOrWhole() throws {
        let reals = try Self.read(Self.head(.float64), Self.bytes([0, 0.1, -2.5, 1e300]), type: .real)
        #expect(reals["cost"]?.storage == .reals([0, 0.1, -2.5, 1e300]))
        let whole = try Self.read(Self.head(.int64), Self.bytes([0, 1, 2, 3]), type: .real)
        #expect(whole["cost"]?.storage == .reals([0, 1, 2, 3]))
    }

    /// Larger than what is held at a time.
    @Test func aLargeArrayIsReadWhole() throws {
        let values = (0..<1 << 18).map { $0 * 3 }
        let players = (0..<18).map { "p\($0)" }
        let table = try Self.read(Self.head(.int64, 1 << 18), Self.bytes(values), players: players)
        #expect(table["cost"]?.storage == .integers(values))
    }

    @Test func everyByteIsGivenToTheHash() throws {
        let file = Self.head(.int64, 1 << 18) + Self.bytes(Array(0..<1 << 18))
        let path = try Programs.temporaryFolder() + "/g.npy"
        try Data(file).write(to: URL(filePath: path))
        var seen: [UInt8] = []
        let players = (0..<18).map { "p\($0)" }
        _ = try GameFile.read(path, value: column("cost", .money), players: players) { seen += $0 }
        #expect(seen == file)
    }

    @Test func whatDoesNotFitIsTold() throws {
        let four = Self.bytes([0, 1, 2, 3])
        func told(_ body: () throws -> Table) -> String { faults(body).map(\.message.en).joined() }
        #expect(told { try Self.read(Self.head(.int64), four, players: nil) }.contains("the players are not named"))
        #expect(
            told { try Self.read(Self.head(.int64), four, players: ["A", "B", "C"]) }
                == "3 players have 8 coalitions, but the array has 4 values.")
        #expect(told { try Self.read(Self.head(.int64, 1), four, players: []) }.contains("0 players"))
        #expect(
            told { try Self.read(Self.head(.int64), Array(four.dropLast())) }
                == "The file has 159 bytes; that is not what its header says.")
        #expect(told { try Self.read(Self.head(.int64), four + [0]) }.contains("161 bytes"))
        #expect(told { try Self.read(Self.head(.float64), four) } == "The values are <f8, but money was expected.")
        #expect(told { try Self.read(Self.head(.int32), Self.bytes([0, 1, 2, 3] as [Int32])) }.contains("are <i4"))
        #expect(
            told { try Self.read(Self.head(.float64), Self.bytes([0, 1, .nan, 3]), type: .real) }
                == "The value of mask 2 is no finite number.")
        #expect(told { try Self.read(Array(Self.head(.int64).prefix(40)), []) }.contains("the npy header is broken"))
        #expect(told { try Self.read(Array(Self.head(.int64).prefix(7)), []) }.contains("the file is no .npy file"))
    }
}
