// SPDX-License-Identifier: EUPL-1.2

/// Small helpers that write elements; all text is escaped by them.
enum Markup {
    /// An element holding text.
    static func text(_ tag: String, _ text: String, _ attributes: String = "") -> String {
        element(tag, Escaping.html(text), attributes)
    }

    /// An element holding other elements.
    static func element(_ tag: String, _ content: String, _ attributes: String = "") -> String {
        "<\(tag)\(attributes.isEmpty ? "" : " " + attributes)>\(content)</\(tag)>"
    }

    /// An attribute with its value.
    static func attribute(_ name: String, _ value: String) -> String { "\(name)=\"\(Escaping.html(value))\"" }

    /// A name for `id`: nothing but what a link can point at.
    static func anchor(_ parts: String...) -> String {
        parts.map { String($0.unicodeScalars.map { isPlain($0) ? Character($0) : "-" }) }.joined(separator: "-")
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }
}
