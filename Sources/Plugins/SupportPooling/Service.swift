// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// The service a desk promises: so large a share answered within so many seconds, between two hours of the day.
struct Service {
    var target: Double
    var answerWithin: Double
    var opens: Int
    var closes: Int
    var workingDays: Int

    /// The hours of the day in which the desk is open.
    var hours: Range<Int> { opens..<closes }

    /// Reads the parameters target, answer_within, opens, closes and working_days.
    init(_ context: AnalysisContext) throws(Problem) {
        target = try Service.target(context.real("target") ?? 0.8)
        answerWithin = context.real("answer_within") ?? 60
        opens = context.integer("opens") ?? 7
        closes = context.integer("closes") ?? 17
        workingDays = context.integer("working_days") ?? 252
        try checkOpen(opens, closes, whose: Localized(sv: "Den gemensamma servicedesken", en: "The shared desk"))
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
                if hours.contains(hour.hour) { met += hour.tickets * share }
            }
        }
        guard all - met > 0.0005 * all else { return [] }
        return [
            Finding(
                "outside-hours", .notice,
                [
                    "share": .init(.real((all - met) / all), unit: "share"), "opens": .init(.integer(opens)),
                    "closes": .init(.integer(closes)),
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

/// Refuses a desk that closes before it opens.
func checkOpen(_ opens: Int, _ closes: Int, whose: Localized) throws(Problem) {
    guard opens >= 0, closes <= 24, opens < closes else {
        throw Problem(
            Localized(
                sv: "\(whose.sv) öppnar klockan \(opens) och stänger klockan \(closes).",
                en: "\(whose.en) opens at \(opens) and closes at \(closes)."),
            remedy: Localized(
                sv:
                    "Stängningstiden ska vara senare än öppningstiden, båda hela timmar mellan 0 och 24. Har den öppet över midnatt: dela den i två, en som stänger klockan 24 och en som öppnar klockan 0.",
                en:
                    "It must close later than it opens, both whole hours between 0 and 24. If it is open over midnight: split it in two, one that closes at 24 and one that opens at 0."
            ))
    }
}

/// The first few of some names, and how many more there are.
func few(_ names: [String]) -> String {
    names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " … (+\(names.count - 6))" : "")
}

/// An amount in öre rounded to a whole one, halves upwards; for amounts that are not negative.
func wholeOre(_ amount: Double) -> Int { amount < 9e15 ? Int(amount + 0.5) : Int(9e15) }
