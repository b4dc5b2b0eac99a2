// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkExchange
import SamverkPluginKit

/// A list of packages by name, in a file on disk: `{"desk": {"version": "1.2.0", "file": "desk-1.2.0.tar.gz",
/// "sha256": "..."}}`. Files stand beside the list or below it.
struct PackageIndex {
    struct Entry {
        var version: String
        /// Relative to the folder of the index.
        var file: String
        /// Of the archive, in hexadecimal.
        var sha256: String
    }

    /// The name of an index in a bundle, and of a workspace's own.
    static let fileName = "index.json"
    var entries: [(name: String, entry: Entry)] = []

    init() {}

    /// Reads an index, or one name of it, strictly: a row that is not asked for keeps nobody from the others.
    ///
    /// - Parameter name: the name that is asked for; nil for all.
    /// - Throws: ``Problem`` that names the field, or suggests a name.
    init(_ path: String, only name: String? = nil) throws {
        let json = try JSON.read(try FileReader.readDelivered(path), file: path)
        guard let object = json.object else {
            throw Problem(
                Localized(sv: "Filen är inget index över tillägg.", en: "The file is no index of plugins."),
                at: Place(file: path),
                remedy: Localized(
                    sv: "Så här ska den se ut: {\"namn\": {\"version\": ..., \"file\": ..., \"sha256\": ...}}",
                    en: "It must look like this: {\"name\": {\"version\": ..., \"file\": ..., \"sha256\": ...}}"))
        }
        if let name, object[name] == nil {
            throw Problem(
                Localized(
                    sv: "Indexet har inget tillägg '\(name.visible)'.",
                    en: "The index has no plugin '\(name.visible)'."),
                at: Place(file: path), remedy: suggestion(for: name, among: object.names.map(\.visible)))
        }
        for member in object.members where name == nil || member.name == name {
            do throws(Problem) {
                entries.append((member.name, try PackageIndex.entry(member.value, member.name)))
            } catch {
                var problem = error
                problem.place.file = path
                throw problem
            }
        }
    }

    private static func entry(_ json: JSON, _ name: String) throws(Problem) -> Entry {
        var fields = try JSONFields(json, name)
        let entry = Entry(
            version: try fields.string("version"), file: try fields.string("file"),
            sha256: try fields.string("sha256"))
        try fields.end()
        guard Version(entry.version) != nil else {
            throw Problem(
                Localized(
                    sv: "\(name.visible): '\(entry.version.visible)' är ingen version.",
                    en: "\(name.visible): '\(entry.version.visible)' is no version."))
        }
        guard entry.sha256.count == 64, entry.sha256.allSatisfy(\.isHexDigit) else {
            throw Problem(
                Localized(
                    sv: "\(name.visible): sha256 är 64 hexadecimala siffror.",
                    en: "\(name.visible): sha256 is 64 hexadecimal digits."))
        }
        guard PackageFile.isPath(entry.file) else {
            throw Problem(
                Localized(
                    sv: "\(name.visible): filen ska ligga bredvid indexet eller i en mapp under det.",
                    en: "\(name.visible): the file must stand beside the index or in a folder below it."))
        }
        return entry
    }

    /// The text of the file.
    var text: String {
        JSON.object(
            JSONObject(
                entries.sorted { $0.name < $1.name }.map { name, entry in
                    (
                        name,
                        [
                            "version": .string(entry.version), "file": .string(entry.file),
                            "sha256": .string(entry.sha256),
                        ]
                    )
                })
        ).prettyText + "\n"
    }
}
