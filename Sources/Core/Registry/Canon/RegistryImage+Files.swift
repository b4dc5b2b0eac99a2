// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension RegistryImage {
    /// Names in an exported folder.
    enum File {
        static let schemas = "registry.json"
        static let imports = "imports.csv"
        static let audit = "audit.csv"
        static let sums = "SHA256SUMS"
        static let git = ".gitattributes"

        static func dataset(_ id: String) -> String { "datasets/\(id).csv" }

        /// Both sides' new lines of a log are kept; line ends are left alone.
        static let attributes = """
            * -text
            SHA256SUMS merge=union
            audit.csv merge=union
            imports.csv merge=union

            """
    }

    static let importColumns = [
        "import", "number", "dataset", "file", "at", "who", "added", "changed", "unchanged", "synthetic",
    ]
    static let auditColumns = ["number", "at", "who", "action", "object", "before", "after"]

    /// The files of the export, by path, without the sums.
    func contents() -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = [
            (File.audit, auditBytes), (File.imports, importBytes), (File.schemas, Array(schemaText.utf8)),
        ]
        for dataset in datasets { files.append((File.dataset(dataset.schema.id), dataset.bytes)) }
        return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// `SHA256SUMS` as `sha256sum -c` reads it.
    static func sums(_ files: [(path: String, bytes: [UInt8])]) -> String {
        files.map { "\(Digest.sha256($0.bytes))  \($0.path)\n" }.joined()
    }

    /// The hash of everything: SHA-256 of `SHA256SUMS`.
    public var hash: String { Digest.sha256(Self.sums(contents())) }

    private var schemaText: String {
        let all = datasets.map { JSON.object(["version": .string($0.version), "schema": $0.schema.stored]) }
        return JSON.object(["format": 1, "datasets": .array(all)]).prettyText + "\n"
    }

    private var importBytes: [UInt8] {
        var out: [UInt8] = []
        CanonicalCSV.append(Self.importColumns, to: &out)
        for item in imports {
            let facts = item.facts
            CanonicalCSV.append(
                [
                    item.id, String(item.number), facts.dataset, facts.file, facts.at, facts.who, String(facts.added),
                    String(facts.changed), String(facts.unchanged), String(facts.synthetic),
                ], to: &out)
        }
        return out
    }

    private var auditBytes: [UInt8] {
        var out: [UInt8] = []
        CanonicalCSV.append(Self.auditColumns, to: &out)
        for entry in audit {
            CanonicalCSV.append(
                [
                    String(entry.number), entry.at, entry.who, entry.action, entry.object, entry.before, entry.after,
                ], to: &out)
        }
        return out
    }
}

extension RegistryImage.Dataset {
    /// The names of the columns in the file.
    var header: [String] { schema.columns.map(\.spec.name) + ["_import", "_line"] }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        CanonicalCSV.append(header, to: &out)
        for row in rows {
            CanonicalCSV.append(
                row.cells.map { $0 == .null ? nil : $0.plainText } + [row.importID, String(row.line)], to: &out)
        }
        return out
    }
}
