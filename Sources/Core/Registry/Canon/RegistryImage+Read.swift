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
struct ImageReader {
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

    func path(_ name: String) -> String { folder + "/" + name }

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
}

extension CoreDatasets {
    static func has(_ id: String) -> Bool { all.contains { $0.id == id } }
}
