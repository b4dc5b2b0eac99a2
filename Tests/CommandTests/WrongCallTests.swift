// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// Wrong use of the command, and wrong files for `analyze`.
@Suite("A wrong call gets one clear message")
struct WrongCallTests {
    static let calls: [([String], Complaint)] = [
        (["frobnicate"], .usage("frobnicate")), (["run", "--frob"], .usage("--frob")),
        (["run", "a", "b"], .usage("b")), (["run", "--format", "xml"], .usage("xml", "json")),
        (["run", "--seed", "abc"], .usage("abc")), (["run", "--set"], .usage("--set")),
        (["run", "--set", "split=equal"], .usage("STEP.KEY=VALUE")),
        (["run", "--set", "spilt.methods=equal"], .usage("'spilt'", "Did you mean 'split'?")),
        (["run", "--set", "split.method=equal"], .fault("--set split.method", "Did you mean 'methods'?")),
        (["run", "--set", "split.methods=equl"], .fault("--set split.methods", "Did you mean 'equal'?")),
        (["run", "--set", "game.target=1.5"], .fault("--set game.target", "'1.5'")),
        (["run", "--report", "x.pdf"], .usage("HTML")), (["run", "nosuch"], .fault("'nosuch'", "formagegap")),
        (["run", "gemensam-servicdesk"], .fault("Did you mean 'gemensam-servicedesk'?")),
        (["run", "nowhere/x.yaml"], .fault("nowhere/x.yaml", "does not exist")),
        (["run", "./scenarios"], .fault("./scenarios", "folder")),
        (["--lang", "de", "run"], .usage("sv or en", "'de'")), (["-C"], .usage("-C", "value")),
        (["-C", "nowhere", "run"], .fault("'nowhere'", "samverk init")),
        (["analyze"], .usage("<analysis>")),
        (["analyze", "cost-alocation/allocate"], .fault("Did you mean 'cost-allocation/allocate'?")),
        (["analyze", "cost-allocation/allocate"], .fault("--input game=FILE")),
        (["analyze", "support-pooling/pooled"], .usage("'hours'", "--input hours=FILE")),
        (["analyze", "tbm/cost-share"], .usage("--input costs=FILE")),
        (["analyze", "billing/compare"], .fault("--input")),
        (["analyze", "cost-allocation/allocate", "--input", "gam=g.csv"], .usage("'gam'", "Did you mean 'game'?")),
        (["analyze", "cost-allocation/allocate", "--input", "game"], .usage("NAME=")),
        (["analyze", "cost-allocation/allocate", "--input", "game=no.csv"], .fault("no.csv", "does not exist")),
        (["analyze", "cost-allocation/allocate", "--input", "game=/"], .fault("folder")),
        (["analyze", "cost-allocation/allocate", "--with", "metods=equal"], .fault("Did you mean 'methods'?")),
        (["analyze", "support-pooling/staffing", "--with", "load=two"], .fault("'load'", "'two'")),
        (["explain"], .usage("<figure>")), (["report", "x.pdf"], .usage("FILE.html")), (["show"], .usage("<kind>")),
        (["list"], .usage("<kind>", "municipalities")),
    ]

    @Test("verbs, options, names and values", arguments: calls)
    func wrongCall(arguments: [String], complaint: Complaint) throws {
        try Tool.run(arguments, in: Workspaces.example).expect(complaint)
    }

    /// A game's file and how it is met.
    static let games: [(String, String, Complaint)] = [
        ("a misspelt column", "coalition,cots\nA,1\n", .fault("g.csv:1:11", "Did you mean 'cost'?")),
        ("an empty file", "", .fault("g.csv: The file is empty")), ("no rows", "coalition,cost\n", .fault("g.csv")),
        ("a coalition is missing", "coalition,cost\nA,1\nB,2\n", .fault("g.csv", "A+B")),
        ("text for a cost", "coalition,cost\nA,1\nB,2x\nA+B,3\n", .fault("g.csv:3:3", "'2x'")),
        ("a coalition twice", "coalition,cost\nA,1\nB,2\nA+B,3\nB+A,3\n", .fault("g.csv:5")),
        ("a member twice", "coalition,cost\nA,1\nB,2\nA+A,3\nA+B,3\n", .fault("g.csv:4")),
        ("masks without players", "mask,cost\n0,0\n1,1\n", .usage("players")),
        ("no sense of money", "coalition,cost\nA,1e400\n", .fault("g.csv:2:3")),
        (
            "27 players", "coalition,cost\n" + (1...27).map { "p\($0)" }.joined(separator: "+") + ",1\n",
            .program("g.csv", "at most 26 players", "shapley-sampled")
        ),
    ]

    @Test("a wrong game", arguments: games)
    func wrongGame(name: String, text: String, complaint: Complaint) throws {
        let folder = try Folder.with(["g.csv": text])
        try folder.samverk("analyze", "cost-allocation/allocate", "--input", "game=g.csv").expect(complaint)
    }

    @Test(
        "outside a workspace the verbs that need one say how to make one",
        arguments: [
            ["run"], ["list", "municipalities"], ["explain", "1/a/b[c].d"], ["check"], ["log"],
            ["export", "municipalities"],
        ])
    func outside(arguments: [String]) throws {
        try Tool.run(arguments, in: Folder.new()).expect(.fault("no workspace", "samverk init"))
    }

    @Test("no output is ever met by a crash", arguments: ["> /dev/full", ">&-", "2>&-", "| (exec <&-; sleep 0.5)"])
    func noOutput(redirection: String) throws {
        let line = "\"\(Tool.program)\" run --format json \(redirection); echo status ${PIPESTATUS[0]}"
        let outcome = try Tool.run(
            ["-c", "{ \(line); } 2>&1"], in: Workspaces.example, program: "/bin/bash")
        let last = outcome.output.split(separator: "\n").last.map(String.init) ?? ""
        #expect(["status 0", "status 1", "status 3"].contains(last), "\(last)")
        #expect(!outcome.output.contains("Fatal error"))
    }
}

/// A registry or settings that are broken.
@Suite("A broken workspace is told, not worked with")
struct BrokenWorkspaceTests {
    static let broken: [(String, [UInt8]?, Complaint)] = [
        (
            "registry.sqlite", Array("no database at all, but long enough to have a header of its own".utf8),
            .fault("registry.sqlite", "not a registry")
        ),
        ("registry.sqlite", nil, .fault("registry.sqlite", "does not exist", "samverk init")),
        ("registry.sqlite", [], .fault("registry.sqlite", "not a registry")),
        ("samverk.yaml", Array("title: [".utf8), .fault("samverk.yaml:", "YAML")),
        ("samverk.yaml", [], .fault("samverk.yaml", "empty")),
        ("samverk.yaml", Array("title: x\nscenari: y\n".utf8), .fault("samverk.yaml:2:1", "'scenario'")),
    ]

    @Test("a file that is replaced", arguments: broken)
    func replaced(file: String, bytes: [UInt8]?, complaint: Complaint) throws {
        let workspace = try Workspaces.copy()
        for tail in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: workspace.path + "/\(file)\(tail)") }
        if let bytes {
            try workspace.write(bytes: bytes, to: file)
        } else {
            try FileManager.default.removeItem(atPath: workspace.path + "/" + file)
        }
        try workspace.samverk("run").expect(complaint)
        try workspace.samverk("check").expect(complaint)
        if let bytes { #expect(try workspace.bytes(file) == bytes, "the evidence stays as it is") }
    }

    @Test("a registry with a torn page")
    func torn() throws {
        let workspace = try Workspaces.copy()
        var bytes = try workspace.bytes("registry.sqlite")
        bytes.removeLast(bytes.count / 2)
        try workspace.write(bytes: bytes, to: "registry.sqlite")
        let outcome = try workspace.samverk("check")
        outcome.expect(.fault("registry.sqlite", "damaged"))
        #expect(!outcome.errors.contains("samverk restore"), "a verb that there is not yet")
    }

    @Test("a rule in nobody's folder")
    func strayRule() throws {
        let workspace = try Workspaces.copy()
        try workspace.write("return rule {}", to: "rules/stray.lua")
        try workspace.samverk("run").expect(.fault("rules/stray.lua", "rules/CODE-name/"))
    }
}
