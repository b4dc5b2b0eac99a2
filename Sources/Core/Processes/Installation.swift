// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// Where the tool is installed: its sibling programs, the bundled plugins' manifests, the examples.
///
/// Found by hand rather than by `Bundle.module`, which embeds the build path and traps when the tool is moved.
public struct Installation: Sendable {
    /// The folder of the running program: its siblings stand here.
    public let programs: String
    /// The folder with the resources: a checkout, or `share/samverk`.
    public let home: String

    /// Finds the installation: `$SAMVERK_HOME`, `../share/samverk` beside the program, or the checkout round it.
    ///
    /// - Throws: ``Problem`` that says how to name the folder when there is none.
    public static func find() throws(Problem) -> Installation {
        let programs = parent(of: path(of: "/proc/self/exe"))
        if let named = getenv("SAMVERK_HOME").map({ String(cString: $0) }), !named.isEmpty {
            guard isFolder(named) else { throw noSuchHome(named) }
            return Installation(programs: programs, home: named)
        }
        let shared = parent(of: programs) + "/share/samverk"
        if isFolder(shared) { return Installation(programs: programs, home: shared) }
        var folder = programs
        while folder != "/", !folder.isEmpty {
            if isFolder(folder + "/Sources/Plugins"), isFolder(folder + "/Examples") {
                return Installation(programs: programs, home: folder)
            }
            folder = parent(of: folder)
        }
        throw Problem(
            Localized(
                sv: "Programmets filer (tillägg och exempel) hittas inte.",
                en: "The tool's files (plugins and examples) are not found."), kind: .program,
            remedy: Localized(
                sv: "Sätt SAMVERK_HOME till mappen för Samverk.", en: "Set SAMVERK_HOME to Samverk's folder."))
    }

    private static func noSuchHome(_ path: String) -> Problem {
        Problem(
            Localized(
                sv: "SAMVERK_HOME är '\(path)', men det är ingen mapp.",
                en: "SAMVERK_HOME is '\(path)', but that is no folder."), kind: .usage,
            remedy: Localized(
                sv: "Rätta SAMVERK_HOME, eller ta bort den: unset SAMVERK_HOME",
                en: "Correct SAMVERK_HOME, or remove it: unset SAMVERK_HOME"))
    }

    /// The path of a sibling program.
    ///
    /// - Throws: ``Problem`` when it is not there.
    public func program(_ name: String) throws(Problem) -> String {
        let path = path(ofProgram: name)
        try Installation.check(program: path)
        return path
    }

    /// Where a sibling program would stand.
    public func path(ofProgram name: String) -> String { programs + "/" + name }

    /// Sees to it that a program is there and can be started.
    ///
    /// - Throws: ``Problem`` when it cannot.
    public static func check(program path: String) throws(Problem) {
        guard access(path, X_OK) == 0, !isFolder(path) else {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            throw Problem(
                Localized(
                    sv: "Programmet '\(name)' saknas bredvid samverk.",
                    en: "The program '\(name)' is missing beside samverk."), kind: .program,
                remedy: Localized(
                    sv: "Bygg om med: swift build --product samverk",
                    en: "Build again with: swift build --product samverk"))
        }
    }

    /// The folders that hold a bundled plugin's `plugin.json`.
    public var pluginFolders: [String] {
        for folder in [home + "/plugins", home + "/Sources/Plugins"] where Installation.isFolder(folder) {
            return Installation.entries(of: folder).map { folder + "/" + $0 }
                .filter { access($0 + "/plugin.json", R_OK) == 0 }
        }
        return []
    }

    /// The folder of an example, or nil.
    public func example(_ name: String) -> String? {
        guard examples.contains(name) else { return nil }
        for folder in [home + "/examples/" + name, home + "/Examples/" + name] where Installation.isFolder(folder) {
            return folder
        }
        return nil
    }

    /// The names of the examples: the folders that are workspaces.
    public var examples: [String] {
        ["/Examples", "/examples"].flatMap { folder in
            Installation.entries(of: home + folder).filter { access("\(home)\(folder)/\($0)/samverk.yaml", R_OK) == 0 }
        }
    }

    private static func path(of link: String) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(link, &buffer, buffer.count - 1)
        guard count > 0 else { return "." }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether a path is a folder.
    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The names in a folder, sorted; empty when it cannot be read. Names that start with a dot are left out.
    public static func entries(of folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
