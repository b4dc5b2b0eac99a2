// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// The ways of sharing by the names of the parameters and tables.
enum Way: String, CaseIterable {
    case separate
    case partners
    case push
    case giveAndTake = "give-and-take"
    case pool

    /// How the desks of a scenario share, each in the order that it asks others in.
    func sharing(_ preferences: Preferences) -> Sharing {
        switch self {
        case .separate: .separate
        case .partners: Sharing(.giveAndTake, partners: preferences.partners, order: preferences.order)
        case .push: Sharing(.push, order: preferences.order)
        case .giveAndTake: Sharing(.giveAndTake, order: preferences.order)
        case .pool: Sharing(.pool)
        }
    }
}

/// How many weeks are simulated, and on how many threads.
struct SimulationPlan {
    var weeks: Int
    var threads: Int
    var seed: UInt64

    init(_ context: AnalysisContext) {
        weeks = context.integer("weeks") ?? 100
        threads = context.integer("threads") ?? 2
        seed = UInt64(bitPattern: Int64(context.request.seed))
    }

    /// Refuses more tickets than can be simulated in a run's time.
    ///
    /// - Parameter ways: how many times each week is simulated.
    func check(_ model: ModelledDesks, ways: Int = 1) throws(Problem) {
        let (most, week) = (1e9, model.ticketsAWeek)
        guard week * Double(weeks * ways) > most else { return }
        let (tickets, fewer) = (Cell.real(week.rounded()).plainText, Int(most / Double(ways) / week))
        throw Problem(
            Localized(
                sv: "\(tickets) ärenden i veckan är fler än som går att simulera i \(weeks) veckor.",
                en: "\(tickets) tickets a week are more than can be simulated for \(weeks) weeks."),
            kind: .limit,
            remedy: fewer >= 3
                ? Localized(sv: "Ange weeks=\(fewer) eller färre.", en: "Give weeks=\(fewer) or fewer.")
                : Localized(
                    sv: "Kontrollera antalet ärenden: en svensk kommun får sällan fler än några tusen i veckan.",
                    en:
                        "Check the number of tickets: a Swedish municipality seldom gets more than some thousands a week."
                ))
    }
}

/// Numbers of a result in the units of the tables.
extension ServiceCounts {
    /// Mean wait in seconds of all who could be answered.
    var meanWaitSeconds: Double? { meanWait.map { $0 * 60 } }
    /// Met a closed desk or a full one, or was never answered.
    var unanswered: Int { closed + blocked + left }
}

extension SimulationResult {
    /// The longest wait (in seconds) of a municipality, or of all, in so large a share of the weeks: 0.5 for a normal week, 0.95 for one week in twenty.
    func longestWait(_ municipality: Int?, _ share: Double) -> Double {
        let sorted = longest.map { each in municipality.map { each[$0] } ?? each.max() ?? 0 }.sorted()
        guard !sorted.isEmpty else { return 0 }
        let place = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[max(0, min(place, sorted.count - 1))] * 60
    }
}

/// A real cell, or null.
func realCell(_ value: Double?) -> Cell { value.map(Cell.real) ?? .null }

/// Half an hour of the day as `07:30`.
func clockText(_ halfHour: Int) -> String {
    let hour = halfHour / 2
    return (hour < 10 ? "0" : "") + "\(hour):" + (halfHour % 2 == 0 ? "00" : "30")
}
