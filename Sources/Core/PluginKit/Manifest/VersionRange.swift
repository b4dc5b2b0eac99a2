// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Which versions will do: `^1.2` (1.2.0 and later below 2.0.0), `~1.2.3` (below 1.3.0), `>=1.0.0 <2.0.0`, `1.2.3`
/// (only that), `*` (any).
///
/// Below 1.0.0 the first number that is not zero is what `^` holds fast: `^0.3.1` is below 0.4.0. A labelled version
/// (`2.0.0-beta.1`) is taken only where a bound names a labelled version of the same three numbers.
public struct VersionRange: Hashable, Sendable, CustomStringConvertible {
    /// As it was written.
    public let description: String
    private let bounds: [Bound]

    private struct Bound: Hashable {
        enum Order: String, CaseIterable { case atLeast = ">=", atMost = "<=", above = ">", below = "<", exactly = "=" }
        var order: Order
        var version: Version

        func allows(_ other: Version) -> Bool {
            switch order {
            case .atLeast: other >= version
            case .atMost: other <= version
            case .above: other > version
            case .below: other < version
            case .exactly: other == version
            }
        }
    }

    /// Reads a range; nil when the text is none.
    public init?(_ text: String) {
        description = text
        var bounds: [Bound] = []
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        if words != ["*"] {
            for word in words {
                guard let read = VersionRange.bounds(word) else { return nil }
                bounds += read
            }
        }
        self.bounds = bounds
    }

    /// Whether a version will do.
    public func contains(_ version: Version) -> Bool {
        guard bounds.allSatisfy({ $0.allows(version) }) else { return false }
        return version.label.isEmpty
            || bounds.contains { !$0.version.label.isEmpty && $0.version.numbers == version.numbers }
    }

    private static func bounds(_ word: Substring) -> [Bound]? {
        if word.hasPrefix("^") || word.hasPrefix("~") {
            guard let (low, given) = partial(word.dropFirst()) else { return nil }
            return [
                Bound(order: .atLeast, version: low), Bound(order: .below, version: ceiling(low, given, word.first)),
            ]
        }
        for order in Bound.Order.allCases where word.hasPrefix(order.rawValue) {
            guard let (version, _) = partial(word.dropFirst(order.rawValue.count)) else { return nil }
            return [Bound(order: order, version: version)]
        }
        return Version(String(word)).map { [Bound(order: .exactly, version: $0)] }
    }

    /// The first version that is too new.
    private static func ceiling(_ low: Version, _ given: Int, _ sign: Character?) -> Version {
        if sign == "~" { return given == 1 ? Version(low.major + 1, 0, 0) : Version(low.major, low.minor + 1, 0) }
        if low.major > 0 || given == 1 { return Version(low.major + 1, 0, 0) }
        if low.minor > 0 || given == 2 { return Version(0, low.minor + 1, 0) }
        return Version(0, 0, low.patch + 1)
    }

    /// A version of one to three numbers, the rest zero, and how many were given.
    private static func partial(_ text: Substring) -> (Version, given: Int)? {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        if let version = Version(String(text)) { return (version, 3) }
        guard numbers.count <= 2 else { return nil }
        let filled = numbers.map { Version.number($0) } + Array(repeating: 0, count: 3 - numbers.count)
        guard let major = filled[0], let minor = filled[1], let patch = filled[2] else { return nil }
        return (Version(major, minor, patch), numbers.count)
    }
}
