// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

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
        minimum = try fields.optionalNumber("minimum")
        maximum = try fields.optionalNumber("maximum")
        title = try fields.localized("title")
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
        addsUp = try fields.flag("adds_up", default: true)
        invariants = try Invariants(
            fields.optional("invariants") ?? [:], "\(what) \(name), invariants", columns.map(\.name), columnsFrom)
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
            let column = try filter.string("column")
            let values = try filter.strings("in", orEmpty: true)
            let from = try filter.optionalString("from")
            try filter.end()
            guard from.map({ ReadFilter.sources.contains($0) }) ?? true else {
                throw Problem(
                    Localized(
                        sv: "\(what), where \(column): '\(from ?? "")' är okänt.",
                        en: "\(what), where \(column): '\(from ?? "")' is unknown."),
                    remedy: suggestion(for: from ?? "", among: ReadFilter.sources))
            }
            return ReadFilter(column: column, values: values, from: from)
        }
        try fields.end()
    }
}

extension OutputPort.Invariants {
    /// - Parameters:
    ///   - columns: the port's own columns.
    ///   - further: the parameter that gives more columns.
    fileprivate init(_ json: JSON, _ what: String, _ columns: [String], _ further: String?) throws(Problem) {
        var fields = try JSONFields(json, what)
        minimum = try fields.optionalNumber("minimum")
        maximum = try fields.optionalNumber("maximum")
        var needsFurther = minimum != nil || maximum != nil
        switch fields.optional("equalSums") {
        case nil, .some(.bool(false)): equalSums = nil
        case .some(.bool(true)):
            equalSums = .further
            needsFurther = true
        case .some(let list):
            guard let names = list.array?.compactMap(\.string), names.count > 1, names.count == list.array?.count else {
                throw Problem(
                    Localized(
                        sv: "\(what): 'equalSums' är true, eller en lista av minst två kolumner.",
                        en: "\(what): 'equalSums' is true, or a list of at least two columns."))
            }
            for name in names where !columns.contains(name) {
                throw Problem(
                    Localized(
                        sv: "\(what): kolumnen '\(name)' finns inte.",
                        en: "\(what): the column '\(name)' does not exist."),
                    remedy: suggestion(for: name, among: columns))
            }
            equalSums = .columns(names)
        }
        guard further != nil || !needsFurther else {
            throw Problem(
                Localized(
                    sv: "\(what): lagen gäller kolumnerna i 'columns_from', som saknas.",
                    en: "\(what): the law is of the columns of 'columns_from', which is missing."))
        }
        try fields.end()
    }
}
