// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRules

/// Why a figure is what it is: a tree from the figure down to the lines of the imported files.
public struct Explanation: Sendable {
    public var kind: Kind
    /// What it is: an address, an analysis, a rule's file and line, a dataset.
    public var subject: String
    /// The figure's value, where it is one.
    public var value: Cell?
    /// The unit of the value.
    public var unit: String?
    /// What is worth knowing of it, in words.
    public var note: Localized?
    public var children: [Explanation]

    public enum Kind: String, Sendable {
        case figure, step, parameters, rule, input, dataset, lines, seen
    }

    init(
        _ kind: Kind, _ subject: String, value: Cell? = nil, unit: String? = nil, note: Localized? = nil,
        children: [Explanation] = []
    ) {
        self.kind = kind
        self.subject = subject
        self.value = value
        self.unit = unit
        self.note = note
        self.children = children
    }

    /// The tree as JSON.
    public var json: JSON {
        var object: JSONObject = ["kind": .string(kind.rawValue), "subject": .string(subject)]
        if let value { object["value"] = value.wire }
        if let unit { object["unit"] = .string(unit) }
        if let note { object["note"] = note.json }
        if !children.isEmpty { object["because"] = .array(children.map(\.json)) }
        return .object(object)
    }
}

extension RunRecord {
    /// The chain behind a figure: step, plugin version, parameters, the rules that had a say, the steps before it, down
    /// to file and line.
    ///
    /// - Parameter number: the run's number, for the addresses.
    /// - Throws: ``Problem`` with a suggestion when there is no such figure.
    public func explain(_ address: Address, number: Int) throws(Problem) -> Explanation {
        let (step, table, row, column) = try find(address, number: number)
        var walk = ExplanationWalk(record: self)
        let keys = table.key.isEmpty ? [] : table.keyCells(row).map(\.plainText)
        let full = Address(
            run: number, step: step.id, table: address.table, key: address.key, column: address.column)
        return Explanation(
            .figure, full.description, value: column[row], unit: column.unit, note: step.conditionNote,
            children: [walk.explain(step, table: address.table, keys: keys)])
    }

    /// Where the figure of an address stands.
    ///
    /// - Parameter number: the run's number, if it has one.
    /// - Throws: ``Problem`` with a suggestion when there is no such figure.
    public func find(
        _ address: Address, number: Int? = nil
    ) throws(Problem) -> (step: StepRecord, table: Table, row: Int, column: Column) {
        func missing(_ what: Localized, _ name: String, _ names: [String]) -> Problem {
            Problem(
                Localized(
                    sv: "\(what.sv) '\(name)' finns inte i \(number.map { "beräkning \($0)" } ?? "beräkningen").",
                    en: "There is no \(what.en) '\(name)' in \(number.map { "run \($0)" } ?? "the run")."),
                remedy: suggestion(for: name, among: names))
        }
        guard let step = step(address.step) else {
            throw missing(Localized(sv: "Steget", en: "step"), address.step, steps.map(\.id))
        }
        guard let table = step.table(address.table) else {
            throw missing(Localized(sv: "Tabellen", en: "table"), address.table, step.tables.map(\.name))
        }
        guard let row = table.row(keyText: address.key) else {
            throw missing(
                Localized(sv: "Raden", en: "row"), address.key, (0..<min(table.rowCount, 500)).map(table.keyText))
        }
        guard let column = table[address.column] else {
            throw missing(Localized(sv: "Kolumnen", en: "column"), address.column, table.columnNames)
        }
        return (step, table, row, column)
    }
}

extension Explanation {
    /// What a rule said: before, after, why, on what decision, and who has approved it.
    fileprivate init(_ spoken: Intervention) {
        let place = spoken.file + (spoken.line.map { ":\($0)" } ?? "")
        let reason = spoken.reason.map { ", \"\($0)\"" } ?? ""
        let basis = spoken.basis.map { " [\($0)]" } ?? ""
        let before = spoken.told(spoken.before)
        let after = spoken.told(spoken.after)
        let text = (before == after ? "" : "\(before) -> ") + "\(after)\(reason)\(basis)"
        let consent = spoken.consent?.text()
        self.init(
            .rule, place,
            note: Localized(
                sv: "\(spoken.hook) för \(spoken.subject): \(text)" + (consent.map { ", \($0.sv)" } ?? ""),
                en: "\(spoken.hook) for \(spoken.subject): \(text)" + (consent.map { ", \($0.en)" } ?? "")))
    }
}

extension Intervention {
    /// An answer with its unit, amounts in kronor.
    fileprivate func told(_ value: JSON) -> String {
        guard let unit, value != .null else { return value.plainText }
        guard case .money(let money)? = cell(value) else { return "\(value.plainText) \(unit)" }
        return money.kronor + " SEK" + unit.dropFirst("öre".count)
    }
}

extension StepRecord {
    /// What its figures depend on that is not approved, in words; nil when nothing is.
    fileprivate var conditionNote: Localized? {
        guard isConditional else { return nil }
        func list(_ nobody: String) -> String {
            conditions.map { "\($0.file) (\($0.missing.isEmpty ? nobody : $0.missing.joined(separator: ", ")))" }
                .joined(separator: "; ")
        }
        return Localized(
            sv: "* villkorad: beror på regler som inte är godkända av alla: \(list("ingen part"))",
            en: "* conditional: depends on rules that not everyone has approved: \(list("no party"))")
    }
}

/// Walks from a step to those before it, each once.
private struct ExplanationWalk {
    let record: RunRecord
    private var seen: Set<String> = []

    init(record: RunRecord) { self.record = record }

    /// - Parameter keys: the values that a row's key must share; empty means all rows.
    mutating func explain(_ step: StepRecord, table: String, keys: [String]) -> Explanation {
        let keys = step.lineage[table] == "key" ? keys : []
        let subject = "\(step.id): \(step.analysis) \(step.version) (\(step.hash.prefix(12)))"
        guard seen.insert("\(step.id) \(keys)").inserted else {
            return Explanation(.seen, subject, note: Localized(sv: "se ovan", en: "see above"))
        }
        var children: [Explanation] = []
        if !step.parameters.isEmpty {
            let text = step.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.plainText)" }
            children.append(Explanation(.parameters, text.joined(separator: "  ")))
        }
        children.append(contentsOf: rules(of: step, keys: keys))
        for notice in step.notices { children.append(Explanation(.rule, notice.file, note: notice.text())) }
        for input in step.inputs { children.append(explain(input, of: step, keys: keys)) }
        return Explanation(.step, subject, children: children)
    }

    /// What rules had a say in, each once. A party's own rule counts where the figure is the party's, or where it was asked
    /// about just what a figure of nobody is about (an hour, a capability); an agreement's rule has a say in every figure,
    /// and of its many rows those of the figure come first.
    private func rules(of step: StepRecord, keys: [String]) -> [Explanation] {
        let isNobodys = !keys.contains { Party($0) != nil }
        let isOwn = { (spoken: Intervention) in
            keys.isEmpty || keys.contains(spoken.subject) || (isNobodys && spoken.wasAsked(about: keys))
        }
        let common = step.interventions.filter { $0.consent != nil && !isOwn($0) }
        let shown = common.prefix(ExplanationWalk.fewRows)
        var told: Set<String> = []
        var rules: [Explanation] = []
        for spoken in step.interventions.filter(isOwn) + shown {
            let rule = Explanation(spoken)
            guard told.insert(rule.subject + (rule.note?.en ?? "")).inserted else { continue }
            rules.append(rule)
        }
        if common.count > shown.count {
            let rest = common.count - shown.count
            let note = Localized(sv: "och \(rest) rader till", en: "and \(rest) more rows")
            rules.append(Explanation(.rule, Set(common.map(\.file)).sorted().joined(separator: ", "), note: note))
        }
        return rules
    }

    /// So many rows of other figures are told of an agreement's rule.
    private static let fewRows = 5

    private mutating func explain(_ input: InputRecord, of step: StepRecord, keys: [String]) -> Explanation {
        switch input.source {
        case .step(let id, let table):
            guard let before = record.step(id) else { return Explanation(.input, input.port) }
            return Explanation(
                .input, input.port, note: Localized(sv: "från \(id)/\(table)", en: "from \(id)/\(table)"),
                children: [explain(before, table: table, keys: keys)])
        case .file(let path, let hash):
            return Explanation(
                .input, input.port,
                note: Localized(
                    sv: "från filen \(path) (sha256 \(hash.prefix(12)))",
                    en: "from the file \(path) (sha256 \(hash.prefix(12)))"))
        case .dataset(let id, let revision):
            // A row counts when it shares every part of the figure's key that this dataset knows at all.
            let known = keys.filter { part in input.rows.contains { $0.key.contains(part) } }
            let own = known.isEmpty ? [] : input.rows.filter { row in known.allSatisfy(row.key.contains) }
            let rows = own.isEmpty ? input.rows : own
            let note = Localized(
                sv: "\(rows.count) av \(input.rows.count) rader, revision \(revision)",
                en: "\(rows.count) of \(input.rows.count) rows, revision \(revision)")
            return Explanation(
                .input, input.port, note: Localized(sv: "från registret", en: "from the registry"),
                children: [Explanation(.dataset, id, note: note, children: lines(rows.flatMap(\.origins)))])
        }
    }

    /// `data/desk_hours.csv:2-13,26` for each file.
    private func lines(_ origins: [InputRecord.Origin]) -> [Explanation] {
        Dictionary(grouping: origins, by: \.file).sorted { $0.key < $1.key }.map { file, origins in
            var ranges: [ClosedRange<Int>] = []
            for line in Set(origins.map(\.line)).sorted() {
                if let last = ranges.last, last.upperBound == line - 1 {
                    ranges[ranges.count - 1] = last.lowerBound...line
                } else {
                    ranges.append(line...line)
                }
            }
            let text = ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            let name = record.files.indices.contains(file) ? record.files[file] : "?"
            return Explanation(.lines, "\(name):\(text.joined(separator: ","))")
        }
    }
}

extension Intervention {
    /// Whether all these are among the values that the rule was asked about.
    fileprivate func wasAsked(about keys: [String]) -> Bool {
        var told: Set<String> = []
        var left = [arguments]
        while let value = left.popLast() {
            switch value {
            case .array(let elements): left += elements
            case .object(let object): left += object.members.map(\.value)
            default: told.insert(value.plainText)
            }
        }
        return keys.allSatisfy(told.contains)
    }
}
