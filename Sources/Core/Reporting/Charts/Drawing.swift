// SPDX-License-Identifier: EUPL-1.2

/// Collects the elements of an SVG drawing. Text is escaped here; coordinates have one decimal.
///
/// Every element has a class, so that a page can restyle it (dark mode), and plain attributes, so that the drawing
/// also stands alone.
struct Drawing {
    /// Width of every chart in its own units.
    static let width = 760.0
    /// The size of all its text.
    static let fontSize = 12.0

    enum Anchor: String {
        case start, middle, end
    }

    private(set) var elements: [String] = []

    /// About how wide a text is, in a font as wide as DejaVu Sans; most others are narrower.
    static func size(of text: String) -> Double { text.reduce(0) { $0 + size(of: $1) } }

    /// The text cut to about so much room, `…` last.
    static func cut(_ text: String, _ room: Double) -> String {
        guard size(of: text) > room else { return text }
        var out = ""
        var used = size(of: "…")
        for character in text {
            used += size(of: character)
            if used > room { break }
            out.append(character)
        }
        return out + "…"
    }

    private static func size(of character: Character) -> Double {
        switch character {
        case "i", "j", "l", "I", "|", "'", ".", ",", ":", ";", " ", "\u{A0}": 3.9
        case "f", "t", "r", "(", ")", "-", "/", "J": 4.9
        case "m", "w", "M", "W", "@", "%", "…", "+", "\u{2212}": 11.2
        case "A"..."Z", "Å", "Ä", "Ö": 8.6
        default: 7.5 * Double(TextWidth.of(character))
        }
    }

    mutating func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, style: String, tip: String? = nil
    ) {
        add(
            "rect", style,
            [("x", n(x)), ("y", n(y)), ("width", n(max(0, width))), ("height", n(height)), ("fill", fill)], tip)
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String = "grid") {
        let stroke = style == "grid" ? "#dde1e6" : "#6b7280"
        add("line", style, [("x1", n(x1)), ("y1", n(y1)), ("x2", n(x2)), ("y2", n(y2)), ("stroke", stroke)])
    }

    mutating func path(_ points: [(Double, Double)], series: Int) {
        guard let first = points.first else { return }
        let rest = points.dropFirst().map { "L\(n($0.0)) \(n($0.1))" }.joined()
        var attributes = [
            ("d", "M\(n(first.0)) \(n(first.1))\(rest)"), ("fill", "none"), ("stroke", Palette.series(series)),
            ("stroke-width", "2"),
        ]
        let dash = Palette.dashes[series % Palette.dashes.count]
        if !dash.isEmpty { attributes.append(("stroke-dasharray", dash)) }
        add("path", "l\(series % 8)", attributes)
    }

    mutating func dot(_ x: Double, _ y: Double, series: Int, tip: String) {
        let fill = Palette.series(series)
        add("circle", "s\(series % 8)", [("cx", n(x)), ("cy", n(y)), ("r", "2.6"), ("fill", fill)], tip)
    }

    mutating func text(
        _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, style: String = "t", turned: Double? = nil
    ) {
        var attributes = [("x", n(x)), ("y", n(y))]
        if anchor != .start { attributes.append(("text-anchor", anchor.rawValue)) }
        if let turned { attributes.append(("transform", "rotate(\(n(turned)) \(n(x)) \(n(y)))")) }
        attributes.append(("fill", Drawing.fill[style] ?? "#1f2933"))
        elements.append(Markup.text("text", text, Drawing.written(style, attributes)))
    }

    /// The names of the series with their colours, flowing over lines.
    ///
    /// - Returns: how high it is.
    mutating func legend(_ titles: [String], left: Double = 0) -> Double {
        var x = left
        var y = 0.0
        for (i, title) in titles.enumerated() {
            let title = Drawing.cut(title, Drawing.width / 2)
            let size = 18 + Drawing.size(of: title) + 18
            if x > left, x + size > Drawing.width {
                x = left
                y += 20
            }
            rect(x, y + 2, 12, 12, fill: Palette.series(i), style: "s\(i % 8)")
            text(title, x + 18, y + 12.5)
            x += size
        }
        return y + 26
    }

    /// The whole drawing, with a name and a description for those who do not see it.
    func svg(height: Double, title: String, description: String) -> String {
        let attributes = [
            ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(n(Drawing.width)) \(n(height))"),
            ("preserveAspectRatio", "xMinYMin meet"), ("role", "img"), ("font-family", Drawing.fonts),
            ("font-size", n(Drawing.fontSize)),
        ]
        let content = [Markup.text("title", title) + Markup.text("desc", description)] + elements
        return Markup.element("svg", content.joined(separator: "\n") + "\n", Drawing.written("chart", attributes))
            + "\n"
    }

    private static let fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
    private static let fill = ["a": "#5b6672", "w": "#ffffff", "hw": "#ffffff"]

    private mutating func add(
        _ name: String, _ style: String, _ attributes: [(String, String)], _ tip: String? = nil
    ) {
        let start = "<\(name) \(Drawing.written(style, attributes))"
        elements.append(start + (tip.map { ">\(Markup.text("title", $0))</\(name)>" } ?? "/>"))
    }

    private static func written(_ style: String, _ attributes: [(String, String)]) -> String {
        ([("class", style)] + attributes).map { Markup.attribute($0, $1) }.joined(separator: " ")
    }

    private func n(_ value: Double) -> String {
        let tenths = Int(value * 10 + (value < 0 ? -0.5 : 0.5))
        let sign = tenths < 0 ? "-" : ""
        let rest = tenths.magnitude % 10
        return sign + String(tenths.magnitude / 10) + (rest == 0 ? "" : ".\(rest)")
    }
}
