// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Which tickets of a party must be answered at home.
struct Locks {
    /// Share of the party's tickets that stays at home.
    var tickets = 0.0
    /// Share of its work (handle time) that stays at home.
    var work = 0.0
    /// The categories, in listed order.
    var categories: [Category] = []

    /// A ticket category and what became of it.
    struct Category {
        var name: String
        var share: Double
        var handleTime: Double
        var secrecy: String
        var sharing: String
        var language: String
        /// Coefficient of variation of the handle time, and priority (1 goes first), where they are known.
        var variation: Double?
        var priority: Int?
        var locked = false
        var byRule = false
        var reason: String?

        /// All of a desk's tickets, where it has no categories.
        init(whole handleTime: Double) {
            (name, share, self.handleTime) = ("", 1, handleTime)
            (secrecy, sharing, language) = ("", "", "")
        }
    }

    private mutating func weigh(_ desk: String) throws(Problem) {
        let all = categories.reduce(0) { $0 + $1.share }
        let allWork = categories.reduce(0) { $0 + $1.share * $1.handleTime }
        guard all > 0, allWork > 0 else {
            throw Problem(
                Localized(
                    sv: "Servicedesken \(desk) saknar ärendekategorier med andel och handläggningstid.",
                    en: "The desk \(desk) has no ticket categories with share and handle time."),
                remedy: Localized(
                    sv: "Läs in dem i support-pooling/ticket_categories, eller räkna med secrecy=false.",
                    en: "Import them into support-pooling/ticket_categories, or compute with secrecy=false."))
        }
        tickets = categories.reduce(0) { $0 + ($1.locked ? $1.share : 0) } / all
        work = categories.reduce(0) { $0 + ($1.locked ? $1.share * $1.handleTime : 0) } / allWork
    }

    /// The locks of every party: categories that may never be shared stay at home; of the others the registry says
    /// what holds (`local-rule`: at home) unless the party's own rule says otherwise.
    static func read(_ context: AnalysisContext, _ parts: [Part]) throws -> [Locks] {
        guard let table = context.optionalInput("categories") else { return parts.map { _ in Locks() } }
        let rows = InputRows("categories", mayBeEmpty: table)
        var byDesk: [String: [Category]] = [:]
        for row in rows.indices {
            byDesk[try rows.name(row, "desk"), default: []].append(try Category(rows, row))
        }
        var locks = parts.map { Locks(categories: byDesk[$0.desk.id] ?? []) }
        guard context.request.parameters["secrecy"]?.bool ?? true else { return locks }
        try askRules(context, parts, &locks)
        for i in parts.indices { try locks[i].weigh(parts[i].desk.id) }
        return locks
    }

    private static func askRules(_ context: AnalysisContext, _ parts: [Part], _ locks: inout [Locks]) throws {
        var asked: [(part: Int, category: Int)] = []
        for part in parts.indices {
            for i in locks[part].categories.indices {
                let sharing = locks[part].categories[i].sharing
                locks[part].categories[i].locked = sharing == "no" || sharing == "local-rule"
                if sharing != "no" { asked.append((part, i)) }
            }
        }
        let subject = ColumnSpec("municipality", subjectType(parts.map(\.player)))
        var rows = TableBuilder(
            [
                subject, ColumnSpec("ticket.category", .category), ColumnSpec("ticket.secrecy", .category),
                ColumnSpec("ticket.sharing", .category), ColumnSpec("ticket.share", .real, unit: "share"),
                ColumnSpec("ticket.language", .category), ColumnSpec("partners", .integer),
                ColumnSpec("default", .boolean),
            ], key: ["municipality", "ticket.category"])
        for (part, i) in asked {
            let category = locks[part].categories[i]
            try rows.append(
                subjectCell(parts[part].player, subject.type), .category(category.name), .category(category.secrecy),
                .category(category.sharing), .real(category.share), .category(category.language),
                .integer(parts.count - 1), .boolean(!category.locked))
        }
        for answer in try context.rules("support-pooling/may_share@1", try rows.table()) {
            guard let value = answer.value, asked.indices.contains(answer.row) else { continue }
            guard let mayShare = value.bool else { throw wrongAnswer("support-pooling/may_share@1", answer) }
            let (part, i) = asked[answer.row]
            locks[part].categories[i].locked = !mayShare
            locks[part].categories[i].byRule = true
            locks[part].categories[i].reason = answer.reason
        }
    }
}

extension Locks.Category {
    fileprivate init(_ rows: InputRows, _ row: Int) throws(Problem) {
        name = try rows.name(row, "category")
        share = try rows.number(row, "share")
        handleTime = try rows.number(row, "handle_time_s")
        secrecy = try rows.name(row, "secrecy")
        sharing = try rows.name(row, "sharing")
        language = try rows.name(row, "language")
        variation = rows.table[row, "handle_time_cv"].number
        priority = rows.table[row, "priority"].number.map { Int($0) }
        let known = ["yes", "first-line-only", "local-rule", "no"]
        guard known.contains(sharing) else {
            throw Problem(
                Localized(
                    sv: "Ärendekategorin '\(name)': sharing '\(sharing)' är okänt.",
                    en: "The ticket category '\(name)': sharing '\(sharing)' is unknown."),
                remedy: suggestion(for: sharing, among: known))
        }
    }
}
