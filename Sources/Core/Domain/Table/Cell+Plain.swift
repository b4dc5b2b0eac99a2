// SPDX-License-Identifier: EUPL-1.2

extension Cell {
    /// The cell of a type that ``plainText`` writes as this text, or nil when there is none: the strict inverse, for
    /// files that Samverk wrote. What people write is read by Exchange.
    public init?(plainText text: String, _ type: ColumnType) {
        let cell: Cell? =
            switch type {
            case .text: .text(text)
            case .category: .category(text)
            case .party: Party(text).map(Cell.party)
            case .integer: Int(text).map(Cell.integer)
            case .money: Money(kronor: text).map(Cell.money)
            case .date: Day(text).map(Cell.date)
            case .boolean: text == "true" || text == "false" ? .boolean(text == "true") : nil
            case .real: Double(text).flatMap { $0.isFinite ? .real($0 == 0 ? 0 : $0) : nil }
            }
        guard let cell, cell.plainText == text else { return nil }
        self = cell
    }

    /// What the value means as another type: what its plain text says there, or nil when it says nothing. 12 becomes
    /// 12 kronor, 2.0 the whole number 2, a day its text.
    public func converted(to type: ColumnType) -> Cell? { self == .null ? .null : Cell(plainText: plainText, type) }
}

extension Cell {
    /// The type of a column that holds it; nil for null.
    public var type: ColumnType? {
        switch self {
        case .null: nil
        case .text: .text
        case .integer: .integer
        case .real: .real
        case .money: .money
        case .boolean: .boolean
        case .date: .date
        case .party: .party
        case .category: .category
        }
    }
}
