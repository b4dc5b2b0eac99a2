// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkProcesses
import SamverkRules

/// `samverk rule check`.
struct RuleCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: say(
            "Pröva regler: går de att läsa, finns regelpunkten, är datumen rimliga?",
            "Check rules: do they read, does their hook exist, do their dates make sense?"),
        discussion: exampleCall("samverk rule check rules/9908-exempelkommun-h/may-share.lua"))

    @Argument(
        help: aid("Filerna; utelämnade prövas alla i arbetsmappen.", "The files; all of the workspace when left out."))
    var files: [String] = []
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let index: RuleIndex
        if files.isEmpty {
            index = try await Workspace(options).ruleIndex()
        } else {
            let read = try files.map { RuleFile(path: $0, owner: owner(of: $0), source: try FileReader.read($0)) }
            index = await RuleIndex(
                read, hooks: try PluginSource.plugins(options).hooks,
                worker: try Installation.find().program("samverk-worker"))
        }
        if !index.rules.isEmpty { try RuleListing.listing(index.rules).show(.table, options) }
        Terminal.complain(index.problems, options.language)
        let verdict = Localized(
            sv: "\(index.rules.count) regler i ordning, \(index.problems.count) med fel.",
            en: "\(index.rules.count) rules in order, \(index.problems.count) at fault.")
        try Terminal.output(verdict(options.language))
        if let worst = index.problems.map(\.kind.exitStatus).max() { throw Status(code: worst) }
    }

    /// The owner by the part of the path below `rules/`.
    private func owner(of path: String) -> RuleOwner {
        let parts = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
        guard let start = parts.lastIndex(of: "rules") else { return .nobody }
        return RuleOwner(path: parts[(start + 1)...].joined(separator: "/")) ?? .nobody
    }
}
