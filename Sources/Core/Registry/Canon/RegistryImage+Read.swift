// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// How an exported folder is taken.
public enum ExportTrust: Sendable {
    /// As it was written: every file has its sum and its canonical form.
    case exact
    /// Merged by git or edited by hand since: rows are checked one by one, sums and order are not expected.
    case edited
}

extension RegistryImage {
    /// Reads an exported folder, strictly.
    ///
    /// - Parameters:
    ///   - folder: as the user named it.
    ///   - read: the bytes of a file in it, links not followed.
    /// - Throws: `Problem` or `Problems` with file and line: a missing or changed file, a conflict that git left, two rows
    ///   of one key, a value that is none of its column.
    public init(folder: String, trust: ExportTrust, read: @escaping (String) throws -> [UInt8]) throws {
        let reader = ImageReader(folder: folder, trust: trust, read: read)
        self = try reader.image()
    }
}

/// Reads the files of one export.
private struct ImageReader {
    typealias File = RegistryImage.File
    let folder: String
    let trust: ExportTrust
    let read: (String) throws -> [UInt8]

    func image() throws -> RegistryImage {
        let schemaBytes = try bytes(File.schemas)
        let sums = trust == .exact ? try self.sums() : [:]
        try insist(schemaBytes, File.schemas, sums)
        let shapes = try shapes(schemaBytes)
        let names = shapes.map { File.dataset($0.schema.id) } + [File.imports, File.audit]
        var content: [String: [UInt8]] = [:]
        var problems: [Problem] = []
        for name in names {
            do {
                let bytes = try bytes(name)
                content[name] = bytes
                try insist(bytes, name, sums)
            } catch {
                guard let told = Problems.told(by: error) else { throw error }
                problems += told
            }
        }
        for name in sums.keys.sorted() where name != File.schemas && !names.contains(name) {
            problems.append(
                CanonicalCSV.broken(
                    folder + "/" + name, nil,
                    Localized(sv: "filen hör inte till exporten", en: "the file is not part of the export")))
        }
        try Problems.throwIfAny(problems)
        var image = RegistryImage(datasets: [], imports: [], audit: [])
        image.imports = try imports(content[File.imports] ?? [], of: Set(shapes.map(\.schema.id)))
        let known = Set(image.imports.map(\.id))
        for var dataset in shapes {
            let name = File.dataset(dataset.schema.id)
            do {
                dataset.rows = try rows(of: dataset, content[name] ?? [], name, known)
                dataset.sort()
                image.datasets.append(dataset)
            } catch {
                guard let told = Problems.told(by: error) else { throw error }
                problems += told
            }
        }
        try Problems.throwIfAny(problems)
        image.audit = try audit(content[File.audit] ?? [])
        if trust == .exact { try insistCanonical(image, sums) }
        return image
    }

    private func path(_ name: String) -> String { folder + "/" + name }

    private func bytes(_ name: String) throws -> [UInt8] {
        do {
            return try read(path(name))
        } catch let problem as Problem {
            guard name == File.schemas else { throw problem }
            throw Problem(
                Localized(sv: "Mappen är ingen export av ett register.", en: "The folder is no export of a registry."),
                at: Place(file: folder),
                remedy: Localized(
                    sv: "Ange en mapp som 'samverk export --all' har skrivit.",
                    en: "Name a folder that 'samverk export --all' has written."))
        }
    }

    // MARK: sums and conflicts

    private func sums() throws -> [String: Set<String>] {
        var sums: [String: Set<String>] = [:]
        let text = String(decoding: try bytes(File.sums), as: UTF8.self)
        for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: true).enumerated() {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].utf8.count == 64, parts[1].hasPrefix(" ") else {
                throw CanonicalCSV.broken(
                    path(File.sums), i + 1, Localized(sv: "raden är ingen kontrollsumma", en: "the line is no sum"))
            }
            sums[String(parts[1].dropFirst()), default: []].insert(String(parts[0]))
        }
        return sums
    }

    /// Insists that a file is what was written; a conflict that git left in it is told row by row.
    private func insist(_ bytes: [UInt8], _ name: String, _ sums: [String: Set<String>]) throws {
        if trust == .exact, sums[name] == [Digest.sha256(bytes)] { return }
        try Problems.throwIfAny(GitConflicts.problems(in: bytes, file: path(name)))
        guard trust == .exact else { return }
        let merged = (sums[name]?.count ?? 0) > 1
        throw Problem(
            merged
                ? Localized(
                    sv: "Git har slagit samman två exporter av filen.", en: "Git has merged two exports of the file.")
                : Localized(
                    sv: "Filen är inte den som exporterades: kontrollsumman stämmer inte.",
                    en: "The file is not the one that was exported: its hash differs."),
            at: Place(file: path(name)),
            remedy: Localized(
                sv:
                    "Är den sammanslagen av git eller ändrad för hand, säg --edited: då prövas varje rad. Hämta annars exporten på nytt.",
                en:
                    "If git merged it or somebody edited it, say --edited: every row is then checked. Else fetch the export anew."
            ))
    }

    private func insistCanonical(_ image: RegistryImage, _ sums: [String: Set<String>]) throws {
        for file in image.contents() where sums[file.path] != [Digest.sha256(file.bytes)] {
            throw CanonicalCSV.broken(
                path(file.path), nil,
                Localized(
                    sv: "filen har inte den form som Samverk skriver",
                    en: "the file is not in the form that Samverk writes"))
        }
    }

    // MARK: the files

    private func shapes(_ bytes: [UInt8]) throws -> [RegistryImage.Dataset] {
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

    private func rows(
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

    private func imports(_ bytes: [UInt8], of datasets: Set<String>) throws -> [RegistryImage.Import] {
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

    private func audit(_ bytes: [UInt8]) throws -> [AuditEntry] {
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

extension CoreDatasets {
    static func has(_ id: String) -> Bool { all.contains { $0.id == id } }
}
