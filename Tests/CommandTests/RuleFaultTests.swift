// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// How a rule at fault is met: the exit status, and what is said of it.
@Suite("Rules at fault")
struct RuleFaultTests {
    @Test("a rule that runs into a limit ends with 3, one that only answers wrong with 1")
    func limit() throws {
        let workspace = try Workspaces.copy()
        func cases(_ error: String = "") -> String { "tests = { { args = { { category = 'clock' }, 4 }\(error) } }," }
        for (body, status) in [("while true do end", 3), ("return true", 1), ("error('no')", 1)] as [(String, Int32)] {
            try workspace.write(RuleToolTests.rule(body, cases()), to: RuleToolTests.file)
            for format in ["table", "json"] {
                #expect(
                    try workspace.samverk("rule", "test", RuleToolTests.file, "--format", format).status == status,
                    "\(body)")
            }
        }
        try workspace.write(
            RuleToolTests.rule("while true do end", cases(", error = 'instructions'")), to: RuleToolTests.file)
        #expect(try workspace.samverk("rule", "test", RuleToolTests.file).status == 0)
    }

    @Test("a rule for a hook of a plugin that is not here names the plugin and what to do")
    func absentPlugin() throws {
        let workspace = try Workspaces.copy()
        func rule(_ hook: String) throws {
            try workspace.write(
                "return rule { hook = \"\(hook)\", apply = function() return true end }\n", to: RuleToolTests.file)
        }
        try rule("licence-desk/discount@1")
        let told = ["(licence-desk/discount@1)", "plugin licence-desk is not installed", "plugin install"]
        for verb in [["rule", "check"], ["rule", "test"], ["run", "formagegap"], ["check"]] {
            let outcome = try Tool.run(verb, in: workspace)
            #expect(outcome.status == 1, "\(verb)")
            for text in told { #expect(outcome.errors.contains(text), "\(verb): \(outcome.errors)") }
        }
        try rule("support-poling/may_share@1")
        #expect(try workspace.samverk("rule", "check").errors.contains("Did you mean 'support-pooling/may_share@1'?"))
    }
}
