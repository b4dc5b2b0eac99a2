// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// Every way to change the plugins of a workspace. First a plan, which changes nothing; then the same change, made whole
/// or not at all. No plugin's code is ever run by it.
///
/// ```swift
/// let installer = PluginInstaller(workspace: root, registry: registry, bundled: bundled, by: "anna", on: today)
/// let staged = try installer.stage(archive: "desk-1.2.0.tar.gz")
/// let plan = try installer.plan(.install(staged))          // shown to the administrator
/// try installer.apply(.install(staged), as: plan, allowing: [.permissions])
/// ```
public struct PluginInstaller: Sendable {
    let folders: PluginFolders
    let registry: Registry
    /// The plugins that come with the tool: their ids are taken.
    let bundled: [LoadedPlugin]
    /// Who makes changes, for the audit log.
    let who: String
    /// The day of today: keys go out of date.
    let today: Day
    let onStep: StepListener

    /// An installer for a workspace.
    ///
    /// - Parameters:
    ///   - root: the workspace's folder.
    ///   - onStep: hears of each step; tests end the process there.
    public init(
        workspace root: String, registry: Registry, bundled: [LoadedPlugin], by who: String, on today: Day,
        onStep: @escaping StepListener = { _ in }
    ) {
        folders = PluginFolders(root: root)
        self.registry = registry
        self.bundled = bundled
        self.who = who
        self.today = today
        self.onStep = onStep
    }

    /// What a request would do. Nothing is changed.
    ///
    /// - Throws: ``Problem`` when there is no such plugin; what merely refuses the change is in the plan.
    public func plan(_ request: PluginRequest) throws -> ChangePlan { try planned(request).plan }

    /// Makes a change: all of it or, when it throws, nothing.
    ///
    /// - Parameters:
    ///   - seen: the plan that somebody agreed to; nil takes it as it comes.
    ///   - allowed: what was agreed to.
    /// - Returns: what was done, and what could not be tidied up after.
    /// - Throws: ``Problem`` or ``Problems`` when the plan has obstacles or open questions, when the workspace has changed
    ///   since it was seen, or when the disk is full.
    @discardableResult
    public func apply(
        _ request: PluginRequest, as seen: ChangePlan? = nil, allowing allowed: Set<PlanQuestion> = []
    ) throws -> ChangeResult {
        try folders.make()
        let lock = try FileLock.take(folders.mutex)
        defer { withExtendedLifetime(lock) {} }
        try onStep(.locked)
        let (plan, change) = try planned(request)
        if let seen, seen != plan { throw changedMeanwhile(plan.plugin) }
        try Problems.throwIfAny(plan.obstacles)
        try Problems.throwIfAny(plan.unanswered(allowed))
        if plan.changesNothing { return ChangeResult(plan: plan, warnings: []) }
        do {
            if case .install(let staged) = request { try publish(staged) }
            try registry.apply(change, by: who) { try onStep(.written) }
        } catch {
            _ = try? clearStore()
            throw error
        }
        return ChangeResult(plan: plan, warnings: tidy(after: plan))
    }

    /// What follows the change: it is made already, so that a failure here is told and mended at the next opening.
    private func tidy(after plan: ChangePlan) -> [Problem] {
        do {
            try onStep(.committed)
            try writeLock()
            if plan.action == .remove {
                PluginLog(folder: folders.root + "/plugins/log").remove(plan.plugin)
                try clearStore()
            }
            try onStep(.cleared)
            return []
        } catch {
            return Problems.told(by: error) ?? [Problem("\(error)")]
        }
    }

    private func changedMeanwhile(_ id: String) -> Problem {
        Problem(
            Localized(
                sv: "Arbetsmappen har ändrats sedan ändringen av \(id) visades.",
                en: "The workspace has changed since the change of \(id) was shown."),
            kind: .limit, at: Place(context: ["plugin \(id)"]),
            remedy: Localized(sv: "Inget har ändrats. Försök igen.", en: "Nothing was changed. Try again."))
    }
}

extension ChangePlan {
    /// What nobody has agreed to yet, and how to.
    public func unanswered(_ allowed: Set<PlanQuestion>) -> [Problem] {
        questions.filter { !allowed.contains($0) }.map(unanswered)
    }

    private func unanswered(_ question: PlanQuestion) -> Problem {
        var text = question.text
        if question == .permissions {
            let list = newPermissions.map(\.text.shownSafely).joined(separator: "; ")
            text = Localized(sv: "\(text.sv) \(list)", en: "\(text.en) \(list)")
        }
        let option = question == .unsigned ? "--allow-unsigned" : "--yes"
        return Problem(
            text, at: Place(context: ["plugin \(plugin) \(manifest.version)"]),
            remedy: Localized(
                sv: "Är det rätt, kör igen med \(option).", en: "If that is right, run again with \(option)."))
    }
}

/// What a change did.
public struct ChangeResult: Sendable {
    /// The plan that was carried out.
    public var plan: ChangePlan
    /// What could not be tidied up after it; `samverk plugin doctor` tries again.
    public var warnings: [Problem]
}
