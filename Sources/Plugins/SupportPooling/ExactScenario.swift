// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues

/// A scenario made small: one stream of each municipality's tickets that may be shared, and one of those that may not (and of those that take
/// different skills), with the same mean handle time.
struct ExactScenario {
    /// What the chain computes: a desk that is out has no agents.
    let scenario: ServiceScenario
    /// What is simulated beside it: the same, with its outages as outages.
    let twin: ServiceScenario
    /// The half hour of the clock at which the day begins: midnight, or when the first desk opens after the last night has ended.
    let begins: Int
    /// What the chain cannot hold.
    let leftOut: [Finding]

    /// - Parameters:
    ///   - hour: of the day, whose figures then hold for ever; nil for a day.
    ///   - weekday: 1 for Monday.
    init(_ model: ModelledDesks, _ way: Way, hour: Int?, weekday: Int) throws(Problem) {
        let week = model.week(way)
        begins = (hour ?? Self.start(model)) * 2
        var scenario = week
        scenario.horizon = 1440
        scenario.streams = Self.merged(week)
        let (start, length) = ((weekday - 1) * 48 + begins, hour == nil ? 48 : 1)
        func now<Value>(_ profile: [Value]) -> [Value] {
            profile.count == 1 ? profile : (start..<start + length).map { profile[$0 % profile.count] }
        }
        for d in scenario.desks.indices {
            if case .profile(let agents) = scenario.desks[d].staff { scenario.desks[d].staff = .profile(now(agents)) }
            scenario.desks[d].open = now(scenario.desks[d].open)
            scenario.desks[d].keptBack = now(scenario.desks[d].keptBack)
            scenario.desks[d].outages = hour == nil ? Self.today(week.desks[d].outages, from: Double(start * 30)) : []
        }
        for s in scenario.streams.indices { scenario.streams[s].perHour = now(scenario.streams[s].perHour) }
        twin = scenario
        for d in scenario.desks.indices { try Self.emptyOutages(&scenario.desks[d]) }
        self.scenario = scenario
        var leftOut = model.leftOut
        if week.streams.contains(where: \.isDeferred) { leftOut.append(Finding("deferred-left-out", .notice)) }
        if hour != nil, week.desks.contains(where: { !$0.outages.isEmpty }) {
            leftOut.append(Finding("outages-left-out", .notice))
        }
        self.leftOut = leftOut
    }

    private static func start(_ model: ModelledDesks) -> Int {
        guard let night = model.working.nights.max(), night > 0 else { return 0 }
        let opens = model.desks.flatMap { $0.hours.filter(\.isOpen).map(\.hour) }
        return opens.filter { $0 >= night }.min() ?? night
    }

    /// Streams of one municipality and desk that the same desks may answer, as one.
    private static func merged(_ week: ServiceScenario) -> [ServiceScenario.Stream] {
        let calls = week.streams.filter { !$0.isDeferred }
        var merged: [ServiceScenario.Stream] = []
        for stream in calls {
            let same = merged.firstIndex {
                $0.municipality == stream.municipality && $0.home == stream.home && $0.mayShare == stream.mayShare
                    && $0.needs == stream.needs
            }
            guard let same else {
                var first = stream
                (first.name, first.priority) = (week.municipalities[stream.municipality], 0)
                merged.append(first)
                continue
            }
            for i in stream.perHour.indices { merged[same].perHour[i] += stream.perHour[i] }
        }
        for s in merged.indices {
            let alike = calls.filter { $0.municipality == merged[s].municipality && $0.home == merged[s].home }
            func tickets(_ stream: ServiceScenario.Stream) -> Double { stream.perHour.reduce(0, +) }
            let all = alike.reduce(0) { $0 + tickets($1) }
            let mean = alike.reduce(0) { $0 + tickets($1) * $1.handle.mean }
            merged[s].handle = .exponential(mean: all > 0 ? mean / all : 1)
        }
        return merged
    }

    /// The part of the week's outages that lies in the day from a minute on, counted from that minute.
    private static func today(_ outages: [Range<Double>], from start: Double) -> [Range<Double>] {
        outages.flatMap { outage in
            // The week goes round: a day that begins on Sunday may end on Monday.
            [0.0, 10_080].compactMap { later in
                let (first, last) = (outage.lowerBound + later - start, outage.upperBound + later - start)
                return last > 0 && first < 1440 ? max(0, first)..<min(1440, last) : nil
            }
        }.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Takes the agents away while a desk is out.
    private static func emptyOutages(_ desk: inout ServiceScenario.Desk) throws(Problem) {
        guard !desk.outages.isEmpty, case .profile(let agents) = desk.staff else { return }
        guard desk.outages.allSatisfy({ ($0.lowerBound / 30).isWhole && ($0.upperBound / 30).isWhole }) else {
            throw Problem(
                Localized(
                    sv: "Indatat 'outages', \(desk.name): kedjan räknar i hela halvtimmar, men avbrottet gör det inte.",
                    en: "Input 'outages', \(desk.name): the chain counts in whole half hours, but the outage does not."),
                remedy: Localized(
                    sv: "Låt avbrottet börja och sluta på en hel eller halv timme, eller simulera det med simulate.",
                    en: "Let the outage begin and end on a whole or half hour, or simulate it with simulate."))
        }
        let outages = desk.outages
        desk.staff = .profile(
            (0..<48).map { halfHour in
                outages.contains { $0.contains(Double(halfHour * 30)) } ? 0 : agents[halfHour % agents.count]
            })
        desk.outages = []
    }
}

extension Double {
    fileprivate var isWhole: Bool { rounded() == self }
}
