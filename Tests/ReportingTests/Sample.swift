// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport

@testable import SamverkReporting

/// A report as a run of the example would give it: five small municipalities and a joint service desk.
enum Sample {
    static let players = ["9907", "9908", "9909", "9910", "9911"]

    static var names: [String: Localized] {
        var names: [String: Localized] = ["org:gemensam-it": Localized(sv: "Gemensam IT-enhet", en: "Joint IT unit")]
        for (i, letter) in "ABCDEFGHIJKLMN".enumerated() {
            names[String(9901 + i)] = Localized(sv: "Exempelkommun \(letter)", en: "Example municipality \(letter)")
        }
        names["equal"] = Localized(sv: "Lika delar", en: "Equal shares")
        names["proportional:population"] = Localized(sv: "Efter folkmängd", en: "By population")
        names["shapley"] = "Shapley"
        for fields in csv("capabilities") { names[fields[0]] = Localized(sv: fields[4], en: fields[5]) }
        return names
    }

    static func report() throws -> Report {
        Report(
            title: Localized(
                sv: "Gemensam servicedesk för fem små kommuner",
                en: "A joint service desk for five small municipalities"),
            answer: ReportFinding(
                id: "saves",
                sentence: Localized(
                    sv:
                        "Tillsammans betalar de {parties} kommunerna {after} i stället för {before}: "
                        + "{saving} mindre per år ({share}).",
                    en:
                        "Together the {parties} municipalities pay {after} instead of {before}: "
                        + "{saving} less a year ({share})."
                ),
                arguments: [
                    "parties": .init(.integer(5)), "after": .init(kr(5_214_377), unit: "öre"),
                    "before": .init(kr(6_715_180), unit: "öre"), "saving": .init(kr(1_500_803), unit: "öre"),
                    "share": .init(.real(0.2235), unit: "share"),
                ], isConditional: true),
            sections: [try desk(), try split(), try bill(), try capabilities()], names: names, synthetic: true,
            conditions: [condition], run: 7,
            provenance: [
                ReportFact(Localized(sv: "Kalkyl", en: "Scenario"), "scenarios/service-desk.yaml"),
                ReportFact(
                    Localized(sv: "Tillägg", en: "Plugins"),
                    "billing 0.1.0, cost-allocation 0.1.0, support-pooling 0.1.0"),
                ReportFact(
                    Localized(sv: "Datafiler", en: "Data files"), "desk_hours.csv (import 4), employees.csv (import 6)"),
                ReportFact(
                    Localized(sv: "Kontrollsumma", en: "Hash"),
                    "9b1f6f0c2f7c2f2f6f6a31f4ce2f3d5f0a9d4a1e8b7c6d5e4f3a2b1c0d9e8f7a"),
            ])
    }

    static let condition = ReportCondition(
        rule: "rules/agreements/agr-desk/tak.lua", hook: "cost-allocation/cap@1", agreement: "agr-desk",
        missing: ["9910", "9911"])

    static func kr(_ kronor: Int, _ ore: Int = 0) -> Cell { .money(Money(ore: kronor * 100 + ore)) }

    static func party(_ code: String) throws -> Cell { .party(try required(Party(code))) }

    static func required<T>(_ value: T?) throws -> T {
        guard let value else { throw Problem("missing in the sample") }
        return value
    }

    // MARK: - The steps

    static func hours() throws -> ReportTable {
        var builder = TableBuilder(
            [
                ColumnSpec("hour", .integer, unit: "hour"), ColumnSpec("tickets", .real, unit: "tickets/h"),
                ColumnSpec("load", .real, unit: "erlang"), ColumnSpec("agents_today", .integer, unit: "agents"),
                ColumnSpec("wait_separate_s", .real, unit: "s", nullable: true),
                ColumnSpec("agents_pooled_same_wait", .integer, unit: "agents"),
                ColumnSpec("wait_pooled_s", .real, unit: "s"),
            ], key: ["hour"])
        let rows: [(Int, Double, Double, Int, Double?, Int, Double)] = [
            (7, 4.31, 0.742, 2, nil, 2, 35.2), (8, 9.82, 1.702, 5, 214.733, 3, 12.02),
            (9, 18.24, 3.166, 9, 333.377, 5, 8.41), (10, 20.16, 3.499, 9, 291.1, 6, 10.67),
            (11, 14.2, 2.464, 9, 188.4, 4, 3.9), (12, 10.37, 1.8, 6, 173.21, 4, 5.5),
            (13, 15.12, 2.624, 9, 201.7, 5, 4.8),
            (14, 13.4, 2.326, 9, 167.9, 4, 3.2), (15, 10.11, 1.755, 8, 120.55, 3, 2.9),
            (16, 6.03, 1.047, 5, 96.1, 2, 4.4),
        ]
        for row in rows {
            try builder.append(
                .integer(row.0), .real(row.1), .real(row.2), .integer(row.3), row.4.map(Cell.real) ?? .null,
                .integer(row.5), .real(row.6))
        }
        return ReportTable(
            name: "hours", title: Localized(sv: "Väntan timme för timme", en: "Waits hour by hour"),
            table: try builder.table(),
            titles: [
                "hour": Localized(sv: "Klockan", en: "Hour"), "tickets": Localized(sv: "Ärenden", en: "Tickets"),
                "load": Localized(sv: "Belastning", en: "Load"),
                "agents_today": Localized(sv: "Handläggare i dag", en: "Agents today"),
                "wait_separate_s": Localized(sv: "Väntan var för sig", en: "Wait, separate desks"),
                "agents_pooled_same_wait": Localized(
                    sv: "Handläggare som räcker tillsammans", en: "Agents enough together"),
                "wait_pooled_s": Localized(sv: "Väntan tillsammans", en: "Wait, one desk"),
            ], address: "7/desk/hours")
    }

    static func desk() throws -> ReportSection {
        ReportSection(
            id: "desk", title: Localized(sv: "I dag mot gemensam bemanning", en: "Today against shared staffing"),
            summary: Localized(
                sv: "Hur länge användarna väntar på svar i dag, var kommun för sig, och om alla svarar för alla.",
                en:
                    "How long users wait for an answer today, each municipality alone, and if all answer for all."
            ),
            subtitle: "support-pooling/pooled 0.1.0", tables: [try hours()],
            charts: [
                Chart(
                    id: "waits", kind: .lines, title: Localized(sv: "Väntan över dagen", en: "Waits over the day"),
                    table: "hours", category: "hour", series: ["wait_separate_s", "wait_pooled_s"])
            ],
            findings: [
                ReportFinding(
                    id: "answered",
                    sentence: Localized(
                        sv: "I dag besvaras {share} av ärendena inom {limit}.",
                        en: "Today {share} of the tickets are answered within {limit}."),
                    arguments: [
                        "share": .init(.real(0.73735), unit: "share"), "limit": .init(.integer(60), unit: "s"),
                    ]),
                ReportFinding(
                    id: "closed", severity: .notice,
                    sentence: Localized(
                        sv: "{share} av ärendena kommer in när kommunens egen servicedesk är stängd.",
                        en: "{share} of the tickets arrive while the municipality's own desk is closed."),
                    arguments: ["share": .init(.real(0.217477), unit: "share")]),
            ],
            notes: [
                Localized(
                    sv: "Väntetiden är räknad med Erlang C, var timme för sig, med mål 80 % inom 60 s.",
                    en: "Waits follow Erlang C, each hour by itself, with a target of 80% within 60 s.")
            ])
    }

    static func allocation() throws -> ReportTable {
        let methods = ["equal", "proportional:population", "shapley"]
        var builder = TableBuilder(
            [ColumnSpec("player", .category)] + methods.map { ColumnSpec($0, .money, unit: "öre/year") },
            key: ["player"])
        let rows = [
            (1_042_875, 1_399_240, 1_301_118), (1_042_875, 1_071_003, 1_102_449), (1_042_875, 1_004_882, 1_001_206),
            (1_042_876, 951_440, 962_380), (1_042_876, 787_812, 847_224),
        ]
        for (player, row) in zip(players, rows) {
            let ore = player == "9911" ? (-160, -260, -60) : (40, 65, 15)
            try builder.append(.category(player), kr(row.0, ore.0), kr(row.1, ore.1), kr(row.2, ore.2))
        }
        return ReportTable(
            name: "allocation",
            title: Localized(sv: "Kommunernas andelar av kostnaden", en: "Each municipality's share of the cost"),
            table: try builder.table(),
            titles: [
                "player": Localized(sv: "Kommun", en: "Municipality"),
                "equal": Localized(sv: "Lika delar", en: "Equal shares"),
                "proportional:population": Localized(sv: "Efter folkmängd", en: "By population"), "shapley": "Shapley",
            ], address: "7/split/allocation")
    }

    static func game() throws -> ReportTable {
        let single = [1_412_300, 1_205_770, 1_377_410, 1_318_200, 1_401_500]
        let costs = (0..<32).map { mask in
            let members = single.indices.filter { mask >> $0 & 1 == 1 }
            let sum = members.map { single[$0] }.reduce(0, +)
            return Cell.money(Money(ore: sum * 100 - max(0, members.count - 1) * 37_520_050))
        }
        let table = try Table(
            [try Column(ColumnSpec("cost", .money, unit: "öre/year"), costs)], key: [],
            attributes: ["players": .array(players.map(JSON.string))])
        return ReportTable(
            name: "costs", title: Localized(sv: "Vad varje grupp av kommuner kostar", en: "What each coalition costs"),
            table: table, titles: ["cost": Localized(sv: "Kostnad", en: "Cost")], address: "7/split/costs",
            conditions: [condition]
        )
    }

    static func stability() throws -> ReportTable {
        var builder = TableBuilder(
            [
                ColumnSpec("method", .category), ColumnSpec("in_core", .boolean),
                ColumnSpec("max_excess", .money, unit: "öre/year"),
                ColumnSpec("worst_coalition", .text, nullable: true),
            ], key: ["method"])
        try builder.append(.category("equal"), .boolean(false), kr(64_212, 20), .text("9908+9910"))
        try builder.append(
            .category("proportional:population"), .boolean(true), kr(-21_870), .text("9907+9908+9909+9911"))
        try builder.append(.category("shapley"), .boolean(true), kr(-112_004, 50), .null)
        return ReportTable(
            name: "stability", title: Localized(sv: "Håller gruppen ihop?", en: "Does the group hold together?"),
            table: try builder.table(),
            titles: [
                "method": Localized(sv: "Fördelning", en: "Allocation"),
                "in_core": Localized(sv: "Håller ihop", en: "In the core"),
                "max_excess": Localized(sv: "Största invändning", en: "Largest objection"),
                "worst_coalition": Localized(
                    sv: "Grupp med störst invändning", en: "Coalition with the largest objection"),
            ], address: "7/split/stability")
    }

    static func split() throws -> ReportSection {
        ReportSection(
            id: "split", title: Localized(sv: "Vem betalar vad", en: "Who pays what"),
            summary: Localized(
                sv: "Den gemensamma kostnaden fördelad mellan kommunerna på tre sätt.",
                en: "The joint cost shared between the municipalities in three ways."),
            subtitle: "cost-allocation/allocate 0.1.0", tables: [try allocation(), try stability(), try game()],
            charts: [
                Chart(
                    id: "shares", kind: .groupedBars,
                    title: Localized(sv: "Andel per kommun och metod", en: "Share by municipality and method"),
                    table: "allocation", category: "player")
            ],
            findings: [
                ReportFinding(
                    id: "objection", severity: .warning,
                    sentence: Localized(
                        sv: "Med lika delar skulle {coalition} spara {amount} på att göra det själva.",
                        en: "With equal shares {coalition} would save {amount} by doing it themselves."),
                    arguments: [
                        "coalition": .init(.text("9908+9910")), "amount": .init(kr(64_212, 20), unit: "öre/year"),
                    ])
            ],
            notes: [
                Localized(
                    sv:
                        "Regeln rules/9908-exempelkommun-h/may-share.lua, rad 6, "
                        + "höll kvar socialtjänstens ärenden hemma: \"secrecy: stays in the municipality\".",
                    en:
                        "The rule rules/9908-exempelkommun-h/may-share.lua, line 6, "
                        + "kept the tickets of social services at home: \"secrecy: stays in the municipality\"."
                )
            ])
    }

    static func beforeAfter() throws -> ReportTable {
        var builder = TableBuilder(
            [
                ColumnSpec("player", .party), ColumnSpec("today", .money, unit: "öre/year"),
                ColumnSpec("after", .money, unit: "öre/year"), ColumnSpec("change", .money, unit: "öre/year"),
                ColumnSpec("change_share", .real, unit: "share"), ColumnSpec("accepts", .boolean),
                ColumnSpec("reason", .text, nullable: true),
            ], key: ["player"])
        let rows: [(Int, Int, Bool, String?)] = [
            (1_412_300, 1_301_118, true, nil), (1_205_770, 1_102_449, true, nil), (1_377_410, 1_001_206, true, nil),
            (1_318_200, 1_349_620, false, "Fullmäktige: högst samma kostnad som i dag (KF 2025-11-24 § 14)"),
            (1_401_500, 459_984, true, nil),
        ]
        for (player, row) in zip(players, rows) {
            try builder.append(
                party(player), kr(row.0), kr(row.1), kr(row.1 - row.0), .real(Double(row.1 - row.0) / Double(row.0)),
                .boolean(row.2), row.3.map(Cell.text) ?? .null)
        }
        return ReportTable(
            name: "before_after", title: Localized(sv: "Före och efter", en: "Before and after"),
            table: try builder.table(),
            titles: [
                "player": Localized(sv: "Kommun", en: "Municipality"), "today": Localized(sv: "I dag", en: "Today"),
                "after": Localized(sv: "Efter", en: "After"), "change": Localized(sv: "Skillnad", en: "Change"),
                "change_share": Localized(sv: "Skillnad", en: "Change"),
                "accepts": Localized(sv: "Godtar", en: "Accepts"),
                "reason": Localized(sv: "Skäl", en: "Reason"),
            ], address: "7/bill/before_after")
    }

    static let pools = [
        "internal_labour", "external_labour", "external_services", "hardware", "software", "facilities_power",
        "telecom",
        "other",
    ]

    static func parts() throws -> ReportTable {
        var builder = TableBuilder(
            [
                ColumnSpec("organisation", .party), ColumnSpec("total_it", .money, unit: "öre/year"),
                ColumnSpec("share_of_total", .real, unit: "share"),
            ] + pools.map { ColumnSpec($0, .real, unit: "share") },
            key: ["organisation"])
        for i in 0..<14 {
            let base = 0.0078 + Double((i * 7) % 11) * 0.0009
            let cells = [0.38, 0.03, 0.02 + Double(i % 3) * 0.01, 0.23, 0.26, 0.01, 0.05, 0.02 - Double(i % 3) * 0.01]
            let total = kr(58_000_000 / (i + 1) + 4_321_987)
            try builder.append([try party(String(9901 + i)), total, .real(base)] + cells.map { Cell.real(base * $0) })
        }
        return ReportTable(
            name: "shares", title: Localized(sv: "IT-kostnadens delar", en: "Parts of the IT cost"),
            table: try builder.table(),
            titles: [
                "organisation": Localized(sv: "Kommun", en: "Municipality"),
                "internal_labour": Localized(sv: "Egen personal", en: "Own staff"),
                "external_labour": Localized(sv: "Inhyrd personal", en: "Hired staff"),
                "external_services": Localized(sv: "Köpta tjänster", en: "Services bought"),
                "hardware": Localized(sv: "Utrustning", en: "Hardware"),
                "software": Localized(sv: "Programvara", en: "Software"),
                "telecom": Localized(sv: "Telefoni", en: "Telecom"), "other": Localized(sv: "Övrigt", en: "Other"),
                "facilities_power": Localized(sv: "Lokaler och el", en: "Facilities and power"),
                "total_it": Localized(sv: "IT-kostnad", en: "IT cost"),
                "share_of_total": Localized(sv: "Andel av all kostnad", en: "Share of all cost"),
            ], address: "7/bill/shares")
    }

    static func bill() throws -> ReportSection {
        ReportSection(
            id: "bill", title: Localized(sv: "Före och efter", en: "Before and after"),
            subtitle: "billing/compare 0.1.0",
            tables: [try beforeAfter(), try parts()],
            charts: [
                Chart(
                    id: "before-after", kind: .groupedBars,
                    title: Localized(sv: "Kostnad i dag och efter", en: "Cost today and after"), table: "before_after",
                    category: "player", series: ["today", "after"]),
                Chart(
                    id: "change", kind: .groupedBars,
                    title: Localized(sv: "Skillnad per kommun", en: "Change by municipality"), table: "before_after",
                    category: "player", series: ["change"]),
                Chart(
                    id: "parts", kind: .stackedBars,
                    title: Localized(sv: "IT-kostnad som andel av all kostnad", en: "IT cost as a share of all cost"),
                    table: "shares", category: "organisation", series: pools),
            ],
            findings: [
                ReportFinding(
                    id: "not-accepted", severity: .warning,
                    sentence: Localized(sv: "{party} godtar inte: {reason}.", en: "{party} does not accept: {reason}."),
                    arguments: [
                        "party": .init(try party("9910")), "reason": .init(.text("högst samma kostnad som i dag")),
                    ])
            ])
    }

    static func levels() throws -> ReportTable {
        var builder = TableBuilder(
            [
                ColumnSpec("respondent", .party), ColumnSpec("capability", .category),
                ColumnSpec("level", .integer, unit: "level"),
            ], key: ["respondent", "capability"])
        for fields in csv("assessments") {
            try builder.append(try party(fields[0]), .category(fields[1]), .integer(try required(Int(fields[2]))))
        }
        return ReportTable(
            name: "levels", title: Localized(sv: "Bedömd nivå", en: "Assessed level"), table: try builder.table(),
            titles: [
                "respondent": Localized(sv: "Svarande", en: "Respondent"),
                "capability": Localized(sv: "Förmåga", en: "Capability"), "level": Localized(sv: "Nivå", en: "Level"),
            ], address: "7/map/levels")
    }

    static func capabilities() throws -> ReportSection {
        ReportSection(
            id: "map", title: Localized(sv: "Förmågekarta", en: "Capability map"),
            subtitle: "capability-map/summary 0.1.0",
            tables: [try levels()],
            charts: [
                Chart(
                    id: "levels", kind: .heatMap,
                    title: Localized(sv: "Nivå per förmåga och svarande", en: "Level by capability and respondent"),
                    table: "levels", category: "capability", across: "respondent", series: ["level"])
            ],
            findings: [
                ReportFinding(
                    id: "caution", severity: .notice,
                    sentence: Localized(
                        sv: "Nivåerna är självskattade och kan inte jämföras rakt av mellan kommuner.",
                        en: "The levels are self-assessed and cannot be compared directly between municipalities."))
            ])
    }

    /// The rows of an example file, fields split at commas outside quotes.
    static func csv(_ name: String) -> [[String]] {
        let file = Golden.root.appendingPathComponent("Examples/fyrbodal/data/\(name).csv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().map { line in
            // Commas inside quotes belong to the field.
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            let safe = parts.map { $0 % 2 == 1 ? $1.replacingOccurrences(of: ",", with: "\u{1}") : String($1) }.joined()
            return safe.split(separator: ",", omittingEmptySubsequences: false)
                .map { $0.replacingOccurrences(of: "\u{1}", with: ",") }
        }
    }
}
