// SPDX-License-Identifier: EUPL-1.2

extension String {
    /// The text on one line with everything shown that a terminal would obey, or that would change how the rest reads:
    /// controls, line breaks and marks of writing direction become `\u{1b}`.
    public var visible: String {
        guard unicodeScalars.contains(where: \.steers) else { return self }
        return unicodeScalars.map { $0.steers ? "\\u{" + String($0.value, radix: 16) + "}" : String($0) }.joined()
    }
}

extension Unicode.Scalar {
    fileprivate var steers: Bool {
        switch value {
        case 0..<32, 127..<160, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
