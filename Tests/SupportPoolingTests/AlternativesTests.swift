// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("Ways of sharing, side by side")
struct AlternativesTests {
    @Test("peek") func peek() throws {
        let bench = try PluginBench(Main.self, room: "SupportPooling")
        let output = try bench.run("alternatives", simulationInputs(theFive), members: theFive.compactMap { Party($0) })
        for (name, t) in output.tables {
            print("==", name)
            print(t.columnNames.map { $0.prefix(7) }.joined(separator: "\t"))
            for r in 0..<t.rowCount { print(t.columnNames.map { t[r, $0].plainText.prefix(7) }.joined(separator: "\t")) }
        }
        for f in output.findings { print(f.id, f.arguments.map { ($0, $1.cell.plainText) }) }
    }
}
