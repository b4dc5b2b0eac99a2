// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The agents that parties keep at home by their local rules, per party and hour of the service.
struct HomeStaff {
    /// `least[part][place of the hour in the service's]`.
    var least: [[Int]]

    /// Asks `least_local_staff` once for every party and hour in which both its own desk and the shared one are open.
    static func read(_ context: AnalysisContext, _ parts: [Part], _ service: Service) throws -> HomeStaff {
        let subject = ColumnSpec("municipality", subjectType(parts.map(\.player)))
        var rows = TableBuilder(
            [
                subject, ColumnSpec("hour", .integer), ColumnSpec("agents", .integer, unit: "agents"),
                ColumnSpec("default", .integer, unit: "agents"),
            ], key: ["municipality", "hour"])
        var asked: [(part: Int, place: Int)] = []
        for (i, part) in parts.enumerated() {
            for hour in part.desk.hours where hour.isOpen {
                guard let place = service.hours.firstIndex(of: hour.hour) else { continue }
                try rows.append(
                    subjectCell(part.player, subject.type), .integer(hour.hour), .integer(hour.agents), .integer(0))
                asked.append((i, place))
            }
        }
        var staff = HomeStaff(least: parts.map { _ in service.hours.map { _ in 0 } })
        let hook = "support-pooling/least_local_staff@1"
        for answer in try context.rules(hook, try rows.table()) {
            guard let value = answer.value, asked.indices.contains(answer.row) else { continue }
            guard let agents = value.integer, (0...20).contains(agents) else { throw wrongAnswer(hook, answer) }
            let (part, place) = asked[answer.row]
            staff.least[part][place] = agents
        }
        return staff
    }
}
