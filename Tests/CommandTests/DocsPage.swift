// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// What the tests do with a page of docs/: the files it has its reader write, the commands it has its reader give.
///
/// Fenced blocks of `csv`, `lua` and `yaml` with `file=PATH` are written to that path, below the folder where the page
/// stands; those with `is=PATH` show a file that a command wrote. A block of `console` is played: `$ samverk ...`, `$ cd FOLDER` and `$ export NAME=VALUE` are done, and the
/// lines up to the next `$` are what the command prints. Other blocks are only read by people.
struct DocsPage {
    /// A file to write, one that is shown, or a command to give.
    enum Step {
        case write(path: String, text: String)
        case show(path: String, lines: [String])
        case command(words: [String], expected: [String])
    }

    /// Steps in the order of the page, each with its line.
    var steps: [(line: Int, step: Step)] = []

    /// Reads a page.
    ///
    /// - Throws: ``Problem`` at the line of a block that looks like one to be run and is none.
    init(_ text: String, name: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var at = 0
        while at < lines.count {
            let fence = lines[at].prefix { $0 == "`" }
            guard fence.count >= 3 else {
                at += 1
                continue
            }
            let start = at + 1
            let end = lines[start...].firstIndex { $0.hasPrefix(fence) && $0.allSatisfy { $0 == "`" } } ?? lines.count
            let words = lines[at].dropFirst(fence.count).split(separator: " ").map(String.init)
            let place = Place(file: name, line: start)
            let body = Array(lines[start..<end])
            if words.first == "console" {
                guard words.count == 1, body.first?.hasPrefix("$ ") == true else {
                    throw Problem("a block of console begins with a command", at: place)
                }
                try play(body, from: start + 1, in: name)
            } else if words.count > 1 {
                let word = words[1].split(separator: "=", maxSplits: 1).map(String.init)
                guard ["csv", "lua", "yaml"].contains(words[0]), words.count == 2, word.count == 2,
                    ["file", "is"].contains(word[0])
                else {
                    throw Problem(
                        "'\(words.joined(separator: " "))': expected csv, lua or yaml and file=PATH or is=PATH",
                        at: place)
                }
                let step: Step =
                    word[0] == "is"
                    ? .show(path: word[1], lines: body)
                    : .write(path: word[1], text: body.joined(separator: "\n") + "\n")
                steps.append((start, step))
            }
            at = end + 1
        }
    }

    /// Splits a console block into its commands, each with what it prints.
    private mutating func play(_ body: [String], from first: Int, in name: String) throws {
        var starts = body.indices.filter { body[$0].hasPrefix("$ ") }
        starts.append(body.count)
        for (start, next) in zip(starts, starts.dropFirst()) {
            let line = first + start
            guard let words = DocsPage.words(body[start].dropFirst(2)), !words.isEmpty else {
                throw Problem("an open quote", at: Place(file: name, line: line))
            }
            steps.append((line, .command(words: words, expected: Array(body[(start + 1)..<next]))))
        }
    }

    /// The words of a command line, with the quotes of a shell; nil when one is left open.
    static func words(_ line: Substring) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let last = word { words.append(last) }
        return quote == nil ? words : nil
    }
}

/// Whether lines are those that a page shows: a line `...` stands for any lines, `...` within one for any characters.
///
/// Blanks are compared as they look: a no-break space is a space, and blanks at a line's end do not count.
func matches(_ found: [String], _ expected: [String]) -> Bool {
    glob(found.map(plain)[...], expected.map(plain)[...], isWild: { $0 == "..." }, fits: fits)
}

private func plain(_ line: String) -> String {
    var line = line.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    while line.last == " " { line.removeLast() }
    return line
}

/// One line against one of the page's.
private func fits(_ found: String, _ expected: String) -> Bool {
    guard expected.contains("...") else { return found == expected }
    let pattern = Array(expected.replacing("...", with: "\u{0}"))
    return glob(Array(found)[...], pattern[...], isWild: { $0 == "\u{0}" }, fits: ==)
}

/// Matches a sequence with a pattern in which some elements stand for any run of elements: the usual walk that goes back
/// to the last of them only, which takes at most length times length steps.
private func glob<Element>(
    _ found: ArraySlice<Element>, _ pattern: ArraySlice<Element>, isWild: (Element) -> Bool,
    fits: (Element, Element) -> Bool
) -> Bool {
    var at = found.startIndex
    var want = pattern.startIndex
    var retry: (found: Int, pattern: Int)?
    while at < found.endIndex {
        if want < pattern.endIndex, isWild(pattern[want]) {
            retry = (at, want + 1)
            want += 1
        } else if want < pattern.endIndex, fits(found[at], pattern[want]) {
            at += 1
            want += 1
        } else if let back = retry {
            retry = (back.found + 1, back.pattern)
            at = back.found + 1
            want = back.pattern
        } else {
            return false
        }
    }
    return pattern[want...].allSatisfy(isWild)
}
