// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

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
        combine = try choice(try fields.optionalString("combine") ?? "override", what, Combine.allCases)
        allowsChance = try fields.flag("chance")
        subject = try fields.string("subject")
        let signature = try Signature(&fields, what, isFormer: false)
        arguments = signature.arguments
        result = signature.result
        if let json = fields.optional("previous") {
            var former = try JSONFields(json, "\(what), previous")
            previous = try Signature(&former, "\(what), previous", isFormer: true)
            try former.end()
        } else {
            previous = nil
        }
        defaultText = try fields.localized("default")
        try fields.end()
        try checkCombine(what)
        try checkPrevious(what)
    }

    private func checkCombine(_ what: String) throws(Problem) {
        let fits: Bool =
            switch combine {
            case .veto: result.type == .boolean
            case .add: [.integer, .real, .money].contains(result.type)
            case .override, .chain: true
            }
        guard !fits else { return }
        throw Problem(
            Localized(
                sv:
                    "\(what): 'combine' är '\(combine.rawValue)', men svaret är \(result.type.rawValue); \(combine == .veto ? "boolean" : "ett tal") väntades.",
                en:
                    "\(what): 'combine' is '\(combine.rawValue)', but the result is \(result.type.rawValue); \(combine == .veto ? "boolean" : "a number") was expected."
            ),
            remedy: Localized(
                sv: "Ändra svarets typ, eller välj override eller chain.",
                en: "Change the type of the result, or choose override or chain."))
    }

    /// A former signature must be answerable from today's rows, and its answers must do for today's result.
    private func checkPrevious(_ what: String) throws(Problem) {
        guard let previous else { return }
        guard major >= 2 else {
            throw Problem(
                Localized(
                    sv: "\(what): 'previous' beskriver versionen före, men major är \(major).",
                    en: "\(what): 'previous' describes the version before, but major is \(major)."))
        }
        let today = Dictionary(arguments.flatMap(\.typedColumns), uniquingKeysWith: { first, _ in first })
        for (column, type) in previous.arguments.flatMap(\.typedColumns) {
            guard let now = today[column] else {
                throw Problem(
                    Localized(
                        sv: "\(what), previous: kolumnen '\(column)' finns inte bland dagens argument.",
                        en: "\(what), previous: the column '\(column)' is not among today's arguments."),
                    remedy: Localized(
                        sv: "Säg med 'from' var värdet finns: \(today.keys.sorted().joined(separator: ", ")).",
                        en: "Say with 'from' where the value is: \(today.keys.sorted().joined(separator: ", "))."))
            }
            guard now == type else {
                throw Problem(
                    Localized(
                        sv: "\(what), previous: '\(column)' är \(now.rawValue) i dag, inte \(type.rawValue).",
                        en: "\(what), previous: '\(column)' is \(now.rawValue) today, not \(type.rawValue)."))
            }
        }
        let (then, now) = (previous.result.type, result.type)
        guard then == now || (then == .integer && now == .real), previous.result.unit == result.unit else {
            throw Problem(
                Localized(
                    sv: "\(what), previous: svaret ska ha dagens typ och enhet (\(now.rawValue)).",
                    en: "\(what), previous: the result must have today's type and unit (\(now.rawValue))."))
        }
    }
}

extension Hook.Signature {
    /// Takes the members `arguments` and `result`.
    fileprivate init(_ fields: inout JSONFields, _ what: String, isFormer: Bool) throws(Problem) {
        arguments = try fields.array("arguments").mapThrowing { json throws(Problem) in
            try Hook.Argument(json, what, isFormer: isFormer)
        }
        try distinct(arguments.map(\.name), "\(what), arguments")
        var result = try JSONFields(try fields.required("result"), "\(what), result")
        self.result = Hook.Result(
            type: try choice(try result.string("type"), what, ColumnType.allCases),
            unit: try result.optionalString("unit"),
            minimum: try result.optionalNumber("minimum"), maximum: try result.optionalNumber("maximum"),
            allowed: try result.strings("allowed", orEmpty: true), title: try result.localized("title"))
        try result.end()
    }
}

extension Hook.Argument {
    fileprivate init(_ json: JSON, _ what: String, isFormer: Bool) throws(Problem) {
        var fields = try JSONFields(json, "\(what), argument")
        let name = try fields.string("name")
        self.name = name
        let what = "\(what), argument \(name)"
        title = try fields.localized("title")
        if let text = try fields.optionalString("type") {
            type = try choice(text, what, ColumnType.allCases)
        } else {
            type = nil
        }
        unit = try fields.optionalString("unit")
        minimum = try fields.optionalNumber("minimum")
        maximum = try fields.optionalNumber("maximum")
        allowed = try fields.strings("allowed", orEmpty: true)
        references = try fields.optionalString("references")
        var from: [String: String] = [:]
        if isFormer, let column = try fields.optionalString("from") { from[name] = column }
        var columns: [DatasetColumn] = []
        for json in try fields.array("fields", orEmpty: true) {
            var field = json
            if isFormer, var object = json.object, let column = object["from"]?.string {
                object["from"] = nil
                field = .object(object)
                from[object["name"]?.string ?? ""] = column
            }
            columns.append(try DatasetColumn(field, what))
        }
        self.fields = columns
        self.from = from
        try fields.end()
        try distinct(columns.map(\.spec.name), what)
        guard (type == nil) != columns.isEmpty else {
            throw Problem(
                Localized(
                    sv: "\(what): ange antingen 'type' (ett värde) eller 'fields' (en tabell).",
                    en: "\(what): give either 'type' (one value) or 'fields' (a table)."))
        }
        for text in [references] + columns.map(\.references) {
            guard let text, ValueSource(text) == nil else { continue }
            throw Problem(
                Localized(
                    sv: "\(what): 'references' är '\(text)'; 'datamängd' eller 'datamängd.kolumn' väntades.",
                    en: "\(what): 'references' is '\(text)'; 'dataset' or 'dataset.column' was expected."))
        }
    }

    /// The columns of the rows with the types that the argument takes.
    fileprivate var typedColumns: [(String, ColumnType)] {
        Array(zip(columns, fields.isEmpty ? [type ?? .text] : fields.map(\.spec.type)))
    }
}

extension Manifest {
    /// Insists that a hook's values are looked for in columns that are there, where the dataset is the plugin's own.
    func checkValueSources() throws(Problem) {
        for hook in hooks {
            let references = hook.arguments.flatMap { [$0.references] + $0.fields.map(\.references) }
            for source in references.compactMap({ $0.flatMap(ValueSource.init) }) {
                let names = ["\(id)/\(source.dataset)", source.dataset]
                guard let dataset = datasets.first(where: { names.contains($0.id) }) else { continue }
                if let column = source.column {
                    guard dataset[column] == nil else { continue }
                    throw Problem(
                        Localized(
                            sv: "hook \(hook.reference): datamängden '\(dataset.id)' har ingen kolumn '\(column)'.",
                            en: "hook \(hook.reference): the dataset '\(dataset.id)' has no column '\(column)'."),
                        remedy: suggestion(for: column, among: dataset.columns.map(\.spec.name)))
                }
                guard dataset.key.count == 1 else {
                    throw Problem(
                        Localized(
                            sv: "hook \(hook.reference): nyckeln i '\(dataset.id)' har flera kolumner.",
                            en: "hook \(hook.reference): the key of '\(dataset.id)' has several columns."),
                        remedy: Localized(
                            sv:
                                "Skriv vilken: \(dataset.key.map { "\(source.dataset).\($0)" }.joined(separator: ", ")).",
                            en: "Write which: \(dataset.key.map { "\(source.dataset).\($0)" }.joined(separator: ", "))."
                        ))
                }
            }
        }
    }
}
