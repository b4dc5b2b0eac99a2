// SPDX-License-Identifier: EUPL-1.2

import Testing

/// `--sie FILE.si` of analyze and run.
@Suite("Vouchers as SIE 4I")
struct SIETests {
    private static let call = [
        "analyze", "billing/invoices", "--input", "bills=bills.csv", "--with", "form=allocation", "--lang", "en",
    ]

    @Test("analyze writes the vouchers, the same bytes each time, and tells where")
    func analyze() throws {
        let folder = try Folder.with(["bills.csv": "player,overhead\nSchool,300000.01\nCare,900000\n"])
        let outcome = try Tool.run(SIETests.call + ["--sie", "it.si"], in: folder)
        #expect(outcome.status == 0 && outcome.errors.contains("SIE file: it.si"))
        let lines = try folder.text("it.si").split(separator: "\r\n").map(String.init)
        #expect(lines[0] == "#FLAGGA 0" && lines.contains("#SIETYP 4") && lines.contains("#GEN 20261231"))
        #expect(lines.count { $0.hasPrefix("#VER ") } == 12)
        #expect(lines.contains("#TRANS 4690 {1 \"Care\"} 75000"))
        #expect(try Tool.run(SIETests.call + ["--sie", "again.si", "--quiet"], in: folder).errors == "")
        #expect(try folder.text("again.si") == folder.text("it.si"))
    }

    @Test("no vouchers, another kind of file, a folder that is not there")
    func faults() throws {
        let folder = try Folder.with([
            "bills.csv": "player,overhead\nSchool,1\n", "today.csv": "player,cost\nSchool,1\n",
        ])
        let none = try Tool.run(
            [
                "analyze", "billing/compare", "--input", "today=today.csv", "--input", "cost=bills.csv", "--sie",
                "x.si",
                "--lang", "en",
            ], in: folder)
        #expect(none.status == 1 && none.errors.contains("none of the analyses makes a table 'vouchers'"))
        #expect(none.errors.contains("billing/invoices"))
        let kind = try Tool.run(SIETests.call + ["--sie", "bills.csv"], in: folder)
        #expect(kind.status == 2 && kind.errors.contains("--sie writes SIE 4I: FILE.si."))
        let missing = try Tool.run(SIETests.call + ["--sie", "no/such/it.si"], in: folder)
        #expect(missing.status == 1 && missing.errors.contains("cannot be written"))
        #expect(try folder.text("bills.csv") == "player,overhead\nSchool,1\n")
    }

    @Test("a run without vouchers, or with a file that cannot be written, is refused before it is recorded")
    func nothingRecorded() throws {
        let workspace = try Workspaces.copy()
        let before = try workspace.done("list", "runs", "--format", "csv").output
        try workspace.samverk("run", "formagegap", "--sie", "it.si").expect(
            .fault("none of the analyses makes a table 'vouchers'", "billing/invoices"))
        try workspace.samverk("run", "debiteringsmodell", "--sie", "no/such/it.si").expect(.fault("cannot be written"))
        #expect(try workspace.done("list", "runs", "--format", "csv").output == before)
        #expect(!workspace.has("it.si"))
    }
}
