// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain
import SamverkPluginKit
import SamverkProcesses

/// The programs that a plugin's entry may name instead of a file of its package: they run a script of it.
public enum Interpreter {
    /// Those that may be named.
    public static let names = ["julia", "node", "python3", "Rscript"]
    /// Where they are looked for: the PATH that a plugin has, whatever the user's own is.
    public static let folders = ["/usr/local/bin", "/usr/bin", "/bin"]
    /// What a confined plugin can read beside its own: an interpreter that lies elsewhere would not find its libraries.
    static let readable = ["/usr/", "/bin/", "/lib/", "/lib64/"]

    /// The absolute path of an interpreter, asked when a plugin is installed and each time it is loaded.
    ///
    /// - Throws: ``Problem`` when it is not there, or where a confined plugin cannot read it.
    public static func resolve(_ name: String, in folders: [String] = folders) throws(Problem) -> String {
        for folder in folders where names.contains(name) {
            let path = folder + "/" + name
            guard access(path, X_OK) == 0, !Installation.isFolder(path) else { continue }
            guard let real = realpath(path, nil) else { continue }
            defer { free(real) }
            guard readable.contains(where: String(cString: real).hasPrefix) else {
                throw missing(
                    name,
                    Localized(
                        sv: "\(path) leder ut ur /usr, dit ett inneslutet tillägg inte når",
                        en: "\(path) leads out of /usr, where a confined plugin cannot read"))
            }
            return path
        }
        throw missing(
            name,
            names.contains(name)
                ? Localized(
                    sv: "det finns inte i \(folders.joined(separator: ", "))",
                    en: "it is not in \(folders.joined(separator: ", "))")
                : Localized(
                    sv: "bara \(names.joined(separator: ", ")) får användas",
                    en: "only \(names.joined(separator: ", ")) may be used"))
    }

    private static func missing(_ name: String, _ why: Localized) -> Problem {
        Problem(
            Localized(
                sv: "Tillägget körs med '\(name)', som inte kan användas här: \(why.sv).",
                en: "The plugin runs with '\(name)', which cannot be used here: \(why.en)."),
            kind: .program,
            remedy: Localized(
                sv: "Installera \(name) med systemets pakethanterare.",
                en: "Install \(name) with the system's package manager."))
    }
}

extension Manifest.Runtime {
    /// What is started for a plugin whose package lies in a folder: a file of it, or an interpreter.
    ///
    /// - Throws: ``Problem`` when the interpreter is not there.
    public func program(in folder: String) throws(Problem) -> String {
        let first = entry.first ?? ""
        if kind == .process, !first.contains("/"), Interpreter.names.contains(first) {
            return try Interpreter.resolve(first)
        }
        return folder + "/" + first
    }
}
