// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

extension PluginInstaller {
    /// What would be different, without what refuses it.
    func plan(
        _ action: PluginChange.Action, _ manifest: Manifest, _ before: InstalledPlugin?, _ after: InstalledPlugin?,
        _ now: Situation
    ) -> ChangePlan {
        let old = before.flatMap { $0.enabled ? now.manifests[$0.id] : nil }
        let new = after.flatMap { $0.enabled ? manifest : nil }
        let permissions = manifest.permissions(now.schemas)
        // What a bundled or linked plugin reads was granted when it was taken up.
        let former = before.flatMap { now.manifests[$0.id] }?.permissions(now.schemas).map(\.text) ?? []
        let granted = Set(now.activePackage(manifest.id)?.permissions ?? former)
        return ChangePlan(
            action: action, manifest: manifest, package: nil, versionBefore: before?.version,
            permissions: permissions, newPermissions: permissions.filter { !$0.isCovered(by: granted) },
            droppedPermissions: granted.subtracting(permissions.map(\.text)).sorted(),
            analyses: NameChanges(
                from: old?.analyses.map { manifest.id + "/" + $0.id } ?? [],
                to: new?.analyses.map { manifest.id + "/" + $0.id } ?? []),
            hooks: NameChanges(from: old?.hooks.map(\.reference) ?? [], to: new?.hooks.map(\.reference) ?? []),
            datasets: datasets(manifest, before, after, now), signature: nil, obstacles: [], questions: [],
            changesNothing: false)
    }

    private func datasets(
        _ manifest: Manifest, _ before: InstalledPlugin?, _ after: InstalledPlugin?, _ now: Situation
    ) -> [DatasetPlan] {
        let there = now.datasets(of: manifest.id)
        // What is wrong with the steps is told by the trial of the whole change.
        let moves =
            try? registry.datasetChanges(manifest.declarations, plugin: manifest.id, version: manifest.version)
        var plans: [DatasetPlan] = []
        for schema in manifest.datasets {
            let known = there.first { $0.id == schema.id }
            let fate: DatasetPlan.Fate
            switch known {
            case nil where after == nil: continue
            case nil: fate = .added
            case .some where after?.enabled != true: fate = .kept
            case .some(schema): fate = before == nil ? .found : .unchanged
            case .some: fate = .changed
            }
            let steps = fate == .changed ? moves?.first { $0.dataset == schema.id }?.steps : nil
            plans.append(
                DatasetPlan(id: schema.id, fate: fate, rows: now.rows[schema.id] ?? 0, steps: steps ?? []))
        }
        for schema in there where !manifest.datasets.contains(where: { $0.id == schema.id }) {
            plans.append(DatasetPlan(id: schema.id, fate: .kept, rows: now.rows[schema.id] ?? 0))
        }
        return plans.sorted { $0.id < $1.id }
    }
}
