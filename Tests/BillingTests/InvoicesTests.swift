// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

private func run(_ inputs: [String: Table], _ parameters: [String: JSON] = [:]) throws -> AnalysisOutput {
    try PluginBench(Main.self, room: "Billing").run("invoices", inputs, with: parameters)
}

@Suite("billing/invoices")
struct InvoicesTests {
    @Test(
        "a year's bill is spread over its months to the öre, and each voucher balances",
        arguments: ["invoices", "allocation"])
    func balances(form: String) throws {
        var seed = Seed(3)
        for _ in 0..<50 {
            let bills = (0..<seed.integer(1...5)).map { _ in seed.integer(-1_000_003...10_000_019) }
            let output = try run(["bills": try allocation(["agreed": bills])], ["form": .string(form)])
            #expect(try output.ore("totals", "amount") == bills)
            #expect(try output.ore("invoices", "amount").reduce(0) { $0 + ($1 ?? 0) } == bills.reduce(0, +))
            let vouchers = try #require(output["vouchers"])
            var sums: [String: Int] = [:]
            for row in 0..<vouchers.rowCount {
                sums[vouchers[row, "voucher"].plainText, default: 0] += Int(vouchers[row, "amount"].number ?? 0)
            }
            #expect(sums.values.allSatisfy { $0 == 0 })
            #expect(sums.count <= (form == "invoices" ? 12 * bills.count : 12))
        }
    }

    @Test("the accounts, the object of each line, the day and the model are as asked for")
    func asAsked() throws {
        let output = try run(
            ["bills": try allocation(["equal": [1200], "agreed": [2400]])],
            ["model": "equal", "cost_account": "7690", "income_account": "3610", "provider": "it", "day": 31])
        let vouchers = try #require(output["vouchers"])
        #expect(vouchers.rowCount == 24)
        #expect(vouchers[0, "account"] == .category("7690") && vouchers[0, "object"] == .category("9901"))
        #expect(vouchers[1, "account"] == .category("3610") && vouchers[1, "object"] == .category("it"))
        #expect(vouchers[0, "amount"] == .money(Money(ore: 100)) && vouchers[1, "amount"] == .money(Money(ore: -100)))
        #expect(vouchers[2, "date"].plainText == "2026-02-28")
    }

    @Test("weights of months move the bill between them; a month without weight has no voucher")
    func weights() throws {
        let months = try rows(
            [ColumnSpec("month", .category), ColumnSpec("weight", .real)], key: ["month"],
            [[.category("2026-01"), .real(1)], [.category("2026-12"), .real(3)]])
        let output = try run(["bills": try allocation(["agreed": [1000]]), "months": months])
        #expect(try output.ore("invoices", "amount").compactMap { $0 == 0 ? nil : $0 } == [250, 750])
        #expect(output["vouchers"]?.rowCount == 4)
        #expect(try #require(output["vouchers"])[2, "date"].plainText == "2026-12-31")
    }

    @Test("what is wrong is said")
    func faults() throws {
        let bills = try allocation(["agreed": [1000]])
        func says(_ inputs: [String: Table], _ parameters: [String: JSON] = [:]) throws -> String {
            try #require(throws: Problem.self) { try run(inputs, parameters) }.message.en
        }
        #expect(try says(["bills": bills], ["cost_account": "46x"]).contains("no account number"))
        #expect(try says(["bills": bills], ["cost_account": "1", "income_account": "1"]).contains("same account"))
        #expect(try says(["bills": bills], ["model": "agreedd"]).contains("'agreedd'"))
        func months(_ month: String, _ weight: Double) throws -> Table {
            try rows(
                [ColumnSpec("month", .category), ColumnSpec("weight", .real)], key: ["month"],
                [[.category(month), .real(weight)]])
        }
        #expect(try says(["bills": bills, "months": try months("2027-01", 1)]).contains("a month of the period"))
        #expect(try says(["bills": bills, "months": try months("2026-01", -1)]).contains("negative"))
        #expect(try says(["bills": bills, "months": try months("2026-01", 0)]).contains("all weights are zero"))
    }
}
