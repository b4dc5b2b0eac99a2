// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Finds where a value stands in a JSON document that has been read and found sound.
struct JSONPlaces {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Line and column of a value, or of its name; of the innermost thing round it that is there when it is not.
    func place(of path: [String], isOfName: Bool = false, file: String?) -> Place {
        var at = blanks(0)
        var nameAt = at
        for name in path {
            guard let (nameStart, value) = member(name, of: at) else { break }
            (nameAt, at) = (nameStart, value)
        }
        return place(isOfName ? nameAt : at, file)
    }

    private func place(_ offset: Int, _ file: String?) -> Place {
        let before = bytes[..<min(offset, bytes.count)]
        let lineStart = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
        // Columns count characters: the bytes that continue one are passed over.
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        return Place(file: file, line: before.count { $0 == 10 } + 1, column: column)
    }

    /// Where the name and the value of a member or an element stand.
    private func member(_ name: String, of start: Int) -> (name: Int, value: Int)? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") else {
            return nil
        }
        let isObject = bytes[start] == UInt8(ascii: "{")
        var at = blanks(start + 1)
        var index = 0
        while at < bytes.count, bytes[at] != UInt8(ascii: "}"), bytes[at] != UInt8(ascii: "]") {
            let nameStart = at
            var isIt = !isObject && String(index) == name
            if isObject {
                let nameEnd = end(of: at)
                isIt = (try? JSON.read(Array(bytes[at..<nameEnd])))?.string == name
                at = blanks(blanks(nameEnd) + 1)
            }
            if isIt { return (nameStart, at) }
            at = blanks(end(of: at))
            if at < bytes.count, bytes[at] == UInt8(ascii: ",") { at = blanks(at + 1) }
            index += 1
        }
        return nil
    }

    private func blanks(_ start: Int) -> Int {
        var at = start
        while at < bytes.count, [32, 10, 13, 9].contains(bytes[at]) { at += 1 }
        return at
    }

    /// Where the value that starts here ends.
    private func end(of start: Int) -> Int {
        var at = start
        var depth = 0
        var isText = false
        while at < bytes.count {
            let byte = bytes[at]
            if isText {
                if byte == UInt8(ascii: "\\") { at += 1 }
                if byte == UInt8(ascii: "\"") { isText = false }
                if !isText, depth == 0 { return at + 1 }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    // The end of what is round a number or a word.
                    if depth == 0 { return at }
                    depth -= 1
                    if depth == 0 { return at + 1 }
                case UInt8(ascii: ","), 32, 10, 13, 9: if depth == 0 { return at }
                default: break
                }
            }
            at += 1
        }
        return at
    }
}
