// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkAnalysis
@testable import SamverkPluginKit

/// Files given for the inputs of a single analysis: what columns they have.
@Suite struct InputFileTests {
    @Test func aGameHasOneColumn() {
        let cost = PortColumn(
            name: "cost", type: .fixed(.money), unit: nil, nullable: false, optional: false, title: "")
        let game = InputPort(
            name: "game", title: "", required: true, shape: .game, columns: [cost], others: nil, key: [], read: nil)
        #expect(game.gameColumn(parameters: [:])?.spec == ColumnSpec("cost", .money, unit: "öre"))
        let table = InputPort(
            name: "t", title: "", required: true, shape: .table, columns: [cost], others: nil, key: [], read: nil)
        #expect(table.gameColumn(parameters: [:]) == nil)
    }

    @Test func theFormOfAFileFollowsThePort() {
        let port = InputPort(
            name: "t", title: "", required: true, shape: .table,
            columns: [
                PortColumn(
                    name: "player", type: .fixed(.category), unit: nil, nullable: false, optional: false, title: ""),
                PortColumn(name: "n", type: .fixed(.money), unit: nil, nullable: true, optional: true, title: ""),
            ], others: .fixed(.real), key: [], read: nil)
        let form = port.fileForm(parameters: [:])
        #expect(form.key == ["player"] && form.optional == ["n"] && form.others == .real)
        #expect(form.columns[1].spec == ColumnSpec("n", .money, unit: "öre", nullable: true))
    }
}
