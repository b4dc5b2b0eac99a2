// SPDX-License-Identifier: EUPL-1.2

/// The next arrival of every stream, as a tournament: a leaf a stream, each node the first of its two children.
struct ArrivalTree {
    private let nodes: UnsafeMutablePointer<UInt64>
    private let leaves: Int

    init(streams: Int) {
        var leaves = 1
        while leaves < streams { leaves <<= 1 }
        self.leaves = leaves
        nodes = .allocate(capacity: 2 * leaves)
        nodes.initialize(repeating: .max, count: 2 * leaves)
    }

    func deallocate() { nodes.deallocate() }

    /// The first arrival; never when there is none.
    @inline(__always) var first: EventTime { EventTime(bits: nodes[1]) }

    @inline(__always)
    func set(_ stream: Int, _ event: EventTime) {
        var node = leaves &+ stream
        var key = event.bits
        nodes[node] = key
        while node > 1 {
            let other = nodes[node ^ 1]
            key = other < key ? other : key
            node >>= 1
            nodes[node] = key
        }
    }
}
