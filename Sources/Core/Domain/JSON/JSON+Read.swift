// SPDX-License-Identifier: EUPL-1.2

extension JSON {
    /// Reads one JSON document, strictly: valid UTF-8, no byte order mark, no duplicate names, at most 64 levels,
    /// numbers without `.` or exponent are integers of 64 bits, nothing after the document.
    ///
    /// - Parameters:
    ///   - bytes: the document in UTF-8.
    ///   - file: the name to use in messages.
    /// - Throws: ``Problem`` with line and column.
    public static func read(_ bytes: [UInt8], file: String? = nil) throws(Problem) -> JSON {
        var reader = JSONReader(bytes: bytes, file: file)
        return try reader.document()
    }

    /// Reads one JSON document from text.
    public static func read(_ text: String, file: String? = nil) throws(Problem) -> JSON {
        try read(Array(text.utf8), file: file)
    }
}

/// One pass over the bytes of a document.
private struct JSONReader {
    let bytes: [UInt8]
    let file: String?
    var position = 0
    static let deepest = 64

    init(bytes: [UInt8], file: String?) {
        self.bytes = bytes
        self.file = file
    }

    func fail(_ message: Localized, at position: Int? = nil) -> Problem {
        let end = min(position ?? self.position, bytes.count)
        var line = 1
        var lineStart = 0
        for i in 0..<end where bytes[i] == 10 {
            line += 1
            lineStart = i + 1
        }
        // Columns count characters (Unicode scalars): the bytes that continue one are passed over.
        let column = bytes[lineStart..<end].count { $0 & 0xC0 != 0x80 } + 1
        return Problem(message, at: Place(file: file, line: line, column: column))
    }

    /// The beginning of a text, for messages: what comes in may be megabytes.
    func short(_ text: String) -> String { text.utf8.count <= 80 ? text : String(text.prefix(40)) + "..." }

    mutating func document() throws(Problem) -> JSON {
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw fail(
                Localized(
                    sv: "Dokumentet börjar med en byteordningsmarkering (BOM), som JSON inte får ha.",
                    en: "The document starts with a byte order mark, which JSON must not have."))
        }
        let value = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else {
            throw fail(
                Localized(sv: "Text efter JSON-dokumentets slut.", en: "Text after the end of the JSON document."))
        }
        return value
    }

    mutating func skipBlanks() {
        while position < bytes.count, [32, 10, 13, 9].contains(bytes[position]) { position += 1 }
    }

    mutating func value(depth: Int) throws(Problem) -> JSON {
        skipBlanks()
        guard position < bytes.count else {
            throw fail(Localized(sv: "JSON-dokumentet tar slut i förtid.", en: "The JSON document ends too early."))
        }
        switch bytes[position] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < Self.deepest else {
                throw fail(Localized(sv: "JSON med fler än 64 nivåer.", en: "JSON of more than 64 levels."))
            }
            return bytes[position] == UInt8(ascii: "{") ? try object(depth: depth) : try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default:
            throw fail(
                Localized(sv: "Ett JSON-värde väntades här.", en: "A JSON value was expected here."))
        }
    }

    mutating func word(_ word: String, _ value: JSON) throws(Problem) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else {
            throw fail(Localized(sv: "Ett JSON-värde väntades här.", en: "A JSON value was expected here."))
        }
        position += word.utf8.count
        return value
    }

    mutating func expect(_ byte: Character, _ what: Localized) throws(Problem) {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte.asciiValue else { throw fail(what) }
        position += 1
    }

    /// Whether the next byte that is no blank is this one; takes it if so.
    mutating func take(_ byte: Character) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte.asciiValue else { return false }
        position += 1
        return true
    }

    mutating func array(depth: Int) throws(Problem) -> JSON {
        position += 1
        var elements: [JSON] = []
        if take("]") { return .array(elements) }
        repeat { elements.append(try value(depth: depth + 1)) } while take(",")
        try expect("]", Localized(sv: "',' eller ']' väntades.", en: "',' or ']' was expected."))
        return .array(elements)
    }

    mutating func object(depth: Int) throws(Problem) -> JSON {
        position += 1
        var members: [(String, JSON)] = []
        var seen: Set<String> = []
        if take("}") { return .object(JSONObject()) }
        repeat {
            skipBlanks()
            let start = position
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fail(Localized(sv: "Ett namn i citattecken väntades.", en: "A name in quotes was expected."))
            }
            let name = try string()
            guard seen.insert(name).inserted else {
                throw fail(
                    Localized(
                        sv: "Namnet \"\(short(name))\" står två gånger.",
                        en: "The name \"\(short(name))\" stands twice."),
                    at: start)
            }
            try expect(":", Localized(sv: "':' väntades efter namnet.", en: "':' was expected after the name."))
            members.append((name, try value(depth: depth + 1)))
        } while take(",")
        try expect("}", Localized(sv: "',' eller '}' väntades.", en: "',' or '}' was expected."))
        return .object(JSONObject(members))
    }

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

    mutating func string() throws(Problem) -> String {
        let start = position
        position += 1
        var out: [UInt8] = []
        while true {
            guard position < bytes.count else {
                throw fail(
                    Localized(sv: "Texten saknar slutcitattecken.", en: "The string has no closing quote."), at: start)
            }
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: out, as: UTF8.self) else {
                    throw fail(
                        Localized(sv: "Texten är inte giltig UTF-8.", en: "The string is not valid UTF-8."), at: start)
                }
                return text
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
