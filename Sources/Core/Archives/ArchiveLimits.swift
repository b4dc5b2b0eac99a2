// SPDX-License-Identifier: EUPL-1.2

/// What a package may hold at most. Whoever sends one decides nothing of this.
public struct ArchiveLimits: Hashable, Sendable {
    /// Files and folders together, with the folders that only paths name.
    public var entries = 2000
    /// Bytes of one file.
    public var fileBytes = 64 << 20
    /// Bytes of all files together.
    public var totalBytes = 256 << 20
    /// Bytes of the archive itself.
    public var archiveBytes = 256 << 20
    /// How many times larger an archive's content may be than its compressed form, once it is over a megabyte.
    public var ratio = 200
    /// Bytes of a path in UTF-8.
    public var pathBytes = 240
    /// Names in a path.
    public var levels = 16

    /// The limits of a plugin's package.
    public init() {}
}
