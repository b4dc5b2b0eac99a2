// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// What an administrator asks for.
public enum PluginRequest: Sendable {
    /// Install a package, or upgrade to it what is installed under its id.
    case install(StagedPackage)
    /// Use a plugin from the folder that its author works in.
    case link(folder: String)
    case enable(String)
    /// Take a plugin's analyses and hooks away. Its datasets stay.
    case disable(String)
    /// Go back to the package before, code and data; `discarding` rows that changed since.
    case rollback(String, discarding: Bool)
    /// Remove a plugin; with its datasets, or they stay for when it is installed again.
    case remove(String, droppingData: Bool)
}

/// What a change would do, before anything is changed: a pure value, for people to read and agree to.
public struct ChangePlan: Hashable, Sendable {
    public var action: PluginChange.Action
    /// The plugin as it is to be; for a plugin that goes, as it was.
    public var manifest: Manifest
    /// The package (SHA-256 of `plugin.json`) that is to be active; nil for a bundled or linked one, and for one that goes.
    public var package: String?
    /// The version that is there now; nil when there is none.
    public var versionBefore: String?
    /// What it may read of data that are not its own.
    public var permissions: [Permission]
    /// Those of ``permissions`` that it was not granted before.
    public var newPermissions: [Permission]
    /// What it could read before and no longer asks for.
    public var droppedPermissions: [String]
    /// Its analyses, as `plugin/analysis`.
    public var analyses: NameChanges
    /// Its hooks, as `plugin/hook@1`.
    public var hooks: NameChanges
    /// What becomes of its datasets.
    public var datasets: [DatasetPlan]
    /// What its signature is worth; nil for a bundled or linked plugin, and where no package comes in.
    public var signature: SignatureState?
    /// What refuses the change, whatever is allowed. Empty when it can be made.
    public var obstacles: [Problem]
    /// What somebody must agree to first.
    public var questions: [PlanQuestion]
    /// Whether all is as asked for already.
    public var changesNothing: Bool

    /// The plugin's id.
    public var plugin: String { manifest.id }
}

/// Which names come, go and stay.
public struct NameChanges: Hashable, Sendable {
    public var added: [String]
    public var removed: [String]
    public var kept: [String]

    init(from before: [String], to after: [String]) {
        added = after.filter { !before.contains($0) }
        removed = before.filter { !after.contains($0) }
        kept = after.filter { before.contains($0) }
    }
}

/// What becomes of one dataset of a plugin.
public struct DatasetPlan: Hashable, Sendable {
    public enum Fate: String, Sendable {
        /// It comes into being, empty.
        case added
        /// It is there from an earlier installation, and is taken up again.
        case found
        case unchanged
        /// It is there with other columns, key, bounds or titles; ``DatasetPlan/steps`` tell how its rows move.
        case changed
        /// The plugin declares it no more, or is disabled or removed: its rows stay and can be read.
        case kept
        /// It goes, with its rows.
        case dropped
    }

    /// The full id.
    public var id: String
    public var fate: Fate
    /// How many rows it holds now.
    public var rows: Int
    /// The declared steps that its rows go through, over all versions between.
    public var steps: [DatasetMigration.Step] = []
}

/// What a change asks of the administrator.
public enum PlanQuestion: String, Hashable, Sendable, CaseIterable {
    /// The package has no signature.
    case unsigned
    /// It reads what it was not allowed before.
    case permissions
    /// It is older than what is installed.
    case downgrade
    /// It is signed with another trusted key of its publisher than what is installed.
    case newKey
    /// Rows of its datasets go for good.
    case dataLoss

    /// The question in words.
    public var text: Localized {
        switch self {
        case .unsigned:
            Localized(
                sv: "Paketet är osignerat: ingen kan visa vem som har gjort det.",
                en: "The package is unsigned: nobody can show who made it.")
        case .permissions:
            Localized(
                sv: "Tillägget vill läsa uppgifter som det inte har fått läsa förut.",
                en: "The plugin wants to read data that it was not allowed to read before.")
        case .downgrade:
            Localized(
                sv: "Paketet är äldre än det som är installerat.", en: "The package is older than what is installed.")
        case .newKey:
            Localized(
                sv: "Paketet är signerat med en annan av utgivarens nycklar än det som är installerat.",
                en: "The package is signed with another of its publisher's keys than what is installed.")
        case .dataLoss:
            Localized(
                sv: "Uppgifter i tilläggets datamängder går förlorade.",
                en: "Data in the plugin's datasets are lost.")
        }
    }
}
