// SPDX-License-Identifier: EUPL-1.2

import Dispatch
import SamverkDomain
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry
import Synchronization

/// A plugin as the host knows it: by its manifest, never by running it.
public struct LoadedPlugin: Sendable {
    public let manifest: Manifest
    /// The text of `plugin.json`.
    public let manifestText: String
    /// Where it lies.
    public let home: Home
    /// The folder of `plugin.json`.
    public let folder: String
    /// The path of its program: what is started, or for Lua the file that is run.
    public let program: String
    /// Reads a file of its folder.
    let read: @Sendable (String) throws -> [UInt8]
    private let digest: LazyDigest
    private let textDigest: LazyDigest

    /// Where a plugin lies, and so who vouches for its bytes.
    public enum Home: Hashable, Sendable {
        /// Beside the tool, which it came with.
        case bundled
        /// In the workspace's store, under the SHA-256 of the bytes of its `plugin.json`.
        case stored(package: String)
        /// In the folder its author works in: nothing is pinned.
        case linked
    }

    /// What follows the version of a linked plugin in records of runs.
    public static let linkedMark = " (linked, not pinned)"

    /// Its version as records of runs tell it: of a linked one also that nothing of it is pinned.
    public var recordedVersion: String { manifest.version + (home == .linked ? LoadedPlugin.linkedMark : "") }

    /// A plugin of a manifest and a program.
    public init(
        manifest: Manifest, manifestText: String, home: Home = .bundled, folder: String, program: String,
        digests: FileDigests? = nil, read: @escaping @Sendable (String) throws -> [UInt8]
    ) {
        self.home = home
        self.folder = folder
        self.manifest = manifest
        self.manifestText = manifestText
        self.program = program
        self.read = read
        textDigest = LazyDigest { Digest.sha256(manifestText) }
        digest = LazyDigest {
            if manifest.runtime.kind == .lua { return try LuaPackage(manifest, folder: folder, read: read).hash }
            // Its program may be an interpreter: what runs are the files of its folder.
            if home == .linked { return try SourceFolder(folder).package() }
            try Installation.check(program: program)
            return try digests?.sha256(of: program, read: read) ?? Digest.sha256(try read(program))
        }
    }

    /// What identifies its code, in hexadecimal: the package of a stored plugin, that which a linked one would be packed as,
    /// else the SHA-256 of its program; of a plugin in Lua that is not stored, the SHA-256 of all its files. They are read the first time it is asked for: a verb that runs no plugin need not.
    ///
    /// - Throws: ``Problem`` when the program is missing or cannot be read.
    public func hash() throws -> String {
        if case .stored(let package) = home { return package }
        return try digest.value()
    }

    /// The SHA-256 of the text of `plugin.json`.
    public func manifestHash() throws -> String { try textDigest.value() }

    /// Reads the manifests of the plugins that come with the tool. An unreadable one is a problem, the others go on.
    ///
    /// - Returns: the plugins by id, and what is wrong with those that are missing.
    ///
    /// - Parameter digests: remembers the hashes of their programs.
    public static func bundled(
        _ installation: Installation, digests: FileDigests? = nil,
        read: @escaping @Sendable (String) throws -> [UInt8]
    ) -> (
        plugins: [LoadedPlugin], problems: [Problem]
    ) {
        let folders = installation.pluginFolders
        let loaded = Mutex<[Result<LoadedPlugin, any Error>?]>(Array(repeating: nil, count: folders.count))
        // Every command waits for this: hundreds of kilobytes to read and understand.
        DispatchQueue.concurrentPerform(iterations: folders.count) { i in
            let plugin = Result { try bundled(folders[i], installation, digests, read) }
            loaded.withLock { $0[i] = plugin }
        }
        var plugins: [LoadedPlugin] = []
        var problems: [Problem] = []
        for (folder, plugin) in zip(folders, loaded.withLock { $0 }) {
            do {
                if let plugin = try plugin?.get() { plugins.append(plugin) }
            } catch {
                problems.append(error as? Problem ?? Problem("\(error)", at: Place(file: folder + "/plugin.json")))
            }
        }
        return (plugins.sorted { $0.manifest.id < $1.manifest.id }, problems)
    }

    private static func bundled(
        _ folder: String, _ installation: Installation, _ digests: FileDigests?,
        _ read: @escaping @Sendable (String) throws -> [UInt8]
    ) throws -> LoadedPlugin {
        let file = folder + "/plugin.json"
        let bytes = try read(file)
        let manifest = try Manifest(try JSON.read(bytes, file: file), file: file)
        try manifest.checkSpoken(file)
        let entry = manifest.runtime.entry.first ?? ""
        let program = manifest.runtime.kind == .lua ? folder + "/" + entry : installation.path(ofProgram: entry)
        return LoadedPlugin(
            manifest: manifest, manifestText: String(decoding: bytes, as: UTF8.self), folder: folder,
            program: program, digests: digests, read: read)
    }
}

extension Manifest {
    /// Insists that the host speaks the plugin's protocol and has what it cannot do without.
    ///
    /// - Throws: ``Problem`` that says what is lacking.
    public func checkSpoken(_ file: String) throws(Problem) {
        guard let spoken = Version(WireProtocol.version + ".0"), api.contains(spoken) else {
            throw Problem(
                Localized(
                    sv: "Tillägget \(id) väntar api \(api); här finns \(WireProtocol.version).",
                    en: "The plugin \(id) expects api \(api); here is \(WireProtocol.version)."),
                at: Place(file: file))
        }
        for feature in features where WireProtocol.Feature(rawValue: feature) == nil {
            throw Problem(
                Localized(
                    sv: "Tillägget \(id) kräver '\(feature)', som inte finns här.",
                    en: "The plugin \(id) needs '\(feature)', which is not known here."),
                at: Place(file: file),
                remedy: suggestion(for: feature, among: WireProtocol.Feature.allCases.map(\.rawValue)))
        }
    }
}

/// A hash that is computed once, when it is first asked for.
private final class LazyDigest: Sendable {
    private let compute: @Sendable () throws -> String
    private let known = Mutex<String?>(nil)

    init(_ compute: @escaping @Sendable () throws -> String) { self.compute = compute }

    func value() throws -> String {
        try known.withLock { known in
            if let known { return known }
            let value = try compute()
            known = value
            return value
        }
    }
}
