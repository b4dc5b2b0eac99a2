// SPDX-License-Identifier: EUPL-1.2

/// Finds players by the bytes of their names. Members mostly stand in the players' order, so the next player is tried first.
struct PlayerBytes {
    private var heads: [UInt64] = []
    private var lengths: [Int] = []
    private var names: [[UInt8]] = []

    init(_ players: [String]) {
        for player in players {
            let bytes = Array(player.utf8)
            names.append(bytes)
            lengths.append(bytes.count)
            heads.append(bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
        }
    }

    /// The number of players.
    var count: Int { names.count }

    /// The number of the player whose name stands in `bytes` from `start` to `end`, or nil.
    @inline(__always)
    func find(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, after last: Int) -> Int? {
        let length = end - start
        var head: UInt64 = 0
        for i in start..<min(end, start + 8) { head = head << 8 | UInt64(bytes[i]) }
        var player = last + 1
        for _ in 0..<names.count {
            if player >= names.count { player = 0 }
            if heads[player] == head, lengths[player] == length {
                if length <= 8 || names[player][8...].elementsEqual(bytes[(start + 8)..<end]) { return player }
            }
            player += 1
        }
        return nil
    }
}
