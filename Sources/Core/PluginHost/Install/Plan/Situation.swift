// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// The plugins of a workspace as they stand when a change is planned.
struct Situation {
    let installed: [InstalledPlugin]
    let packages: [PluginPackage]
    let keys: [PublisherKey]
    let schemas: [DatasetSchema]
    let rows: [String: Int]
    /// The manifests of the installed plugins, by id; those that do not read are left out.
    let manifests: [String: Manifest]

    init(_ registry: Registry) throws {
        installed = try registry.plugins()
        packages = try registry.packages()
        keys = try registry.publisherKeys()
        schemas = try registry.schemas
        rows = try registry.rowCounts()
        var manifests: [String: Manifest] = [:]
        for plugin in installed { manifests[plugin.id] = try? Manifest(stored: plugin.manifest) }
        self.manifests = manifests
    }

    /// The row of a plugin.
    func row(_ id: String) -> InstalledPlugin? { installed.first { $0.id == id } }

    /// What is known of the package that is active.
    func activePackage(_ id: String) -> PluginPackage? {
        row(id).flatMap { row in packages.first { $0.package == row.hash } }
    }

    /// The manifests of the enabled plugins but one.
    func enabled(but id: String) -> [Manifest] {
        installed.filter { $0.enabled && $0.id != id }.compactMap { manifests[$0.id] }
    }

    /// The ids of the disabled plugins.
    var disabled: Set<String> { Set(installed.filter { !$0.enabled }.map(\.id)) }

    /// The datasets of a plugin that are in the registry.
    func datasets(of id: String) -> [DatasetSchema] { schemas.filter { $0.plugin == id } }
}

extension Manifest {
    /// A manifest from the text that the registry keeps.
    init(stored text: String) throws(Problem) {
        try self.init(try JSON.read(text, file: PackageFolder.manifestFile), file: PackageFolder.manifestFile)
    }
}
