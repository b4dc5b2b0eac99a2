// SPDX-License-Identifier: EUPL-1.2

/// The address of a figure: `RUN/STEP/TABLE[KEY].COLUMN`, e.g. `7/split/allocation[9907].shapley`.
public struct Address: Hashable, Sendable {
    /// Number of the run, or nil for the latest.
    public var run: Int?
    public var step: String
    public var table: String
    /// The key as ``Table/keyText(_:)`` writes it.
    public var key: String
    public var column: String

    /// Makes an address from its parts; `key` is already encoded.
    public init(run: Int?, step: String, table: String, key: String, column: String) {
        self.run = run
        self.step = step
        self.table = table
        self.key = key
        self.column = column
    }

    /// The address as text.
    public var description: String {
        (run.map { "\($0)/" } ?? "") + "\(step)/\(table)[\(key)].\(Address.encode(column))"
    }

    /// Reads an address. Without `RUN/` it means the latest run.
    ///
    /// - Throws: ``Problem`` that shows the form.
    public init(_ text: String) throws(Problem) {
        let wrong = Problem(
            Localized(
                sv: "'\(text)' är ingen adress till en siffra.", en: "'\(text)' is not the address of a figure."),
            remedy: Localized(
                sv: "Skriv BERÄKNING/STEG/TABELL[NYCKEL].KOLUMN, till exempel 1/split/allocation[9907].shapley.",
                en: "Write RUN/STEP/TABLE[KEY].COLUMN, for example 1/split/allocation[9907].shapley."))
        // By scalars, not by characters: a key may begin with a mark that would join its bracket to one character.
        let scalars = text.unicodeScalars
        guard let open = scalars.firstIndex(of: "["), let close = scalars.lastIndex(of: "]"), open < close else {
            throw wrong
        }
        var head = scalars[..<open].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let tail = scalars[scalars.index(after: close)...]
        guard tail.first == ".", tail.count > 1, head.count == 2 || head.count == 3 else { throw wrong }
        if head.count == 3 {
            guard let number = Int(head.removeFirst()) else { throw wrong }
            run = number
        } else {
            run = nil
        }
        guard !head[0].isEmpty, !head[1].isEmpty, let column = Address.decode(String(tail.dropFirst())) else {
            throw wrong
        }
        step = head[0]
        table = head[1]
        key = String(scalars[scalars.index(after: open)..<close])
        self.column = column
    }

    /// Percent-encodes `/ [ ] , . %`, blanks and control characters in a key value or a column name.
    public static func encode(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".unicodeScalars)
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "/", "[", "]", ",", ".", "%", "\u{0}"..." ", "\u{7F}":
                out.append(contentsOf: ["%", hex[Int(scalar.value >> 4)], hex[Int(scalar.value & 15)]])
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    /// The text that ``encode(_:)`` encoded, or nil when a `%` is not followed by two hexadecimal digits.
    public static func decode(_ text: some StringProtocol) -> String? {
        var out: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                out.append(byte)
                continue
            }
            let code = String(decoding: bytes.prefix(2), as: UTF8.self)
            guard code.utf8.count == 2, code.allSatisfy(\.isHexDigit), let value = UInt8(code, radix: 16) else {
                return nil
            }
            out.append(value)
            bytes = bytes.dropFirst(2)
        }
        return String(validating: out, as: UTF8.self)
    }
}
