// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Manifest {
    /// Reads `plugin.json`, strictly.
    ///
    /// - Throws: ``Problem`` that names the field.
    public init(_ json: JSON, file: String) throws(Problem) {
        do throws(Problem) {
            var fields = try JSONFields(json, "plugin.json")
            guard try fields.integer("schema") == 1 else {
                throw Problem(
                    Localized(sv: "plugin.json: bara schema 1 är känt.", en: "plugin.json: only schema 1 is known."))
            }
            let id = try fields.string("id")
            guard isSlug(id) else {
                throw Problem(
                    Localized(
                        sv: "Tilläggets id '\(id)' ska bestå av a-z, 0-9 och bindestreck.",
                        en: "The plugin's id '\(id)' must consist of a-z, 0-9 and hyphens."))
            }
            self.id = id
            version = try fields.string("version")
            guard Version(version) != nil else {
                throw Problem(
                    Localized(
                        sv: "plugin.json: versionen '\(version)' ska bestå av tre tal, som 0.1.0.",
                        en: "plugin.json: the version '\(version)' must be three numbers, like 0.1.0."))
            }
            api = try VersionRange(try fields.string("api"), "api")
            title = try fields.localized("title")
            summary = try fields.localized("summary")
            publisher = try fields.string("publisher")
            licence = try fields.string("licence")
            runtime = try Runtime(try fields.required("runtime"))
            limits = try Limits(fields.optional("limits") ?? [:])
            requires = try Manifest.ranges(try fields.object("requires", orEmpty: true), of: id, "requires")
            conflicts = try Manifest.ranges(try fields.object("conflicts", orEmpty: true), of: id, "conflicts")
            features = try fields.strings("features", orEmpty: true).mapThrowing { text throws(Problem) in
                try slug(text, "features")
            }
            files = try fields.optionalArray("files")?.mapThrowing { json throws(Problem) in try PackageFile(json) }
            try distinct((files ?? []).map { $0.path.lowercased() }, "files")
            declarations = try fields.array("datasets", orEmpty: true).mapThrowing { json throws(Problem) in
                try DatasetDeclaration(json, plugin: id)
            }
            hooks = try fields.array("hooks", orEmpty: true).mapThrowing { json throws(Problem) in
                try Hook(json, plugin: id)
            }
            analyses = try fields.array("analyses", orEmpty: true).mapThrowing { json throws(Problem) in
                try AnalysisSpec(json)
            }
            labels = [:]
            if let json = fields.optional("labels") {
                var names = try JSONFields(json, "labels")
                for name in json.object?.names ?? [] { labels[name] = try names.localized(name) }
                try names.end()
            }
            try fields.end()
            try distinct(datasets.map(\.id), "datasets")
            try distinct(hooks.map(\.reference), "hooks")
            try distinct(analyses.map(\.id), "analyses")
            try checkValueSources()
            try checkOwnSources()
        } catch {
            var problem = error
            if problem.place.file == nil { problem.place.file = file }
            throw problem
        }
    }
}

extension Manifest {
    /// Versions by a plugin's id, of the field `requires` or `conflicts`.
    private static func ranges(_ object: JSONObject, of id: String, _ what: String) throws(Problem) -> [String:
        VersionRange]
    {
        var ranges: [String: VersionRange] = [:]
        for member in object.members {
            guard let text = member.value.string else {
                throw Problem(
                    Localized(
                        sv: "\(what), \(member.name): en text väntades, som \"^1.0\".",
                        en: "\(what), \(member.name): a text was expected, like \"^1.0\"."))
            }
            guard member.name != id else {
                throw Problem(
                    Localized(
                        sv: "\(what): tillägget nämner sig självt.", en: "\(what): the plugin names itself."),
                    remedy: Localized(sv: "Ta bort raden.", en: "Remove the line."))
            }
            ranges[try slug(member.name, what)] = try VersionRange(text, "\(what), \(member.name)")
        }
        return ranges
    }
}

extension VersionRange {
    fileprivate init(_ text: String, _ what: String) throws(Problem) {
        guard let range = VersionRange(text) else {
            throw Problem(
                Localized(
                    sv: "\(what): '\(text)' säger inte vilka versioner som duger.",
                    en: "\(what): '\(text)' does not say which versions will do."),
                remedy: Localized(
                    sv: "Skriv till exempel ^1.2, ~1.2.3, >=1.0.0 <2.0.0, 1.2.3 eller *.",
                    en: "Write for example ^1.2, ~1.2.3, >=1.0.0 <2.0.0, 1.2.3 or *."))
        }
        self = range
    }
}
