// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What units of measure are called in print: `öre/year` is `kr/år`, `tickets/h` is `ärenden/tim`.
enum UnitWords {
    /// Whether values of a unit are parts of a whole, shown times a hundred: a `share`, or a `share-difference` between two of them.
    static func isShare(_ unit: String?) -> Bool { unit == "share" || unit == "share-difference" }

    /// What a difference between shares is told in: from 80 % to 90 % is ten of them, and no 10 %.
    static func points(_ language: Language, one: Bool) -> String {
        (one
            ? Localized(sv: "procentenhet", en: "percentage point")
            : Localized(sv: "procentenheter", en: "percentage points"))(language)
    }

    /// The unit of a column or value in words; nil when it has none. Unknown ones stay as they are.
    static func text(_ unit: String?, type: ColumnType, _ language: Language, one: Bool = false) -> String? {
        if unit == "share" { return "%" }
        if unit == "share-difference" { return Localized(sv: "%-enheter", en: "pp")(language) }
        let unit = unit ?? (type == .money ? "öre" : "")
        guard !unit.isEmpty else { return nil }
        let parts = unit.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let head = word(parts[0], language, one: one)
        let tail = parts.dropFirst().map { word($0, language, one: true) }
        return ([head] + tail).joined(separator: "/")
    }

    private static func word(_ part: String, _ language: Language, one: Bool) -> String {
        guard let words = words[part] else { return part }
        return (one ? words.one : words.many)(language)
    }

    private static func same(_ sv: String, _ en: String) -> (one: Localized, many: Localized) {
        (Localized(sv: sv, en: en), Localized(sv: sv, en: en))
    }

    private static let words: [String: (one: Localized, many: Localized)] = [
        "öre": same("kr", "SEK"), "SEK": same("kr", "SEK"), "year": same("år", "year"), "month": same("månad", "month"),
        "months": (Localized(sv: "månad", en: "month"), Localized(sv: "månader", en: "months")),
        "week": same("vecka", "week"), "day": same("dag", "day"),
        "days": (Localized(sv: "dag", en: "day"), Localized(sv: "dagar", en: "days")),
        "inhabitant": same("invånare", "inhabitant"), "h": same("tim", "h"), "min": same("min", "min"),
        "s": same("s", "s"), "level": same("nivå", "level"),
        "agents": (
            Localized(sv: "handläggare", en: "agent"), Localized(sv: "handläggare", en: "agents")
        ),
        "FTE": same("årsarbetare", "FTE"), "erlang": same("erlang", "erlang"),
        "persons": (Localized(sv: "person", en: "person"), Localized(sv: "personer", en: "people")),
        "tickets": (Localized(sv: "ärende", en: "ticket"), Localized(sv: "ärenden", en: "tickets")),
        "ticket": (Localized(sv: "ärende", en: "ticket"), Localized(sv: "ärenden", en: "tickets")),
        "employees": (Localized(sv: "anställd", en: "employee"), Localized(sv: "anställda", en: "employees")),
        "users": (Localized(sv: "användare", en: "user"), Localized(sv: "användare", en: "users")),
        "votes": (Localized(sv: "röst", en: "vote"), Localized(sv: "röster", en: "votes")),
        "agent": (Localized(sv: "handläggare", en: "agent"), Localized(sv: "handläggare", en: "agents")),
    ]
}
