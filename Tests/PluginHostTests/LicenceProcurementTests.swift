// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// The example of a plugin in Python, run by the real host on the figures that come with it.
@Suite("Examples/plugins/licence-procurement") struct LicenceProcurementTests {
    private static let folder = Golden.root.path + "/Examples/plugins/licence-procurement"

    private static func table(_ file: String, _ columns: [ColumnSpec], key: [String]) throws -> Table {
        try AuthoredPlugin.table("\(folder)/data/\(file).csv", columns, key: key)
    }

    private static func inputs() throws -> [String: Table] {
        let product = ColumnSpec("product", .category)
        let price = ColumnSpec("price", .money, unit: "öre/year")
        return [
            "licences": try table(
                "licences",
                [
                    ColumnSpec("municipality", .party), product, ColumnSpec("quantity", .integer, unit: "licences"),
                    price,
                ],
                key: ["municipality", "product"]),
            "ladder": try table(
                "price_ladders", [product, ColumnSpec("from_quantity", .integer, unit: "licences"), price],
                key: ["product", "from_quantity"]),
        ]
    }

    private static func ore(_ table: Table?, _ column: String) -> [Int] {
        table?[column]?.cells.compactMap { if case .money(let money) = $0 { money.ore } else { nil } } ?? []
    }

    /// By hand: office 640+410+955+520+385 = 2910 at 1 845.25; e-archive 270 at 3 400; drawing 52, below the first rung, as
    /// today: 12*9 800 + 31*9 150 + 9*9 990 = 491 160.
    @Test("gives the figures reckoned by hand")
    func figures() async throws {
        let output = try await AuthoredPlugin(Self.folder).run("savings", try Self.inputs())
        let products = [536_967_750, 91_800_000, 49_116_000]
        #expect(Self.ore(output["products"], "joint") == products)
        #expect(output["products"]?["to_next"]?.cells == [.integer(90), .null, .integer(8)])
        let today = Self.ore(output["municipalities"], "today")
        let joint = Self.ore(output["municipalities"], "joint")
        // 9910: 520 * 1 720 + 60 * 4 300 today; 520 * 1 845.25 + 60 * 3 400 together
        #expect(today[3] == 115_240_000 && joint[3] == 116_353_000)
        #expect(joint.reduce(0, +) == products.reduce(0, +))
        #expect(output.findings.map(\.id) == ["next-rung", "too-few", "saves", "pays-more"])
    }

    @Test("nobody loses when all save the same share")
    func sameSaving() async throws {
        let output = try await AuthoredPlugin(Self.folder).run(
            "savings", try Self.inputs(), with: ["share": "same-saving", "administration": "150000"])
        let savings = Self.ore(output["municipalities"], "saving")
        #expect(savings.count == 5 && savings.allSatisfy { $0 > 0 })
        let paid = Self.ore(output["municipalities"], "joint").reduce(0, +)
        #expect(paid == Self.ore(output["products"], "joint").reduce(15_000_000, +))
    }

    @Test("a municipality's rule keeps it out, and the others fall off the rung")
    func rule() async throws {
        let output = try await AuthoredPlugin(Self.folder).run("savings", try Self.inputs()) { hook, rows in
            #expect(hook == "licence-procurement/joins@1" && rows["default"]?.type == .boolean)
            return (0..<rows.rowCount).map { row in
                let isOut = rows[row, "municipality"].plainText == "9909" && rows[row, "product"] == .category("office")
                return RuleAnswer(row: row, value: isOut ? false : nil, reason: isOut ? "bunden till 2029" : nil)
            }
        }
        // 2910 - 955 = 1955: the rung of 1000
        #expect(Self.ore(output["products"], "price")[0] == 219_000)
        let told = output.findings.first { $0.id == "stays-out" }
        #expect(told?.arguments["reason"]?.cell == .text("bunden till 2029"))
    }
}
