// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The desks with the opening hours that their own rules give them, by the hook `support-pooling/opening_hours@1`; who
/// has no rule keeps those of the registry.
///
/// A closed hour has no agents: whoever closes earlier does not pay for an empty desk. An hour that is opened gets no
/// agents by that, since the rule says nothing of staff.
func openDesks(_ desks: [Desk], _ context: AnalysisContext) throws -> [Desk] {
    let hook = "support-pooling/opening_hours@1"
    let subject = ColumnSpec("desk", subjectType(desks.map(\.id)))
    var rows = TableBuilder(
        [
            subject, ColumnSpec("hour", .integer), ColumnSpec("today.opens", .integer),
            ColumnSpec("today.closes", .integer), ColumnSpec("today.agents", .integer, unit: "agents"),
            ColumnSpec("today.tickets", .real, unit: "tickets/h"), ColumnSpec("default", .boolean),
        ], key: ["desk", "hour"])
    var asked: [(desk: Int, hour: Int)] = []
    for (desk, one) in desks.enumerated() {
        for (i, hour) in one.hours.enumerated() {
            try rows.append(
                subjectCell(one.id, subject.type), .integer(hour.hour), .integer(hour.registry.opens),
                .integer(hour.registry.closes),
                .integer(hour.agents), .real(hour.tickets), .boolean(hour.isOpen))
            asked.append((desk, i))
        }
    }
    var desks = desks
    for answer in try context.rules(hook, try rows.table()) {
        guard let value = answer.value, asked.indices.contains(answer.row) else { continue }
        guard let open = value.bool else { throw wrongAnswer(hook, answer) }
        let (desk, hour) = asked[answer.row]
        desks[desk].hours[hour].openByRule = open
        if !open { desks[desk].hours[hour].agents = 0 }
    }
    return desks
}
