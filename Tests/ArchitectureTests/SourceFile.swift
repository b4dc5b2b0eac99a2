// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkTestSupport
import Testing

/// A file of the repository as the architecture sees it: its room, its imports, its code without comments.
struct SourceFile: CustomTestStringConvertible {
    /// The path from the root of the repository.
    let path: String
    let text: String
    /// The text without its comments; what stands in quotes stays.
    let code: String
    /// The words of the code: letters, digits, hyphens and underscores.
    private let words: Set<String>

    init(path: String, text: String) {
        self.path = path
        self.text = text
        let bytes = withoutComments(Array(text.utf8))
        code = String(decoding: bytes, as: UTF8.self)
        let runs = bytes.split { byte in
            !((48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                || byte == 95)
        }
        words = Set(runs.map { String(decoding: $0, as: UTF8.self) })
    }

    /// The room: `Domain`, `Plugins/*`, `CLI`.
    var room: String? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count >= 3, parts[0] == "Sources" else { return nil }
        switch parts[1] {
        case "Core": return parts[2]
        case "Plugins": return "Plugins/*"
        default: return parts[1]
        }
    }

    var testDescription: String { path }

    /// The modules it imports.
    var imports: [String] {
        code.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let keyword = words.firstIndex(of: "import"), words[..<keyword].allSatisfy(isPrefix) else {
                return nil
            }
            var rest = words[(keyword + 1)...]
            if let kind = rest.first,
                ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"].contains(kind)
            {
                rest = rest.dropFirst()
            }
            return rest.first.map { String($0.prefix { $0 != "." && $0 != ";" }) }
        }
    }

    private func isPrefix(_ word: String) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }

    /// Whether a word stands in the code with no letter, digit, hyphen or underscore beside it.
    func names(_ word: String) -> Bool { words.contains(word) }

    /// Every file under these folders whose name ends so, by path.
    static func all(_ folders: [String], endings: Set<String>) -> [SourceFile] {
        folders.flatMap { folder -> [SourceFile] in
            let root = Golden.root.appending(path: folder)
            let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
            return paths.sorted().compactMap { path in
                guard let dot = path.lastIndex(of: "."), endings.contains(String(path[path.index(after: dot)...])),
                    let data = FileManager.default.contents(atPath: root.appending(path: path).path)
                else { return nil }
                return SourceFile(path: "\(folder)/\(path)", text: String(decoding: data, as: UTF8.self))
            }
        }
    }
}

private func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
    let (quote, slash, star, escape, newline) = (UInt8(34), UInt8(47), UInt8(42), UInt8(92), UInt8(10))
    var out: [UInt8] = []
    var i = 0
    var quotes = 0  // 0 outside, 1 in "...", 3 in """..."""
    while i < bytes.count {
        let byte = bytes[i]
        let next = i + 1 < bytes.count ? bytes[i + 1] : 0
        if quotes == 0, byte == slash, next == slash {
            while i < bytes.count, bytes[i] != newline { i += 1 }
        } else if quotes == 0, byte == slash, next == star {
            i += 2
            while i + 1 < bytes.count, bytes[i] != star || bytes[i + 1] != slash { i += 1 }
            i += 2
        } else if byte == quote, next == quote, i + 2 < bytes.count, bytes[i + 2] == quote {
            quotes = quotes == 3 ? 0 : 3
            out += [quote, quote, quote]
            i += 3
        } else if quotes == 1, byte == escape {
            out += [byte, next]
            i += 2
        } else {
            if byte == quote, quotes != 3 { quotes = 1 - quotes }
            if byte == newline, quotes == 1 { quotes = 0 }
            out.append(byte)
            i += 1
        }
    }
    return out
}
