// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit
import SamverkRegistry

/// What a change would do, for the one who is to agree to it.
struct PlanText {
    let plan: ChangePlan
    let language: Language
    /// How programs are held in here; nil where nothing is to run.
    var confinement: Confinement?
    /// What is agreed to already.
    var allowed: Set<PlanQuestion> = []

    /// The whole of it, a fact a line.
    var text: String {
        let manifest = plan.manifest
        var facts = Facts(language)
        facts.add("Utgivare", "Publisher", ["\(manifest.publisher), \(manifest.licence)"])
        if let signature = plan.signature { facts.add("Signatur", "Signature", [signature.text(language)]) }
        if let package = plan.package { facts.add("Paket", "Package", ["sha256 \(package)"]) }
        if isRunnable {
            facts.add("Läser", "Reads", reads.isEmpty ? [nothingForeign(language)] : reads)
            let dropped = plan.droppedPermissions
            if !dropped.isEmpty { facts.add("Läser inte mer", "Reads no more", dropped) }
            facts.add("Frågar regler", "Asks rules", manifest.foreignHooks)
        }
        facts.add("Analyser", "Analyses", names(plan.analyses))
        facts.add("Regelpunkter", "Hooks", names(plan.hooks))
        facts.add("Datamängder", "Datasets", plan.datasets.flatMap(told))
        if isRunnable {
            facts.add(
                "Kräver", "Requires", manifest.requires.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
            facts.add("Körs som", "Runs as", [PluginFacts.runtime(manifest, language)])
            facts.add("Instängt", "Confined", PluginFacts.confined(manifest, confinement, language))
        }
        facts.add("Att bekräfta", "To confirm", plan.unanswered(allowed).map { $0.message(language) })
        return heading(language).visible + "\n" + facts.text
    }

    /// Whether it is a change after which the plugin can run.
    private var isRunnable: Bool { plan.action != .remove && plan.action != .disable }

    /// What is to be done, in a line: `Upgrade billing 1.0.0 to 1.1.0`.
    var heading: Localized {
        let (id, new) = (plan.plugin, plan.manifest.version)
        let old = plan.versionBefore ?? new
        let (sv, en) =
            switch plan.action {
            case .install: ("Installera \(id) \(new)", "Install \(id) \(new)")
            case .upgrade: ("Uppgradera \(id) \(old) till \(new)", "Upgrade \(id) \(old) to \(new)")
            case .downgrade: ("Byt \(id) \(old) mot den äldre \(new)", "Change \(id) \(old) for the older \(new)")
            case .repair: ("Installera \(id) \(new) på nytt", "Install \(id) \(new) again")
            case .link: ("Länka \(id) \(new)", "Link \(id) \(new)")
            case .enable: ("Slå på \(id) \(new)", "Enable \(id) \(new)")
            case .disable: ("Stäng av \(id) \(new)", "Disable \(id) \(new)")
            case .rollback: ("Gå tillbaka från \(id) \(old) till \(new)", "Go back from \(id) \(old) to \(new)")
            case .remove: ("Ta bort \(id) \(new)", "Remove \(id) \(new)")
            }
        let title = plan.manifest.title
        return Localized(sv: "\(sv)  \(title.sv)", en: "\(en)  \(title.en)")
    }

    /// What was done, in a sentence.
    var done: Localized {
        let (id, new) = (plan.plugin, plan.manifest.version)
        let old = plan.versionBefore ?? new
        if plan.changesNothing {
            return Localized(
                sv: "\(id) \(new): allt är redan så.", en: "\(id) \(new): all is so already.")
        }
        return switch plan.action {
        case .install: Localized(sv: "Installerade \(id) \(new).", en: "Installed \(id) \(new).")
        case .upgrade: Localized(sv: "Uppgraderade \(id) \(old) till \(new).", en: "Upgraded \(id) \(old) to \(new).")
        case .downgrade:
            Localized(sv: "Bytte \(id) \(old) mot den äldre \(new).", en: "Changed \(id) \(old) for the older \(new).")
        case .repair: Localized(sv: "Installerade \(id) \(new) på nytt.", en: "Installed \(id) \(new) again.")
        case .link: Localized(sv: "Länkade \(id) \(new).", en: "Linked \(id) \(new).")
        case .enable: Localized(sv: "Slog på \(id) \(new).", en: "Enabled \(id) \(new).")
        case .disable:
            Localized(
                sv: "Stängde av \(id) \(new); dess uppgifter går att läsa.",
                en: "Disabled \(id) \(new); its data can be read.")
        case .rollback:
            Localized(sv: "Gick tillbaka från \(id) \(old) till \(new).", en: "Went back from \(id) \(old) to \(new).")
        case .remove: Localized(sv: "Tog bort \(id) \(new).", en: "Removed \(id) \(new).")
        }
    }

    /// A line a dataset that is read: its columns, those marked that are new.
    private var reads: [String] {
        let new = Set(plan.newPermissions)
        let mark = Localized(sv: " (ny)", en: " (new)")(language)
        let asksAll = plan.action == .install || plan.newPermissions.count == plan.permissions.count
        return PluginFacts.reads(plan.permissions) { new.contains($0) && !asksAll ? mark : "" }
    }

    private var nothingForeign: Localized {
        Localized(sv: "bara sina egna uppgifter", en: "nothing but its own data")
    }

    private func names(_ changes: NameChanges) -> [String] {
        changes.added.map { "+ \($0)" } + changes.removed.map { "- \($0)" } + changes.kept.map { "  \($0)" }
    }

    private func told(_ dataset: DatasetPlan) -> [String] {
        let rows = Localized(
            sv: dataset.rows == 1 ? "1 rad" : "\(dataset.rows) rader",
            en: dataset.rows == 1 ? "1 row" : "\(dataset.rows) rows")
        let fate =
            switch dataset.fate {
            case .added: Localized(sv: "ny, tom", en: "new, empty")
            case .found:
                Localized(sv: "finns sedan förut, \(rows.sv)", en: "there from before, \(rows.en)")
            case .unchanged: Localized(sv: "oförändrad, \(rows.sv)", en: "unchanged, \(rows.en)")
            case .changed: Localized(sv: "ändras, \(rows.sv)", en: "changes, \(rows.en)")
            case .kept: Localized(sv: "blir kvar, \(rows.sv)", en: "stays, \(rows.en)")
            case .dropped: Localized(sv: "försvinner, \(rows.sv)", en: "goes, \(rows.en)")
            }
        return ["\(dataset.id): \(fate(language))"] + dataset.steps.map { "    " + told($0)(language) }
    }

    private func told(_ step: DatasetMigration.Step) -> Localized {
        switch step {
        case .add(let column, default: let value):
            let text = value.plainText
            return Localized(
                sv: "ny kolumn \(column.name)" + (text.isEmpty ? "" : ", med värdet \(text)"),
                en: "new column \(column.name)" + (text.isEmpty ? "" : ", with the value \(text)"))
        case .rename(let old, to: let new):
            return Localized(sv: "kolumnen \(old) heter nu \(new)", en: "column \(old) is now \(new)")
        case .retype(let column, to: let type, unit: let unit, nullable: _):
            let form = type.rawValue + (unit.map { " \($0)" } ?? "")
            return Localized(sv: "kolumnen \(column) blir \(form)", en: "column \(column) becomes \(form)")
        case .drop(let column):
            return Localized(sv: "kolumnen \(column) försvinner", en: "column \(column) goes")
        case .rekey(let key):
            let list = key.joined(separator: ", ")
            return Localized(sv: "nyckeln blir \(list)", en: "the key becomes \(list)")
        }
    }
}

/// Facts under each other: the name of each, then a line a value.
struct Facts {
    let language: Language
    private(set) var text = ""

    init(_ language: Language) { self.language = language }

    /// Adds a fact; nothing when there are no values.
    mutating func add(_ sv: String, _ en: String, _ values: [String]) {
        var name = Localized(sv: sv, en: en)(language)
        for value in values {
            text += "  " + name + String(repeating: " ", count: max(1, 16 - name.count)) + value.visible + "\n"
            name = ""
        }
    }
}

/// Facts of a plugin that several verbs tell.
enum PluginFacts {
    static func runtime(_ manifest: Manifest, _ language: Language) -> String {
        let limits = "\(manifest.limits.seconds) s, \(manifest.limits.memoryBytes >> 20) MB"
        let what =
            switch manifest.runtime.kind {
            case .lua: Localized(sv: "Lua i reglernas sandlåda", en: "Lua in the sandbox of rules")
            case .process:
                Localized(
                    sv: "eget program (\(manifest.runtime.entry.joined(separator: " ")))",
                    en: "a program of its own (\(manifest.runtime.entry.joined(separator: " ")))")
            }
        return "\(what(language)), protocol \(manifest.api), \(limits)"
    }

    /// Whether it is held in, and why: `yes` or `no`, then a line a reason.
    static func confined(_ manifest: Manifest, _ confinement: Confinement?, _ language: Language) -> [String] {
        let (yes, no) = (Localized(sv: "ja", en: "yes")(language), Localized(sv: "nej", en: "no")(language))
        if manifest.runtime.kind == .lua {
            let why = Localized(
                sv: "sandlådan har varken filer, nätverk eller klocka",
                en: "the sandbox has neither files, network nor clock")
            return ["\(yes): \(why(language))"]
        }
        guard let confinement else {
            let unknown = Localized(
                sv: "okänt: samverk-launch svarar inte", en: "unknown: samverk-launch does not answer")
            return [unknown(language)]
        }
        var lines = confinement.reasons.map { $0(language) }
        if let first = lines.first { lines[0] = "\(confinement.isConfined ? yes : no): \(first)" }
        return lines
    }

    /// Permissions by dataset: `desk_hours: share (sum), hours where municipality in members`.
    static func reads(_ permissions: [Permission], mark: (Permission) -> String = { _ in "" }) -> [String] {
        var lines: [(head: String, rows: String, columns: [String])] = []
        for permission in permissions {
            let column =
                permission.column + (permission.aggregate.map { " (\($0))" } ?? "") + mark(permission)
            if let at = lines.firstIndex(where: { $0.head == permission.dataset && $0.rows == permission.rows }) {
                lines[at].columns.append(column)
            } else {
                lines.append((permission.dataset, permission.rows, [column]))
            }
        }
        return lines.map {
            "\($0.head): \($0.columns.joined(separator: ", "))" + ($0.rows.isEmpty ? "" : " where \($0.rows)")
        }
    }
}
