// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// The registry's desks, municipalities and ticket categories as a scenario of one week, with what files say beyond them.
///
/// The rules have been asked: which categories may be shared, who stays at home, when each desk is open, whom it asks for help.
struct ModelledDesks {
    /// The week, each desk by itself; ``week(_:)`` gives it another way of sharing.
    private(set) var scenario: ServiceScenario
    let parts: [Part]
    let desks: [Desk]
    /// What each municipality has measured; nil where it has not.
    let measured: [Measured?]
    /// Share of each municipality's tickets that stays at home.
    let lockedShare: [Double]
    /// Whom each desk asks for help first.
    let preferences: Preferences
    /// Which days there are, and which of them each desk works.
    let working: WorkingWeek
    let arrivals: GivenArrivals
    /// What was given and does not count as it stands.
    let notes: [Finding]

    /// Figures that a municipality has measured itself.
    struct Measured {
        var answeredInTime: Double?
        var abandoned: Double?
    }

    /// Working days of a week, of which `working_days` counts so many a year.
    static let workingDays = 5

    /// Reads the inputs and asks the rules.
    init(_ context: AnalysisContext, _ assumptions: ModelAssumptions) throws {
        var service = try Service(context)
        service.open = .always
        let desks = try openDesks(try Desk.read(try context.input("hours")), context)
        let table = context.optionalInput("municipalities")
        let parts = try Part.read(table, desks: desks, members: context.members, workingDays: service.workingDays)
        let used = desks.filter { desk in parts.contains { $0.desk.id == desk.id } }
        let locks = try Locks.read(context, parts)
        let home = try HomeStaff.read(context, parts, service)
        preferences = try Preferences.read(context, used)
        let figures = Figures(table)
        let skills = try Skills(
            languages: context.optionalInput("languages"), skills: context.optionalInput("skills"),
            needs: context.optionalInput("category_skills"), desks: desks,
            categories: zip(parts, locks).flatMap { part, lock in
                lock.categories.map { (part.desk.id, $0.name) }
            })
        let shifts = try Shifts(context.optionalInput("shifts"), desks: desks)
        let outages = try Outages(context.optionalInput("outages"), desks: desks)
        let arrivals = try GivenArrivals(
            context.optionalInput("arrivals"), interval: assumptions.interval, desks: desks)
        let working = WorkingWeek(used, arrivals, shifts, assumptions)
        self.parts = parts
        self.desks = used
        self.working = working
        self.arrivals = arrivals
        measured = parts.map { figures.measured($0.player) }
        lockedShare = locks.map(\.tickets)
        notes = Locks.scaled(locks, parts) + assumptions.unused + figures.missingPhone(parts, assumptions)
        // A joint desk is a party of its own beside those it serves.
        var names = parts.map(\.player)
        var owner: [Int] = []
        for desk in used {
            let served = parts.indices.filter { parts[$0].desk.id == desk.id }
            if served.count == 1, parts[served[0]].share >= 0.999 {
                owner.append(served[0])
            } else {
                owner.append(names.count)
                names.append(desk.id)
            }
        }
        scenario = ServiceScenario(municipalities: names, desks: [], streams: [])
        scenario.horizon = working.horizon
        scenario.dayFactor = assumptions.dayFactor
        let maker = StreamMaker(
            assumptions: assumptions, times: try MeasuredTimes(context.optionalInput("handle_times")), skills: skills)
        for (d, desk) in used.enumerated() {
            var modelled = ServiceScenario.Desk(
                desk.id, municipality: owner[d], staff: try Self.staff(desk, d, working, arrivals, shifts),
                skills: skills.skills(desk.id))
            modelled.open = working.profile(d, none: false) { desk.at($0 / 2)?.isOpen ?? false }
            let staying = parts.indices.filter { parts[$0].desk.id == desk.id }.map { home.least[$0] }
            modelled.keptBack = (0..<48).map { halfHour in staying.map { $0[halfHour / 2] }.max() ?? 0 }
            modelled.foreignFactor = assumptions.foreignFactor
            modelled.absence = assumptions.absence
            modelled.places = assumptions.places
            modelled.outages = outages.spans(desk.id)
            scenario.desks.append(modelled)
            let tickets = arrivals.tickets(desk.id) ?? [Self.tickets(desk, d, working)]
            var rest = 1.0
            for (i, part) in parts.enumerated() where part.desk.id == desk.id {
                rest -= part.share
                scenario.streams += maker.streams(part, i, d, locks[i], figures.about(part.player), tickets)
            }
            // Those whom a joint desk serves and who are not in the run.
            if rest > 0.001 { scenario.streams += maker.others(desk, owner[d], d, rest, tickets) }
        }
    }

    /// Whether a desk has anyone on its schedule.
    func isStaffed(_ d: Int) -> Bool { scenario.desks[d].mostAgents > 0 }

    /// The week with a way of sharing.
    func week(_ way: Way) -> ServiceScenario {
        var scenario = scenario
        scenario.sharing = way.sharing(preferences)
        return scenario
    }

    /// The staff of a desk with so many agents at each hour of a day that it works.
    func staff(_ desk: Int, _ agents: [Int]) -> ServiceScenario.Staff {
        .profile(working.profile(desk, none: 0) { agents[$0 / 2] })
    }

    /// Shifts, where a desk has any; else the agents of its hours, and of its arrivals where those say.
    private static func staff(
        _ desk: Desk, _ place: Int, _ working: WorkingWeek, _ arrivals: GivenArrivals, _ shifts: Shifts
    ) throws(Problem) -> ServiceScenario.Staff {
        let given = arrivals.agents(desk.id)
        let byHour = working.profile(place, none: 0) { desk.at($0 / 2)?.agents ?? 0 }
        let isGiven = given.contains { $0 != nil }
        guard let roster = shifts.staff(desk.id) else {
            return .profile(isGiven ? given.indices.map { given[$0] ?? byHour[$0 % byHour.count] } : byHour)
        }
        guard !isGiven else {
            throw Problem(
                Localized(
                    sv: "Servicedesken \(desk.id) har handläggare både i indatat 'arrivals' och i 'shifts'.",
                    en: "The desk \(desk.id) has agents both in the input 'arrivals' and in 'shifts'."),
                remedy: Localized(
                    sv: "Ta bort kolumnen agents ur arrivals, eller deskens arbetspass.",
                    en: "Take the column agents out of arrivals, or the desk's shifts away."))
        }
        return roster
    }

    /// The calls that the hours of a desk give.
    private static func tickets(_ desk: Desk, _ place: Int, _ working: WorkingWeek) -> DeskTickets {
        let all = desk.tickets
        return DeskTickets(
            perHour: working.tickets(place) { desk.at($0 / 2)?.tickets ?? 0 },
            handleTime: all > 0 ? desk.hours.reduce(0) { $0 + $1.tickets * $1.handleTime } / all : 0, isGiven: false)
    }

    /// Tickets that are expected in a week.
    var ticketsAWeek: Double {
        scenario.streams.reduce(0) { $0 + ticketsAWeek($1) }
    }

    /// Tickets of a stream that are expected in a week.
    func ticketsAWeek(_ stream: ServiceScenario.Stream) -> Double {
        stream.perHour.reduce(0, +) / Double(stream.perHour.count) * 24
            * Double(stream.perHour.count == 336 ? 7 : working.days)
    }

    /// What a line hour of each desk of the scenario costs, in öre.
    var rates: [Double] { desks.map(\.rate) }
}

extension WorkingWeek {
    /// The week in which desks work as their files say.
    fileprivate init(
        _ desks: [Desk], _ arrivals: GivenArrivals, _ shifts: Shifts, _ assumptions: ModelAssumptions
    ) {
        func weekdays(_ desk: Desk, _ times: [Int]) -> Set<Int> {
            Set(times.map { ($0 % 48 < desk.nightHours * 2 ? $0 / 48 + 6 : $0 / 48) % 7 })
        }
        let late = desks.contains { desk in
            !weekdays(desk, arrivals.deferredTimes(desk.id)).isDisjoint(with: [5, 6])
        }
        self.init(
            desks: desks, weekdays: assumptions.weekdays,
            named: desks.map { weekdays($0, arrivals.callTimes($0.id)).union(shifts.weekdays($0.id)) },
            needsSeven: late,
            waits: assumptions.deferred || desks.contains { !arrivals.deferredTimes($0.id).isEmpty })
    }
}
