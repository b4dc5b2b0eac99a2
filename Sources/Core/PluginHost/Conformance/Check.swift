// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What `samverk plugin test` asks of a plugin, whatever language it is written in. The list is public: a plugin that
/// passes it works where Samverk works.
public enum ConformanceCheck: String, Sendable, CaseIterable {
    /// What `plugin.json` says makes sense by itself.
    case manifest
    /// It starts, agrees on the protocol, and ends when it is no longer needed.
    case hello
    /// Every analysis answers sound inputs as declared, or refuses them in words.
    case answers
    /// The same request gives the same bytes, however the process is set up.
    case deterministic
    /// Empty tables, extreme numbers, odd names and missing values are answered or refused in words: no crash, no hang.
    case hostile
    /// It can be given up at any time.
    case cancel
    /// It stays well within the time it asks for.
    case limits
    /// The cases of its package, `tests/*.json`, come out as they say.
    case cases

    /// What is checked, for people.
    public var title: Localized {
        switch self {
        case .manifest:
            Localized(sv: "plugin.json är rimlig i sig", en: "plugin.json makes sense by itself")
        case .hello:
            Localized(
                sv: "startar, talar protokollet och avslutas", en: "starts, speaks the protocol and ends")
        case .answers:
            Localized(
                sv: "svarar som den lovat, eller avböjer i ord", en: "answers as it promised, or refuses in words")
        case .deterministic:
            Localized(sv: "samma fråga ger samma svar", en: "the same request gives the same answer")
        case .hostile:
            Localized(sv: "tål tomma och orimliga indata", en: "bears empty and absurd inputs")
        case .cancel: Localized(sv: "kan avbrytas", en: "can be cancelled")
        case .limits: Localized(sv: "håller sin tid", en: "keeps its time")
        case .cases: Localized(sv: "paketets egna fall stämmer", en: "the package's own cases come out")
        }
    }
}

/// What came of one check.
public struct ConformanceResult: Hashable, Sendable {
    public enum Verdict: String, Sendable {
        case passed, failed
        /// There was nothing to check, or nothing could be found out.
        case skipped
    }

    public var check: ConformanceCheck
    /// The analysis or case it is about; nil for the whole plugin.
    public var subject: String?
    public var verdict: Verdict
    /// Why, in a sentence.
    public var words: Localized

    /// A result.
    public init(_ check: ConformanceCheck, _ subject: String? = nil, _ verdict: Verdict, _ words: Localized) {
        self.check = check
        self.subject = subject
        self.verdict = verdict
        self.words = words
    }
}
