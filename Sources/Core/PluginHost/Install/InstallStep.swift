// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The steps of a change of the installed plugins, in order. A kill after any of them leaves the workspace as before or as
/// after; the tests kill at each.
public enum InstallStep: String, CaseIterable, Sendable {
    /// The staging folder is made.
    case staging
    /// All its files are in the staging folder.
    case copied
    /// They are what the manifest says.
    case checked
    /// Nobody else changes plugins until this is over.
    case locked
    /// The package stands in the staging folder to the last byte, whatever becomes of the power.
    case synced
    /// It has its place in the store.
    case stored
    /// The row, the datasets and the audit log are written but not yet stored.
    case written
    /// The transaction is over: the change is made.
    case committed
    /// The new plugins.lock stands beside the old.
    case lockDrafted
    /// It has taken its place.
    case lockWritten
    /// What is needed no more is gone.
    case cleared
}

/// Hears of each step when it is done. What it throws ends the change there, as a full disk would.
public typealias StepListener = @Sendable (InstallStep) throws -> Void
