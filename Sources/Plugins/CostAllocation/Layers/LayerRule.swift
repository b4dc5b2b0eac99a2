// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A row of the input `rules`: how one node passes cost on to another.
struct LayerRule {
    enum Kind: String, CaseIterable {
        /// The same to each.
        case even
        /// An amount, before the rest is shared.
        case fixed
        /// In proportion to the weights of the rows.
        case proportional
        /// In proportion to a driver of the nodes that receive.
        case driver
    }

    let layer: String
    let from: String
    let to: String
    let kind: Kind
    /// Öre of a fixed rule.
    var amount = 0
    /// Weight among the rows that share the rest.
    var weight = 1.0
    /// Name of the driver.
    var driver: String?

    /// The rule as it is named in a message.
    var described: String { driver.map { "driver \($0)" } ?? kind.rawValue }

    /// Whether both share the rest by one measure.
    func agrees(with other: LayerRule) -> Bool { kind == other.kind && driver == other.driver }

    /// Reads the rules; one to `*` stands for one to every node that has the driver.
    static func read(_ rows: InputRows, _ drivers: LayerModel.Drivers) throws(Problem) -> [LayerRule] {
        var rules: [LayerRule] = []
        var seen: Set<[String]> = []
        for row in rows.indices {
            let rule = try LayerRule(rows, row, drivers)
            let targets = rule.to == "*" ? try drivers.nodes(with: rule, rows, row) : [rule.to]
            for to in targets {
                guard seen.insert([rule.from, to, rule.kind.rawValue]).inserted else {
                    throw fault(
                        "Regeln \(rule.kind.rawValue) från \(rule.from) till \(to) står två gånger.",
                        "The rule \(rule.kind.rawValue) from \(rule.from) to \(to) stands twice.",
                        remedy: ("Stryk den ena.", "Leave one of them out."))
                }
                var one = LayerRule(layer: rule.layer, from: rule.from, to: to, kind: rule.kind)
                one.amount = rule.amount
                one.driver = rule.driver
                one.weight =
                    try rule.driver.map { driver throws(Problem) in
                        try drivers.value(of: driver, at: to, rows, row)
                    } ?? rule.weight
                rules.append(one)
            }
        }
        return rules
    }

    private init(layer: String, from: String, to: String, kind: Kind) {
        self.layer = layer
        self.from = from
        self.to = to
        self.kind = kind
    }

    private init(_ rows: InputRows, _ row: Int, _ drivers: LayerModel.Drivers) throws(Problem) {
        let text = try rows.name(row, "rule")
        guard let kind = Kind(rawValue: text.lowercased()) else {
            var problem = rows.wrong(row, "rule", ("regeln '\(text)' är okänd", "the rule '\(text)' is unknown"))
            problem.remedy = suggestion(for: text, among: Kind.allCases.map(\.rawValue))
            throw problem
        }
        self.init(
            layer: try rows.name(row, "layer"), from: try rows.name(row, "from"), to: try rows.name(row, "to"),
            kind: kind)
        let needed = [Kind.fixed: "amount", .proportional: "weight", .driver: "driver"][kind]
        for column in ["amount", "weight", "driver"] where (column == needed) != (rows.optionalName(row, column) != nil)
        {
            throw column == needed
                ? rows.wrong(
                    row, column,
                    ("regeln \(kind.rawValue) behöver ett värde här", "the rule \(kind.rawValue) needs a value here"))
                : rows.wrong(
                    row, column,
                    ("regeln \(kind.rawValue) använder inte \(column)", "the rule \(kind.rawValue) takes no \(column)"),
                    remedy: ("Töm fältet, eller byt regel.", "Clear the field, or take another rule."))
        }
        if kind == .fixed { amount = try rows.cost(row, "amount") }
        if kind == .proportional { weight = try rows.number(row, "weight") }
        if kind == .driver { driver = rows.optionalName(row, "driver") }
        if to == "*", kind != .driver {
            throw rows.wrong(
                row, "to", ("* går bara med regeln driver", "* goes with the rule driver only"),
                remedy: ("Skriv en rad för varje mottagare.", "Write a row for each receiver."))
        }
    }
}

extension LayerModel {
    /// The drivers of the nodes that receive cost: users, mailboxes, gigabytes.
    struct Drivers {
        private var values: [String: [String: Double]] = [:]
        /// The nodes with a driver, in listed order.
        private var listed: [String: [String]] = [:]

        /// Reads the input `drivers`, which may be missing.
        init(_ table: Table?) throws(Problem) {
            guard let table, table.rowCount > 0 else { return }
            let rows = try InputRows("drivers", table)
            for row in rows.indices {
                let driver = try rows.name(row, "driver")
                let node = try rows.name(row, "node")
                guard values[driver, default: [:]].updateValue(try rows.number(row, "value"), forKey: node) == nil
                else {
                    throw fault(
                        "Nyckeln \(driver) för \(node) står två gånger.",
                        "The driver \(driver) of \(node) stands twice.")
                }
                listed[driver, default: []].append(node)
            }
        }

        /// The nodes that have the driver of a rule, in listed order.
        func nodes(with rule: LayerRule, _ rows: InputRows, _ row: Int) throws(Problem) -> [String] {
            guard let found = listed[rule.driver ?? ""] else { throw unknown(rule.driver ?? "", rows, row) }
            return found.filter { $0 != rule.from }
        }

        /// The value of a driver at a node.
        ///
        /// - Throws: ``Problem`` when there is none: a missing value is no zero.
        func value(of driver: String, at node: String, _ rows: InputRows, _ row: Int) throws(Problem) -> Double {
            guard let found = values[driver] else { throw unknown(driver, rows, row) }
            guard let value = found[node] else {
                throw fault(
                    "Nyckeln '\(driver)' saknas för '\(node)'.", "The driver '\(driver)' of '\(node)' is missing.",
                    remedy: (
                        "Lägg till den i drivers; skriv 0 om '\(node)' inte ska få något.",
                        "Add it to drivers; write 0 if '\(node)' is to get nothing."
                    ))
            }
            return value
        }

        private func unknown(_ driver: String, _ rows: InputRows, _ row: Int) -> Problem {
            var problem = rows.wrong(
                row, "driver", ("nyckeln '\(driver)' finns inte", "there is no driver '\(driver)'"))
            problem.remedy =
                values.isEmpty
                ? Localized(
                    sv: "Ge indatat drivers (--input drivers=FIL).",
                    en: "Give the input drivers (--input drivers=FILE).")
                : suggestion(for: driver, among: values.keys.sorted())
            return problem
        }
    }
}
