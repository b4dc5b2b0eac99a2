// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

public struct Formatter: Sendable {
    public let language: Language
    public let names: [String: Localized]
    public init(_ language: Language, names: [String: Localized] = [:]) { self.language = language; self.names = names }
    public func cell(_ cell: Cell, unit: String? = nil) -> String { cell.plainText }
    public func sentence(_ finding: ReportFinding) -> String { finding.sentence(language) }
}
public enum TerminalTable {
    public static func render(
        _ table: ReportTable, names: [String: Localized] = [:], language: Language, width: Int = 80,
        color: Bool = false,
        maximumRows: Int? = nil, showAddresses: Bool = false
    ) -> String { "" }
}
public enum TerminalReport {
    public static func render(
        _ report: Report, language: Language, width: Int = 80, color: Bool = false, showAddresses: Bool = false
    ) -> String { "" }
}
public enum MarkdownReport {
    public static func render(_ report: Report, language: Language) -> String { "" }
}
public enum CSVReport {
    /// All tables one after another, each after a line `# STEP/TABLE` (no such line when there is only one table).
    public static func render(_ report: Report, forSpreadsheet: Bool = false) -> String { "" }
}
public enum JSONReport {
    /// The result of one analysis in the form of docs/cli.md: analysis, tables, findings, provenance.
    public static func json(
        analysis: String, _ section: ReportSection, names: [String: Localized] = [:], provenance: JSON
    ) -> JSON { .null }
    /// A whole run: title, answer, and under `steps` one member a section.
    public static func json(_ report: Report) -> JSON { .null }
}
public enum HTMLReport {
    public static func render(_ report: Report, language: Language) -> String { "" }
}
public enum SVGChart {
    public static func render(
        _ chart: Chart, table: Table, titles: [String: Localized] = [:], names: [String: Localized] = [:],
        language: Language
    ) -> String { "" }
}
