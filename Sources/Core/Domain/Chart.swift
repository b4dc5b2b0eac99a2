// SPDX-License-Identifier: EUPL-1.2

/// A picture of a table, declared in a manifest and drawn by Reporting: no plugin draws.
public struct Chart: Hashable, Sendable {
    /// How the values are shown.
    public enum Kind: String, Sendable, CaseIterable {
        /// One bar a row, its parts stacked: `series` are the parts.
        case stackedBars = "stacked-bars"
        /// A group of bars a row, one bar a series.
        case groupedBars = "grouped-bars"
        /// One line a series over the rows, for hours and months.
        case lines
        /// A field of coloured cells: rows by `category`, columns by `across`, colour by the first series.
        case heatMap = "heat-map"
    }

    public var id: String
    public var kind: Kind
    public var title: Localized
    /// The table of the same analysis that it shows.
    public var table: String
    /// The column that names the rows (the first axis).
    public var category: String
    /// For a heat map: the column that names the columns.
    public var across: String?
    /// The columns shown as bars, lines or colour; empty means every number column that is no key.
    public var series: [String]

    /// Makes a chart.
    public init(
        id: String, kind: Kind, title: Localized, table: String, category: String, across: String? = nil,
        series: [String] = []
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.table = table
        self.category = category
        self.across = across
        self.series = series
    }
}
