// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Manifest {
    /// The JSON Schema of `plugin.json`, which docs/plugin.schema.json holds for editors.
    ///
    /// It is written here, a line a field, rather than read from a file: so it is there wherever the tool is moved, and
    /// names the very cases that the reader knows. A test keeps the file equal.
    public static let schema: JSON = {
        var schema: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "plugin.json",
            "description": "The manifest of a Samverk plugin (tillägg), schema 1.",
        ]
        for member in JSON.members(SchemaText.manifest).object?.members ?? [] { schema[member.name] = member.value }
        schema["$defs"] = .object(JSONObject(SchemaText.parts.map { ($0.name, $0.schema) }))
        return .object(schema)
    }()
}

/// What the schema of a manifest says.
enum SchemaText {
    static let manifest: [SchemaField] = [
        .required("schema", ["const": 1], "The form of this file: 1."),
        .required("id", .part("slug"), "The plugin's id, desk-sharing."),
        .required("version", .part("version"), "The plugin's version (SemVer), 0.1.0."),
        .required("api", .part("range"), "The versions of the protocol that it speaks, ^1.0."),
        .required("title", .part("words"), "What it is called."),
        .required("summary", .part("words"), "What it is for, in a sentence."),
        .required("publisher", .aText, "Who publishes it."),
        .required("licence", .aText, "Its licence, as an SPDX expression: EUPL-1.2."),
        .required("runtime", .part("runtime"), "How it is started."),
        .optional("limits", .part("limits"), "What one run of an analysis may take."),
        .optional("requires", .part("ranges"), "Plugins that it needs, each with the versions that will do."),
        .optional("conflicts", .part("ranges"), "Plugins that it cannot stand beside, each with the versions."),
        .optional("features", .list(of: .part("slug")), "What of the protocol it makes use of beyond the least."),
        .optional("files", .list(of: .part("file")), "The files of the package; samverk plugin pack writes them."),
        .optional("datasets", .list(of: .part("dataset")), "Tables of its own that the registry keeps for it."),
        .optional("hooks", .list(of: .part("hook")), "Points where rules of municipalities may speak."),
        .optional("analyses", .list(of: .part("analysis")), "What it can reckon."),
        .optional(
            "labels", ["type": "object", "additionalProperties": .part("words")],
            "What its categories and columns are called in tables and reports, by their id."),
    ]

    /// The parts that the schema refers to, by name.
    static let parts: [(name: String, schema: JSON)] =
        [
            (
                "slug",
                .shaped("^[a-z][a-z0-9_-]{0,63}$", "desk-sharing", "may_share").described(
                    "Letters a-z, digits, hyphens and underscores.")
            ),
            (
                "version",
                .shaped("^\(whole)\\.\(whole)\\.\(whole)(-\(label)(\\.\(label))*)?$", "1.10.0", "2.0.0-beta.1")
                    .described("Three whole numbers, perhaps with a label.")
            ),
            (
                "range",
                .shaped("^(\\*|\(bound)( \(bound))*)$", "^1.2", "~1.2.3", ">=1.0.0 <2.0.0", "1.2.3", "*")
                    .described("Which versions will do.")
            ),
            (
                "ranges",
                ["type": "object", "propertyNames": .part("slug"), "additionalProperties": .part("range")]
            ),
            (
                "words",
                [
                    "anyOf": [
                        .aText,
                        .members([.required("sv", .aText, "In Swedish."), .required("en", .aText, "In English.")]),
                    ]
                ]
            ),
            ("columnType", .oneOf(ColumnType.self)), ("runtime", .members(runtime)), ("limits", .members(limits)),
            ("file", .members(file)),
        ] + dataParts + hookParts + analysisParts

    private static let whole = "(0|[1-9][0-9]{0,8})"
    private static let label = "(0|[1-9][0-9]{0,8}|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
    private static let partial = "\(whole)(\\.\(whole)(\\.\(whole)(-\(label)(\\.\(label))*)?)?)?"
    private static let bound =
        "((\\^|~|>=|<=|>|<|=)\(partial)|\(whole)\\.\(whole)\\.\(whole)(-\(label)(\\.\(label))*)?)"

    private static let runtime: [SchemaField] = [
        .required("kind", .oneOf(Manifest.Runtime.Kind.self), "process: a program; lua: a script in the sandbox."),
        .required(
            "entry", .list(of: .aText, least: 1), "The program and its arguments; for lua the script alone."),
        .optional(
            "platforms", .list(of: .oneOf(Manifest.platforms)), "Where its programs run; none named means anywhere."),
    ]

    private static let limits: [SchemaField] = [
        .optional("seconds", .whole(1...Manifest.Limits.mostSeconds), "Seconds on the clock; 60 unless told."),
        .optional("memory_bytes", .whole(1...Manifest.Limits.mostMemory), "Bytes of memory; 1 GiB unless told."),
    ]

    private static let file: [SchemaField] = [
        .required(
            "path", .shaped("^[a-zA-Z0-9_-][a-zA-Z0-9._-]*(/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*$", "bin/run", "lib/main.py"),
            "Relative to plugin.json, parts separated by /."),
        .required("size", ["type": "integer", "minimum": 0], "In bytes."),
        .required("sha256", .shaped("^[0-9a-f]{64}$"), "SHA-256 of its bytes in hexadecimal, lower case."),
        .optional("executable", .aFlag, "Whether it may be started."),
    ]
}
