// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@Suite struct DatasetSchemaTests {
    @Test(
        "A column's bounds",
        arguments: [
            (.integer(3), nil), (.integer(-1), "at least 0 was expected"), (.integer(5), "at most 4 was expected"),
            (.null, "a value is required"),
        ] as [(Cell, String?)])
    func bounds(_ cell: Cell, _ fault: String?) {
        let level = DatasetColumn(ColumnSpec("level", .integer), title: "Level", minimum: 0, maximum: 4)
        #expect(level.fault(in: cell)?.en == fault)
    }

    @Test func onlyTheListedCategoriesAreAllowedAndNullWhereItMayBe() {
        let area = DatasetColumn(
            ColumnSpec("area", .category, nullable: true), title: "Area", allowed: ["lead", "core"])
        #expect(area.fault(in: .category("core")) == nil)
        #expect(area.fault(in: .null) == nil)
        #expect(area.fault(in: .category("other"))?.en == "one of lead, core was expected")
    }

    @Test func theIdTellsThePlugin() {
        #expect(DatasetSchema("municipalities", title: "", columns: [], key: []).plugin == nil)
        #expect(
            DatasetSchema("support-pooling/desk_hours", title: "", columns: [], key: []).plugin == "support-pooling")
    }
}
