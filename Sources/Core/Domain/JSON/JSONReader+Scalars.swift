// SPDX-License-Identifier: EUPL-1.2

extension JSONReader {
    mutating func number() throws(Problem) -> JSON {
        let start = position
        var isInteger = true
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        func digits(_ reader: inout JSONReader) -> Int {
            let from = reader.position
            while reader.position < reader.bytes.count, (48...57).contains(reader.bytes[reader.position]) {
                reader.position += 1
            }
            return reader.position - from
        }
        let whole = digits(&self)
        if let small = small(from: start, digits: whole) { return small }
        var valid = whole > 0 && (whole == 1 || bytes[firstDigit] != UInt8(ascii: "0"))
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            valid = digits(&self) > 0 && valid
        }
        if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
                position += 1
            }
            valid = digits(&self) > 0 && valid
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard valid else {
            throw fail(
                Localized(sv: "'\(short(text))' är inget tal.", en: "'\(short(text))' is not a number."), at: start)
        }
        if isInteger {
            if let value = Int(text) { return .integer(value) }
        } else if let value = Double(text), value.isFinite {
            return .real(value == 0 ? 0 : value)
        }
        throw fail(
            Localized(sv: "Talet \(short(text)) är för stort.", en: "The number \(short(text)) is too large."),
            at: start)
    }

    /// The integer of up to eighteen digits that ends here, if nothing of a fraction or an exponent follows.
    func small(from start: Int, digits: Int) -> JSON? {
        let first = position - digits
        guard (1...18).contains(digits), digits == 1 || bytes[first] != UInt8(ascii: "0") else { return nil }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") || bytes[position] | 32 == UInt8(ascii: "e") {
            return nil
        }
        var value = 0
        for i in first..<position { value = value &* 10 &+ Int(bytes[i] &- 48) }
        return .integer(first == start ? value : -value)
    }

    mutating func string() throws(Problem) -> String {
        let start = position
        position += 1
        // Most texts have no escapes: they are taken as they stand.
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                return try text(bytes[(start + 1)..<position], at: start)
            }
            if byte == UInt8(ascii: "\\") || byte < 32 { break }
            position += 1
        }
        var out = Array(bytes[(start + 1)..<position])
        while true {
            guard position < bytes.count else {
                throw fail(
                    Localized(sv: "Texten saknar slutcitattecken.", en: "The string has no closing quote."), at: start)
            }
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return try text(out[...], at: start)
            case UInt8(ascii: "\\"): out.append(contentsOf: try escape())
            case 0..<32:
                throw fail(
                    Localized(
                        sv: "Ett styrtecken måste skrivas som \\u00XX.",
                        en: "A control character must be written as \\u00XX."),
                    at: position - 1)
            default: out.append(byte)
            }
        }
    }

    /// Bytes as a text.
    func text(_ bytes: ArraySlice<UInt8>, at start: Int) throws(Problem) -> String {
        let text = bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) }
        guard let text else {
            throw fail(Localized(sv: "Texten är inte giltig UTF-8.", en: "The string is not valid UTF-8."), at: start)
        }
        return text
    }

    mutating func escape() throws(Problem) -> [UInt8] {
        let invalid = Localized(sv: "Okänd kod efter '\\'.", en: "Unknown code after '\\'.")
        guard position < bytes.count else { throw fail(invalid) }
        let code = bytes[position]
        position += 1
        switch code {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [code]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"):
            var scalar = try hex4()
            if (0xD800..<0xDC00).contains(scalar), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                let low = try hex4()
                guard (0xDC00..<0xE000).contains(low) else { throw fail(invalid) }
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let character = Unicode.Scalar(scalar) else { throw fail(invalid) }
            return Array(String(Character(character)).utf8)
        default: throw fail(invalid)
        }
    }

    mutating func hex4() throws(Problem) -> UInt32 {
        guard position + 4 <= bytes.count,
            bytes[position..<position + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else {
            throw fail(
                Localized(sv: "Fyra hexadecimala siffror väntades.", en: "Four hexadecimal digits were expected."))
        }
        position += 4
        return value
    }
}
