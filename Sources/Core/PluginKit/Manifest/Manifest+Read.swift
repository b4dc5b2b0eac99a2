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
            datasets = try fields.array("datasets", orEmpty: true).mapThrowing { json throws(Problem) in
                try DatasetSchema(json, plugin: id)
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
        } catch {
            var problem = error
            if problem.place.file == nil { problem.place.file = file }
            throw problem
        }
    }
}

extension Array {
    func mapThrowing<T>(_ transform: (Element) throws(Problem) -> T) throws(Problem) -> [T] {
        var result: [T] = []
        for element in self { result.append(try transform(element)) }
        return result
    }
}

private func choice<T: RawRepresentable>(_ text: String, _ what: String, _ all: [T]) throws(Problem) -> T
where T.RawValue == String {
    guard let value = T(rawValue: text) else {
        throw Problem(
            Localized(sv: "\(what): '\(text)' är okänt.", en: "\(what): '\(text)' is unknown."),
            remedy: suggestion(for: text, among: all.map(\.rawValue)))
    }
    return value
}

extension DatasetSchema {
    init(_ json: JSON, plugin: String) throws(Problem) {
        var fields = try JSONFields(json, "dataset")
        let name = try slug(try fields.string("id"), "dataset")
        let columns = try fields.array("columns").mapThrowing { json throws(Problem) in
            try DatasetColumn(json, "dataset \(name)")
        }
        self.init(
            "\(plugin)/\(name)", title: try fields.localized("title"), columns: columns, key: try fields.strings("key"))
        for column in key where self[column] == nil {
            throw Problem(
                Localized(
                    sv: "dataset \(name): nyckelkolumnen '\(column)' finns inte.",
                    en: "dataset \(name): the key column '\(column)' does not exist."),
                remedy: suggestion(for: column, among: columns.map(\.spec.name)))
        }
        try fields.end()
    }
}

extension DatasetColumn {
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, "\(what), column")
        let name = try fields.string("name")
        let type: ColumnType = try choice(try fields.string("type"), "\(what).\(name)", ColumnType.allCases)
        self.init(
            ColumnSpec(name, type, unit: try fields.optionalString("unit"), nullable: try fields.flag("nullable")),
            title: try fields.localized("title"), minimum: try fields.optionalNumber("minimum"),
            maximum: try fields.optionalNumber("maximum"), allowed: try fields.strings("allowed", orEmpty: true),
            references: try fields.optionalString("references"))
        try fields.end()
    }
}

extension TypeRule {
    init(_ json: JSON, _ what: String) throws(Problem) {
        if let name = json.string {
            self = .fixed(try choice(name, what, ColumnType.allCases))
            return
        }
        var fields = try JSONFields(json, "\(what).type")
        let condition = try fields.string("if").split(separator: "=", maxSplits: 1).map(String.init)
        guard condition.count == 2 else {
            throw Problem("\(what).type: {\"if\": \"parameter=value\", \"then\": ..., \"else\": ...}")
        }
        self = .when(
            parameter: condition[0], equals: condition[1],
            then: try choice(try fields.string("then"), what, ColumnType.allCases),
            otherwise: try choice(try fields.string("else"), what, ColumnType.allCases))
        try fields.end()
    }
}

extension PortColumn {
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, what)
        name = try fields.string("name")
        type = try TypeRule(try fields.required("type"), "\(what).\(name)")
        unit = try fields.optionalString("unit")
        nullable = try fields.flag("nullable")
        optional = try fields.flag("optional")
        title = try fields.localized("title")
        try fields.end()
    }
}

extension AnalysisSpec {
    init(_ json: JSON) throws(Problem) {
        var fields = try JSONFields(json, "analysis")
        let id = try slug(try fields.string("id"), "analysis")
        self.id = id
        title = try fields.localized("title")
        summary = try fields.localized("summary")
        parameters = try fields.array("parameters", orEmpty: true)
            .mapThrowing { json throws(Problem) in try ParameterSpec(json, "analysis \(id), parameter") }
        inputs = try fields.array("inputs", orEmpty: true)
            .mapThrowing { json throws(Problem) in try InputPort(json, "analysis \(id), input") }
        outputs = try fields.array("outputs")
            .mapThrowing { json throws(Problem) in try OutputPort(json, "analysis \(id), output") }
        findings = try fields.array("findings", orEmpty: true).mapThrowing { json throws(Problem) in
            var finding = try JSONFields(json, "analysis \(id), finding")
            let spec = FindingSpec(id: try finding.string("id"), sentence: try finding.localized("sentence"))
            try finding.end()
            return spec
        }
        charts = try fields.array("charts", orEmpty: true)
            .mapThrowing { json throws(Problem) in try Chart(json, "analysis \(id), chart") }
        hooks = try fields.strings("hooks", orEmpty: true)
        try fields.end()
    }
}

extension ParameterSpec {
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, what)
        name = try fields.string("name")
        type = try choice(try fields.string("type"), "\(what) \(name)", Kind.allCases)
        unit = try fields.optionalString("unit")
        title = try fields.localized("title")
        defaultValue = fields.optional("default")
        minimum = try fields.optionalNumber("minimum")
        maximum = try fields.optionalNumber("maximum")
        allowed = try fields.strings("allowed", orEmpty: true)
        try fields.end()
    }
}

extension InputPort {
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, what)
        let name = try fields.string("name")
        self.name = name
        title = try fields.localized("title")
        required = try fields.flag("required")
        shape = try choice(try fields.optionalString("shape") ?? "table", what, [Shape.table, .game])
        columns = try fields.array("columns").mapThrowing { json throws(Problem) in
            try PortColumn(json, "\(what) \(name)")
        }
        if let rule = fields.optional("others") { others = try TypeRule(rule, what) } else { others = nil }
        key = try fields.strings("key", orEmpty: true)
        if let json = fields.optional("read") { read = try ReadSpec(json, "\(what) \(name), read") } else { read = nil }
        try fields.end()
    }
}

extension OutputPort {
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, what)
        let name = try fields.string("name")
        self.name = name
        title = try fields.localized("title")
        shape = try choice(try fields.optionalString("shape") ?? "table", what, [InputPort.Shape.table, .game])
        columns = try fields.array("columns").mapThrowing { json throws(Problem) in
            try PortColumn(json, "\(what) \(name)")
        }
        columnsFrom = try fields.optionalString("columns_from")
        if let rule = fields.optional("others") { others = try TypeRule(rule, what) } else { others = nil }
        key = try fields.strings("key", orEmpty: true)
        lineage = try choice(try fields.string("lineage"), what, [Lineage.key, .all])
        try fields.end()
    }
}

extension ReadSpec {
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, what)
        dataset = try fields.string("dataset")
        columns = try fields.array("columns").mapThrowing { json throws(Problem) in
            var column = try JSONFields(json, "\(what), column")
            let name = try column.string("name")
            let from = try column.optionalString("from") ?? name
            var aggregate: ReadColumn.Aggregate?
            if let text = try column.optionalString("aggregate") {
                aggregate = try choice(text, what, [ReadColumn.Aggregate.sum, .count, .min, .max])
            }
            try column.end()
            return ReadColumn(name: name, from: from, aggregate: aggregate)
        }
        filters = try fields.array("where", orEmpty: true).mapThrowing { json throws(Problem) in
            var filter = try JSONFields(json, "\(what), where")
            let read = ReadFilter(
                column: try filter.string("column"), values: try filter.strings("in", orEmpty: true),
                from: try filter.optionalString("from"))
            try filter.end()
            return read
        }
        try fields.end()
    }
}

extension Chart {
    init(_ json: JSON, _ what: String) throws(Problem) {
        var fields = try JSONFields(json, what)
        self.init(
            id: try fields.string("id"), kind: try choice(try fields.string("kind"), what, Kind.allCases),
            title: try fields.localized("title"), table: try fields.string("table"),
            category: try fields.string("category"), across: try fields.optionalString("across"),
            series: try fields.strings("series", orEmpty: true))
        try fields.end()
    }
}

extension Hook {
    init(_ json: JSON, plugin: String) throws(Problem) {
        var fields = try JSONFields(json, "hook")
        let name = try slug(try fields.string("id"), "hook")
        let what = "hook \(name)"
        id = "\(plugin)/\(name)"
        major = try fields.integer("major")
        title = try fields.localized("title")
        summary = try fields.localized("summary")
        scope = try choice(try fields.string("scope"), what, [Scope.local, .agreement])
        subject = try fields.string("subject")
        arguments = try fields.array("arguments").mapThrowing { json throws(Problem) in
            var argument = try JSONFields(json, "\(what), argument")
            let name = try argument.string("name")
            var type: ColumnType?
            if let text = try argument.optionalString("type") { type = try choice(text, what, ColumnType.allCases) }
            let read = Argument(
                name: name, title: try argument.localized("title"), type: type,
                unit: try argument.optionalString("unit"),
                fields: try argument.array("fields", orEmpty: true)
                    .mapThrowing { json throws(Problem) in try DatasetColumn(json, "\(what), argument \(name)") })
            try argument.end()
            return read
        }
        var result = try JSONFields(try fields.required("result"), "\(what), result")
        self.result = Result(
            type: try choice(try result.string("type"), what, ColumnType.allCases),
            unit: try result.optionalString("unit"),
            minimum: try result.optionalNumber("minimum"), maximum: try result.optionalNumber("maximum"),
            allowed: try result.strings("allowed", orEmpty: true), title: try result.localized("title"))
        try result.end()
        defaultText = try fields.localized("default")
        try fields.end()
    }
}
