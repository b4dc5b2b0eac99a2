// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Which column of a file is which expected column.
struct HeaderMatch {
    /// The columns to read, in the order of the table: where each stands in the file, and what it is.
    var columns: [(index: Int, column: DatasetColumn)] = []
    /// The columns of the file that are known and not wanted.
    var passedOver: [Int] = []

    /// Matches names without regard to case, and notes those that are unknown, doubled or missing; a name that is `known` is passed over.
    init(
        _ raw: RawTable, _ expected: [DatasetColumn], optional: Set<String>, others: ColumnType?,
        passingOver known: Set<String> = [], faults: inout FaultList
    ) {
        var found: [String: Int] = [:]
        var extra: [(index: Int, column: DatasetColumn)] = []
        let names = expected.map(\.spec.name)
        let byName = Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        for (i, header) in raw.header.enumerated() {
            if header.isEmpty, (0..<raw.rowCount).allSatisfy({ raw.isEmpty($0, i) }) { continue }
            let name = names.contains(header) ? header : byName[header.lowercased()] ?? header
            if let first = found.updateValue(i, forKey: name) {
                faults.add(Self.doubled(name, raw.place(-1, i), first: first + 1))
            } else if byName[name.lowercased()] == nil {
                if known.contains(name) {
                    passedOver.append(i)
                } else if let others, !header.isEmpty {
                    extra.append((i, DatasetColumn(ColumnSpec(name, others), title: Localized(sv: name, en: name))))
                } else {
                    let meant = name.closest(in: known) == nil ? names : names + known.sorted()
                    faults.add(Self.unknown(name, raw.place(-1, i), meant))
                }
            }
        }
        for column in expected {
            if let index = found[column.spec.name] {
                columns.append((index, column))
            } else if !optional.contains(column.spec.name) {
                faults.add(Self.missing(column.spec.name, raw))
            }
        }
        columns += extra
    }

    private static func doubled(_ name: String, _ place: Place, first: Int) -> Problem {
        Problem(
            Localized(
                sv: "Kolumnen \(Text.shown(name)) finns redan som kolumn nummer \(first).",
                en: "The column \(Text.shown(name)) is there already, as column number \(first)."),
            at: place, remedy: Localized(sv: "Ta bort den ena.", en: "Remove one of them."))
    }

    private static func unknown(_ name: String, _ place: Place, _ names: [String]) -> Problem {
        guard !name.isEmpty else {
            return Problem(
                Localized(sv: "Kolumnen saknar namn.", en: "The column has no name."), at: place,
                remedy: suggestion(for: name, among: names))
        }
        return Problem(
            Localized(sv: "Okänd kolumn \(Text.shown(name)).", en: "Unknown column \(Text.shown(name))."), at: place,
            remedy: suggestion(for: name, among: names))
    }

    private static func missing(_ name: String, _ raw: RawTable) -> Problem {
        Problem(
            Localized(sv: "Kolumnen '\(name)' saknas.", en: "The column '\(name)' is missing."),
            at: Place(file: raw.file, line: raw.headerLine),
            remedy: Localized(
                sv: "Kolumnerna i filen är: \(raw.header.prefix(30).map(Text.shown).joined(separator: ", ")).",
                en: "The columns of the file are: \(raw.header.prefix(30).map(Text.shown).joined(separator: ", "))."))
    }
}
