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
            guard isSemanticVersion(version) else {
                throw Problem(
                    Localized(
                        sv: "plugin.json: versionen '\(version)' ska bestå av tre tal, som 0.1.0.",
                        en: "plugin.json: the version '\(version)' must be three numbers, like 0.1.0."))
            }
            api = try fields.string("api")
            title = try fields.localized("title")
            summary = try fields.localized("summary")
            publisher = try fields.string("publisher")
            licence = try fields.string("licence")
            var runtime = try JSONFields(try fields.required("runtime"), "runtime")
            self.runtime = Runtime(kind: try runtime.string("kind"), entry: try runtime.strings("entry"))
            try runtime.end()
            guard !self.runtime.entry.isEmpty else {
                throw Problem(
                    Localized(
                        sv: "runtime: 'entry' ska nämna ett program.", en: "runtime: 'entry' must name a program."))
            }
            var limits = try JSONFields(fields.optional("limits") ?? [:], "limits")
            self.limits = Limits(
                seconds: try limits.optionalInteger("seconds") ?? 60,
                memoryBytes: try limits.optionalInteger("memory_bytes") ?? 1 << 30)
            try limits.end()
            guard self.limits.seconds > 0, self.limits.memoryBytes > 0 else {
                throw Problem(
                    Localized(
                        sv: "limits: 'seconds' och 'memory_bytes' ska vara större än 0.",
                        en: "limits: 'seconds' and 'memory_bytes' must be larger than 0."))
            }
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
        } catch {
            var problem = error
            if problem.place.file == nil { problem.place.file = file }
            throw problem
        }
    }
}
