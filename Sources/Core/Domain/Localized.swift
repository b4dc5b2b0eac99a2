// SPDX-License-Identifier: EUPL-1.2

/// A language of the interface.
public enum Language: String, Sendable, CaseIterable {
    case swedish = "sv"
    case english = "en"
}

/// A sentence or title in Swedish and English.
///
/// A string literal stands for the same words in both languages (an identifier, a file name, a term of art).
public struct Localized: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// The Swedish words.
    public var sv: String
    /// The English words.
    public var en: String

    /// Makes a text in both languages.
    public init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }

    /// The same words in both languages.
    public init(stringLiteral value: String) { self.init(sv: value, en: value) }

    /// The words in one language.
    public func callAsFunction(_ language: Language) -> String {
        language == .swedish ? sv : en
    }

    /// The text as `{"sv": ..., "en": ...}`, the form in which manifests, messages and stored runs hold it.
    public var json: JSON { .object(["sv": .string(sv), "en": .string(en)]) }
}
