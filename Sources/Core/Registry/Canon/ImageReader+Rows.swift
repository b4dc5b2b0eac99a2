// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The files of an export, one by one.
extension ImageReader {
    func shapes(_ bytes: [UInt8]) throws -> [RegistryImage.Dataset] {
        do {
            var fields = try JSONFields(try JSON.read(bytes, file: path(File.schemas)), File.schemas)
            guard try fields.integer("format") == 1 else {
                throw Problem(
                    Localized(
                        sv: "Exporten är gjord av en nyare version av Samverk.",
                        en: "The export was made by a newer version of Samverk."),
                    remedy: Localized(sv: "Uppgradera Samverk.", en: "Upgrade Samverk."))
            }
            var seen: Set<String> = []
            let shapes = try fields.array("datasets").map { json in
                var fields = try JSONFields(json, "dataset")
                let schema = try DatasetSchema(stored: try fields.required("schema"))
                let version = try fields.string("version")
                try fields.end()
                if let problem = DatasetSQL(schema: schema).problem() { throw problem }
                guard seen.insert(schema.id).inserted, schema.plugin != nil || CoreDatasets.has(schema.id) else {
                    throw Problem(
                        Localized(
                            sv: "Datamängden '\(schema.id)' kan inte återställas.",
                            en: "The dataset '\(schema.id)' cannot be restored."))
                }
                return RegistryImage.Dataset(schema: schema, version: version, rows: [])
            }
            try fields.end()
            return shapes.sorted { $0.schema.id.utf8.lexicographicallyPrecedes($1.schema.id.utf8) }
        } catch var problem as Problem {
            problem.place.file = problem.place.file ?? path(File.schemas)
            throw problem
        }
    }

    private func records(_ bytes: [UInt8], _ name: String, _ header: [String]) throws -> [CanonicalCSV.Record] {
        let records = try CanonicalCSV.records(bytes, file: path(name))
        guard let first = records.first, first.fields == header else {
            throw CanonicalCSV.broken(
                path(name), 1,
                Localized(
                    sv: "kolumnerna \(header.joined(separator: ",")) väntades",
                    en: "the columns \(header.joined(separator: ",")) were expected"))
        }
        for record in records.dropFirst() where record.fields.count != header.count {
            throw CanonicalCSV.broken(
                path(name), record.line,
                Localized(
                    sv: "\(record.fields.count) fält i stället för \(header.count)",
                    en: "\(record.fields.count) fields instead of \(header.count)"))
        }
        return Array(records.dropFirst())
    }

    func rows(
        of dataset: RegistryImage.Dataset, _ bytes: [UInt8], _ name: String, _ known: Set<String>
    ) throws -> [RegistryImage.Row] {
        var rows: [RegistryImage.Row] = []
        var lines: [[Cell]: (line: Int, row: RegistryImage.Row)] = [:]
        var problems: [Problem] = []
        let specs = dataset.schema.specs
        for record in try records(bytes, name, dataset.header) where problems.count < 100 {
            func wrong(_ what: Localized, _ remedy: Localized? = nil) {
                problems.append(Problem(what, at: Place(file: path(name), line: record.line), remedy: remedy))
            }
            var cells: [Cell] = []
            for (spec, field) in zip(specs, record.fields) {
                let cell = field.map { Cell(plainText: $0, spec.type) } ?? .null
                guard let cell, cell != .null || spec.nullable else {
                    let shown = String((field ?? "").prefix(40))
                    wrong(
                        Localized(
                            sv: "\(spec.name): '\(shown)' är inget värde av typen \(spec.type.rawValue).",
                            en: "\(spec.name): '\(shown)' is no value of the type \(spec.type.rawValue)."))
                    break
                }
                cells.append(cell)
            }
            guard cells.count == specs.count else { continue }
            guard let origin = record.fields[specs.count], known.contains(origin),
                let line = record.fields[specs.count + 1].flatMap(Int.init), line >= 0
            else {
                wrong(
                    Localized(
                        sv: "Raden saknar sin import i \(File.imports).",
                        en: "The row lacks its import in \(File.imports)."
                    ))
                continue
            }
            let row = RegistryImage.Row(cells: cells, importID: origin, line: line)
            guard let first = lines[dataset.key(row)] else {
                lines[dataset.key(row)] = (record.line, row)
                rows.append(row)
                continue
            }
            if first.row.cells == cells, trust == .edited { continue }
            let difference = dataset.difference(first.row, row)
            wrong(
                Localized(
                    sv: "\(dataset.address(dataset.key(row))) står även på rad \(first.line) (\(difference)).",
                    en: "\(dataset.address(dataset.key(row))) stands on line \(first.line) too (\(difference))."),
                Localized(
                    sv: "Behåll den rad som ska gälla och ta bort den andra.",
                    en: "Keep the row that shall hold and delete the other."))
        }
        try Problems.throwIfAny(problems)
        return rows
    }

    func imports(_ bytes: [UInt8], of datasets: Set<String>) throws -> [RegistryImage.Import] {
        var all: [RegistryImage.Import] = []
        var seen: Set<String> = []
        for record in try records(bytes, File.imports, RegistryImage.importColumns) {
            let texts = record.fields.map { $0 ?? "" }
            let numbers = [1, 6, 7, 8].compactMap { Int(texts[$0]) }
            guard numbers.count == 4, ["true", "false"].contains(texts[9]), datasets.contains(texts[2]) else {
                throw CanonicalCSV.broken(
                    path(File.imports), record.line, Localized(sv: "raden är ingen import", en: "the row is no import"))
            }
            let facts = RegistryImage.Import.Facts(
                dataset: texts[2], file: texts[3], at: texts[4], who: texts[5], added: numbers[1], changed: numbers[2],
                unchanged: numbers[3], synthetic: texts[9] == "true")
            let item = RegistryImage.Import(id: texts[0], number: numbers[0], facts: facts)
            if seen.insert(item.id).inserted || trust == .exact { all.append(item) }
        }
        return trust == .exact ? all : RegistryImage.numbered(all)
    }

    func audit(_ bytes: [UInt8]) throws -> [AuditEntry] {
        let all = try records(bytes, File.audit, RegistryImage.auditColumns).map { record in
            let fields = record.fields
            guard let number = fields[0].flatMap(Int.init) else {
                throw CanonicalCSV.broken(
                    path(File.audit), record.line, Localized(sv: "numret saknas", en: "the number is missing"))
            }
            return AuditEntry(
                number: number, at: fields[1] ?? "", who: fields[2] ?? "", action: fields[3] ?? "",
                object: fields[4] ?? "", before: fields[5], after: fields[6])
        }
        return trust == .exact ? all : RegistryImage.numbered(all)
    }
}
