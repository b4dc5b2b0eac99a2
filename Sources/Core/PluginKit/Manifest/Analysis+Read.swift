// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

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
        deterministic = try fields.flag("deterministic", default: true)
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
