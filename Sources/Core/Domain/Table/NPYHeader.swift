// SPDX-License-Identifier: EUPL-1.2

/// The head of a NumPy array file (`.npy`, format 1.0) of one dimension, which the values follow, flat and little-endian.
/// It is written as `numpy.save` writes it, and what `numpy.save` writes is read back.
///
/// - Source: Kern, *A Simple File Format for NumPy Arrays* (NumPy Enhancement Proposal 1, 2007).
public struct NPYHeader: Hashable, Sendable {
    /// What one value is.
    public enum Element: String, Sendable, CaseIterable {
        case int64 = "<i8"
        case float64 = "<f8"
        case int32 = "<i4"
        case uint8 = "|u1"

        /// Bytes of one value.
        public var size: Int {
            switch self {
            case .int64, .float64: 8
            case .int32: 4
            case .uint8: 1
            }
        }
    }

    public var element: Element
    /// Number of values.
    public var count: Int

    /// Makes the head of an array.
    public init(_ element: Element, count: Int) {
        self.element = element
        self.count = count
    }

    /// Bytes before the length of the dictionary has been read: magic, version, length.
    public static let prefix = 10
    /// Longest dictionary that is read. NumPy writes 118 bytes for one dimension.
    static let longest = 4096
    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// All of a head of one dimension, as NumPy pads it.
    static let written = 128

    /// The head as bytes: 128 of them.
    public var bytes: [UInt8] {
        let dictionary = "{'descr': '\(element.rawValue)', 'fortran_order': False, 'shape': (\(count),), }"
        let length = Self.written - Self.prefix
        var bytes = Self.magic + [1, 0, UInt8(length), 0] + Array(dictionary.utf8)
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: Self.written - 1 - bytes.count)
        return bytes + [UInt8(ascii: "\n")]
    }

    /// The length of the dictionary that follows these first ten bytes.
    ///
    /// - Throws: ``Problem`` when they begin no file of format 1.0, or the dictionary is longer than 4 kB.
    public static func dictionaryLength(_ start: [UInt8]) throws(Problem) -> Int {
        guard start.count == prefix, start.starts(with: magic) else {
            throw Problem(Localized(sv: "filen är ingen .npy-fil", en: "the file is no .npy file"))
        }
        guard start[6] == 1, start[7] == 0 else {
            throw Problem(
                Localized(
                    sv: "npy-format \(start[6]).\(start[7]) läses inte, bara 1.0",
                    en: "npy format \(start[6]).\(start[7]) is not read, only 1.0"))
        }
        let length = Int(start[8]) | Int(start[9]) << 8
        guard length <= longest else {
            throw Problem(
                Localized(
                    sv: "huvudet är \(length) byte, högst \(longest) läses",
                    en: "the header has \(length) bytes, at most \(longest) are read"))
        }
        return length
    }

    /// Reads the dictionary: the three entries of NumPy, each once, one dimension, C order.
    ///
    /// - Throws: ``Problem`` that says what is wrong.
    public init(dictionary: [UInt8]) throws(Problem) {
        guard let text = String(validating: dictionary, as: UTF8.self), text.utf8.last == UInt8(ascii: "\n") else {
            throw Self.broken
        }
        var scanner = DictionaryScanner(text.utf8.dropLast()[...])
        var element: Element?
        var count: Int?
        var isC: Bool?
        guard scanner.take("{") else { throw Self.broken }
        while !scanner.take("}") {
            guard let name = scanner.quoted(), scanner.take(":") else { throw Self.broken }
            switch name {
            case "descr" where element == nil:
                guard let descr = scanner.quoted() else { throw Self.wrongType("[...]") }
                guard let known = Element(rawValue: descr) else { throw Self.wrongType(descr) }
                element = known
            case "fortran_order" where isC == nil:
                guard let order = scanner.word(), ["True", "False"].contains(order) else { throw Self.broken }
                isC = order == "False"
            case "shape" where count == nil:
                guard scanner.take("("), let number = scanner.word(), scanner.take(","), scanner.take(")") else {
                    throw Self.wrongShape
                }
                guard let value = Int(number), value >= 0, !number.hasPrefix("+") else { throw Self.wrongShape }
                count = value
            default: throw Self.broken
            }
            guard scanner.take(",") || scanner.next == UInt8(ascii: "}") else { throw Self.broken }
        }
        guard scanner.isAtEnd, let element, let count, let isC else { throw Self.broken }
        guard isC else {
            throw Problem(
                Localized(
                    sv: "fältet ligger i Fortran-ordning, C-ordning väntades",
                    en: "the array is in Fortran order, C order was expected"))
        }
        self.init(element, count: count)
    }

    /// Bytes of the values, or nil when there are more than a machine can count.
    public var dataSize: Int? {
        let (size, overflow) = count.multipliedReportingOverflow(by: element.size)
        return overflow ? nil : size
    }

    private static var broken: Problem {
        Problem(Localized(sv: "npy-huvudet är trasigt", en: "the npy header is broken"))
    }

    private static var wrongShape: Problem {
        Problem(
            Localized(
                sv: "fältet ska ha en dimension, med ett antal från 0",
                en: "the array must have one dimension, of a count from 0"))
    }

    private static func wrongType(_ descr: String) -> Problem {
        let known = Element.allCases.map(\.rawValue).joined(separator: ", ")
        let shown = descr.prefix(20)
        return Problem(
            Localized(
                sv: "värdena är '\(shown)', något av \(known) väntades",
                en: "the values are '\(shown)', one of \(known) was expected"))
    }
}

/// Takes apart the Python dictionary of an npy file; blanks between its parts mean nothing.
private struct DictionaryScanner {
    private var rest: Substring.UTF8View

    init(_ text: Substring.UTF8View) { rest = text }

    /// The next byte that is no blank.
    var next: UInt8? { rest.first { $0 != UInt8(ascii: " ") } }
    var isAtEnd: Bool { next == nil }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        rest = rest.drop { $0 == UInt8(ascii: " ") }
        guard let first = rest.first, first == UInt8(ascii: sign) else { return false }
        rest.removeFirst()
        return true
    }

    /// A text in single or double quotes, without escapes.
    mutating func quoted() -> String? {
        for sign in ["'", "\""] as [Unicode.Scalar] where take(sign) {
            guard let end = rest.firstIndex(of: UInt8(ascii: sign)) else { return nil }
            defer { rest = rest[rest.index(after: end)...] }
            let text = String(Substring(rest[..<end]))
            return text.contains("\\") ? nil : text
        }
        return nil
    }

    /// Letters, digits and signs up to what separates.
    mutating func word() -> String? {
        rest = rest.drop { $0 == UInt8(ascii: " ") }
        let separators = Array(" ,:(){}'\"".utf8)
        let word = rest.prefix { !separators.contains($0) }
        rest = rest.dropFirst(word.count)
        return word.isEmpty ? nil : String(Substring(word))
    }
}
