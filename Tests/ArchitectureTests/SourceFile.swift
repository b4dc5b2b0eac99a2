// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkTestSupport
import Testing

/// A file of the repository as the architecture sees it: its room, its imports, its code without comments.
struct SourceFile: CustomTestStringConvertible {
    /// The path from the root of the repository.
    let path: String
    let text: String

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

    /// The text without its comments; what stands in quotes stays.
    var code: String {
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        var i = 0
        var quote = 0  // 0 outside, 1 in "...", 3 in """..."""
        func at(_ string: String) -> Bool { bytes[i...].starts(with: string.utf8) }
        while i < bytes.count {
            if quote == 0, at("//") {
                while i < bytes.count, bytes[i] != 10 { i += 1 }
                continue
            }
            if quote == 0, at("/*") {
                while i < bytes.count, !at("*/") { i += 1 }
                i += 2
                continue
            }
            if at("\"\"\"") {
                quote = quote == 3 ? 0 : 3
                out.append(contentsOf: "\"\"\"".utf8)
                i += 3
                continue
            }
            if quote == 1, bytes[i] == UInt8(ascii: "\\"), i + 1 < bytes.count {
                out.append(contentsOf: bytes[i...i + 1])
                i += 2
                continue
            }
            if quote != 3, bytes[i] == UInt8(ascii: "\"") { quote = 1 - quote }
            if quote == 1, bytes[i] == 10 { quote = 0 }
            out.append(bytes[i])
            i += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Whether a word stands in the code with no letter, digit or hyphen beside it.
    func names(_ word: String) -> Bool {
        let code = Array(code.utf8)
        let word = Array(word.utf8)
        func isPart(_ i: Int) -> Bool {
            guard code.indices.contains(i) else { return false }
            let byte = code[i]
            return (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                || byte == 95
        }
        guard code.count >= word.count else { return false }
        return (0...code.count - word.count).contains { i in
            code[i] == word[0] && code[i..<i + word.count].elementsEqual(word) && !isPart(i - 1)
                && !isPart(i + word.count)
        }
    }

    /// Every file under these folders whose name ends so, by path.
    static func all(_ folders: [String], endings: Set<String>) -> [SourceFile] {
        folders.flatMap { folder -> [SourceFile] in
            let root = Golden.repository.appending(path: folder)
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
