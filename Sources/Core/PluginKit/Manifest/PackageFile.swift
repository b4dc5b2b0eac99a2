// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A file of a plugin's package, as the manifest lists it.
public struct PackageFile: Hashable, Sendable {
    /// Relative to the folder of `plugin.json`, parts separated by `/`.
    public var path: String
    /// In bytes.
    public var size: Int
    /// SHA-256 of its bytes: 64 hexadecimal digits in lower case.
    public var sha256: String
    /// Whether it may be started.
    public var executable: Bool

    /// Makes an entry.
    public init(path: String, size: Int, sha256: String, executable: Bool = false) {
        self.path = path
        self.size = size
        self.sha256 = sha256
        self.executable = executable
    }

    /// The entry as `plugin.json` lists it.
    public var json: JSON {
        var object: JSONObject = ["path": .string(path), "size": .integer(size), "sha256": .string(sha256)]
        if executable { object["executable"] = true }
        return .object(object)
    }

    init(_ json: JSON) throws(Problem) {
        var fields = try JSONFields(json, "files")
        path = try fields.string("path")
        guard PackageFile.isPath(path) else {
            throw Problem(
                Localized(
                    sv: "files: '\(path)' är ingen sökväg inom paketet.",
                    en: "files: '\(path)' is no path in the package."),
                remedy: Localized(
                    sv: "Skriv den relativt plugin.json: bokstäver a-z, siffror, '.', '-', '_' och '/'.",
                    en: "Write it relative to plugin.json: letters a-z, digits, '.', '-', '_' and '/'."))
        }
        size = try fields.integer("size")
        sha256 = try fields.string("sha256")
        executable = try fields.flag("executable")
        try fields.end()
        guard size >= 0, sha256.utf8.count == 64,
            sha256.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else {
            throw Problem(
                Localized(
                    sv: "files, \(path): 'size' ska vara minst 0 och 'sha256' 64 hexadecimala siffror (gemena).",
                    en: "files, \(path): 'size' must be at least 0 and 'sha256' 64 hexadecimal digits in lower case."),
                remedy: Localized(
                    sv: "Låt samverk plugin pack skriva listan.", en: "Let samverk plugin pack write the list."))
        }
    }

    /// Whether a text is a path that a package may hold: plain ASCII, no empty part, none that starts with a dot, at most
    /// 240 bytes and 16 parts. Files that the package itself is made of (`plugin.json`, `plugin.sig`) are not listed.
    public static func isPath(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return text.utf8.count <= 240 && parts.count <= 16
            && !["plugin.json", "plugin.sig"].contains(text.lowercased())
            && parts.allSatisfy { part in
                part.utf8.first.map { $0 != 46 } ?? false
                    && part.utf8.allSatisfy {
                        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
                            || $0 == 46 || $0 == 95
                    }
            }
    }
}
