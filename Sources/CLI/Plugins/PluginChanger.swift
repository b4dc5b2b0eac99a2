// SPDX-License-Identifier: EUPL-1.2

import ArgumentParser
import Foundation
import SamverkDomain
import SamverkPluginHost

/// Options of the verbs that change plugins.
struct ChangeOptions: ParsableArguments {
    @Flag(
        help: aid(
            "Fråga inte: ändringen är läst och godkänd.", "Do not ask: the change has been read and agreed to."))
    var yes = false
    @Flag(
        help: aid("Visa vad som skulle hända, och gör det inte.", "Show what would happen, and do not do it."))
    var dryRun = false
}

/// Makes changes of plugins: shows each, asks, and carries it out.
struct PluginChanger {
    let desk: PluginDesk
    let change: ChangeOptions
    let options: GlobalOptions
    var allowsUnsigned = false
    /// What the verb itself agrees to: data that it writes to a folder first are not lost.
    var agreed: Set<PlanQuestion> = []

    /// Shows a change, asks whoever sits at a terminal, and makes it.
    ///
    /// - Parameters:
    ///   - alwaysAsks: whether a person is asked even when nothing needs to be confirmed.
    ///   - prepare: is called when the change is agreed to and not yet made.
    /// - Throws: ``Problem`` or ``Problems`` when it is refused; ``Status`` when the answer is no.
    func make(
        _ request: PluginRequest, alwaysAsks: Bool = true, prepare: (ChangePlan) throws -> Void = { _ in }
    ) async throws {
        let plan = try desk.installer.plan(request)
        try Problems.throwIfAny(plan.obstacles)
        let text = await text(plan)
        if plan.changesNothing { return try Terminal.output(text.done(options.language)) }
        if change.dryRun { return try Terminal.output(text.text) }
        let allowed = try agree(to: [plan], text.text, alwaysAsks: alwaysAsks)
        try prepare(plan)
        let result = try desk.installer.apply(request, as: plan, allowing: allowed)
        Terminal.warn(result.warnings, options.language)
        try Terminal.output(text.done(options.language))
    }

    /// Installs packages. Several, as a bundle holds, are tried in turn on a copy of the workspace first, shown together and
    /// agreed to once, so that one which is refused keeps out them all.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when one is refused; ``Status`` when the answer is no.
    func install(_ packages: PackageSource) async throws {
        let staged = try packages.stage(desk.installer)
        guard staged.count > 1 else {
            for one in staged { try await make(.install(one)) }
            return
        }
        let plans = try rehearse(packages)
        var texts: [PlanText] = []
        for plan in plans { texts.append(await text(plan)) }
        let shown = texts.map(\.text).joined(separator: "\n\n")
        if change.dryRun { return try Terminal.output(shown) }
        let allowed = try agree(to: plans, shown, alwaysAsks: true)
        try Problems.throwIfAny(plans.flatMap { $0.unanswered(allowed) })
        for ((one, plan), text) in zip(zip(staged, plans), texts) {
            let result = try desk.installer.apply(.install(one), as: plan, allowing: allowed)
            Terminal.warn(result.warnings, options.language)
            try Terminal.output(text.done(options.language))
        }
    }

    /// What each package would do when those before it are installed.
    private func rehearse(_ packages: PackageSource) throws -> [ChangePlan] {
        let copy = try TemporaryFolder()
        defer { withExtendedLifetime(copy) {} }
        try UpgradePreview.copy(desk, to: copy.path)
        let other = try PluginDesk(folder: copy.path).installer
        return try packages.stage(other).map { one in
            let plan = try other.plan(.install(one))
            try Problems.throwIfAny(plan.obstacles)
            try other.apply(.install(one), allowing: Set(PlanQuestion.allCases))
            return plan
        }
    }

    /// Has a package agreed to without installing it: it is about to be run on a copy.
    ///
    /// - Throws: ``Problem`` or ``Problems`` when it would be refused; ``Status`` when the answer is no.
    func clear(_ request: PluginRequest) async throws {
        let plan = try desk.installer.plan(request)
        try Problems.throwIfAny(plan.obstacles)
        let text = await text(plan)
        let allowed = try agree(to: [plan], text.text, alwaysAsks: false)
        try Problems.throwIfAny(plan.unanswered(allowed))
    }

    /// What is agreed to. Questions that stay open are refused, in words, by the installer.
    private func agree(to plans: [ChangePlan], _ text: String, alwaysAsks: Bool) throws -> Set<PlanQuestion> {
        let allowed = allowed
        let questions = plans.flatMap(\.questions)
        let isOpen = !allowed.isSuperset(of: questions)
        // Nobody answers --allow-unsigned by a plain yes.
        let isAnswerable = !questions.contains(.unsigned) || allowsUnsigned
        guard Terminal.isInteractive, isAnswerable, !change.yes, alwaysAsks || isOpen else {
            if !options.quiet { Terminal.error(text) }
            return allowed
        }
        Terminal.error(text)
        guard Terminal.confirm(Localized(sv: "Är det rätt?", en: "Is that right?"), options.language) else {
            Terminal.error(Localized(sv: "Inget har ändrats.", en: "Nothing was changed.")(options.language))
            throw Status(code: 1)
        }
        return allowed.union(PluginChanger.confirmable)
    }

    /// What a yes agrees to.
    private static let confirmable = Set(PlanQuestion.allCases).subtracting([.unsigned])

    /// What the options agree to.
    private var allowed: Set<PlanQuestion> {
        agreed.union(allowsUnsigned ? [.unsigned] : []).union(change.yes ? PluginChanger.confirmable : [])
    }

    /// A plan in words; how programs are held in here is asked only when it is to be told.
    private func text(_ plan: ChangePlan) async -> PlanText {
        let isProgram = plan.manifest.runtime.kind == .process
        let confinement = isProgram ? try? await Confinement.probe(desk.installation) : nil
        return PlanText(plan: plan, language: options.language, confinement: confinement, allowed: allowed)
    }
}

extension Terminal {
    /// Whether somebody can read a question and answer it.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks a question that only a yes agrees to.
    static func confirm(_ question: Localized, _ language: Language) -> Bool {
        let form = Localized(sv: "[j/N]", en: "[y/N]")(language)
        _ = write(raw: "\(question(language)) \(form) ", to: STDERR_FILENO)
        let answer = (readLine() ?? "").lowercased().filter { !$0.isWhitespace }
        return ["j", "ja", "y", "yes"].contains(answer)
    }
}
