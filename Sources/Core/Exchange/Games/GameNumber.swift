// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How the values of a game are read and kept: flat, as what its column stores.
protocol GameNumber {
    associatedtype Value: Numeric
    /// The usual spelling, byte by byte; what is not usual gives nil, and the careful reader has its say.
    static func quick(_ text: inout QuickBytes, decimalComma: Bool) -> Value?
    /// The value of a cell that the careful reader read.
    static func value(_ cell: Cell) -> Value?
    static func storage(_ values: [Value]) -> Column.Storage
}

/// Amounts in öre: kronor with at most two decimals.
enum GameMoney: GameNumber {
    static func quick(_ text: inout QuickBytes, decimalComma: Bool) -> Int? {
        guard let number = text.decimal(decimalComma: decimalComma), number.decimals <= 2, number.digits <= 15 else {
            return nil
        }
        let ore = number.decimals == 2 ? number.mantissa : number.mantissa * (number.decimals == 1 ? 10 : 100)
        return number.negative ? -ore : ore
    }

    static func value(_ cell: Cell) -> Int? { if case .money(let money) = cell { money.ore } else { nil } }
    static func storage(_ values: [Int]) -> Column.Storage { .integers(values) }
}

/// Whole numbers.
enum GameInteger: GameNumber {
    static func quick(_ text: inout QuickBytes, decimalComma: Bool) -> Int? {
        guard let number = text.decimal(decimalComma: decimalComma), number.decimals == 0, number.digits <= 18 else {
            return nil
        }
        return number.negative ? -number.mantissa : number.mantissa
    }

    static func value(_ cell: Cell) -> Int? { if case .integer(let value) = cell { value } else { nil } }
    static func storage(_ values: [Int]) -> Column.Storage { .integers(values) }
}

/// Numbers with decimals. Up to 2^53 and 22 decimals both halves of the quotient are exact, so that it is the nearest double.
///
/// - Source: Clinger, *How to Read Floating Point Numbers Accurately* (1990), section 3.
enum GameReal: GameNumber {
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]

    static func quick(_ text: inout QuickBytes, decimalComma: Bool) -> Double? {
        guard let number = text.decimal(decimalComma: decimalComma), number.digits <= 18, number.mantissa <= 1 << 53
        else {
            return nil
        }
        let value = Double(number.mantissa) / powers[number.decimals]
        return number.negative && value != 0 ? -value : value
    }

    static func value(_ cell: Cell) -> Double? { if case .real(let value) = cell { value } else { nil } }
    static func storage(_ values: [Double]) -> Column.Storage { .reals(values) }
}

/// A place in bytes that are read once, from left to right.
struct QuickBytes {
    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int

    /// The byte here; a line feed beyond the end.
    @inline(__always) var byte: UInt8 { at < bytes.count ? bytes[at] : Byte.lf }

    /// A number's parts: `-12.50` is 1250 with two decimals of four digits.
    struct Decimal {
        var mantissa = 0
        var digits = 0
        var decimals = 0
        var negative = false
    }

    /// Digits with at most a minus in front and one separator between, or nil; 19 digits say that there were more.
    @inline(__always) mutating func decimal(decimalComma: Bool) -> Decimal? {
        var number = Decimal()
        if byte == UInt8(ascii: "-") {
            number.negative = true
            at += 1
        }
        let whole = digits(&number)
        guard whole > 0 else { return nil }
        if byte == UInt8(ascii: ".") || decimalComma && byte == Byte.comma {
            at += 1
            number.decimals = digits(&number)
            guard number.decimals > 0 else { return nil }
        }
        return number
    }

    /// Takes digits; how many there were.
    @inline(__always) private mutating func digits(_ number: inout Decimal) -> Int {
        let start = at
        while true {
            let digit = byte &- Byte.zero
            guard digit < 10 else { break }
            if number.digits < 19 {
                number.mantissa = number.digits < 18 ? number.mantissa * 10 + Int(digit) : number.mantissa
                number.digits += 1
            }
            at += 1
        }
        return at - start
    }
}
