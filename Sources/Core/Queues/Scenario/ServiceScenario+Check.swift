// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension ServiceScenario {
    /// Most desks, streams and agents at a desk that the engine takes.
    public static let limits = (desks: 1024, streams: 4095, agents: 100_000, days: 36_600)

    /// All that is wrong with it, each with its place.
    func faults() -> [Problem] {
        var faults: [Problem] = []
        func fault(_ place: String, _ sv: String, _ en: String) {
            faults.append(Problem(Localized(sv: "\(place): \(sv).", en: "\(place): \(en).")))
        }
        if desks.isEmpty || desks.count > Self.limits.desks || streams.count > Self.limits.streams {
            fault(
                "scenario",
                "1 till \(Self.limits.desks) deskar och högst \(Self.limits.streams) ärendeströmmar går att räkna på",
                "1 to \(Self.limits.desks) desks and at most \(Self.limits.streams) streams can be computed")
        }
        if !(horizon > 0 && horizon <= Double(Self.limits.days) * 1440 && warmUp >= 0 && warmUp < horizon) {
            fault(
                "horizon", "tiden ska vara längre än 0 och insvängningen kortare än den",
                "the horizon must be longer than 0 and the warm-up shorter than it")
        }
        if !(0...6).contains(firstWeekday) { fault("firstWeekday", "0 till 6 väntades", "0 to 6 was expected") }
        let (variation, correlation) = (dayFactor.variation, dayFactor.correlation)
        if !(variation >= 0 && variation <= 3 && correlation >= 0 && correlation <= 1) {
            fault(
                "dayFactor", "variationen ska vara 0 till 3 och korrelationen 0 till 1",
                "the variation must be 0 to 3 and the correlation 0 to 1")
        }
        for desk in desks { check(desk, fault) }
        for stream in streams { check(stream, fault) }
        if let partners = sharing.partners,
            partners.count != desks.count || partners.contains(where: { $0.contains { !desks.indices.contains($0) } })
        {
            fault(
                "sharing", "varje desk ska ha en lista av deskar som finns",
                "every desk must have a list of desks that exist")
        }
        if let order = sharing.order, order.count != desks.count || order.contains(where: { $0.count != desks.count }) {
            fault(
                "sharing", "varje desk ska ha en plats i ordningen för varje desk",
                "every desk must have a place in its order for every desk")
        }
        for surge in surges where !(surge.factor >= 0 && surge.factor <= 1000 && surge.halfHours.lowerBound >= 0) {
            fault("surge", "faktorn ska vara 0 till 1000", "the factor must be 0 to 1000")
        }
        return faults
    }

    private typealias Teller = (_ place: String, _ sv: String, _ en: String) -> Void

    private func check(_ desk: Desk, _ fault: Teller) {
        let place = "desk \(desk.name)"
        if !municipalities.indices.contains(desk.municipality) {
            fault(place, "kommunen finns inte", "its municipality does not exist")
        }
        let profiles = [desk.open.count, desk.keptBack.count]
        if !profiles.allSatisfy(Self.isProfile) { fault(place, Self.profileWords.sv, Self.profileWords.en) }
        switch desk.staff {
        case .profile(let agents):
            if !Self.isProfile(agents.count) { fault(place, Self.profileWords.sv, Self.profileWords.en) }
            if agents.contains(where: { !(0...Self.limits.agents).contains($0) }) {
                fault(
                    place, "antalet handläggare ska vara 0 till \(Self.limits.agents)",
                    "the number of agents must be 0 to \(Self.limits.agents)")
            }
        case .roster(let shifts):
            if shifts.count > Self.limits.agents || shifts.contains(where: { !$0.isSound }) {
                fault(
                    place,
                    "ett arbetspass ska börja inom dygnet, sluta inom två dygn och ha sina raster inom sig, i ordning",
                    "a shift must begin within the day, end within two days and hold its breaks, in order")
            }
        }
        if desk.keptBack.contains(where: { $0 < 0 }) || (desk.places ?? 0) < 0 {
            fault(place, "platser och kvarhållna ska vara 0 eller fler", "places and kept back must be 0 or more")
        }
        if !(desk.foreignFactor >= 0.01 && desk.foreignFactor <= 100 && desk.absence >= 0 && desk.absence <= 1) {
            fault(
                place, "tidsfaktorn ska vara 0,01 till 100 och frånvaron 0 till 1",
                "the factor of time must be 0.01 to 100 and the absence 0 to 1")
        }
        if desk.outages.contains(where: { !($0.lowerBound >= 0 && $0.upperBound.isFinite) }) {
            fault(place, "ett avbrott ska börja efter start", "an outage must begin after the start")
        }
    }

    private func check(_ stream: Stream, _ fault: Teller) {
        let place = "stream \(stream.name)"
        if !municipalities.indices.contains(stream.municipality) || !desks.indices.contains(stream.home) {
            fault(place, "kommunen eller desken finns inte", "its municipality or desk does not exist")
        }
        if !Self.isProfile(stream.perHour.count) { fault(place, Self.profileWords.sv, Self.profileWords.en) }
        if stream.perHour.contains(where: { !($0 >= 0 && $0 <= 1e7) }) {
            fault(place, "ärenden i timmen ska vara 0 till 10 miljoner", "tickets an hour must be 0 to 10 million")
        }
        if let wrong = stream.handle.fault { fault(place, wrong.sv, wrong.en) }
        if let wrong = stream.patience?.fault { fault(place, wrong.sv, wrong.en) }
        if !(stream.answerWithin >= 0 && stream.answerWithin.isFinite) {
            fault(place, "svarstiden ska vara 0 eller längre", "the time to answer must be 0 or more")
        }
    }

    private static func isProfile(_ count: Int) -> Bool { count == 1 || count == 48 || count == 336 }
    private static let profileWords = Localized(
        sv: "en profil ska ha 1, 48 eller 336 värden", en: "a profile must have 1, 48 or 336 values")
}

extension ServiceScenario.Shift {
    /// Whether it begins within the day, ends within two, and holds its breaks in order.
    var isSound: Bool {
        guard from >= 0, from < 1440, to >= from, to <= 2880, weekdays.isSubset(of: Set(0...6)) else { return false }
        var last = from
        for pause in breaks {
            guard pause.lowerBound >= last, pause.upperBound <= to else { return false }
            last = pause.upperBound
        }
        return true
    }
}
