// SPDX-License-Identifier: EUPL-1.2

/// A semantic version (Semantic Versioning 2.0.0, Preston-Werner 2013): three whole numbers and perhaps a label,
/// `1.10.0` or `2.0.0-beta.1`. Ordered by number, never as text: `1.9.0 < 1.10.0`, and a labelled one before its release.
public struct Version: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int
    /// The dot-separated parts of the label, empty for a release.
    public let label: [String]

    /// A version of its numbers.
    public init(_ major: Int, _ minor: Int, _ patch: Int, label: [String] = []) {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.label = label
    }

    /// Reads a version; nil when the text is none: numbers of at most nine digits and without leading zeros, no build
    /// part (`+...`), which two versions could differ in without one being the later.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false).map { Version.number($0) }
        guard numbers.count == 3, let major = numbers[0], let minor = numbers[1], let patch = numbers[2] else {
            return nil
        }
        var label: [String] = []
        if parts.count == 2 {
            label = parts[1].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard label.allSatisfy(Version.isLabel) else { return nil }
        }
        self.init(major, minor, patch, label: label)
    }

    public var description: String {
        "\(major).\(minor).\(patch)" + (label.isEmpty ? "" : "-" + label.joined(separator: "."))
    }

    /// The three numbers without the label.
    public var numbers: [Int] { [major, minor, patch] }

    public static func < (a: Version, b: Version) -> Bool {
        if a.numbers != b.numbers { return a.numbers.lexicographicallyPrecedes(b.numbers) }
        if a.label.isEmpty || b.label.isEmpty { return !a.label.isEmpty && b.label.isEmpty }
        for (x, y) in zip(a.label, b.label) where x != y {
            switch (number(x[...]), number(y[...])) {
            case (let x?, let y?): return x < y
            case (.some, nil): return true
            case (nil, .some): return false
            case (nil, nil): return x.utf8.lexicographicallyPrecedes(y.utf8)
            }
        }
        return a.label.count < b.label.count
    }

    /// A whole number without leading zeros, or nil.
    public static func number(_ text: Substring) -> Int? {
        let digits = text.utf8
        guard (1...9).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
            digits.count == 1 || digits.first != 48
        else { return nil }
        return Int(text)
    }

    private static func isLabel(_ part: String) -> Bool {
        guard (1...64).contains(part.utf8.count) else { return false }
        if part.utf8.allSatisfy({ (48...57).contains($0) }) { return number(part[...]) != nil }
        return part.utf8.allSatisfy {
            (48...57).contains($0) || (97...122).contains($0) || (65...90).contains($0) || $0 == 45
        }
    }
}
