// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A voucher of a table with the columns `voucher`, `line`, `date`, `text`, `account`, `object` and `amount`.
struct SIEVoucher {
    /// A line: an amount on an account, debit positive and credit negative.
    struct Line {
        let account: String
        /// A code of the dimension 1; nil for none.
        let object: String?
        let amount: Money
    }

    let number: String
    let date: Day
    let text: String
    var lines: [Line]

    /// The vouchers of a table, in the order in which they first appear.
    ///
    /// - Throws: ``Problem`` when a column is missing or of another type, an account is no number, the lines of a voucher
    ///   differ in day or text, or a voucher does not balance.
    static func all(_ table: Table) throws(Problem) -> [SIEVoucher] {
        let columns: [(name: String, types: [ColumnType])] = [
            ("voucher", [.integer, .category, .text]), ("date", [.date]), ("text", [.text, .category]),
            ("account", [.category, .text, .integer]), ("object", [.category, .text, .party]), ("amount", [.money]),
        ]
        for (name, types) in columns {
            guard let found = table[name]?.type, types.contains(found) else {
                throw Problem(
                    Localized(
                        sv: "vouchers: kolumnen \(name) saknas eller har fel typ (väntad: \(types[0].rawValue)).",
                        en: "vouchers: the column \(name) is missing or of another type than \(types[0].rawValue)."))
            }
        }
        var vouchers: [SIEVoucher] = []
        var places: [String: Int] = [:]
        for row in 0..<table.rowCount {
            let voucher = try SIEVoucher(table, row)
            guard let place = places[voucher.number] else {
                places[voucher.number] = vouchers.count
                vouchers.append(voucher)
                continue
            }
            guard vouchers[place].date == voucher.date, vouchers[place].text == voucher.text else {
                throw fault(
                    voucher.number, ("raderna har olika datum eller text", "its lines differ in day or text"),
                    ("Ge en verifikation ett datum och en text.", "Give a voucher one day and one text."))
            }
            vouchers[place].lines += voucher.lines
        }
        for voucher in vouchers { try voucher.checkBalance() }
        return vouchers
    }

    /// The voucher of one row, with its single line.
    private init(_ table: Table, _ row: Int) throws(Problem) {
        number = table[row, "voucher"].plainText
        text = table[row, "text"].plainText
        guard case .date(let day) = table[row, "date"], case .money(let amount) = table[row, "amount"] else {
            throw SIEVoucher.fault(number, ("datum eller belopp saknas", "a day or an amount is missing"))
        }
        let account = table[row, "account"].plainText
        guard (1...10).contains(account.utf8.count), account.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw SIEVoucher.fault(
                number, ("'\(account)' är inget kontonummer", "'\(account)' is no account number"),
                ("Skriv siffror, som 4690.", "Write digits, like 4690."))
        }
        date = day
        let object = table[row, "object"].plainText
        lines = [Line(account: account, object: object.isEmpty ? nil : object, amount: amount)]
    }

    private func checkBalance() throws(Problem) {
        var sum = Money.zero
        for line in lines {
            guard let next = sum.adding(line.amount) else {
                throw SIEVoucher.fault(number, ("beloppen är för stora", "the amounts are too large"))
            }
            sum = next
        }
        guard sum == .zero else {
            throw SIEVoucher.fault(
                number,
                ("den balanserar inte: \(sum.kronor) kr fattas", "it does not balance: \(sum.kronor) SEK is left"),
                ("Raderna i en verifikation ska summera till noll.", "The lines of a voucher must sum to zero."))
        }
    }

    /// The problem of a voucher.
    static func fault(
        _ number: String, _ what: (sv: String, en: String), _ remedy: (sv: String, en: String)? = nil
    ) -> Problem {
        Problem(
            Localized(sv: "Verifikation \(number): \(what.sv).", en: "Voucher \(number): \(what.en)."),
            remedy: remedy.map { Localized(sv: $0.sv, en: $0.en) })
    }
}
