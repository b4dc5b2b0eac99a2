// SPDX-License-Identifier: EUPL-1.2

/// How desks help each other.
///
/// Everywhere: an agent takes the waiting ticket of the lowest priority number, and among these the one that has waited longest. A
/// shared ticket goes to the idle desk with the least share of its agents busy, of those that its home desk asks first if that has an
/// order; among equals the first after the home desk, in order of index and round. A ticket that may not be shared stays at its home desk and at other desks of its own municipality. An
/// agent in the middle of a ticket finishes it, also when the shift ends.
public struct Sharing: Hashable, Sendable {
    /// The way of routing.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        /// Each desk answers its own.
        case separate
        /// A ticket that finds its own desk busy goes to a partner with an idle agent; if there is none, it waits at home. A
        /// freed agent takes only own tickets.
        case push
        /// As push, and a freed agent with no own ticket takes a partner's that waits.
        case giveAndTake
        /// No desk comes first: a ticket goes to any partner, and a freed agent takes what has waited longest.
        case pool
    }

    public var mode: Mode
    /// The partners of each desk: whose tickets it may take. Nil means everyone's.
    public var partners: [[Int]]?
    /// How early each desk asks each other for help, `[home][helper]`: lower first, equals as if there were no order. Nil is no order; a pool
    /// has none.
    public var order: [[Int]]?

    /// Makes a way of sharing.
    public init(_ mode: Mode, partners: [[Int]]? = nil, order: [[Int]]? = nil) {
        self.mode = mode
        self.partners = partners
        self.order = order
    }

    /// Each desk by itself.
    public static let separate = Sharing(.separate)

    /// Give and take along a chain: each desk helps the next and the one before it.
    ///
    /// - Source: Jordan and Graves, *Principles on the benefits of manufacturing process flexibility* (1995).
    public static func chain(_ desks: Int) -> Sharing {
        Sharing(
            .giveAndTake,
            partners: (0..<desks).map { desk in
                Set([(desk + 1) % desks, (desk + desks - 1) % desks]).subtracting([desk]).sorted()
            })
    }
}
