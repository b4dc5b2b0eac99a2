// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkExchange
import SamverkPluginHost
import SamverkProcesses
import SamverkRegistry

/// The registry that is to be restored: the workspace's, or a new one where it is missing.
struct RestoreTarget {
    let folder: String
    let registry: Registry
    /// What the registry that was there is saved as.
    private(set) var saved: String? = nil
    private var isNew = false
    private var path: String { folder + "/" + Workspace.registryFile }

    init(_ options: GlobalOptions, replace: Bool) throws {
        guard let folder = try Workspace.folder(options) else {
            throw Problem(
                Localized(sv: "Här finns ingen arbetsmapp.", en: "There is no workspace here."),
                remedy: Localized(
                    sv: "Skapa en: samverk init demo, och återställ i den.",
                    en: "Make one: samverk init demo, and restore in it."))
        }
        self.folder = folder
        let path = folder + "/" + Workspace.registryFile
        if !FileManager.default.fileExists(atPath: path) {
            registry = try Self.new(folder)
            isNew = true
            return
        }
        let opened: Registry
        do {
            opened = try Registry.open(at: path)
        } catch let problem as Problem where replace {
            // What does not open is put aside as it is.
            guard problem.kind == .input else { throw problem }
            saved = try Self.putAside(path)
            registry = try Self.new(folder)
            isNew = true
            return
        }
        registry = opened
        guard try !opened.isFresh else { return }
        guard replace else {
            throw Problem(
                Localized(sv: "Registret används redan.", en: "The registry is in use already."), at: Place(file: path),
                remedy: Localized(
                    sv: "Säg --replace: då sparas det först bredvid. Eller slå samman: --merge.",
                    en: "Say --replace: it is saved beside it first. Or merge: --merge."))
        }
        let copy = Self.free(path + ".replaced")
        try opened.backup(to: copy)
        saved = copy
    }

    /// Takes away a registry that was made for nothing.
    func giveUp() {
        guard isNew else { return }
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    /// A registry with the plugins that come with the tool, as `init` makes one.
    private static func new(_ folder: String) throws -> Registry {
        let registry = try Registry.create(at: folder + "/" + Workspace.registryFile)
        try InstalledPlugins.enterBundled(
            workspace: folder, registry: registry, installation: try Installation.find(), read: FileReader.read)
        return registry
    }

    private static func putAside(_ path: String) throws -> String {
        let copy = free(path + ".damaged")
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.moveItem(atPath: path + suffix, toPath: copy + suffix)
        }
        return copy
    }

    /// The first name with a number that is free.
    private static func free(_ path: String) -> String {
        var number = 1
        while FileManager.default.fileExists(atPath: "\(path)-\(number)") { number += 1 }
        return "\(path)-\(number)"
    }
}
