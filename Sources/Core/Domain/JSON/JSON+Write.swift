// SPDX-License-Identifier: EUPL-1.2

extension JSON {
    /// The value as compact JSON text on one line. Minus zero becomes 0; NaN and infinity, which JSON lacks, become null.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value as compact JSON in UTF-8.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    /// The value over several lines, indented by two blanks, for people.
    public var prettyText: String {
        var out: [UInt8] = []
        write(to: &out, indent: 0)
        return String(decoding: out, as: UTF8.self)
    }

    private func write(to out: inout [UInt8], indent: Int? = nil) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): out.append(contentsOf: String(value).utf8)
        case .real(let value):
            guard value.isFinite else { return out.append(contentsOf: "null".utf8) }
            out.append(contentsOf: (value == 0 ? "0.0" : value.description).utf8)
        case .string(let value): JSON.write(value, to: &out)
        case .array(let elements):
            JSON.writeList(elements, "[", "]", to: &out, indent: indent) { element, out, inner in
                element.write(to: &out, indent: inner)
            }
        case .object(let object):
            JSON.writeList(object.members, "{", "}", to: &out, indent: indent) { member, out, inner in
                JSON.write(member.name, to: &out)
                out.append(contentsOf: (inner == nil ? ":" : ": ").utf8)
                member.value.write(to: &out, indent: inner)
            }
        }
    }

    private static func writeList<Element>(
        _ elements: [Element], _ open: String, _ close: String, to out: inout [UInt8], indent: Int?,
        each: (Element, inout [UInt8], Int?) -> Void
    ) {
        out.append(contentsOf: open.utf8)
        let inner = indent.map { $0 + 1 }
        for (i, element) in elements.enumerated() {
            if i > 0 { out.append(UInt8(ascii: ",")) }
            if let inner { out.append(contentsOf: ("\n" + String(repeating: "  ", count: inner)).utf8) }
            each(element, &out, inner)
        }
        if let indent, !elements.isEmpty {
            out.append(contentsOf: ("\n" + String(repeating: "  ", count: indent)).utf8)
        }
        out.append(contentsOf: close.utf8)
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        let hex = Array("0123456789abcdef".utf8)
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case UInt8(ascii: "\n"): out.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\t"): out.append(contentsOf: "\\t".utf8)
            case UInt8(ascii: "\r"): out.append(contentsOf: "\\r".utf8)
            case 0..<32, 127: out.append(contentsOf: "\\u00".utf8 + [hex[Int(byte >> 4)], hex[Int(byte & 15)]])
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
