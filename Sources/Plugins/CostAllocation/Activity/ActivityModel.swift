// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// What an activity does for those it serves.
///
/// - Source: McNair, Polutnik and Silvi, *Cost management and value creation* (European Accounting Review 10, 2001);
///   study 000, section 4.2.
enum ActivityClass: String, CaseIterable {
    /// The meeting with the resident.
    case valueCreating = "value-creating"
    /// What the meeting needs: processes, infrastructure, handling of cases.
    case enabling
    /// Neither; also capacity that nobody uses.
    case waste
}

/// A group of people or machines with what it costs and what it can do.
struct Resource {
    let name: String
    /// Öre.
    let cost: Int
    /// Capacity in any unit, often minutes.
    let capacity: DecimalNumber
    /// The part of it that can be counted on.
    let practical: DecimalNumber
}

/// Something a resource does, and how much of its capacity each time takes.
struct Activity {
    let name: String
    let resource: Int
    let time: DecimalNumber
    let kind: ActivityClass?
}

/// How often a cost object has an activity done.
struct ActivityUse {
    let object: String
    let activity: Int
    let quantity: DecimalNumber
}

/// Resources, activities and the use of them.
struct ActivityModel {
    private(set) var resources: [Resource] = []
    private(set) var activities: [Activity] = []
    private(set) var uses: [ActivityUse] = []

    /// The cost objects, in the order in which they are first met.
    var objects: [String] {
        var seen: Set<String> = []
        return uses.map(\.object).filter { seen.insert($0).inserted }
    }

    /// Nothing at all, when only digital services are asked about.
    init() {}

    /// Reads the inputs `resources`, `activities` and `usage`.
    ///
    /// - Parameter practical: the part of the given capacity that can be counted on.
    /// - Throws: ``Problem`` that names the row and column at fault.
    init(
        resources rows: InputRows, activities: InputRows, usage: InputRows, practical: Double
    ) throws(Problem) {
        var numbers: [String: Int] = [:]
        for row in rows.indices {
            let name = try rows.name(row, "resource")
            guard numbers.updateValue(resources.count, forKey: name) == nil else { throw rows.twice(row, "resource") }
            resources.append(
                Resource(
                    name: name, cost: try rows.cost(row, "cost"),
                    capacity: DecimalNumber(try rows.positive(row, "capacity")),
                    practical: DecimalNumber(practical)))
        }
        _ = try checkedSum(resources.map(\.cost), "resources")
        var activityNumbers: [String: Int] = [:]
        for row in activities.indices {
            let name = try activities.name(row, "activity")
            guard activityNumbers.updateValue(self.activities.count, forKey: name) == nil else {
                throw activities.twice(row, "activity")
            }
            self.activities.append(
                Activity(
                    name: name, resource: try activities.reference(row, "resource", numbers),
                    time: DecimalNumber(try activities.number(row, "time")), kind: try Self.kind(activities, row)))
        }
        var seen: Set<[String]> = []
        for row in usage.indices {
            let object = try usage.name(row, "object")
            let activity = try usage.reference(row, "activity", activityNumbers)
            guard seen.insert([object, self.activities[activity].name]).inserted else {
                throw usage.twice(row, "activity")
            }
            uses.append(
                ActivityUse(
                    object: object, activity: activity, quantity: DecimalNumber(try usage.number(row, "quantity"))))
        }
    }

    private static func kind(_ rows: InputRows, _ row: Int) throws(Problem) -> ActivityClass? {
        guard let text = rows.optionalName(row, "class") else { return nil }
        guard let kind = ActivityClass(rawValue: text.lowercased()) else {
            var problem = rows.wrong(row, "class", ("klassen '\(text)' är okänd", "the class '\(text)' is unknown"))
            problem.remedy = suggestion(for: text, among: ActivityClass.allCases.map(\.rawValue))
            throw problem
        }
        return kind
    }
}
