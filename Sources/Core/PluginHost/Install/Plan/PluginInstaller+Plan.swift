// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

extension PluginInstaller {
    /// A plan, and the change of the registry that carries it out.
    func planned(_ request: PluginRequest) throws -> (plan: ChangePlan, change: PluginChange) {
        let now = try Situation(registry)
        var planned: (plan: ChangePlan, change: PluginChange)
        switch request {
        case .install(let staged): planned = install(staged, now)
        case .link(let folder): planned = try link(folder, now)
        case .enable(let id): planned = try switched(id, on: true, now)
        case .disable(let id): planned = try switched(id, on: false, now)
        case .rollback(let id, let discarding): planned = try rollback(id, discarding, now)
        case .remove(let id, let droppingData): planned = try removal(id, droppingData, now)
        }
        if planned.plan.obstacles.isEmpty, !planned.plan.changesNothing {
            // What the datasets say to it, tried and taken back.
            do { try registry.trial(planned.change) } catch {
                guard let problems = Problems.told(by: error) else { throw error }
                planned.plan.obstacles += problems
            }
        }
        return planned
    }

    /// A plugin that comes into being or gets another package.
    private func install(_ staged: StagedPackage, _ now: Situation) -> (ChangePlan, PluginChange) {
        let folder = staged.folder
        let manifest = folder.manifest
        let before = now.row(manifest.id)
        let state = SignatureState(folder, keys: now.keys, on: today)
        let former = now.activePackage(manifest.id)?.key
        let action = action(for: folder, before)
        let after = InstalledPlugin(
            id: manifest.id, version: manifest.version, hash: folder.package, enabled: before?.enabled ?? true,
            manifest: String(decoding: folder.manifestBytes, as: UTF8.self), source: .stored)
        var plan = plan(action, manifest, before, after, now)
        plan.package = folder.package
        plan.signature = state
        plan.obstacles = obstacles(to: manifest, now) + identityProblems(of: folder, now)
        if let problem = state.problem(of: manifest, signedBefore: former != nil) { plan.obstacles.append(problem) }
        if after.enabled { plan.obstacles += needs(of: manifest, now) }
        if state == .unsigned { plan.questions.append(.unsigned) }
        if let former, let key = state.trustedKey, key != former { plan.questions.append(.newKey) }
        if action == .downgrade { plan.questions.append(.downgrade) }
        if !plan.newPermissions.isEmpty { plan.questions.append(.permissions) }
        let package = PluginPackage(
            package: folder.package, plugin: manifest.id, version: manifest.version, publisher: manifest.publisher,
            key: state.trustedKey, archive: staged.archive, permissions: plan.permissions.map(\.text),
            manifest: after.manifest)
        let change = PluginChange(
            action, manifest.id, before: before, after: after, package: package, datasets: manifest.declarations)
        return (plan, change)
    }

    private func action(for folder: PackageFolder, _ before: InstalledPlugin?) -> PluginChange.Action {
        guard let before else { return .install }
        if before.hash == folder.package { return .repair }
        let version = Version(before.version) ?? Version(0, 0, 0)
        return folder.manifest.semanticVersion < version ? .downgrade : .upgrade
    }

    private func link(_ path: String, _ now: Situation) throws -> (ChangePlan, PluginChange) {
        let folder = try SourceFolder(path)
        let manifest = folder.manifest
        let before = now.row(manifest.id)
        let after = InstalledPlugin(
            id: manifest.id, version: manifest.version, hash: "", enabled: true,
            manifest: String(decoding: folder.manifestBytes, as: UTF8.self), source: .linked, folder: path)
        var plan = plan(.link, manifest, before, after, now)
        plan.obstacles = obstacles(to: manifest, now) + needs(of: manifest, now)
        if let before, before.source == .stored { plan.obstacles.append(.installedAlready(before)) }
        if !path.hasPrefix("/") { plan.obstacles.append(.notAbsolute(path)) }
        if !plan.newPermissions.isEmpty { plan.questions.append(.permissions) }
        plan.changesNothing = before == after
        return (plan, PluginChange(.link, manifest.id, before: before, after: after, datasets: manifest.declarations))
    }

    /// A plugin that is enabled or disabled; one that comes with the tool may be new to the workspace.
    private func switched(_ id: String, on: Bool, _ now: Situation) throws -> (ChangePlan, PluginChange) {
        let before = now.row(id)
        let manifest: Manifest
        var after: InstalledPlugin
        if on, let mine = bundled.first(where: { $0.manifest.id == id }), before?.source ?? .bundled == .bundled {
            manifest = mine.manifest
            after = InstalledPlugin(
                id: id, version: manifest.version, hash: try mine.hash(), enabled: on, manifest: mine.manifestText)
        } else if let before {
            manifest = try Manifest(stored: before.manifest)
            after = before
        } else {
            throw unknown(id, now)
        }
        after.enabled = on
        var plan = plan(on ? .enable : .disable, manifest, before, after, now)
        plan.changesNothing = before?.enabled == on
        if on {
            if after.source == .stored { plan.obstacles += soundness(of: after.hash, id) }
            plan.obstacles += obstaclesToRun(manifest) + needs(of: manifest, now)
        } else {
            plan.obstacles += Dependencies.dependants(on: id, among: now.enabled(but: id))
        }
        let change = PluginChange(
            on ? .enable : .disable, id, before: before, after: after, datasets: on ? manifest.declarations : nil)
        return (plan, change)
    }

    private func rollback(_ id: String, _ discarding: Bool, _ now: Situation) throws -> (ChangePlan, PluginChange) {
        guard let before = now.row(id) else { throw unknown(id, now) }
        guard before.source == .stored, let hash = try registry.earlierPackage(of: id),
            let earlier = now.packages.first(where: { $0.package == hash })
        else { throw Problem.nothingBefore(before) }
        let manifest = try Manifest(stored: earlier.manifest)
        let after = InstalledPlugin(
            id: id, version: earlier.version, hash: hash, enabled: before.enabled, manifest: earlier.manifest,
            source: .stored)
        var plan = plan(.rollback, manifest, before, after, now)
        plan.package = hash
        // What it was allowed when it was installed, it is allowed again.
        plan.newPermissions.removeAll { $0.isCovered(by: Set(earlier.permissions)) }
        plan.obstacles = soundness(of: hash, id) + obstaclesToRun(manifest)
        if after.enabled { plan.obstacles += needs(of: manifest, now) }
        if let problem = earlier.revocation(by: now.keys, on: today)?.problem(of: manifest, signedBefore: true) {
            plan.obstacles.append(problem)
        }
        if !plan.newPermissions.isEmpty { plan.questions.append(.permissions) }
        if discarding { plan.questions.append(.dataLoss) }
        var change = PluginChange(.rollback, id, before: before, after: after, datasets: manifest.declarations)
        change.discardsRows = discarding
        return (plan, change)
    }

    private func removal(_ id: String, _ droppingData: Bool, _ now: Situation) throws -> (ChangePlan, PluginChange) {
        guard let before = now.row(id) else { throw unknown(id, now) }
        let manifest = try Manifest(stored: before.manifest)
        var plan = plan(.remove, manifest, before, nil, now)
        plan.obstacles = Dependencies.dependants(on: id, among: now.enabled(but: id))
        if before.source == .bundled { plan.obstacles.append(.comesWithTheTool(id)) }
        if droppingData {
            plan.obstacles += readers(of: id, now)
            for index in plan.datasets.indices { plan.datasets[index].fate = .dropped }
            if plan.datasets.contains(where: { $0.rows > 0 }) { plan.questions.append(.dataLoss) }
        }
        var change = PluginChange(.remove, id, before: before, after: nil)
        change.dropsData = droppingData
        return (plan, change)
    }

    /// The enabled plugins that read the datasets of one that is to go with its data.
    private func readers(of id: String, _ now: Situation) -> [Problem] {
        now.enabled(but: id).compactMap { other in
            let read = other.permissions(now.schemas).first { $0.dataset.hasPrefix(id + "/") }
            return read.map { .isRead($0.dataset, by: other.id) }
        }
    }

    private func unknown(_ id: String, _ now: Situation) -> Problem {
        Problem(
            Localized(sv: "Okänt tillägg '\(id.shownSafely)'.", en: "Unknown plugin '\(id.shownSafely)'."),
            remedy: suggestion(for: id, among: Set(now.installed.map(\.id) + bundled.map(\.manifest.id)).sorted()))
    }
}
