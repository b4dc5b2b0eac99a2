// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension DatasetMigration {
    /// Reads `{"version": "0.2.0", "steps": [{"add": ...}, {"rename": ...}, ...]}`.
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, "\(what), migration")
        let text = try fields.string("version")
        guard let version = Version(text) else {
            throw Problem(
                Localized(
                    sv: "\(what): versionen '\(text)' ska bestå av tre tal, som 0.2.0.",
                    en: "\(what): the version '\(text)' must be three numbers, like 0.2.0."))
        }
        let steps = try fields.array("steps").mapThrowing { json throws(Problem) in
            try Step(json, "\(what), migration \(text)")
        }
        try fields.end()
        self.init(version, steps)
    }

    /// Reads the migrations of a dataset, which stand by version, the earliest first.
    static func list(_ json: [JSON], _ what: String) throws(Problem) -> [DatasetMigration] {
        let all = try json.mapThrowing { json throws(Problem) in try DatasetMigration(json, what) }
        for (first, next) in zip(all, all.dropFirst()) where next.version <= first.version {
            throw Problem(
                Localized(
                    sv: "\(what): migreringen till \(next.version) står efter den till \(first.version).",
                    en: "\(what): the migration to \(next.version) stands after that to \(first.version)."),
                remedy: Localized(
                    sv: "Skriv dem i ordning efter version, en gång var.",
                    en: "Write them in the order of their versions, each once."))
        }
        return all
    }
}

extension DatasetMigration.Step {
    private static let names = ["add", "rename", "retype", "drop", "rekey"]

    init(_ json: JSON, _ what: String) throws(Problem) {
        let given = (json.object?.names ?? []).filter(Self.names.contains)
        guard given.count == 1 else {
            throw Problem(
                Localized(
                    sv: "\(what): ett steg ska ha exakt ett av fälten \(Self.names.joined(separator: ", ")).",
                    en: "\(what): a step must have exactly one of the fields \(Self.names.joined(separator: ", "))."))
        }
        var fields = try JSONFields(json, "\(what), \(given[0])")
        switch given[0] {
        case "add":
            let name = try slug(try fields.string("add"), what)
            let spec = ColumnSpec(
                name, try choice(try fields.string("type"), "\(what).\(name)", ColumnType.allCases),
                unit: try fields.optionalString("unit"), nullable: try fields.flag("nullable"))
            let value = try Cell(wire: fields.optional("default") ?? .null, type: spec.type, column: name)
            guard value != .null || spec.nullable else {
                throw Problem(
                    Localized(
                        sv: "\(what): '\(name)' kräver ett värde, men 'default' saknas.",
                        en: "\(what): '\(name)' needs a value, but 'default' is missing."))
            }
            self = .add(spec, default: value)
        case "rename":
            self = .rename(try fields.string("rename"), to: try slug(try fields.string("to"), what))
        case "retype":
            let name = try fields.string("retype")
            let nullable = try fields.flag("nullable")
            self = .retype(
                name, to: try choice(try fields.string("to"), "\(what).\(name)", ColumnType.allCases),
                unit: try fields.optionalString("unit"), nullable: json["nullable"] == nil ? nil : nullable)
        case "drop": self = .drop(try fields.string("drop"))
        default:
            let key = try fields.strings("rekey")
            guard !key.isEmpty else {
                throw Problem(Localized(sv: "\(what): nyckeln är tom.", en: "\(what): the key is empty."))
            }
            try distinct(key, "\(what), rekey")
            self = .rekey(key)
        }
        try fields.end()
    }
}
