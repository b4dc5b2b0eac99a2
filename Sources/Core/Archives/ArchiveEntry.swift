// SPDX-License-Identifier: EUPL-1.2

/// A file or a folder that was read.
public struct ArchiveEntry: Hashable, Sendable {
    /// Its path in the package, with `/` between the names.
    public var path: String
    /// Bytes of the file; 0 for a folder.
    public var size: Int
    /// Whether its owner may execute it. No other permission is taken over.
    public var isExecutable: Bool
    /// Whether it is a folder.
    public var isFolder: Bool

    /// Makes an entry.
    public init(path: String, size: Int = 0, isExecutable: Bool = false, isFolder: Bool = false) {
        self.path = path
        self.size = size
        self.isExecutable = isExecutable
        self.isFolder = isFolder
    }
}

/// A file with its bytes, read from a folder or to be packed.
public struct ArchiveFile: Hashable, Sendable {
    /// Its path in the package, with `/` between the names.
    public var path: String
    public var bytes: [UInt8]
    public var isExecutable: Bool

    /// Makes a file.
    public init(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
        self.path = path
        self.bytes = bytes
        self.isExecutable = isExecutable
    }
}
