// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A line of a voucher: an amount in öre on an account, debit positive and credit negative.
struct VoucherLine {
    let account: String
    /// The unit or municipality that it concerns; nil for none.
    let object: String?
    let ore: Int
}

/// A voucher (Swedish: *verifikation*): lines that sum to zero on one day.
struct Voucher {
    let number: Int
    let date: Day
    let text: String
    let lines: [VoucherLine]
}

/// How invoices are booked.
struct BookingRules {
    /// Whether each gets an invoice of its own, or one voucher a month allocates to all.
    enum Form: String, CaseIterable { case invoices, allocation }

    let form: Form
    let costAccount: String
    let incomeAccount: String
    /// Who provides: the object of the income lines; nil for none.
    let provider: String?
    /// Day of the month the vouchers are dated, at most its last.
    let day: Int

    /// Vouchers for what each is to pay each month, in order of month and party; nothing is booked for zero.
    func vouchers(_ charges: [Charge]) -> [Voucher] {
        var vouchers: [Voucher] = []
        func book(_ charges: [Charge], _ month: Month, _ text: String) {
            let lines = charges.filter { $0.ore != 0 }.flatMap { charge in
                [
                    VoucherLine(account: costAccount, object: charge.party, ore: charge.ore),
                    VoucherLine(account: incomeAccount, object: provider, ore: -charge.ore),
                ]
            }
            guard !lines.isEmpty else { return }
            vouchers.append(Voucher(number: vouchers.count + 1, date: date(in: month), text: text, lines: lines))
        }
        for month in Set(charges.map(\.month)).sorted() {
            let due = charges.filter { $0.month == month }
            switch form {
            case .allocation: book(due, month, "IT \(month)")
            case .invoices: for charge in due { book([charge], month, "IT \(month) \(charge.party)") }
            }
        }
        return vouchers
    }

    private func date(in month: Month) -> Day {
        let (year, number) = (month.number / 12, month.ofYear + 1)
        for day in stride(from: day, through: 1, by: -1) {
            if let found = Day(year: year, month: number, day: day) { return found }
        }
        return Day(days: 0)
    }
}

/// What a party is to pay for a month, in öre.
struct Charge {
    let party: String
    let month: Month
    let ore: Int
}
