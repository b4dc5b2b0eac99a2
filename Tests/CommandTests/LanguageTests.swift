// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// Languages, colours and quiet.
@Suite("Swedish, colours and quiet")
struct LanguageTests {
    @Test("Swedish has blanks in thousands, a decimal comma and a minus sign; English commas and a point")
    func numbers() throws {
        let swedish = try Workspaces.example.done("run", "--lang", "sv").output
        let english = try Workspaces.example.done("run", "--lang", "en").output
        #expect(swedish.contains("6\u{A0}715\u{A0}180\u{A0}kr/år"))
        #expect(swedish.contains("73,7\u{A0}%"))
        #expect(swedish.contains("\u{2212}"))
        #expect(english.contains("6,715,180\u{A0}SEK/year"))
        #expect(english.contains("73.7%"))
        for word in ["SEK", "What-if", " the ", "Party", "Amounts", "Rule of", "once"] {
            #expect(!swedish.contains(word), "English in Swedish: \(word)")
        }
        for word in ["kr/år", "Kommun ", "per år", " och "] {
            #expect(!english.replacing(#/[–"].*/#, with: "").contains(word), "Swedish in English: \(word)")
        }
    }

    @Test("the language comes from --lang, else LC_ALL, else LANG")
    func choice() throws {
        func title(_ arguments: [String], _ environment: [String: String]) throws -> String? {
            try Tool.run(arguments + ["list", "municipalities"], in: Workspaces.example, environment: environment)
                .output.split(separator: "\n").first.map(String.init)
        }
        #expect(try title([], ["LANG": "sv_SE.UTF-8"]) == "Kommuner")
        #expect(try title([], ["LANG": "en_GB.UTF-8", "LC_ALL": "sv_SE.UTF-8"]) == "Kommuner")
        #expect(try title(["--lang", "en"], ["LANG": "sv_SE.UTF-8"]) == "Municipalities")
        #expect(try title(["--lang=sv"], [:]) == "Kommuner")
        #expect(try title([], ["LANG": "fi_FI.UTF-8"]) == "Municipalities")
    }

    @Test("problems are told in Swedish as well")
    func problems() throws {
        let outcome = try Workspaces.example.samverk("--lang", "sv", "run", "nosuch")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("Det finns ingen kalkyl 'nosuch'"))
        #expect(!outcome.errors.contains("What to do"))
    }

    /// What the argument parser says by itself, and how it sounds in Swedish.
    static let parser: [([String], Int32, [String])] = [
        (["run", "--help"], 0, ["ÖVERSIKT: ", "ANVÄNDNING: samverk run", "ARGUMENT:", "FLAGGOR:", "(förval: 1)"]),
        (["run", "--help"], 0, ["(värden: table, csv", "Visa versionen.", "Visa den här hjälpen."]),
        (["plugin", "--help"], 0, ["KOMMANDON:", "Mer hjälp: 'samverk help plugin <kommando>'"]),
        (["help", "run"], 0, ["ANVÄNDNING: samverk run"]), (["rule"], 0, ["ÖVERSIKT: ", "KOMMANDON:"]),
        (
            ["analyze"], 2,
            ["Fel: Argumentet '<analysis>' saknas", "Användning: ", "Mer hjälp: 'samverk analyze --help'"]
        ),
        (["run", "--sede", "1"], 2, ["Fel: Okänd flagga '--sede'. Menade du '--seed'?"]),
        (["run", "a", "b"], 2, ["Fel: Ett argument för mycket: 'b'"]),
        (["run", "a", "b", "c"], 2, ["Fel: 2 argument för mycket: 'b', 'c'"]),
        (["run", "--seed", "abc"], 2, ["Fel: Värdet 'abc' duger inte för '--seed <seed>'", "Hjälp:  --seed"]),
        (
            ["run", "--format", "xml"], 2,
            ["duger inte för '--format <format>'. Ange 'table', 'csv', 'json' eller 'md'."]
        ),
        (["list", "runs", "--format"], 2, ["Fel: '--format <format>' saknar ett värde"]),
        (["plugin", "instal"], 2, ["Det finns inget kommando 'plugin instal'", "Menade du 'install'?"]),
    ]

    @Test("the words of the argument parser are Swedish too", arguments: parser)
    func parserWords(arguments: [String], status: Int32, says: [String]) throws {
        for call in [["--lang", "sv"] + arguments, arguments] {
            let environment = call.first == "--lang" ? [:] : ["LANG": "sv_SE.UTF-8"]
            let outcome = try Tool.run(call, in: Workspaces.example, environment: environment)
            let text = outcome.output + outcome.errors
            #expect(outcome.status == status, "\(text)")
            for said in says { #expect(text.contains(said), "'\(said)' is not said: \(text)") }
            for word in ["OVERVIEW", "USAGE", "Usage", "Error:", "OPTIONS", "Missing", "Unknown", "default:"] {
                #expect(!text.contains(word), "English in Swedish: \(word)")
            }
        }
        #expect(!(try Tool.run(arguments, in: Workspaces.example)).output.contains("ANVÄNDNING"))
    }

    @Test("the machine's forms are the same in both languages", arguments: ["json", "csv"])
    func machine(format: String) throws {
        let swedish = try Workspaces.example.done("run", "--format", format, "--lang", "sv")
        #expect(swedish.bytes == (try Workspaces.example.done("run", "--format", format, "--lang", "en").bytes))
    }

    @Test("colours only on a terminal, and never with --no-color or NO_COLOR")
    func colours() throws {
        let plain = try Workspaces.example.done("list", "municipalities")
        #expect(!plain.output.contains("\u{1B}"))
        try #require(FileManager.default.isExecutableFile(atPath: "/usr/bin/script"))
        func onTerminal(_ line: String) throws -> String {
            try Tool.run(
                ["-qec", line, "/dev/null"], in: Workspaces.example, environment: ["TERM": "xterm"],
                program: "/usr/bin/script"
            ).output
        }
        let command = "'\(Tool.program)' list municipalities"
        #expect(try onTerminal(command).contains("\u{1B}[1m"))
        #expect(try !onTerminal(command + " --no-color").contains("\u{1B}"))
        #expect(try !onTerminal("NO_COLOR=1 " + command).contains("\u{1B}"))
    }

    @Test("quiet leaves nothing on standard error, and the result as it is")
    func quiet() throws {
        let folder = try Folder.new()
        #expect(try folder.done("init", "w", "--quiet").errors == "")
        let loud = try folder.done("-C", Workspaces.example.path, "run", "--report", "r.html", "--format", "csv")
        let quiet = try folder.done(
            "-C", Workspaces.example.path, "--quiet", "run", "--report", "r.html", "--format", "csv")
        #expect(loud.errors.contains("r.html"))
        #expect(quiet.errors == "")
        #expect(quiet.bytes == loud.bytes)
    }
}
