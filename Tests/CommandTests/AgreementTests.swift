// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

/// `samverk agreement`: from a draft to rules that every party has approved, as its users do it.
@Suite("Agreements", .serialized)
struct AgreementTests {
    private static let rule = "rules/agreements/agr-map/vikt.lua"

    /// A workspace with an agreement of two, its rule, and a scenario that asks it.
    private static func workspace() throws -> Folder {
        let folder = try Folder.new()
        try folder.done("init", ".", "--example", "fyrbodal", "--quiet")
        try folder.done(
            "agreement", "add", "agr-map", "--set", "title_sv=Gemensam karta", "--set", "title_en=A joint map", "--set",
            "form=2", "--party", "9907=host", "--party", "9908=party")
        try folder.write(
            """
            return rule {
              hook  = "capability-map/importance@1",
              basis = "Styrgruppen 2026-01-12",
              from  = "2026-02-01",
              apply = function(capability)
                if capability.id == "user-support" then return 100, "först ut" end
              end,
            }
            """, to: rule)
        for approvals in ["what-if", "required"] {
            try folder.write(
                """
                title: { sv: Vikt, en: Weight }
                agreement: agr-map
                period: 2027
                members: [9907, 9908]
                approvals: \(approvals)
                answer: [gaps.first]
                steps:
                  gaps: { analysis: capability-map/gaps, with: { target: 3, top: 3 } }
                """, to: "scenarios/\(approvals).yaml")
        }
        return folder
    }

    /// A text without the line breaks of the terminal.
    private func flat(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    private func approve(_ folder: Folder, _ party: String, _ more: String...) throws -> Tool.Outcome {
        try Tool.run(
            [
                "agreement", "approve", "agr-map", Self.rule, "--party", party, "--person", "Anna Ek", "--basis",
                "KS § 9",
            ]
                + more, in: folder)
    }

    @Test(
        "the whole way: what-if marks every figure, approval by all takes the marks away, a changed text brings them back"
    )
    func wholeWay() throws {
        let folder = try Self.workspace()
        let before = flat(try folder.done("run", "what-if", "--quiet").output)
        #expect(before.contains("WHAT-IF"))
        #expect(
            before.contains("* Depends on \(Self.rule), which is not approved by: Exempelkommun G, Exempelkommun H."))
        let json = try JSON.read(Array(try folder.done("run", "what-if", "--quiet", "--format", "json").output.utf8))
        #expect(json["conditional"]?.array?.first?["missing"] == ["9907", "9908"])
        #expect(json["steps"]?["gaps"]?["conditional"]?.array?.first?["rule"]?.string == Self.rule)
        let without = try folder.done("run", "required", "--quiet").output
        #expect(without.contains("was not used: it is not approved by") && !without.contains("WHAT-IF"))
        let first = try #require(json["steps"]?["gaps"]?["tables"]?["priorities"]?["rows"]?.array?.first?.array?.first)
        let figure = "1/gaps/priorities[\(try #require(first.string))].rank"
        #expect(try folder.done("explain", figure).output.contains("* conditional"))

        let recorded = try approve(folder, "9907")
        #expect(recorded.status == 0 && recorded.output.contains("recorded, not signed"))
        #expect(recorded.output.contains("Missing: 9908 Exempelkommun H."))
        try folder.done("agreement", "key", "--party", "9908", "--out", "h.key")
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/h.key")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let signed = try approve(folder, "Exempelkommun H", "--key", "h.key")
        #expect(signed.output.contains("signed with the party's key"), "\(signed.errors)")
        #expect(signed.output.contains("Every party has approved"))

        let after = flat(try folder.done("run", "required", "--quiet").output)
        #expect(!after.contains("WHAT-IF") && !after.contains("was not used"))
        #expect(
            after.contains(
                "Rule of the agreement agr-map, approved by all (proven: Exempelkommun H; recorded: Exempelkommun G)"))
        #expect(try folder.done("run", "what-if", "--quiet").output.contains("WHAT-IF") == false)
        let states = try folder.done("agreement", "show", "agr-map", "--format", "csv").output
        #expect(states.contains("9907,recorded,Anna Ek,KS § 9,") && states.contains("9908,proven,Anna Ek,KS § 9,"))

        try folder.write(try folder.text(Self.rule) + "-- rättat\n", to: Self.rule)
        #expect(try folder.done("run", "what-if", "--quiet").output.contains("WHAT-IF"))
        let stale = try folder.done("agreement", "show", "agr-map").output
        #expect(stale.contains("stale: the text has changed") && stale.contains("missing"))
        #expect(try folder.done("check").errors.contains("The rule is not approved by 9907, 9908"))
    }

    @Test("what cannot be approved is refused in words, and nothing is recorded")
    func refused() throws {
        let folder = try Self.workspace()
        try approve(folder, "9910").expect(.fault("9910 is no party of agr-map", "9907, 9908"))
        try approve(folder, "9999").expect(.fault("no party '9999'"))
        try approve(folder, "9907", "--date", "2999-01-01").expect(.usage("yet to come"))
        try approve(folder, "9907", "--date", "i går").expect(.usage("2026-01-31"))
        try approve(folder, "9907", "--key", "samverk.yaml").expect(.fault("no key"))
        try folder.done("agreement", "key", "--party", "9908", "--out", "h.key")
        try approve(folder, "9907", "--key", "h.key").expect(.fault("belongs to 9908"))
        try approve(folder, "9908", "--key", "h.key", "--date", "2020-01-01").expect(
            .fault("does not count on 2020-01-01"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.path + "/h.key")
        try approve(folder, "9908", "--key", "h.key").expect(.fault("Others can read", "chmod 600"))
        try folder.samverk("agreement", "key", "--party", "9908", "--out", "h.key").expect(.fault("already"))
        try folder.samverk("agreement", "key", "--party", "9908").expect(.usage("--out"))
        func approving(_ file: String, agreement: String = "agr-map") throws -> Tool.Outcome {
            try folder.samverk(
                "agreement", "approve", agreement, file, "--party", "9907", "--person", "A", "--basis", "B")
        }
        try approving("rules/9908-exempelkommun-h/godtar.lua").expect(.fault("agreement's folder"))
        try approving("rules/agreements/agr-map/vikter.lua").expect(.fault("Did you mean", "vikt.lua"))
        try approving(Self.rule, agreement: "agr-mapp").expect(.fault("Did you mean 'agr-map'?"))
        try approving(Self.rule, agreement: "agr-desk").expect(.fault("agreement's folder"))
        try folder.samverk(
            "agreement", "approve", "agr-map", Self.rule, "--party", "9907", "--person", " ", "--basis", "B"
        ).expect(.usage("--person"))
        try folder.write(
            "return rule { hook = 'capability-map/importance@1', apply = }", to: "rules/agreements/agr-map/fel.lua")
        try approving("rules/agreements/agr-map/fel.lua").expect(.fault("fel.lua:1", "syntax"))
        #expect(!(try folder.done("export", "approvals").output.contains("agr-map")))
        try folder.done("agreement", "end", "agr-map", "--date", "2026-06-30")
        try approving(Self.rule).expect(.fault("has ended"))
    }

    @Test("an approval is withdrawn with who, when and why; runs from then on treat the rule as not approved")
    func withdrawn() throws {
        let folder = try Self.workspace()
        for party in ["9907", "9908"] { #expect(try approve(folder, party, "--date", "2026-02-03").status == 0) }
        #expect(!(try folder.done("run", "required", "--quiet").output.contains("was not used")))
        func withdraw(_ party: String, _ more: String...) throws -> Tool.Outcome {
            try Tool.run(
                [
                    "agreement", "approve", "agr-map", Self.rule, "--party", party, "--person", "Bo Alm", "--basis",
                    "KS § 77", "--withdraw",
                ] + more, in: folder)
        }
        try withdraw("9907", "--date", "2026-01-01").expect(.usage("2026-02-03"))
        try withdraw("9907", "--key", "x.key").expect(.usage("--withdraw"))
        let told = try withdraw("Exempelkommun G")
        #expect(told.status == 0 && told.output.contains("withdraws its approval"), "\(told.errors)")
        try withdraw("9907").expect(.fault("has no approval", "agreement show agr-map"))
        try withdraw("9910").expect(.fault("has no approval"))

        let after = flat(try folder.done("run", "required", "--quiet").output)
        #expect(after.contains("was not used: it is not approved by Exempelkommun G"), "\(after)")
        #expect(try folder.done("run", "what-if", "--quiet").output.contains("WHAT-IF"))
        #expect(try folder.done("agreement", "show", "agr-map").output.contains("withdrawn"))
        let states = try folder.done("agreement", "show", "agr-map", "--format", "csv").output
        #expect(states.contains("9907,withdrawn,Bo Alm,KS § 77,") && states.contains("9908,recorded,Anna Ek,"))
        #expect(try folder.done("show", "agreement", "agr-map").output.contains("Withdrawn on"))
        let log = try folder.done("log", "--limit", "5", "--format", "csv").output
        #expect(log.contains("withdraw") && log.contains("Bo Alm") && log.contains("KS § 77"), "\(log)")

        // it survives an export, and the text can be approved anew
        try folder.done("export", "--all", "all", "--quiet")
        #expect(try folder.text("all/datasets/approvals.csv").contains("Bo Alm"))
        #expect(try approve(folder, "9907").status == 0)
        #expect(!(try folder.done("run", "required", "--quiet").output.contains("was not used")))
    }

    @Test("twice is once")
    func twice() throws {
        let folder = try Self.workspace()
        #expect(try approve(folder, "9907").status == 0)
        try approve(folder, "9907").expect(.fault("already approved exactly that text", "Anna Ek"))
    }

    @Test("facts, parties and hooks of an agreement are edited one by one, and the log tells")
    func edit() throws {
        let folder = try Self.workspace()
        #expect(
            try folder.done("agreement", "edit", "agr-map", "--set", "notice_months=12", "--set", "legal_form=").output
                == "agreements[agr-map]\n  notice_months: - -> 12\n")
        #expect(
            try folder.done("agreement", "edit", "agr-map", "--set", "notice_months=12").output
                == "agreements[agr-map]: nothing changed.\n")
        try folder.done("agreement", "edit", "agr-map", "--party", "9909", "--set", "joined_on=2027-01-01")
        try folder.done(
            "agreement", "edit", "agr-map", "--hook", "capability-map/importance", "--set", "open_to_local=yes",
            "--set",
            "on_failure=default")
        #expect(
            try folder.done("export", "agreement_hooks").output.contains(
                "agr-map,capability-map/importance,true,default"))
        #expect(try folder.done("agreement", "show", "agr-map", "--date", "2027-01-01").output.contains("9909"))
        #expect(
            try folder.done("agreement", "show", "agr-map", "--date", "2026-12-31").output.contains("9909") == false)
        let log = try folder.done("log", "--limit", "9", "--format", "csv").output
        #expect(log.contains("agreement_parties[agr-map,9909]") && log.contains("agreement_hooks[agr-map"))
        try folder.samverk("agreement", "edit", "agr-map", "--set", "notice_month=1").expect(
            .usage("notice_month", "Did you mean 'notice_months'?"))
        try folder.samverk("agreement", "edit", "agr-map", "--set", "form=9").expect(.usage("form", "at most 5"))
        try folder.samverk("agreement", "edit", "agr-map", "--set", "id=x").expect(.usage("'id'"))
        try folder.samverk("agreement", "edit", "agr-map").expect(.usage("--set"))
        try folder.samverk("agreement", "edit", "agr-map", "--hook", "x/y", "--set", "on_failure=stop").expect(
            .fault("x/y"))
        try folder.samverk("agreement", "add", "agr-map").expect(.fault("there already"))
        try folder.samverk("agreement", "add", "Agr Map").expect(.usage("no id"))
        try folder.samverk("agreement", "add", "agr-new", "--set", "form=3").expect(.fault("title_sv"))
        #expect(try folder.samverk("show", "agreement", "agr-new").status == 1)
        #expect(
            try folder.done("agreement", "end", "agr-map", "--date", "2026-06-30").output.contains(
                "status: draft -> ended"))
        try folder.samverk("agreement", "end", "agr-map").expect(.fault("ended already"))
        #expect(try folder.done("agreement", "list").output.contains("agr-map"))
    }

    @Test("a revoked key signs nothing more")
    func revoked() throws {
        let folder = try Self.workspace()
        let made = try folder.done("agreement", "key", "--party", "9908", "--out", "h.key").output
        let key = try #require(made.split(separator: " ").first { $0.hasSuffix("=") })
        try folder.samverk("agreement", "key", "--party", "9907", "--revoke", String(key)).expect(
            .fault("no such public key"))
        try folder.done("agreement", "key", "--party", "9908", "--revoke", String(key))
        try folder.samverk("agreement", "key", "--party", "9908", "--revoke", String(key)).expect(
            .fault("already revoked"))
        try approve(folder, "9908", "--key", "h.key").expect(.fault("does not count"))
    }
}
