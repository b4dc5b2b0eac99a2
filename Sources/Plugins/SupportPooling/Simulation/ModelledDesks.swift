// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// The registry's desks, municipalities and ticket categories as a scenario of one working week, Monday to Friday.
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
    /// What was given and does not count as it stands.
    let notes: [Finding]

    /// Figures that a municipality has measured itself.
    struct Measured {
        var answeredInTime: Double?
        var abandoned: Double?
    }

    /// The working days of the simulated week.
    static let days = 5

    /// Reads the inputs and asks the rules.
    init(_ context: AnalysisContext, _ assumptions: ModelAssumptions) throws {
        var service = try Service(context)
        (service.opens, service.closes) = (0, 24)
        let desks = try openDesks(try Desk.read(try context.input("hours")), context)
        let table = context.optionalInput("municipalities")
        let parts = try Part.read(table, desks: desks, members: context.members, workingDays: service.workingDays)
        let used = desks.filter { desk in parts.contains { $0.desk.id == desk.id } }
        let locks = try Locks.read(context, parts)
        let home = try HomeStaff.read(context, parts, service)
        preferences = try Preferences.read(context, used)
        let figures = Figures(table)
        let measuredTimes = try MeasuredTimes(context.optionalInput("handle_times"))
        let languages = try Languages(context.optionalInput("languages"), desks: desks)
        let shifts = try Shifts(context.optionalInput("shifts"), desks: desks)
        self.parts = parts
        self.desks = used
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
        scenario = ServiceScenario(
            municipalities: names,
            desks: used.enumerated().map { d, desk in
                let staying = parts.indices.filter { parts[$0].desk.id == desk.id }.map { home.least[$0] }
                var modelled = Self.desk(desk, owner[d], staying, assumptions)
                modelled.skills = languages.skills(desk.id)
                if let staff = shifts.staff(desk.id) { modelled.staff = staff }
                return modelled
            }, streams: [])
        scenario.horizon = Double(Self.days) * 1440
        scenario.dayFactor = assumptions.dayFactor
        for (d, desk) in used.enumerated() {
            var rest = 1.0
            for (i, part) in parts.enumerated() where part.desk.id == desk.id {
                rest -= part.share
                let about = figures.about(part.player)
                scenario.streams += Self.streams(
                    part, i, d, locks[i], about, assumptions, measuredTimes, languages)
            }
            // Those whom a joint desk serves and who are not in the run.
            if rest > 0.001 {
                scenario.streams.append(Self.others(desk, owner[d], d, rest, assumptions))
            }
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

    private static func desk(
        _ desk: Desk, _ owner: Int, _ staying: [[Int]], _ assumptions: ModelAssumptions
    ) -> ServiceScenario.Desk {
        func each<Value>(_ none: Value, _ value: (Desk.Hour) -> Value) -> [Value] {
            (0..<48).map { desk.at($0 / 2).map(value) ?? none }
        }
        var modelled = ServiceScenario.Desk(desk.id, municipality: owner, staff: .profile(each(0) { $0.agents }))
        modelled.open = each(false) { $0.isOpen }
        modelled.keptBack = (0..<48).map { halfHour in staying.map { $0[halfHour / 2] }.max() ?? 0 }
        modelled.foreignFactor = assumptions.foreignFactor
        modelled.absence = assumptions.absence
        return modelled
    }

    /// The streams of a municipality: one a category, and of each one for calls and one for what can wait, where that is asked for.
    private static func streams(
        _ part: Part, _ municipality: Int, _ home: Int, _ locks: Locks, _ about: Figures.About,
        _ assumptions: ModelAssumptions, _ times: MeasuredTimes, _ languages: Languages
    ) -> [ServiceScenario.Stream] {
        let mean = handleTime(part.desk)
        let listed = locks.categories.filter { $0.share > 0 }
        let all = listed.reduce(0) { $0 + $1.share }
        // The desk's own handle time holds; the categories say how it is spread.
        let weighted = all > 0 ? listed.reduce(0) { $0 + $1.share * $1.handleTime } / all : 0
        let scale = weighted > 0 ? mean / weighted : 1
        let whole = Locks.Category(whole: mean)
        let kinds = listed.isEmpty ? [whole] : listed
        var streams: [ServiceScenario.Stream] = []
        for kind in kinds {
            let day = (0..<48).map {
                (part.desk.at($0 / 2)?.tickets ?? 0) * part.share * kind.share / (all > 0 ? all : 1)
            }
            var stream = ServiceScenario.Stream(
                kind.name.isEmpty ? part.player : "\(part.player) \(kind.name)", municipality: municipality,
                home: home, perHour: assumptions.week(day),
                handle: times.handle(part.desk.id, kind.name)
                    ?? assumptions.handle(mean: kind.handleTime * scale / 60, variation: kind.variation),
                patience: assumptions.patience(about.patience))
            stream.priority = kind.priority ?? 0
            stream.needs = languages.needs(kind.language)
            stream.mayShare = !kind.locked
            stream.answerWithin = assumptions.answerWithin / 60
            guard assumptions.deferred, let phone = about.phone, phone < 1 else {
                streams.append(stream)
                continue
            }
            var later = stream
            stream.perHour = stream.perHour.map { $0 * phone }
            later.perHour = later.perHour.map { $0 * (1 - phone) }
            later.patience = nil
            // After all calls, whatever the category.
            later.priority += 10
            later.answerWithin = assumptions.deferredWithin / 60
            streams += phone > 0 ? [stream, later] : [later]
        }
        return streams
    }

    private static func others(
        _ desk: Desk, _ owner: Int, _ home: Int, _ share: Double, _ assumptions: ModelAssumptions
    ) -> ServiceScenario.Stream {
        let day = (0..<48).map { (desk.at($0 / 2)?.tickets ?? 0) * share }
        var stream = ServiceScenario.Stream(
            desk.id, municipality: owner, home: home, perHour: assumptions.week(day),
            handle: assumptions.handle(mean: handleTime(desk) / 60, variation: nil),
            patience: assumptions.patience(nil))
        stream.mayShare = false
        stream.answerWithin = assumptions.answerWithin / 60
        return stream
    }

    /// Mean handle time of a desk in seconds, weighted by tickets.
    private static func handleTime(_ desk: Desk) -> Double {
        let tickets = desk.tickets
        return tickets > 0 ? desk.hours.reduce(0) { $0 + $1.tickets * $1.handleTime } / tickets : 0
    }

    /// What a line hour of each desk of the scenario costs, in öre.
    var rates: [Double] { desks.map(\.rate) }
}

/// What the input `municipalities` says beyond what a part needs.
private struct Figures {
    struct About {
        var phone: Double?
        var patience: Double?
    }

    private var rows: [String: Int] = [:]
    private let table: Table?

    init(_ table: Table?) {
        self.table = table
        guard let table else { return }
        for row in 0..<table.rowCount { rows[table[row, "municipality"].plainText] = row }
    }

    func about(_ player: String) -> About {
        About(phone: number(player, "phone_share"), patience: number(player, "patience_s"))
    }

    /// Whose work cannot be parted into calls and what can wait, where that is asked for.
    func missingPhone(_ parts: [Part], _ assumptions: ModelAssumptions) -> [Finding] {
        let missing = parts.map(\.player).filter { about($0).phone == nil }
        guard assumptions.deferred, !missing.isEmpty else { return [] }
        return [
            Finding("phone-share-missing", .warning, ["parties": .init(.text(few(missing)))])
        ]
    }

    func measured(_ player: String) -> ModelledDesks.Measured? {
        let (answered, abandoned) = (number(player, "answered_within_60s"), number(player, "abandoned"))
        return answered == nil && abandoned == nil ? nil : .init(answeredInTime: answered, abandoned: abandoned)
    }

    private func number(_ player: String, _ column: String) -> Double? {
        guard let table, let row = rows[player] else { return nil }
        return table[row, column].number
    }
}
