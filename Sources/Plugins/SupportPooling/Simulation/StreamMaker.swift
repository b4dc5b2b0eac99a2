// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// Makes streams of tickets: one a municipality, category and way in which tickets come.
struct StreamMaker {
    let assumptions: ModelAssumptions
    let times: MeasuredTimes
    let skills: Skills

    /// The streams of a municipality at its desk: of what its hours give, one for calls and one for what can wait, where that is asked for.
    func streams(
        _ part: Part, _ municipality: Int, _ home: Int, _ locks: Locks, _ about: Figures.About, _ tickets: [DeskTickets]
    ) -> [ServiceScenario.Stream] {
        let listed = locks.categories.filter { $0.share > 0 }
        let all = listed.reduce(0) { $0 + $1.share }
        let weighted = all > 0 ? listed.reduce(0) { $0 + $1.share * $1.handleTime } / all : 0
        var streams: [ServiceScenario.Stream] = []
        for come in tickets {
            // The desk's own handle time holds; the categories say how it is spread.
            let scale = weighted > 0 ? come.handleTime / weighted : 1
            for kind in listed.isEmpty ? [Locks.Category(whole: come.handleTime)] : listed {
                var stream = ServiceScenario.Stream(
                    kind.name.isEmpty ? part.player : "\(part.player) \(kind.name)", municipality: municipality,
                    home: home, perHour: come.perHour.map { $0 * part.share * kind.share / (all > 0 ? all : 1) },
                    handle: times.handle(part.desk.id, kind.name)
                        ?? assumptions.handle(mean: kind.handleTime * scale / 60, variation: kind.variation),
                    patience: assumptions.patience(about.patience))
                stream.priority = kind.priority ?? 0
                stream.needs = skills.needs(part.desk.id, kind)
                stream.mayShare = !kind.locked
                stream.answerWithin = assumptions.answerWithin / 60
                if let due = come.due {
                    streams.append(deferred(stream, within: Double(due)))
                } else if !come.isGiven, assumptions.deferred, let phone = about.phone, phone < 1 {
                    var later = deferred(stream, within: assumptions.deferredWithin / 60)
                    stream.perHour = stream.perHour.map { $0 * phone }
                    later.perHour = later.perHour.map { $0 * (1 - phone) }
                    streams += phone > 0 ? [stream, later] : [later]
                } else {
                    streams.append(stream)
                }
            }
        }
        return streams
    }

    /// The streams of those whom a joint desk serves and who are not in the run.
    func others(
        _ desk: Desk, _ owner: Int, _ home: Int, _ share: Double, _ tickets: [DeskTickets]
    ) -> [ServiceScenario.Stream] {
        tickets.map { come in
            var stream = ServiceScenario.Stream(
                desk.id, municipality: owner, home: home, perHour: come.perHour.map { $0 * share },
                handle: assumptions.handle(mean: come.handleTime / 60, variation: nil),
                patience: assumptions.patience(nil))
            stream.mayShare = false
            stream.answerWithin = assumptions.answerWithin / 60
            return come.due.map { deferred(stream, within: Double($0)) } ?? stream
        }
    }

    /// The same as work that can wait: nobody gives up, it comes after all calls whatever the category, and it waits for the desk to open.
    private func deferred(_ stream: ServiceScenario.Stream, within: Double) -> ServiceScenario.Stream {
        var later = stream
        later.patience = nil
        later.priority += 10
        later.answerWithin = within
        later.isDeferred = true
        return later
    }
}
