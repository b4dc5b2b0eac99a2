// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkArchives
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry
import SamverkTestSupport

@testable import SamverkPluginHost
@testable import SamverkProcesses

/// A package to be made, with what a test wants to be different.
struct TestPackage {
    var id = "desk"
    var version = "1.0.0"
    var publisher = "Kommun A"
    /// More members of `plugin.json`, or others.
    var fields: JSONObject = [:]
    /// The files by path, and whether they may be started.
    var files: [String: (text: String, executable: Bool)] = ["main.lua": ("return {}\n", false)]
    /// What `plugin.sig` is to be signed with.
    var seed: [UInt8]?

    /// The manifest with its list of files.
    var manifest: String {
        var object: JSONObject = [
            "schema": 1, "id": .string(id), "version": .string(version), "api": "^1.0",
            "title": ["sv": "T", "en": "T"], "summary": ["sv": "S", "en": "S"], "publisher": .string(publisher),
            "licence": "EUPL-1.2", "runtime": ["kind": "lua", "entry": ["main.lua"]],
            "files": .array(
                files.sorted { $0.key < $1.key }.map { path, file in
                    PackageFile(
                        path: path, size: file.text.utf8.count, sha256: Digest.sha256(file.text),
                        executable: file.executable
                    ).json
                }),
        ]
        for member in fields.members { object[member.name] = member.value }
        return JSON.object(object).prettyText
    }

    /// The hash that names it.
    var package: String { Digest.sha256(manifest) }

    /// Writes it as a folder.
    func folder(manifest text: String? = nil) throws -> String {
        let folder = try Programs.temporaryFolder()
        let text = text ?? manifest
        try write(Data(text.utf8), "plugin.json", in: folder)
        for (path, file) in files {
            try write(Data(file.text.utf8), path, in: folder)
            let mode = file.executable ? 0o755 : 0o644
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder + "/" + path)
        }
        if let seed, let signature = PackageSignature(of: Array(text.utf8), by: seed) {
            try write(Data(signature.bytes), "plugin.sig", in: folder)
        }
        return folder
    }

    /// Writes it as an archive.
    func archive() throws -> String {
        let path = try Programs.temporaryFolder() + "/package.tar.gz"
        try Data(try Archive.pack(try Archive.files(inFolder: try folder()))).write(to: URL(filePath: path))
        return path
    }

    /// The same with other members.
    func with(_ change: (inout TestPackage) -> Void) -> TestPackage {
        var copy = self
        change(&copy)
        return copy
    }

    /// A dataset `desks` with these columns beside its key.
    static func datasets(_ columns: [(name: String, type: String, nullable: Bool)]) -> JSON {
        let key: JSON = ["name": "desk", "type": "category", "title": ["sv": "D", "en": "D"]]
        return [
            [
                "id": "desks", "title": ["sv": "D", "en": "D"], "key": ["desk"],
                "columns": .array(
                    [key]
                        + columns.map { column in
                            [
                                "name": .string(column.name), "type": .string(column.type),
                                "nullable": .bool(column.nullable), "title": ["sv": "K", "en": "C"],
                            ]
                        }),
            ]
        ]
    }

    /// A hook `keep`.
    static let hooks: JSON = [
        [
            "id": "keep", "major": 1, "title": ["sv": "K", "en": "K"], "summary": ["sv": "K", "en": "K"],
            "scope": "local", "subject": "player", "arguments": [],
            "result": ["type": "boolean", "title": ["sv": "B", "en": "B"]], "default": ["sv": "ja", "en": "yes"],
        ]
    ]

    /// An analysis `sum` that reads columns of a dataset.
    static func analyses(reading columns: [JSON], of dataset: String, where rows: [JSON] = [], hook: String? = nil)
        -> JSON
    {
        let title: JSON = ["sv": "S", "en": "S"]
        let port: JSON = ["name": "player", "type": "category", "title": title]
        return [
            [
                "id": "sum", "title": title, "summary": title, "hooks": .array(hook.map { [.string($0)] } ?? []),
                "inputs": [
                    [
                        "name": "rows", "title": title, "columns": [port], "key": ["player"],
                        "read": ["dataset": .string(dataset), "columns": .array(columns), "where": .array(rows)],
                    ]
                ],
                "outputs": [["name": "out", "title": title, "columns": [port], "key": ["player"], "lineage": "all"]],
            ]
        ]
    }
}

func write(_ data: Data, _ path: String, in folder: String) throws {
    let url = URL(filePath: folder + "/" + path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
}

/// A workspace for installing into, with the bundled plugin `fake`.
struct TestWorkspace {
    let root: String
    let registry: Registry
    let installation: Installation
    static let today = Day(days: 20_000)

    init() throws {
        root = try Programs.temporaryFolder()
        let home = try Programs.temporaryFolder()
        try write(Data(FakePlugin.manifest(seconds: 1).utf8), "plugins/Fake/plugin.json", in: home)
        try FileManager.default.moveItem(atPath: try Programs.script("exit 0"), toPath: home + "/fake")
        installation = Installation(programs: home, home: home)
        registry = try Registry.create(at: root + "/registry.sqlite")
        try InstalledPlugins.enterBundled(
            workspace: root, registry: registry, installation: installation, read: Self.read)
    }

    static let read: @Sendable (String) throws -> [UInt8] = { Array(try Data(contentsOf: URL(filePath: $0))) }

    func installer(by who: String = "anna", onStep: @escaping StepListener = { _ in }) -> PluginInstaller {
        PluginInstaller(
            workspace: root, registry: registry,
            bundled: LoadedPlugin.bundled(installation, read: Self.read).plugins, by: who, on: Self.today,
            onStep: onStep)
    }

    /// What a package would do.
    func plan(_ package: TestPackage) throws -> ChangePlan {
        let installer = installer()
        return try installer.plan(.install(try installer.stage(folder: try package.folder())))
    }

    /// Installs a package with all that it asks for.
    @discardableResult
    func install(_ package: TestPackage) throws -> ChangeResult {
        let installer = installer()
        return try installer.apply(
            .install(try installer.stage(folder: try package.folder())), allowing: Set(PlanQuestion.allCases))
    }

    @discardableResult
    func apply(_ request: PluginRequest) throws -> ChangeResult {
        try installer().apply(request, allowing: Set(PlanQuestion.allCases))
    }

    func load(allowingRevoked allowed: Set<String> = []) throws -> InstalledPlugins {
        try InstalledPlugins.load(
            workspace: root, registry: registry, installation: installation, allowingRevoked: allowed, on: Self.today,
            read: Self.read)
    }

    func row(_ id: String) throws -> InstalledPlugin? { try registry.plugins().first { $0.id == id } }

    var lock: String { get throws { try String(contentsOfFile: root + "/plugins.lock", encoding: .utf8) } }

    /// The packages in the store.
    var stored: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: root + "/plugins/store"))?.sorted() ?? []
    }
    /// What is left in the staging folder.
    var staged: [String] { (try? FileManager.default.contentsOfDirectory(atPath: root + "/plugins/staging")) ?? [] }

    /// Enters rows in `desk/desks`.
    func enter(_ columns: [Column]) throws {
        let table = try Table(columns, key: ["desk"])
        let lines = (0..<table.rowCount).map { $0 + 2 }
        try registry.land(PositionedTable(table, file: "desks.csv", lines: lines), in: "desk/desks", by: "anna")
    }
}

/// The texts of what a call throws.
func told(_ body: () throws -> Void) -> String {
    do {
        try body()
        return ""
    } catch {
        return (Problems.told(by: error) ?? [Problem("\(error)")]).map { $0.text(.english) }.joined(separator: "\n")
    }
}
