// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkExchange
import SamverkRegistry
import SamverkTestSupport
import Testing

/// Two people have worked on copies of one workspace.
@Suite("Two people's registries merged")
struct MergeTests {
    let base: Exported
    let anna: Registry
    let bertil: Registry
    private static let header = "code,name,county_code,county,population,total_cost,source\n"

    init() throws {
        let start = try usedRegistry()
        base = try Exported(start)
        anna = try newRegistry()
        bertil = try newRegistry()
        for registry in [anna, bertil] { try registry.restore(base.image()) }
    }

    private func take(_ registry: Registry, _ row: String, file: String) throws {
        try registry.take(Self.header + row, in: "municipalities", file: file)
    }

    private func cell(_ registry: Registry, _ key: String, _ column: String) throws -> String? {
        let table = try registry.read("municipalities").table
        return table.row(keyText: key).map { table[$0, column].plainText }
    }

    @Test("take what each has changed, with its file and line, and lose no entry of the log")
    func bothSides() throws {
        try take(anna, "9907,Kommun G,,,13000,1029420000,\n9911,Ny A,,,,,\n", file: "anna.csv")
        try take(bertil, "9905,Annat namn,,,,1.5,\n9912,Ny B,,,,,\n", file: "bertil.csv")
        try bertil.take("desk,hour,share\n9907,8,0.75\n", in: "desk_hours", file: "timmar.csv")
        let log = try anna.audit(limit: 1000).count
        let theirs = try Exported(bertil).image()
        let report = try anna.merge(theirs, base: base.image(), by: "anna")
        #expect(report == MergeReport(added: 1, changed: 2))
        #expect(try cell(anna, "9907", "population") == "13000" && cell(anna, "9911", "name") == "Ny A")
        #expect(try cell(anna, "9905", "name") == "Annat namn" && cell(anna, "9912", "name") == "Ny B")
        let read = try anna.read("municipalities")
        let row = try #require(read.table.row(keyText: "9912"))
        #expect(read.origins[row].file == "bertil.csv" && read.origins[row].line == 3)
        #expect(try anna.read("desk_hours").table[0, "share"] == .real(0.75))
        let entries = try anna.audit(limit: 1000)
        // import, change, change (one each of the two changed rows), and the merge itself
        #expect(entries.count == log + 5 && entries.first?.action == "merge")
        #expect(entries.map(\.number) == Array((1...entries.count).reversed()))
        #expect(try anna.check().count == bertil.check().count)
        // The same once more brings nothing, and both agree on every row whoever merges.
        #expect(try anna.merge(theirs, base: base.image(), by: "anna") == MergeReport())
        let before = try Exported(anna)
        try bertil.merge(before.image(), base: base.image(), by: "bertil")
        for dataset in ["municipalities", "support-pooling/desk_hours"] {
            #expect(try anna.hash(of: dataset) == bertil.hash(of: dataset))
        }
    }

    @Test("a row that both have changed is a conflict, told in words; nothing is written")
    func conflict() throws {
        try take(anna, "9907,Kommun G,,,13000,1029420000,SYNTHETIC\n", file: "anna.csv")
        try take(bertil, "9907,Kommun Gamma,,,14000,1029420000,SYNTHETIC\n9912,Ny B,,,,,\n", file: "bertil.csv")
        let before = try anna.contentHash
        let theirs = try Exported(bertil).image()
        let found = faults { try anna.merge(theirs, base: base.image(), by: "anna") }
        #expect(
            found.map(\.message.en) == [
                "municipalities[9907] differs (here / there): name: Kommun G / Kommun Gamma, population: 13000 / 14000."
            ])
        #expect(try anna.contentHash == before)
        // They agree, Anna enters it, and it merges.
        try take(anna, "9907,Kommun Gamma,,,14000,1029420000,SYNTHETIC\n", file: "enade.csv")
        #expect(try anna.merge(theirs, base: base.image(), by: "anna").added == 1)
    }

    @Test("without a common export what differs is a conflict, and what one side has is kept")
    func withoutBase() throws {
        try take(anna, "9911,Ny A,,,,,\n", file: "anna.csv")
        try take(bertil, "9912,Ny B,,,,,\n", file: "bertil.csv")
        #expect(try anna.merge(Exported(bertil).image(), base: nil, by: "anna").added == 1)
        try take(bertil, "9911,Ny C,,,,,\n", file: "bertil2.csv")
        let found = faults { try anna.merge(Exported(bertil).image(), base: nil, by: "anna") }
        #expect(found.map(\.message.en) == ["municipalities[9911] differs (here / there): name: Ny A / Ny C."])
        #expect(found.first?.remedy?.en.contains("--base") == true)
    }

    @Test("a row removed on one side goes, unless the other has changed it")
    func removed() throws {
        let theirs = try Exported(bertil)
        let lines = try theirs.text("datasets/support-pooling/desk_hours.csv").split(separator: "\n")
        try theirs.write(lines.dropLast().joined(separator: "\n") + "\n", to: "datasets/support-pooling/desk_hours.csv")
        let image = try theirs.image(.edited)
        try take(anna, "9911,Ny A,,,,,\n", file: "anna.csv")
        #expect(try anna.merge(image, base: base.image(), by: "anna").removed == 1)
        #expect(try anna.read("desk_hours").table.rowCount == 1)
        try bertil.take("desk,hour,share\n9907,10,0.9\n", in: "desk_hours")
        let found = faults { try bertil.merge(image, base: base.image(), by: "bertil") }
        #expect(found.map(\.message.en) == ["support-pooling/desk_hours[9907,10] was changed here but removed there."])
    }

    @Test("other columns on the other side are told, not guessed at")
    func otherColumns() throws {
        let wider = deskHours([DatasetColumn(ColumnSpec("note", .text, nullable: true), title: "-")])
        try bertil.declare([wider], plugin: "support-pooling", version: "0.2.0")
        let found = faults { try anna.merge(Exported(bertil).image(), base: base.image(), by: "anna") }
        #expect(
            found.map(\.message.en) == [
                "The dataset 'support-pooling/desk_hours' has other columns in the other export."
            ])
    }
}

/// The same by git, as people who version the exported folder do it.
@Suite("Exports merged by git")
struct GitMergeTests {
    private let folder: String
    private var exported: String { folder + "/registry" }

    init() throws { folder = try temporaryFolder() }

    @discardableResult
    private func git(_ arguments: String...) throws -> Int32 {
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/git")
        git.arguments =
            ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"] + arguments
        git.currentDirectoryURL = URL(fileURLWithPath: folder)
        git.standardOutput = FileHandle.nullDevice
        git.standardError = FileHandle.nullDevice
        git.environment = ["PATH": "/usr/bin:/bin", "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1"]
        try git.run()
        git.waitUntilExit()
        return git.terminationStatus
    }

    /// Two branches from one export, each with an import of its own; the second is merged into the first.
    private func merge(_ ours: String, _ theirs: String) throws -> Int32 {
        let rows = (10...60).map { "99\($0),Kommun \($0),,,100,,\n" }.joined()
        let header = "code,name,county_code,county,population,total_cost,source\n"
        let registry = try newRegistry()
        try registry.take(header + rows, in: "municipalities", file: "alla.csv")
        try ExportFolder.write(registry.image(), to: exported)
        try git("init")
        try git("add", ".")
        try git("commit", "-m", "base")
        for (branch, row) in [("theirs", theirs), ("main", ours)] {
            let side = try newRegistry()
            try side.restore(image(.exact))
            try side.take(header + row, in: "municipalities", file: branch + ".csv")
            if branch == "theirs" { try git("checkout", "-b", branch) }
            try ExportFolder.write(side.image(), to: exported)
            try git("commit", "-am", branch)
            try git("checkout", "main")
        }
        return try git("merge", "-m", "merge", "theirs")
    }

    private func image(_ trust: ExportTrust) throws -> RegistryImage {
        try RegistryImage(folder: exported, trust: trust, read: FileReader.readDelivered)
    }

    @Test("rows far apart merge by themselves; the merged folder says that it is merged, and is restored as edited")
    func apart() throws {
        #expect(try merge("9912,Ett,,,100,,\n", "9955,Två,,,100,,\n") == 0)
        let found = faults { try image(.exact) }
        #expect(found.allSatisfy { $0.message.en == "Git has merged two exports of the file." } && !found.isEmpty)
        #expect(found.first?.remedy?.en.contains("--edited") == true)
        let restored = try newRegistry()
        try restored.restore(image(.edited), editedBy: "anna")
        let table = try restored.read("municipalities").table
        #expect(table.row(keyText: "9912").map { table[$0, "name"].plainText } == "Ett")
        #expect(table.row(keyText: "9955").map { table[$0, "name"].plainText } == "Två")
        let log = try restored.audit(limit: 1000)
        #expect(log.map(\.number) == Array((1...log.count).reversed()) && log.first?.action == "restore")
        #expect(log.filter { $0.action == "import" }.count == 3)
        // Exported again, it is exact again.
        try ExportFolder.write(restored.image(), to: exported)
        #expect(try image(.exact).hash == restored.contentHash)
    }

    @Test("rows that collide are told with the file, the line and both sides")
    func collide() throws {
        #expect(try merge("9930,Ett,,,100,,\n", "9930,Två,,,100,,\n") != 0)
        let found = faults { try image(.edited) }
        #expect(found.count == 1 && found[0].place.file?.hasSuffix("datasets/municipalities.csv") == true)
        #expect(found[0].place.line == 22)
        #expect(
            found[0].message.en.contains("One side: 9930,Ett,") && found[0].message.en.contains("The other: 9930,Två,"))
        #expect(faults { try image(.exact) }.contains { $0.message.en.hasPrefix("Git could not merge the lines") })
        // Both rows kept, and only the marks taken away: the key stands twice.
        let path = exported + "/datasets/municipalities.csv"
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        let plain =
            text.split(separator: "\n").filter { !"<=>|".contains($0.first ?? " ") }.joined(separator: "\n") + "\n"
        try Data(plain.utf8).write(to: URL(fileURLWithPath: path))
        #expect(
            faults { try image(.edited) }.map(\.message.en) == [
                "municipalities[9930] stands on line 22 too (name: Ett / Två)."
            ])
    }
}
