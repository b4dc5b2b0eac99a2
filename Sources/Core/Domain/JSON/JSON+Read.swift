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
struct JSONReader {
    let bytes: [UInt8]
    let file: String?
    var position = 0
    static let deepest = 64
    /// From this many members on an object's names are hashed to find one that stands twice.
    static let many = 16

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
        while position < bytes.count {
            switch bytes[position] {
            case 32, 10, 13, 9: position += 1
            default: return
            }
        }
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

    mutating func expect(_ byte: Unicode.Scalar, _ what: @autoclosure () -> Localized) throws(Problem) {
        guard take(byte) else { throw fail(what()) }
    }

    /// Whether the next byte that is no blank is this one; takes it if so.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == UInt8(ascii: byte) else { return false }
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
        var members: [JSONObject.Member] = []
        var seen: Set<String> = []
        if take("}") { return .object(JSONObject()) }
        repeat {
            skipBlanks()
            let start = position
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fail(Localized(sv: "Ett namn i citattecken väntades.", en: "A name in quotes was expected."))
            }
            let name = try string()
            // Most objects are small: looking through them is quicker than hashing their names.
            if members.count == Self.many { seen = Set(members.lazy.map(\.name)) }
            guard members.count < Self.many ? !members.contains(where: { $0.name == name }) : seen.insert(name).inserted
            else {
                throw fail(
                    Localized(
                        sv: "Namnet \"\(short(name))\" står två gånger.",
                        en: "The name \"\(short(name))\" stands twice."),
                    at: start)
            }
            try expect(":", Localized(sv: "':' väntades efter namnet.", en: "':' was expected after the name."))
            members.append(JSONObject.Member(name: name, value: try value(depth: depth + 1)))
        } while take(",")
        try expect("}", Localized(sv: "',' eller '}' väntades.", en: "',' or '}' was expected."))
        return .object(JSONObject(distinct: members))
    }
}
