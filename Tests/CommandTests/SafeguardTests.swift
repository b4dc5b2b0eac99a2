// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// What must not be lost or mistaken.
@Suite("Nothing is overwritten, mixed up or passed over")
struct SafeguardTests {
    @Test(
        "an export takes no other kind of file's place", arguments: ["registry.sqlite", "samverk.yaml", "rules/x.lua"])
    func export(target: String) throws {
        let workspace = try Workspaces.copy()
        if !workspace.has(target) { _ = try workspace.write("return 1\n", to: target) }
        let before = try workspace.bytes(target)
        let outcome = try workspace.samverk("export", "municipalities", target)
        outcome.expect(.fault(target, ".csv"))
        // Opening a registry may move its write-ahead log into it; what kind of file it is stays.
        #expect(try workspace.bytes(target).prefix(8) == before.prefix(8))
    }

    @Test("a figure with a key of two parts rests on the one row that has both")
    func keys() throws {
        let workspace = try Workspaces.copy()
        _ = try workspace.done("run", "formagegap")
        let text = try workspace.done("explain", "gaps/gaps[9902,build-culture].gap").output
        #expect(text.contains("1 of 825 rows") && text.contains("data/assessments.csv:57"), "\(text)")
    }

    @Test("two runs of a scenario with different values are told apart")
    func changes() throws {
        let workspace = try Workspaces.copy()
        _ = try workspace.done("run", "--set", "game.secrecy=false")
        let runs = try workspace.done("list", "runs", "--format", "csv").output
        #expect(runs.contains("(game.secrecy=false)"), "\(runs)")
    }

    @Test("a rule of nobody in the registry, and two that tie, are faults of the workspace")
    func rules() throws {
        let workspace = try Workspaces.copy()
        let rule = try workspace.text("rules/9908-exempelkommun-h/godtar.lua")
        _ = try workspace.write(rule, to: "rules/9908-exempelkommun-h/igen.lua")
        _ = try workspace.write(rule, to: "rules/9999-ingen/godtar.lua")
        let outcome = try workspace.samverk("check")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("igen.lua") && outcome.errors.contains("'9999'"), "\(outcome.errors)")
    }

    @Test("a link among the rules is refused, and nothing of what it leads to is told")
    func links() throws {
        let workspace = try Workspaces.copy()
        let secret = try workspace.write("return secretly kept\n", to: "secret.txt")
        let link = workspace.path + "/rules/9909-exempelkommun-i/link.lua"
        try FileManager.default.createDirectory(
            atPath: workspace.path + "/rules/9909-exempelkommun-i", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: workspace.path + "/" + secret)
        for arguments in [["check"], ["rule", "check"], ["rule", "check", link], ["rule", "list"], ["run"]] {
            let outcome = try Tool.run(arguments, in: workspace)
            #expect(outcome.status == 1 && outcome.errors.contains("link, not a file"), "\(arguments)")
            #expect(!(outcome.output + outcome.errors).contains("secretly"))
        }
    }

    @Test("a rule in nobody's folder, or for an agreement that is not there, is told by check and stops a run")
    func misplaced() throws {
        let workspace = try Workspaces.copy()
        let rule = try workspace.text("rules/agreements/agr-desk/tak.lua")
        _ = try workspace.write(rule, to: "rules/agreements/agr-dsek/tak.lua")
        let strange = try workspace.samverk("rule", "check")
        #expect(strange.status == 1 && strange.errors.contains("no agreement 'agr-dsek'"), "\(strange.errors)")
        _ = try workspace.write(rule, to: "rules/stray.lua")
        let told = try workspace.samverk("rule", "check")
        #expect(told.errors.contains("nobody's folder") && told.output.contains("godtar.lua"), "the others are checked")
        try workspace.samverk("run").expect(.fault("rules/stray.lua", "nobody's folder"))
    }

    @Test("rows that were invented stay marked when a file without source changes some of them")
    func invented() throws {
        let workspace = try Workspaces.copy()
        let names = (9901...9914).map { "\($0),Kommun \($0)" }.joined(separator: "\n")
        _ = try workspace.write("code,name\n" + names + "\n", to: "names.csv")
        _ = try workspace.done("import", "municipalities", "names.csv")
        let text = try workspace.done("run", "--format", "json").output
        #expect(try JSON.read(text)["synthetic"] == true)
    }
}
