// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The service a desk promises: so large a share answered within so many seconds, between two hours of the day.
struct Service {
    var target: Double
    var answerWithin: Double
    var open: OpenHours
    var workingDays: Int

    /// The hours of the day in which the desk is open, from opening to closing.
    var hours: [Int] { open.hours }

    /// Reads the parameters target, answer_within, opens, closes and working_days.
    init(_ context: AnalysisContext) throws(Problem) {
        target = try Service.target(context.real("target") ?? 0.8)
        answerWithin = context.real("answer_within") ?? 60
        open = try OpenHours(
            context.integer("opens") ?? 7, context.integer("closes") ?? 17,
            whose: Localized(sv: "Den gemensamma servicedesken", en: "The shared desk"))
        workingDays = context.integer("working_days") ?? 252
        guard answerWithin >= 0, (1...366).contains(workingDays) else {
            throw Problem(
                Localized(
                    sv: "answer_within ska vara 0 eller större och working_days 1 till 366.",
                    en: "answer_within must be 0 or more and working_days 1 to 366."))
        }
    }

    /// What is told of tickets that arrive while the shared desk is closed, with each desk's part of them that counts.
    func outside(_ desks: [(desk: Desk, share: Double)]) -> [Finding] {
        var (all, met) = (0.0, 0.0)
        for (desk, share) in desks {
            for hour in desk.hours {
                all += hour.tickets * share
                if open.contains(hour.hour) { met += hour.tickets * share }
            }
        }
        guard all - met > 0.0005 * all else { return [] }
        return [
            Finding(
                "outside-hours", .notice,
                [
                    "share": .init(.real((all - met) / all), unit: "share"), "opens": .init(.integer(open.opens)),
                    "closes": .init(.integer(open.closes)),
                ])
        ]
    }

    /// A target, which lies above 0 and below 1.
    static func target(_ value: Double) throws(Problem) -> Double {
        guard value > 0 else {
            throw Problem(
                Localized(
                    sv: "Målet (target) \(Cell.real(value).plainText) begär ingenting: det ska ligga mellan 0 och 1.",
                    en: "The target \(Cell.real(value).plainText) asks for nothing: it must lie between 0 and 1."),
                remedy: Localized(sv: "Ange till exempel 0.8.", en: "Give for example 0.8."))
        }
        guard value < 1 else {
            throw Problem(
                Localized(
                    sv: "Målet (target) \(Cell.real(value).plainText) går inte att nå: det ska ligga mellan 0 och 1.",
                    en: "The target \(Cell.real(value).plainText) cannot be reached: it must lie between 0 and 1."),
                remedy: Localized(
                    sv:
                        "Med ett ändligt antal handläggare får någon alltid vänta eller avvisas. Ange till exempel 0.8.",
                    en: "With a finite number of agents someone always waits or is turned away. Give for example 0.8."))
        }
        return value
    }
}

/// The first few of some names, and how many more there are.
func few(_ names: [String]) -> String {
    names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " … (+\(names.count - 6))" : "")
}

/// An amount in öre rounded to a whole one, halves upwards; for amounts that are not negative.
func wholeOre(_ amount: Double) -> Int { amount < 9e15 ? Int(amount + 0.5) : Int(9e15) }
