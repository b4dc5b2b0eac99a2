// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkProcesses
import SamverkRegistry
import SamverkScripting

/// The Lua files of a plugin, read once: what is hashed is what is run.
struct LuaPackage {
    /// The file that is run; `require` finds the others.
    let main: String
    /// By path, sorted.
    let files: [ScriptFile]

    /// Most files, and most bytes of a file's path: what the sandbox takes.
    static let most = (files: 63, path: 59)

    /// Reads the files that the manifest lists, or (a bundled plugin, an author's folder) every `.lua` file there is.
    ///
    /// - Throws: ``Problem`` when a file is missing, is not the one of the manifest, or cannot be named.
    init(_ manifest: Manifest, folder: String, read: (String) throws -> [UInt8]) throws {
        main = manifest.runtime.entry.first ?? ""
        let listed = manifest.files?.map(\.path) ?? LuaPackage.paths(in: folder)
        let paths = listed.filter { $0.hasSuffix(".lua") }.sorted()
        guard paths.contains(main) else {
            throw LuaPackage.fault(
                folder + "/" + main,
                Localized(
                    sv: "filen som tillägget körs från finns inte",
                    en: "the file that the plugin is run from is missing"))
        }
        guard paths.count <= LuaPackage.most.files else {
            throw LuaPackage.fault(
                folder,
                Localized(
                    sv: "tillägget har \(paths.count) Lua-filer, högst \(LuaPackage.most.files) går att köra",
                    en: "the plugin has \(paths.count) Lua files, at most \(LuaPackage.most.files) can be run"))
        }
        var files: [ScriptFile] = []
        for path in paths {
            guard PackageFile.isPath(path), path.utf8.count <= LuaPackage.most.path else {
                throw LuaPackage.fault(
                    folder + "/" + path,
                    Localized(
                        sv:
                            "namnet har fler än \(LuaPackage.most.path) tecken eller andra än a-z, siffror, '-', '_' och '/'",
                        en:
                            "the name has more than \(LuaPackage.most.path) characters or others than a-z, digits, '-', '_' and '/'"
                    ))
            }
            let bytes = try read(folder + "/" + path)
            if let file = manifest.files?.first(where: { $0.path == path }), Digest.sha256(bytes) != file.sha256 {
                throw LuaPackage.fault(
                    folder + "/" + path,
                    Localized(
                        sv: "filen är inte den som tilläggets manifest nämner",
                        en: "the file is not the one that the plugin's manifest names"))
            }
            files.append(ScriptFile(name: path, text: bytes))
        }
        self.files = files
    }

    /// SHA-256 of all its files with their names, in hexadecimal.
    var hash: String {
        var bytes: [UInt8] = []
        for file in files {
            bytes +=
                Array("\(file.name.utf8.count):\(file.name),\(file.text.count):".utf8) + file.text + [UInt8(ascii: ",")]
        }
        return Digest.sha256(bytes)
    }

    /// The files as the sandbox takes them: what they find when they start, in front.
    var scripts: [ScriptFile] {
        [ScriptFile(name: LuaPrelude.name, text: Array(LuaPrelude.source(main: main).utf8))] + files
    }

    private static func paths(in folder: String, under prefix: String = "", levels: Int = 4) -> [String] {
        guard levels > 0 else { return [] }
        return Installation.entries(of: folder).flatMap { name -> [String] in
            let path = folder + "/" + name
            if Installation.isFolder(path) { return paths(in: path, under: prefix + name + "/", levels: levels - 1) }
            return [prefix + name]
        }
    }

    private static func fault(_ file: String, _ what: Localized) -> Problem {
        Problem(
            Localized(sv: what.sv + ".", en: what.en + "."), kind: .program, at: Place(file: file),
            remedy: Localized(
                sv: "Installera tillägget igen, eller rätta mappen om den är din.",
                en: "Install the plugin again, or correct the folder if it is yours."))
    }
}
