// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A game as its lines come in: the value of every coalition by bitmask, and which coalitions have been seen.
struct CoalitionTable<Number: GameNumber> {
    /// The players, bit i for the i-th.
    private(set) var players: [String]
    /// Whether players are taken up as they come.
    let isOpen: Bool
    private var values: [Number.Value] = []
    private var seen: [UInt64] = []
    /// The file can hold no more coalitions than this.
    private let most: Int

    /// A table for the players named, or for those that will come. A file of so many bytes has at least four a row: for
    /// what can never be whole only the coalitions seen are kept, to say which is missing.
    init(players: [String]?, bytes: Int) {
        self.players = players ?? []
        isOpen = players == nil
        most = bytes / 4 + 2
        makeRoom()
    }

    /// The number of coalitions, the empty one among them.
    var size: Int { 1 << players.count }

    /// Takes up a player; the caller keeps within ``GameFile/mostPlayers``.
    mutating func add(_ player: String) {
        players.append(player)
        makeRoom()
    }

    private mutating func makeRoom() {
        seen += [UInt64](repeating: 0, count: (size + 63) / 64 - seen.count)
        guard size <= most else { return values = [] }
        values.reserveCapacity(size)
        values.append(contentsOf: repeatElement(0, count: size - values.count))
    }

    /// Sets the value of a coalition; false when it has one already.
    @inline(__always) mutating func set(_ coalition: Int, _ value: Number.Value) -> Bool {
        let bit = UInt64(1) << UInt64(coalition & 63)
        guard seen[coalition >> 6] & bit == 0 else { return false }
        seen[coalition >> 6] |= bit
        if coalition < values.count { values[coalition] = value }
        return true
    }

    /// How many coalitions with members have not been seen, and the first of them.
    var missing: (first: Int, count: Int)? {
        var first: Int?
        var count = 0
        for (word, bits) in seen.enumerated() {
            var open = ~bits
            if word == 0 { open &= ~1 }
            if word == seen.count - 1, size & 63 != 0 { open &= UInt64(1) << UInt64(size & 63) - 1 }
            guard open != 0 else { continue }
            first = first ?? word * 64 + open.trailingZeroBitCount
            count += open.nonzeroBitCount
        }
        return first.map { ($0, count) }
    }

    /// The names of a coalition's members, joined by `+`.
    func name(_ coalition: Int) -> String {
        players.indices.filter { coalition >> $0 & 1 == 1 }.map { players[$0] }.joined(separator: "+")
    }

    /// The values by coalition.
    var storage: Column.Storage { Number.storage(values) }
}
