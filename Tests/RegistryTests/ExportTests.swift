// SPDX-License-Identifier: EUPL-1.2

import Foundation
import GRDB
import SamverkDomain
import SamverkExchange
import SamverkRegistry
import SamverkTestSupport
import Testing

/// Helpers round an exported folder.
struct Exported {
    let folder: String

    init(_ registry: Registry) throws {
        folder = try temporaryFolder() + "/registry"
        try write(registry)
    }

    func write(_ registry: Registry) throws { try ExportFolder.write(registry.image(), to: folder) }

    func image(_ trust: ExportTrust = .exact) throws -> RegistryImage {
        try RegistryImage(folder: folder, trust: trust, read: FileReader.readDelivered)
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)), as: UTF8.self)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = try text(name)
        #expect(text.contains(old), "\(name) has no \(old)")
        try write(text.replacing(old, with: new), to: name)
    }

    /// Every file with its bytes.
    func files() throws -> [String: String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        var files: [String: String] = [:]
        for name in names where name.hasSuffix(".csv") || name.hasSuffix(".json") || name == "SHA256SUMS" {
            files[name] = try text(name)
        }
        return files
    }
}

/// A registry with rows from two imports, a plugin's dataset, texts that are hard on CSV, and an entry in the log.
func usedRegistry() throws -> Registry {
    let registry = try newRegistry()
    try registry.declare([deskHours()], plugin: "support-pooling", version: "0.1.0")
    try registry.take(municipalities, in: "municipalities", file: "data/municipalities.csv")
    try registry.take(
        "code,name,county_code,county,population,total_cost,source\n9905,\"Rad\nett, \"\"två\"\"\",,,,1.5,=cmd|\n9901,Kommun Å,,,,,\n",
        in: "municipalities", file: "more.csv")
    try registry.take("desk,hour,share\n9907,10,0.1\n9907,8,0.5\n", in: "desk_hours", file: "hours.csv")
    try registry.record(action: "approve", object: "agr", who: "anna", after: "{\"a\":1}")
    return registry
}

@Suite("A registry exported to a folder")
struct ExportTests {
    @Test("is restored to an equal hash, equal bytes, and the lines of the imported files")
    func roundTrip() throws {
        let registry = try usedRegistry()
        let exported = try Exported(registry)
        let again = try newRegistry()
        #expect(try again.isFresh && !registry.isFresh)
        try again.restore(exported.image())
        #expect(try again.contentHash == registry.contentHash)
        #expect(try Exported(again).files() == exported.files())
        for dataset in ["municipalities", "desk_hours"] {
            let (a, b) = try (registry.read(dataset), again.read(dataset))
            #expect(a.table == b.table && a.origins == b.origins)
        }
        #expect(try again.audit(limit: 1000) == registry.audit(limit: 1000))
        #expect(try again.check().count == registry.check().count)
        // and life goes on: numbers continue without gaps
        try again.record(action: "a", object: "b", who: "c")
        #expect(
            try again.audit(limit: 2).map(\.number) == [
                registry.audit(limit: 1)[0].number + 1, registry.audit(limit: 1)[0].number,
            ])
    }

    @Test("has one row a line by key, an empty text apart from nothing, and sums that sha256sum reads")
    func form() throws {
        let registry = try usedRegistry()
        let exported = try Exported(registry)
        let hours = try exported.text("datasets/support-pooling/desk_hours.csv").split(separator: "\n")
        #expect(hours[0] == "desk,hour,share,_import,_line")
        #expect(hours[1].hasPrefix("9907,8,0.5,") && hours[1].hasSuffix(",3"), "numbers by size")
        #expect(hours[2].hasPrefix("9907,10,0.1,") && hours[2].hasSuffix(",2"))
        #expect(
            try exported.files().keys.sorted() == [
                "SHA256SUMS", "audit.csv", "datasets/municipalities.csv", "datasets/support-pooling/desk_hours.csv",
                "imports.csv", "registry.json",
            ])
        let check = Process()
        check.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        check.arguments = ["--check", "--strict", "--quiet", "SHA256SUMS"]
        check.currentDirectoryURL = URL(fileURLWithPath: exported.folder)
        try check.run()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0)
        #expect(try Digest.sha256(exported.text("SHA256SUMS")) == registry.contentHash)
    }

    @Test("is written again over itself; what is no longer part goes; another folder is left alone")
    func again() throws {
        let registry = try usedRegistry()
        let exported = try Exported(registry)
        let before = try exported.files()
        try exported.write(registry)
        #expect(try exported.files() == before)
        try registry.dropDatasets(of: "support-pooling", by: "anna")
        try exported.write(registry)
        #expect(try exported.files()["datasets/support-pooling/desk_hours.csv"] == nil)
        let other = try temporaryFolder()
        try Data().write(to: URL(fileURLWithPath: other + "/letter.txt"))
        #expect(
            faults { try ExportFolder.write(registry.image(), to: other) }.map(\.message.en) == [
                "The folder is not empty and no earlier export."
            ])
        #expect(faults { try ExportFolder.write(registry.image(), to: other + "/letter.txt") }.count == 1)
    }

    @Test("that was changed, cut short or is no export is refused with the file, and nothing changes")
    func strict() throws {
        let registry = try usedRegistry()
        let name = "datasets/municipalities.csv"
        func found(_ change: (Exported) throws -> Void) throws -> [String] {
            let exported = try Exported(registry)
            try change(exported)
            let target = try newRegistry()
            let before = try target.contentHash
            let found = faults { try target.restore(exported.image()) }
            #expect(try target.contentHash == before)
            #expect(found.allSatisfy { $0.remedy != nil })
            return found.map { ($0.place.file ?? "").replacing(exported.folder + "/", with: "") + ": " + $0.message.en }
        }
        let differs = "The file is not the one that was exported: its hash differs."
        #expect(try found { try $0.edit(name, "12600", "12601") } == ["\(name): \(differs)"])
        #expect(try found { try $0.edit("registry.json", "\"share\"", "\"sharp\"") } == ["registry.json: \(differs)"])
        #expect(try found { try $0.edit("audit.csv", "anna", "eva") } == ["audit.csv: \(differs)"])
        #expect(
            try found { try FileManager.default.removeItem(atPath: $0.folder + "/" + name) }.first?.hasPrefix(
                "\(name): The file does not exist") == true)
        #expect(
            try found { try FileManager.default.removeItem(atPath: $0.folder + "/registry.json") }.first?.hasSuffix(
                "The folder is no export of a registry.") == true)
        #expect(
            try found { exported in
                let more = try exported.text("SHA256SUMS") + String(repeating: "0", count: 64) + "  datasets/x.csv\n"
                try exported.write(more, to: "SHA256SUMS")
            } == ["datasets/x.csv: The export is damaged: the file is not part of the export."])
        // A link to somewhere else is not followed.
        #expect(
            try found {
                try FileManager.default.removeItem(atPath: $0.folder + "/" + name)
                try FileManager.default.createSymbolicLink(
                    atPath: $0.folder + "/" + name, withDestinationPath: "/etc/passwd")
            } == ["\(name): This is a link, not a file."])
    }

    @Test(
        "with hostile content is refused even when all its sums are right",
        arguments: [
            ("datasets/municipalities.csv", "12600", "many", "population: 'many' is no value of the type integer."),
            ("datasets/municipalities.csv", "12600", "012600", "population: '012600' is no value of the type integer."),
            ("datasets/municipalities.csv", "9907,", ",", "code: '' is no value of the type party."),
            ("datasets/municipalities.csv", "9907,", "9901,", "municipalities[9901] stands on line 2 too (name: "),
            ("datasets/municipalities.csv", "9907,", "9907,,,,,,", "The export is damaged: "),
            ("datasets/municipalities.csv", "9907,", "\"9907,", "The export is damaged: a quote is never closed."),
            ("registry.json", "\"municipalities\"", "\"nonsense\"", "The dataset 'nonsense' cannot be restored."),
            (
                "registry.json", "\"support-pooling/desk_hours\"", "\"../../etc\"",
                "The dataset '../../etc': its name must"
            ),
            ("registry.json", "\"format\": 1", "\"format\": 2", "The export was made by a newer version of Samverk."),
            ("imports.csv", ",municipalities,", ",runs,", "The export is damaged: the row is no import."),
            (
                "audit.csv", "anna", "\"anna\"",
                "The export is damaged: the file is not in the form that Samverk writes."
            ),
        ])
    func hostile(_ file: String, _ old: String, _ new: String, _ message: String) throws {
        let exported = try Exported(usedRegistry())
        try exported.edit(file, old, new)
        let names = try exported.text("SHA256SUMS").split(separator: "\n").map { String($0.dropFirst(66)) }
        try exported.write(names.map { "\(Digest.sha256(try exported.text($0)))  \($0)\n" }.joined(), to: "SHA256SUMS")
        let target = try newRegistry()
        let before = try target.contentHash
        let found = faults { try target.restore(exported.image()) }
        #expect(found.first?.message.en.hasPrefix(message) == true, "\(found.map(\.message.en))")
        #expect(try target.contentHash == before)
    }

    @Test("of random damage: refused or equal, never worse", arguments: 0..<40)
    func random(_ seed: Int) throws {
        var generator = Seed(UInt64(seed))
        let registry = try usedRegistry()
        let exported = try Exported(registry)
        for name in try exported.files().keys.sorted() where generator.integer(0...2) == 0 {
            var bytes = Array(try exported.text(name).utf8)
            for _ in 0...generator.integer(0...3) where !bytes.isEmpty {
                bytes[generator.integer(0...(bytes.count - 1))] = UInt8(generator.integer(0...255))
            }
            try Data(bytes).write(to: URL(fileURLWithPath: exported.folder + "/" + name))
        }
        for trust in [ExportTrust.exact, .edited] {
            let target = try newRegistry()
            _ = faults {
                try target.restore(exported.image(trust), editedBy: trust == .exact ? nil : "anna")
                return 0
            }
            _ = try target.check()
        }
    }

    @Test("comes in the place of what is there; a dataset that stays as it was keeps its revision")
    func replaces() throws {
        let registry = try usedRegistry()
        let exported = try Exported(registry)
        let run = try registry.saveRun(hash: "h", scenario: "s", title: "t", content: [:])
        try registry.take(
            "code,name,county_code,county,population,total_cost,source\n9999,X,,,,,\n", in: "municipalities")
        let revisions = try (registry.revision("municipalities"), registry.revision("desk_hours"))
        try registry.restore(exported.image())
        #expect(try registry.read("municipalities").table.rowCount == 3 && registry.run(run) != nil)
        #expect(
            try registry.revision("municipalities") == revisions.0 + 1 && registry.revision("desk_hours") == revisions.1
        )
        #expect(try registry.contentHash == exported.image().hash)
    }
}
