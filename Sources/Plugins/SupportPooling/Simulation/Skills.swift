// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What only some desks can do: languages, and whatever else a ticket may take. Each is a bit of one mask.
struct Skills {
    private enum Skill: Hashable { case language(String), other(String) }
    private struct Kind: Hashable { var desk, category: String }

    /// What a row of `category_skills` says when it holds at every desk.
    static let everywhere = "all"
    private static let most = 64

    private var bits: [Skill: UInt64] = [:]
    private var known: [String: UInt64] = [:]
    private var needed: [Kind: UInt64] = [:]

    /// Reads the inputs `languages` and `skills` (what each desk can) and `category_skills` (what tickets take).
    ///
    /// A language that stands in `languages` is spoken at the desks it stands with and nowhere else; any other is spoken everywhere. So with
    /// skills; a category that takes a skill which no desk has is a slip.
    init(
        languages: Table?, skills: Table?, needs: Table?, desks: [Desk], categories: [(desk: String, category: String)]
    ) throws(Problem) {
        try read(languages, "languages", "language", desks) { .language($0) }
        try read(skills, "skills", "skill", desks) { .other($0) }
        guard let needs else { return }
        let rows = InputRows("category_skills", mayBeEmpty: needs)
        for row in rows.indices {
            let desk = try rows.name(row, "desk")
            let (category, skill) = (try rows.name(row, "category"), try rows.name(row, "skill"))
            if desk != Self.everywhere { try SamverkSupportPooling.known(desk, desks, input: "category_skills") }
            let there = categories.filter { desk == Self.everywhere || $0.desk == desk }.map(\.category)
            guard there.contains(category) else {
                throw Problem(
                    Localized(
                        sv:
                            "Indatat 'category_skills': ärendekategorin '\(category)' finns inte i indatat 'categories'.",
                        en:
                            "Input 'category_skills': the ticket category '\(category)' is not in the input 'categories'."
                    ),
                    remedy: suggestion(for: category, among: there))
            }
            guard let bit = bits[.other(skill)] else {
                throw Problem(
                    Localized(
                        sv:
                            "Indatat 'category_skills': ingen servicedesk har kompetensen '\(skill)' i indatat 'skills'.",
                        en: "Input 'category_skills': no desk has the skill '\(skill)' in the input 'skills'."),
                    remedy: suggestion(for: skill, among: names))
            }
            needed[Kind(desk: desk, category: category), default: 0] |= bit
        }
    }

    private var names: [String] {
        bits.keys.compactMap { if case .other(let name) = $0 { name } else { nil } }.sorted()
    }

    private mutating func read(
        _ table: Table?, _ input: String, _ column: String, _ desks: [Desk], _ skill: (String) -> Skill
    ) throws(Problem) {
        guard let table else { return }
        let rows = InputRows(input, mayBeEmpty: table)
        for row in rows.indices {
            let (desk, name) = (try rows.name(row, "desk"), try rows.name(row, column))
            try SamverkSupportPooling.known(desk, desks, input: input)
            guard let bit = bits[skill(name)] ?? (bits.count < Self.most ? 1 << UInt64(bits.count) : nil) else {
                throw Problem(
                    Localized(
                        sv:
                            "Indatat '\(input)': högst \(Self.most) språk och kompetenser tillsammans går att räkna med; '\(name)' är en "
                            + "för mycket.",
                        en:
                            "Input '\(input)': at most \(Self.most) languages and skills together can be computed; '\(name)' is one too "
                            + "many."), kind: .limit)
            }
            bits[skill(name)] = bit
            known[desk, default: 0] |= bit
        }
    }

    /// What a ticket of a category takes at its desk.
    func needs(_ desk: String, _ category: Locks.Category) -> UInt64 {
        (bits[.language(category.language)] ?? 0)
            | (needed[Kind(desk: desk, category: category.name)] ?? 0)
            | (needed[Kind(desk: Self.everywhere, category: category.name)] ?? 0)
    }

    /// What the agents of a desk can do.
    func skills(_ desk: String) -> UInt64 { known[desk] ?? 0 }
}
