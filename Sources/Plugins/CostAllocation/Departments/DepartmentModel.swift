// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Most support departments: their system of equations is solved exactly in some seconds up to here.
let mostSupports = 150

/// A department with what it costs by itself.
struct Department {
    let id: String
    /// Support departments serve others; operating departments bear the cost in the end.
    let isSupport: Bool
    /// Own cost in öre; negative for a surplus.
    let cost: Int
}

/// The departments and who uses whose services.
struct DepartmentModel {
    /// In listed order.
    let departments: [Department]
    /// `usage[i][j]`: what department j uses of support department i, as whole weights; nil for operating departments.
    let usage: [[Int]?]
    /// The departments whose use of their own service was left out.
    let selfUsers: [String]

    /// Indices of the support departments, in listed order.
    var supports: [Int] { departments.indices.filter { departments[$0].isSupport } }
    /// Indices of the operating departments, in listed order.
    var operating: [Int] { departments.indices.filter { !departments[$0].isSupport } }

    /// Reads the inputs `departments` and `usage`.
    ///
    /// - Parameter keepsSelfUse: whether a department's use of its own service counts (it only swells its gross cost).
    /// - Throws: ``Problem`` that names the department, row or column at fault.
    init(departments rows: InputRows, usage: InputRows, keepsSelfUse: Bool) throws(Problem) {
        departments = try Self.departments(rows)
        let numbers = Dictionary(departments.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var quantities = departments.map { $0.isSupport ? [Double](repeating: 0, count: numbers.count) : nil }
        var selfUsers: [String] = []
        let column = try Self.measure(usage)
        var seen: Set<[Int]> = []
        for row in usage.indices {
            let from = try Self.department(usage, row, "from", numbers)
            let to = try Self.department(usage, row, "to", numbers)
            let quantity = try usage.number(row, column)
            guard departments[from].isSupport else {
                throw usage.wrong(
                    row, "from",
                    (
                        "\(departments[from].id) är ingen stödavdelning",
                        "\(departments[from].id) is no support department"
                    ),
                    remedy: (
                        "Stryk raden, eller ändra kind till support.", "Leave the row out, or set its kind to support."
                    ))
            }
            guard seen.insert([from, to]).inserted else {
                throw usage.wrong(row, "to", ("raden står två gånger", "the row stands twice"))
            }
            if from == to, !keepsSelfUse, quantity > 0 { selfUsers.append(departments[from].id) }
            quantities[from]?[to] = quantity
        }
        if column == "share" { try Self.checkShares(quantities, departments) }
        self.selfUsers = selfUsers
        self.usage = quantities.enumerated().map { i, row in
            row.map { row in
                var row = row
                if !keepsSelfUse { row[i] = 0 }
                return wholeWeights(row)
            }
        }
    }

    private static func departments(_ rows: InputRows) throws(Problem) -> [Department] {
        var departments: [Department] = []
        var seen: Set<String> = []
        for row in rows.indices {
            let id = try rows.name(row, "department")
            guard seen.insert(id).inserted else {
                throw fault("Avdelningen '\(id)' står två gånger.", "The department '\(id)' stands twice.")
            }
            let kind = try rows.name(row, "kind")
            guard ["support", "operating"].contains(kind.lowercased()) else {
                throw rows.wrong(
                    row, "kind", ("'\(kind)' är okänt", "'\(kind)' is unknown"),
                    remedy: (
                        "Skriv support (stöd) eller operating (verksamhet).",
                        "Write support or operating."
                    ))
            }
            departments.append(
                Department(id: id, isSupport: kind.lowercased() == "support", cost: try rows.ore(row, "cost")))
        }
        _ = try checkedSum(departments.map { abs($0.cost) }, "departments")
        guard departments.contains(where: \.isSupport) else {
            throw fault(
                "Ingen avdelning är en stödavdelning: det finns ingen kostnad att fördela.",
                "No department is a support department: there is no cost to allocate.",
                remedy: ("Sätt kind till support för dem.", "Set kind to support for them."))
        }
        let supports = departments.count(where: \.isSupport)
        guard supports <= mostSupports else {
            throw fault(
                "\(supports) stödavdelningar är för många: högst \(mostSupports) kan räknas.",
                "\(supports) support departments are too many: at most \(mostSupports) can be computed.",
                remedy: ("Slå ihop sådana som används på samma sätt.", "Merge those that are used alike."), kind: .limit
            )
        }
        guard departments.contains(where: { !$0.isSupport }) else {
            throw fault(
                "Ingen avdelning är en verksamhet: det finns ingen som kan bära kostnaden.",
                "No department is an operating one: there is nobody to bear the cost.",
                remedy: ("Sätt kind till operating för dem.", "Set kind to operating for them."))
        }
        return departments
    }

    /// The column that tells the use: `quantity` in any unit, or `share`.
    private static func measure(_ usage: InputRows) throws(Problem) -> String {
        guard usage.has("quantity") != usage.has("share") else {
            throw fault(
                "Indatat 'usage' ska ha en av kolumnerna quantity och share.",
                "The input 'usage' must have one of the columns quantity and share.",
                remedy: (
                    "Skriv quantity (timmar, ärenden, kvadratmeter) eller share (andelar som blir 100 %).",
                    "Write quantity (hours, tickets, square metres) or share (shares that make 100%)."
                ))
        }
        return usage.has("quantity") ? "quantity" : "share"
    }

    private static func department(
        _ usage: InputRows, _ row: Int, _ column: String, _ numbers: [String: Int]
    ) throws(Problem) -> Int {
        let name = try usage.name(row, column)
        guard let number = numbers[name] else {
            var problem = usage.wrong(
                row, column, ("avdelningen '\(name)' finns inte", "there is no department '\(name)'"))
            problem.remedy = suggestion(for: name, among: numbers.keys.sorted())
            throw problem
        }
        return number
    }

    /// Shares of a department's service make 100 %: what is missing would otherwise be shared in silence.
    private static func checkShares(_ shares: [[Double]?], _ departments: [Department]) throws(Problem) {
        for (i, row) in shares.enumerated() {
            guard let row, row.contains(where: { $0 > 0 }) else { continue }
            let sum = row.reduce(0, +)
            guard sum < 1 - 1e-6 || sum > 1 + 1e-6 else { continue }
            let percent = Cell.real((sum * 1e6).rounded() / 1e4).plainText
            throw fault(
                "Andelarna av \(departments[i].id) blir \(percent) %, inte 100 %.",
                "The shares of \(departments[i].id) make \(percent)%, not 100%.",
                remedy: (
                    "Rätta dem, eller kalla kolumnen quantity om talen bara är vikter.",
                    "Correct them, or call the column quantity if the numbers are mere weights."
                ))
        }
    }
}
