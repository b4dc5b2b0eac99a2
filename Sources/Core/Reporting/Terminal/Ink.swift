// SPDX-License-Identifier: EUPL-1.2

/// Sets words off in a terminal, where it can: with colour off the text stays as it is.
struct Ink {
    let color: Bool

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func caution(_ text: String) -> String { wrap(text, "33") }
    func alarm(_ text: String) -> String { wrap(text, "1;31") }
    func mark(_ text: String) -> String { wrap(text, "1;33") }
    func bar(_ text: String) -> String { wrap(text, "36") }

    private func wrap(_ text: String, _ code: String) -> String {
        color && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
