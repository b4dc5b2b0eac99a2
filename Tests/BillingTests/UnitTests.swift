// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkBilling

/// Units of the parties: party, unit, employees.
private func units(_ all: [(Int, String, Int)]) throws -> Table {
    try rows(
        [ColumnSpec("player", .category), ColumnSpec("unit", .category), ColumnSpec("employees", .integer)],
        key: ["player", "unit"], all.map { [.category(party($0.0)), .category($0.1), .integer($0.2)] })
}

/// What units use: party, unit, service, quantity.
private func unitUse(_ all: [(Int, String, String, Double)]) throws -> Table {
    try rows(
        [
            ColumnSpec("player", .category), ColumnSpec("unit", .category), ColumnSpec("service", .category),
            ColumnSpec("quantity", .real),
        ], key: ["player", "unit", "service"],
        all.map { [.category(party($0.0)), .category($0.1), .category($0.2), .real($0.3)] })
}

@Suite("billing/compare: within each party, and both layers at once")
struct UnitTests {
    private func inputs() throws -> [String: Table] {
        [
            "services": try services([("mail", 600, false, "low"), ("archive", 200, true, "high")]),
            "quantities": try quantities([("mail", [10, 20]), ("archive", [5, 0])]),
            "employees": try employees([100, 300]), "use_rates": try rates([0.5, 1]),
            "units": try units([(0, "school", 75), (0, "care", 25), (1, "all", 300)]),
            "unit_use": try unitUse([
                (0, "school", "mail", 2), (0, "care", "mail", 8), (0, "care", "archive", 5), (1, "all", "mail", 20),
            ]),
        ]
    }

    @Test("by use what is billed by use, the rest by employees; by hand")
    func byHand() throws {
        let models: [Model] = [.internalBilling, .overhead, .inverse, .decommission, .hybrid]
        let output = try run(
            try inputs(), with: ["markup": 0, "by_unit": true].merging(asked(models)) { given, _ in given })
        let table = try #require(output["unit_bills"])
        func bill(_ unit: String, _ model: Model) throws -> Double {
            try table.number("\(unit),\(model.rawValue)", "bill")
        }
        // Party 1 pays 200 for mail (2:8) and 200 for the archive (0:5).
        #expect(try [bill("9901,school", .internalBilling), bill("9901,care", .internalBilling)] == [4_000, 36_000])
        // 800 / 4 = 200, 3:1
        #expect(try [bill("9901,school", .overhead), bill("9901,care", .overhead)] == [15_000, 5_000])
        // 800 x 150 / 450 = 266.67, 3:1
        #expect(try [bill("9901,school", .inverse), bill("9901,care", .inverse)] == [20_000, 6_667])
        // 200 for the archive to care, 600 / 4 by employees
        #expect(try [bill("9901,school", .decommission), bill("9901,care", .decommission)] == [11_250, 23_750])
        // 200 for mail 2:8, 200 / 4 by employees
        #expect(try [bill("9901,school", .hybrid), bill("9901,care", .hybrid)] == [7_750, 17_250])
        #expect(try bill("9902,all", .overhead) == 60_000)
    }

    @Test("the units' bills sum to the party's, to the öre, under every model", arguments: 0..<50)
    func sums(seed: Int) throws {
        var random = Seed(UInt64(seed))
        let n = random.integer(1...5)
        let names = (0..<n).map { _ in (0..<random.integer(1...4)).map { "u\($0)" } }
        let models: [Model] = [.agreed, .internalBilling, .overhead, .decommission, .hybrid]
        var use: [(Int, String, String, Double)] = []
        for i in 0..<n {
            for name in names[i] where random.flip() { use.append((i, name, "mail", random.unit() * 9)) }
        }
        let output = try run(
            [
                "cost": try allocation(["agreed": (0..<n).map { _ in random.integer(0...1 << 40) }]),
                "services": try services([("mail", 600, false, "low"), ("archive", 200, true, "high")]),
                "quantities": try quantities([
                    ("mail", (0..<n).map { _ in random.unit() + 0.1 }),
                    ("archive", (0..<n).map { _ in random.unit() + 0.1 }),
                ]),
                "employees": try employees((0..<n).map { _ in random.integer(1...999) }),
                "units": try units(
                    (0..<n).flatMap { i in names[i].enumerated().map { (i, $1, $0 == 0 ? 3 : random.integer(0...99)) } }
                ),
                "unit_use": try unitUse(use),
            ], with: ["by_unit": true].merging(asked(models)) { given, _ in given })
        let table = try #require(output["unit_bills"])
        for model in models {
            let sums = (0..<n).map { i in
                (0..<table.rowCount)
                    .filter {
                        table[$0, "player"].plainText == party(i) && table[$0, "model"].plainText == model.rawValue
                    }
                    .reduce(0) { $0 + Int(table[$1, "bill"].number ?? 0) }
            }
            #expect(try output.ore("bills", model.rawValue) == sums, "\(model)")
        }
    }

    @Test("nobody asks: no rows. Units that are missing, strange or empty are one clear problem")
    func problems() throws {
        let given = try inputs()
        #expect(try run(given)["unit_bills"]?.rowCount == 0)
        func problem(_ name: String, _ table: Table?) throws -> String {
            var changed = given
            changed[name] = table
            return try message(changed, with: ["by_unit": true])
        }
        #expect(try problem("units", nil) == "by_unit: the units are not known.")
        #expect(
            try problem("units", units([(0, "school", 1)]))
                == "Input 'unit_use', row 9901, care, mail, column unit: units has no 'care'.")
        #expect(
            try problem("units", units([(0, "school", 0), (0, "care", 0), (1, "all", 1)]))
                == "units: 9901 has no unit with employees.")
        #expect(
            try problem("units", units([(0, "school", -1), (0, "care", 1), (1, "all", 1)]))
                .hasPrefix("Input 'units', row 9901, school, column employees: "))
    }
}
