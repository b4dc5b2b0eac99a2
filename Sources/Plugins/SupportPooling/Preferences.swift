// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// The order in which desks ask each other for help, by the hook `support-pooling/preference@1`.
struct Preferences {
    /// `ranks[home][helper]`, lower first; nil where the desk has said nothing of the other.
    private(set) var ranks: [[Double?]]

    /// Nobody has said anything.
    init(desks: Int) { ranks = Array(repeating: Array(repeating: nil, count: desks), count: desks) }

    /// Asks once for every desk and every other desk.
    static func read(_ context: AnalysisContext, _ desks: [Desk]) throws -> Preferences {
        var preferences = Preferences(desks: desks.count)
        guard desks.count > 1 else { return preferences }
        let hook = "support-pooling/preference@1"
        let subject = ColumnSpec("desk", subjectType(desks.map(\.id)))
        var rows = TableBuilder(
            [
                subject, ColumnSpec("partner.desk", .category), ColumnSpec("partner.agents", .integer, unit: "agents"),
                ColumnSpec("partner.opens", .integer), ColumnSpec("partner.closes", .integer),
                ColumnSpec("default", .real, nullable: true),
            ], key: ["desk", "partner.desk"])
        var asked: [(home: Int, helper: Int)] = []
        for (home, desk) in desks.enumerated() {
            for (helper, partner) in desks.enumerated() where helper != home {
                let open = reach(partner.hours.filter(\.isOpen).map(\.hour), of: 24)
                try rows.append(
                    subjectCell(desk.id, subject.type), .category(partner.id),
                    .integer(partner.hours.map(\.agents).max() ?? 0), .integer(open?.from ?? 0),
                    .integer(open?.until ?? 0), .null)
                asked.append((home, helper))
            }
        }
        for answer in try context.rules(hook, try rows.table()) {
            guard let value = answer.value, asked.indices.contains(answer.row) else { continue }
            guard let rank = value.number, rank.isFinite else { throw wrongAnswer(hook, answer) }
            let (home, helper) = asked[answer.row]
            preferences.ranks[home][helper] = rank
        }
        return preferences
    }

    /// How early each desk asks each other, as whole numbers; whom it has said nothing of comes last. Nil when no desk has said anything.
    var order: [[Int]]? {
        guard ranks.contains(where: { $0.contains { $0 != nil } }) else { return nil }
        return ranks.map { row in
            let stated = Set(row.compactMap(\.self)).sorted()
            return row.map { rank in rank.flatMap { stated.firstIndex(of: $0) } ?? stated.count }
        }
    }

    /// Whose tickets each desk takes in a chain of partners: a desk that has said whom it asks has the two that it asks first for partners, and
    /// only one if it has named but one; another has the next desk and the one before, in a ring.
    var partners: [[Int]] {
        let ring = Sharing.chain(ranks.count).partners ?? []
        var helped = ranks.map { _ in [Int]() }
        for (home, row) in ranks.enumerated() {
            let named = row.indices.filter { row[$0] != nil }
                .sorted { (row[$0] ?? 0, distance(home, $0)) < (row[$1] ?? 0, distance(home, $1)) }
            for helper in named.isEmpty ? ring[home] : Array(named.prefix(2)) { helped[helper].append(home) }
        }
        return helped
    }

    private func distance(_ home: Int, _ helper: Int) -> Int { (helper - home + ranks.count) % ranks.count }
}
