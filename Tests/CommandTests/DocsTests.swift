// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// Every example of docs/ is run, page by page, each in a folder of its own.
@Suite("The documents tell the truth")
struct DocsTests {
    /// The pages of docs/, by their path in it.
    static let pages: [String] = {
        let all = FileManager.default.enumerator(atPath: Folder.repository + "/docs")?.allObjects ?? []
        return all.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted()
    }()

    @Test("what a page shows is what the command prints", arguments: pages)
    func page(name: String) throws {
        let text = try Folder(path: Folder.repository + "/docs").text(name)
        let page = try DocsPage(text, name: "docs/" + name)
        let start = try Folder.new()
        var here = start
        var environment: [String: String] = [:]
        for (line, step) in page.steps {
            switch step {
            case .write(let path, let text): try here.write(text, to: path)
            case .show(let path, let lines):
                let text = try here.text(path)
                #expect(
                    matches(DocsTests.lines(text), lines),
                    "docs/\(name):\(line): the file \(path) is not this:\n\(text)")
            case .command(let words, let expected):
                switch words[0] {
                case "cd" where words.count == 2: here = Folder(path: here.path + "/" + words[1])
                case "export" where words.count == 2:
                    let pair = words[1].split(separator: "=", maxSplits: 1).map(String.init)
                    environment[pair[0]] = pair.last
                case "samverk":
                    let outcome = try Tool.run(Array(words.dropFirst()), in: here, environment: environment)
                    hold(outcome, expected, at: "docs/\(name):\(line)")
                default: Issue.record("docs/\(name):\(line): only samverk, cd and export are run, not '\(words[0])'")
                }
            }
        }
    }

    /// A command prints what the page shows; one that fails shows all it prints, or at least why.
    private func hold(_ outcome: Tool.Outcome, _ expected: [String], at place: String) {
        let said = outcome.output + outcome.errors
        #expect((0...3).contains(outcome.status), "\(place): exit status \(outcome.status)")
        #expect(
            outcome.status == 0 || !expected.contains("...") || expected.contains { $0.hasPrefix("samverk: ") },
            "\(place): it fails, and the page does not say so:\n\(said)")
        #expect(
            matches(DocsTests.lines(said), expected),
            "\(place): the page shows\n\(expected.joined(separator: "\n"))\n--- but the command prints\n\(said)")
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    @Test("the tutorials are among them, and have what to run", arguments: ["plugins.md", "rules.md", "tillagg.md"])
    func tutorials(name: String) throws {
        let text = try Folder(path: Folder.repository + "/docs").text(name)
        #expect(DocsTests.pages.contains(name))
        #expect(try DocsPage(text, name: name).steps.count > 0)
    }

    static let shown: [([String], [String], Bool)] = [
        (["a", "b"], ["a", "b"], true), (["a", "b"], ["a"], false), (["a"], ["a", "b"], false), ([], [], true),
        (["a", "b", "c"], ["a", "...", "c"], true), (["a", "c"], ["a", "...", "c"], true), (["a"], ["..."], true),
        ([], ["..."], true), (["a", "b"], ["...", "a"], false), (["a", "b", "a"], ["...", "a"], true),
        (["x", "a", "b", "a", "c"], ["...", "a", "c"], true), (["a 12 b"], ["a ... b"], true),
        (["a 12 c"], ["a ... b"], false), (["wait..."], ["wait..."], true), (["5\u{A0}kr  "], ["5 kr"], true),
        (["b"], ["..", "b"], false),
    ]

    @Test("three dots stand for anything, and for nothing else", arguments: shown)
    func dots(found: [String], page: [String], same: Bool) { #expect(matches(found, page) == same) }

    @Test("blocks are read as they are written")
    func blocks() throws {
        let page = try DocsPage(
            """
            ```csv file=a/b.csv
            x,y
            ```
            ````text
            ```console
            ````
            ```console
            $ samverk run --set 'a b=1' "c"
            out
            $ cd d
            ```
            ```lua is=d/x.lua
            return 1
            ```
            """, name: "p.md")
        #expect(page.steps.map(\.line) == [1, 8, 10, 12])
        guard case .write("a/b.csv", "x,y\n") = page.steps[0].step,
            case .command(["samverk", "run", "--set", "a b=1", "c"], ["out"]) = page.steps[1].step,
            case .command(["cd", "d"], []) = page.steps[2].step,
            case .show("d/x.lua", ["return 1"]) = page.steps[3].step
        else {
            Issue.record("\(page.steps)")
            return
        }
    }

    @Test(
        "a block that only looks like one to be run is pointed out",
        arguments: ["```csv flie=a.csv\n```", "```console\nsamverk run\n```", "```console\n$ samverk 'run\n```"])
    func misspelt(text: String) { #expect(throws: Problem.self) { try DocsPage(text, name: "p.md") } }
}
