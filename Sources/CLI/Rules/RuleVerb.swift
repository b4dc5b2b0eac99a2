// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser

/// `samverk rule`: its verbs, each in a file of its own.
struct RuleVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: say("Kommunernas regler.", "The rules of the municipalities."),
        discussion: exampleCall("samverk rule check"),
        subcommands: [
            RuleNew.self, RuleList.self, RuleCheck.self, RuleTest.self, RuleExplain.self,
            RuleEffect.self, RuleFixture.self, RuleStubs.self, RuleRun.self, RuleBench.self,
        ])
}
