// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import Yams

extension Scenario {
    /// Reads a scenario file.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: its name in messages.
    /// - Throws: ``Problem`` with line and column.
    public init(yaml text: String, file: String) throws(Problem) {
        let reader = YAMLReader(file: file)
        let root = try reader.root(text)
        var title: Localized?
        var period: Period?
        var asOf: Day?
        var steps: Node?
        self.file = file
        agreement = nil
        members = []
        approvals = .required
        answers = []
        for (key, name, value) in try reader.members(root, Localized(sv: "En kalkyl", en: "A scenario")) {
            switch name {
            case "title": title = try reader.localized(value)
            case "agreement": agreement = try reader.scalar(value)
            case "period":
                period = Period(try reader.scalar(value).text)
                if period == nil {
                    throw reader.fail(
                        value,
                        Localized(
                            sv: "'period' ska vara ett år eller en månad: 2026 eller 2026-01.",
                            en: "'period' must be a year or a month: 2026 or 2026-01."))
                }
            case "asOf":
                asOf = Day(try reader.scalar(value).text)
                if asOf == nil {
                    throw reader.fail(
                        value,
                        Localized(
                            sv: "'asOf' ska vara ett datum: 2026-01-31.", en: "'asOf' must be a date: 2026-01-31."))
                }
            case "members": members = try reader.scalars(value)
            case "approvals":
                let text = try reader.scalar(value).text
                guard let read = Approvals(rawValue: text) else {
                    throw reader.fail(
                        value, Localized(sv: "Okänt värde '\(text)'.", en: "Unknown value '\(text)'."),
                        remedy: suggestion(for: text, among: Approvals.allCases.map(\.rawValue)))
                }
                approvals = read
            case "answer": answers = try reader.scalars(value)
            case "steps": steps = value
            default:
                throw reader.unknown(
                    key, name, ["title", "agreement", "period", "asOf", "members", "approvals", "answer", "steps"])
            }
        }
        guard let title, let period, let steps else {
            let missing = title == nil ? "title" : period == nil ? "period" : "steps"
            throw Problem(
                Localized(sv: "Kalkylen saknar '\(missing)'.", en: "The scenario has no '\(missing)'."),
                at: Place(file: file),
                remedy: Localized(
                    sv: "En kalkyl har title, period och steps, var och en på en egen rad längst till vänster.",
                    en: "A scenario has title, period and steps, each on a line of its own at the left margin."))
        }
        self.title = title
        self.period = period
        self.asOf = asOf ?? period.firstDay
        self.steps = []
        for (key, name, value) in try reader.members(steps, Localized(sv: "Stegen", en: "The steps")) {
            self.steps.append(try Step(reader, id: name, key: key, value))
        }
        if self.steps.isEmpty {
            throw reader.fail(steps, Localized(sv: "Kalkylen har inga steg.", en: "The scenario has no steps."))
        }
    }
}

extension Scenario.Step {
    fileprivate init(_ reader: YAMLReader, id: String, key: Node, _ node: Node) throws(Problem) {
        let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-_")
        guard !id.isEmpty, id.allSatisfy({ letters.contains($0) }) else {
            throw reader.fail(
                key,
                Localized(
                    sv: "Ett stegs namn består av a-z, 0-9, - och _, inte '\(id)'.",
                    en: "A step's name consists of a-z, 0-9, - and _, not '\(id)'."))
        }
        self.id = id
        place = reader.place(key)
        with = [:]
        var analysis: GivenValue?
        for (key, name, value) in try reader.members(node, Localized(sv: "Steget '\(id)'", en: "The step '\(id)'")) {
            switch name {
            case "analysis": analysis = try reader.scalar(value)
            case "with":
                for (_, name, value) in try reader.members(value, "with") {
                    let values = try reader.scalars(value)
                    with[name] = GivenValue(
                        values.map(\.text).joined(separator: ","), at: values.first?.place ?? reader.place(value))
                }
            default: throw reader.unknown(key, name, ["analysis", "with"])
            }
        }
        guard let analysis else {
            throw reader.fail(
                key, Localized(sv: "Steget '\(id)' saknar 'analysis'.", en: "The step '\(id)' has no 'analysis'."))
        }
        self.analysis = analysis
    }
}
