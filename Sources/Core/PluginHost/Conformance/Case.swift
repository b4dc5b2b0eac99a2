// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// Reads a CSV file of a case, as this port's columns; handed in by the command, for this room reads no CSV.
///
/// - Parameters:
///   - path: the file.
///   - columns: the columns it must have.
///   - key: those that identify a row.
///   - isGame: whether it holds a cost a coalition.
public typealias CaseTableReader =
    @Sendable (
        _ path: String, _ columns: [ColumnSpec], _ key: [String], _ isGame: Bool
    ) throws -> Table

/// A case of a package, `tests/NAME.json`: an analysis, what goes in, and what must come out.
///
///     {"analysis": "compare", "with": {"unit": "SEK"}, "inputs": {"cost": "cost.csv"},
///      "members": ["9907", "9908"], "asOf": "2026-01-01", "period": "2026", "seed": 1,
///      "expect": {"comparison": "comparison.csv"}}
///
/// A table is the name of a CSV file beside the case, or stands there as it does on the wire. What is expected may name
/// some of the columns. Instead of `expect`, `refuses` gives words that the refusal contains.
struct Case {
    let name: String
    let analysis: String
    let with: JSONObject
    let inputs: JSONObject
    let members: [Party]
    let asOf: Day
    let period: Period
    let seed: Int
    let expect: JSONObject
    let refuses: String?

    /// Reads a case.
    ///
    /// - Throws: ``Problem`` that names the field.
    init(_ json: JSON, name: String) throws(Problem) {
        self.name = name
        var fields = try JSONFields(json, name)
        analysis = try fields.string("analysis")
        with = try fields.object("with", orEmpty: true)
        inputs = try fields.object("inputs", orEmpty: true)
        var members: [Party] = []
        for code in try fields.strings("members", orEmpty: true) {
            guard let party = Party(code) else {
                throw Problem(
                    Localized(sv: "\(name): '\(code)' är ingen part.", en: "\(name): '\(code)' is no party."))
            }
            members.append(party)
        }
        self.members = members
        guard let asOf = Day(try fields.optionalString("asOf") ?? "2026-01-01"),
            let period = Period(try fields.optionalString("period") ?? "2026")
        else {
            throw Problem(
                Localized(
                    sv: "\(name): 'asOf' ska vara en dag (2026-01-01) och 'period' ett år eller en månad.",
                    en: "\(name): 'asOf' must be a day (2026-01-01) and 'period' a year or month."))
        }
        self.asOf = asOf
        self.period = period
        seed = try fields.optionalInteger("seed") ?? 0
        expect = try fields.object("expect", orEmpty: true)
        refuses = try fields.optionalString("refuses")
        try fields.end()
        guard expect.members.isEmpty != (refuses == nil) else {
            throw Problem(
                Localized(
                    sv: "\(name): antingen 'expect' eller 'refuses' ska finnas.",
                    en: "\(name): there must be either 'expect' or 'refuses'."))
        }
    }
}

extension Table {
    /// Where a table differs from what was expected of it, in words; nil when every expected cell is there.
    func difference(from expected: Table) -> Localized? {
        guard rowCount == expected.rowCount else {
            return Localized(
                sv: "\(expected.rowCount) rader väntades, \(rowCount) kom",
                en: "\(expected.rowCount) rows were expected, \(rowCount) came")
        }
        for row in 0..<expected.rowCount {
            let key = expected.keyText(row)
            guard let found = self.row(keyText: key) else {
                return Localized(sv: "raden [\(key)] saknas", en: "the row [\(key)] is missing")
            }
            for column in expected.columns where self[found, column.name] != column[row] {
                let (was, wanted) = (self[found, column.name].plainText, column[row].plainText)
                return Localized(
                    sv: "[\(key)].\(column.name): '\(wanted)' väntades, '\(was)' kom",
                    en: "[\(key)].\(column.name): '\(wanted)' was expected, '\(was)' came")
            }
        }
        return nil
    }
}
