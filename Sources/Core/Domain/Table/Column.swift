// SPDX-License-Identifier: EUPL-1.2

/// What a column holds.
public enum ColumnType: String, Sendable, CaseIterable {
    case text, integer, real, money, boolean, date
    /// A municipality's code or `org:slug`.
    case party
    /// One of a set of names: a unit, a class, a player of an abstract game.
    case category
}

/// What one cell holds.
public enum Cell: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int)
    case real(Double)
    case money(Money)
    case boolean(Bool)
    case date(Day)
    case party(Party)
    case category(String)

    /// The cell as plain text: codes as they are, kronor for money, a decimal point, nothing for null.
    public var plainText: String {
        switch self {
        case .null: ""
        case .text(let value), .category(let value): value
        case .integer(let value): String(value)
        case .real(let value): value == value.rounded() && abs(value) < 0x1p54 ? String(Int(value)) : value.description
        case .money(let value): value.kronor
        case .boolean(let value): value ? "true" : "false"
        case .date(let value): value.description
        case .party(let value): value.code
        }
    }

    /// The number in an integer, a real or (in öre) an amount.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .money(let value): Double(value.ore)
        default: nil
        }
    }
}

/// Name, type and unit of a column, without its values.
public struct ColumnSpec: Hashable, Sendable {
    /// A name of a-z, 0-9, `_`, `.` and whatever a parameter brings in; unique in its table.
    public var name: String
    public var type: ColumnType
    /// The unit of measure: `öre/year`, `persons`, `s`, `share`; nil when it has none.
    public var unit: String?
    /// Whether a cell may be null.
    public var nullable: Bool

    /// Makes the description of a column.
    public init(_ name: String, _ type: ColumnType, unit: String? = nil, nullable: Bool = false) {
        self.name = name
        self.type = type
        self.unit = unit
        self.nullable = nullable
    }
}

/// A column: its description and one value a row, stored flat.
public struct Column: Hashable, Sendable {
    /// The values without their types: integer, money (öre) and date (days) as integers; text, party and category as
    /// strings. At a null stands 0, "" or false.
    public enum Storage: Hashable, Sendable {
        case integers([Int])
        case reals([Double])
        case booleans([Bool])
        case strings([String])
    }

    /// Name, type, unit.
    public let spec: ColumnSpec
    /// The values.
    public let storage: Storage
    /// Which rows hold a value; nil when all do.
    public let present: [Bool]?

    /// Name of the column.
    public var name: String { spec.name }
    /// Type of the column.
    public var type: ColumnType { spec.type }
    /// Unit of the column.
    public var unit: String? { spec.unit }

    /// A column of cells.
    ///
    /// - Throws: ``Problem`` that names the row when a cell has another type than the column, is null in a column that
    ///   may not be, or is NaN or infinite.
    public init(_ spec: ColumnSpec, _ cells: [Cell]) throws(Problem) {
        var builder = ColumnBuilder(spec)
        for cell in cells { try builder.append(cell) }
        self = builder.column
    }

    /// A column of flat values. The storage must suit the type; used where values are made in bulk.
    public init(_ spec: ColumnSpec, storage: Storage, present: [Bool]? = nil) {
        self.spec = spec
        self.storage = storage
        self.present = present
    }

    /// Number of rows.
    public var count: Int {
        switch storage {
        case .integers(let values): values.count
        case .reals(let values): values.count
        case .booleans(let values): values.count
        case .strings(let values): values.count
        }
    }

    /// The cell of a row.
    public subscript(row: Int) -> Cell {
        if let present, !present[row] { return .null }
        switch storage {
        case .reals(let values): return .real(values[row])
        case .booleans(let values): return .boolean(values[row])
        case .integers(let values):
            switch type {
            case .money: return .money(Money(ore: values[row]))
            case .date: return .date(Day(days: values[row]))
            default: return .integer(values[row])
            }
        case .strings(let values):
            switch type {
            case .party: return Party(values[row]).map(Cell.party) ?? .null
            case .category: return .category(values[row])
            default: return .text(values[row])
            }
        }
    }

    /// The cells in order.
    public var cells: [Cell] { (0..<count).map { self[$0] } }

    /// The numbers of an integer, real or money (öre) column; null is nil.
    public var numbers: [Double?] { cells.map(\.number) }

    /// The same column under another name.
    public func renamed(_ name: String) -> Column {
        var spec = spec
        spec.name = name
        return Column(spec, storage: storage, present: present)
    }

    /// The rows of these indices, in this order.
    public func rows(_ indices: [Int]) -> Column {
        func pick<T>(_ values: [T]) -> [T] { indices.map { values[$0] } }
        let picked: Storage =
            switch storage {
            case .integers(let values): .integers(pick(values))
            case .reals(let values): .reals(pick(values))
            case .booleans(let values): .booleans(pick(values))
            case .strings(let values): .strings(pick(values))
            }
        return Column(spec, storage: picked, present: present.map(pick))
    }
}

/// Collects the cells of a column.
struct ColumnBuilder {
    let spec: ColumnSpec
    private var integers: [Int] = []
    private var reals: [Double] = []
    private var booleans: [Bool] = []
    private var strings: [String] = []
    private var present: [Bool] = []
    private var hasNull = false

    init(_ spec: ColumnSpec) { self.spec = spec }

    var count: Int { present.count }

    mutating func append(_ cell: Cell) throws(Problem) {
        switch (spec.type, cell) {
        case (_, .null):
            guard spec.nullable else {
                throw problem(Localized(sv: "ett värde saknas", en: "a value is missing"))
            }
            switch spec.type {
            case .integer, .money, .date: integers.append(0)
            case .real: reals.append(0)
            case .boolean: booleans.append(false)
            case .text, .party, .category: strings.append("")
            }
            hasNull = true
        case (.integer, .integer(let value)): integers.append(value)
        case (.money, .money(let value)): integers.append(value.ore)
        case (.date, .date(let value)): integers.append(value.days)
        case (.real, .real(let value)):
            guard value.isFinite else {
                throw problem(Localized(sv: "värdet är inte ett ändligt tal", en: "the value is not a finite number"))
            }
            reals.append(value == 0 ? 0 : value)
        case (.real, .integer(let value)): reals.append(Double(value))
        case (.boolean, .boolean(let value)): booleans.append(value)
        case (.text, .text(let value)), (.category, .category(let value)): strings.append(value)
        case (.party, .party(let value)): strings.append(value.code)
        case (.category, .party(let value)): strings.append(value.code)
        default:
            throw problem(
                Localized(
                    sv: "\(spec.type.rawValue) väntades, men värdet är \(cell)",
                    en: "\(spec.type.rawValue) was expected, but the value is \(cell)"))
        }
        present.append(cell != .null)
    }

    private func problem(_ what: Localized) -> Problem {
        Problem(
            Localized(
                sv: "Kolumnen '\(spec.name)', rad \(count + 1): \(what.sv).",
                en: "Column '\(spec.name)', row \(count + 1): \(what.en)."))
    }

    var column: Column {
        let storage: Column.Storage =
            switch spec.type {
            case .integer, .money, .date: .integers(integers)
            case .real: .reals(reals)
            case .boolean: .booleans(booleans)
            case .text, .party, .category: .strings(strings)
            }
        return Column(spec, storage: storage, present: hasNull ? present : nil)
    }
}
