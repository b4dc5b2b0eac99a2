// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a run has to say to people (Swedish: *rapport*): the answer first, then one section a step.
///
/// A report is a value without I/O; ``TerminalReport``, ``HTMLReport``, ``MarkdownReport``, ``CSVReport`` and
/// ``JSONReport`` draw it.
public struct Report: Sendable {
    public var title: Localized
    /// The answer in one sentence, shown before everything else; nil when no step gave one.
    public var answer: ReportFinding?
    /// The steps in the order they are read.
    public var sections: [ReportSection]
    /// What codes are called: parties, capabilities, categories. A code without a name is shown as it is.
    public var names: [String: Localized]
    /// Whether any figure rests on invented data: marked at the top and on every printed page.
    public var synthetic: Bool
    /// What its figures depend on that is not approved: marked at the top and on every printed page.
    public var conditions: [ReportCondition]
    /// Number of the run, when it has one.
    public var run: Int?
    /// Where the figures come from: plugin versions, files, seed, hash. Printed last.
    public var provenance: [ReportFact]

    /// Makes a report.
    public init(
        title: Localized, answer: ReportFinding? = nil, sections: [ReportSection], names: [String: Localized] = [:],
        synthetic: Bool = false, conditions: [ReportCondition] = [], run: Int? = nil, provenance: [ReportFact] = []
    ) {
        self.title = title
        self.answer = answer
        self.sections = sections
        self.names = names
        self.synthetic = synthetic
        self.conditions = conditions
        self.run = run
        self.provenance = provenance
    }
}

/// One step of a run: what it is, what it found, its tables and charts, and how its figures came about.
public struct ReportSection: Sendable {
    /// Name of the step: `split`.
    public var id: String
    public var title: Localized
    /// What the step does, in a sentence or two; may be empty.
    public var summary: Localized
    /// Who computed it, such as `cost-allocation/allocate 0.1.0`.
    public var subtitle: String
    public var findings: [ReportFinding]
    /// The charts; each shows the table of this section that it names.
    public var charts: [Chart]
    public var tables: [ReportTable]
    /// How the figures came about: the rules that spoke, assumptions, parameters.
    public var notes: [Localized]
    /// What its figures depend on that is not approved.
    public var conditions: [ReportCondition]

    /// The tables for people: those without rows say nothing beside others. The files for programs have them all.
    var filledTables: [ReportTable] {
        let filled = tables.filter { $0.table.rowCount > 0 }
        return filled.isEmpty ? tables : filled
    }

    /// Makes a section.
    public init(
        id: String, title: Localized, summary: Localized = "", subtitle: String = "", tables: [ReportTable] = [],
        charts: [Chart] = [], findings: [ReportFinding] = [], notes: [Localized] = [],
        conditions: [ReportCondition] = []
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.subtitle = subtitle
        self.tables = tables
        self.charts = charts
        self.findings = findings
        self.notes = notes
        self.conditions = conditions
    }
}

/// A table with the words people read it by.
public struct ReportTable: Sendable {
    /// Name of the output: `allocation`.
    public var name: String
    public var title: Localized
    public var table: Table
    /// What the columns are called, by column name; a column without a title is shown by its name.
    public var titles: [String: Localized]
    /// The start of its figures' addresses, `7/split/allocation`, or nil when they have none.
    public var address: String?
    /// What its figures depend on that is not approved; each figure then bears a mark.
    public var conditions: [ReportCondition]
    /// Whether its amounts may be added up over the parties.
    public var addsUp: Bool
    /// Columns of words that are set as numbers: each row's may be of another unit.
    public var numbers: Set<String> = []

    /// Makes a table for people.
    public init(
        name: String, title: Localized, table: Table, titles: [String: Localized] = [:], address: String? = nil,
        conditions: [ReportCondition] = [], addsUp: Bool = true
    ) {
        self.name = name
        self.title = title
        self.table = table
        self.titles = titles
        self.address = address
        self.conditions = conditions
        self.addsUp = addsUp
    }

    /// A table of at most so many rows is shown whole; a longer one is folded or cut short.
    static let shortRows = 24

    /// The address of one figure, `7/split/allocation[9907].shapley`, or nil when the table has none.
    public func address(row: Int, column: String) -> String? {
        address.map { "\($0)[\(table.keyText(row))].\(Address.encode(column))" }
    }
}

/// A finding with its sentence, ready to be told.
public struct ReportFinding: Sendable, Hashable {
    /// Id of the sentence in its plugin's manifest.
    public var id: String
    public var severity: Finding.Severity
    /// The sentence with `{name}` where an argument goes.
    public var sentence: Localized
    public var arguments: [String: Finding.Argument]
    /// Whether its figures depend on what is not approved; each figure then bears a mark.
    public var isConditional: Bool

    /// Makes a finding from its parts.
    public init(
        id: String, severity: Finding.Severity = .info, sentence: Localized,
        arguments: [String: Finding.Argument] = [:], isConditional: Bool = false
    ) {
        self.id = id
        self.severity = severity
        self.sentence = sentence
        self.arguments = arguments
        self.isConditional = isConditional
    }

    /// Joins what an analysis noticed with the sentence of its manifest.
    public init(_ finding: Finding, sentence: Localized, isConditional: Bool = false) {
        self.init(
            id: finding.id, severity: finding.severity, sentence: sentence, arguments: finding.arguments,
            isConditional: isConditional)
    }
}

/// A line of provenance: what it is, and its value.
public struct ReportFact: Sendable, Hashable {
    public var label: Localized
    public var value: Localized

    /// Makes a fact.
    public init(_ label: Localized, _ value: Localized) {
        self.label = label
        self.value = value
    }

    /// Makes a fact whose value is the same in both languages: a hash, a file, a version.
    public init(_ label: Localized, _ value: String) {
        self.init(label, Localized(sv: value, en: value))
    }
}
