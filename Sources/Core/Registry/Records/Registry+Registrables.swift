// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Registry {
    /// The municipalities by code.
    public func municipalities() throws -> [Municipality] {
        let table = try read("municipalities").table
        return (0..<table.rowCount).compactMap { row in
            guard case .party(let code) = table[row, "code"] else { return nil }
            return Municipality(
                code: code, name: table[row, "name"].plainText, population: integer(table[row, "population"]))
        }
    }

    /// The names of municipalities and organisations by code, for reports.
    public func partyNames() throws -> [String: String] {
        var names: [String: String] = [:]
        for (dataset, key) in [("municipalities", "code"), ("organisations", "id")] {
            let table = try read(dataset).table
            for row in 0..<table.rowCount { names[table[row, key].plainText] = table[row, "name"].plainText }
        }
        return names
    }

    /// The capabilities in map order.
    public func capabilities() throws -> [Capability] {
        let table = try read("capabilities").table
        return (0..<table.rowCount).map { row in
            Capability(
                id: table[row, "id"].plainText,
                name: Localized(sv: table[row, "name_sv"].plainText, en: table[row, "name_en"].plainText),
                order: integer(table[row, "map_order"]) ?? 0, area: table[row, "area"].plainText)
        }.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
    }

    /// An agreement with its parties, or nil when there is none of this id.
    public func agreement(_ id: String) throws -> Agreement? { try agreements().first { $0.id == id } }

    /// All agreements by id, each with its parties by code.
    public func agreements() throws -> [Agreement] {
        let (table, parties) = try reading { db in
            (
                try Self.read(Self.schema("agreements", db), db).table,
                try Self.read(Self.schema("agreement_parties", db), db).table
            )
        }
        return (0..<table.rowCount).compactMap { row in
            let id = table[row, "id"].plainText
            guard let status = AgreementStatus(rawValue: table[row, "status"].plainText) else { return nil }
            return Agreement(
                id: id, title: Localized(sv: table[row, "title_sv"].plainText, en: table[row, "title_en"].plainText),
                form: integer(table[row, "form"]) ?? 0, status: status, startsOn: day(table[row, "starts_on"]),
                endsOn: day(table[row, "ends_on"]), parties: self.parties(of: id, in: parties))
        }
    }

    private func parties(of agreement: String, in table: SamverkDomain.Table) -> [AgreementParty] {
        (0..<table.rowCount).compactMap { row in
            guard table[row, "agreement"].plainText == agreement, case .party(let party) = table[row, "party"] else {
                return nil
            }
            return AgreementParty(
                party: party, role: table[row, "role"].plainText, status: table[row, "status"].plainText)
        }
    }

    private func integer(_ cell: Cell) -> Int? { if case .integer(let value) = cell { value } else { nil } }
    private func day(_ cell: Cell) -> Day? { if case .date(let value) = cell { value } else { nil } }
}
