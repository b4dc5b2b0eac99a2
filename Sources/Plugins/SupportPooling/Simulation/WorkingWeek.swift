// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The days of a simulated week, and which of them each desk works.
///
/// An opening that runs over midnight belongs to the day on which it begins: Friday's night ends on Saturday, and a week of five days begins
/// on Monday without a night from Sunday. In a week of seven days Monday's first hours are the end of Sunday's night.
struct WorkingWeek {
    /// Five (Monday to Friday) or seven.
    let days: Int
    /// For each desk the hours after midnight that belong to the day before.
    let nights: [Int]
    /// Times as many tickets on each weekday as on a mean working day.
    private let factors: [Double]
    /// `[desk][weekday]`.
    private let works: [[Bool]]
    /// Whether every desk does the same on each day of the week, so that a profile of one day will do.
    private let isPlain: Bool

    /// - Parameters:
    ///   - weekdays: factors of five days or seven.
    ///   - named: for each desk the weekdays (0 to 6) on which it answers by its arrivals or shifts, weekends only counted.
    ///   - needsSeven: whether tickets come at a weekend, if nobody answers then.
    ///   - waits: whether there is work that can wait over a weekend.
    init(desks: [Desk], weekdays: [Double], named: [Set<Int>], needsSeven: Bool, waits: Bool) {
        let nights = desks.map(\.nightHours)
        let given = weekdays.count == 7
        days = given || needsSeven || named.contains { !$0.isDisjoint(with: [5, 6]) } ? 7 : 5
        self.nights = nights
        factors = given ? weekdays : weekdays + [1, 1]
        let (days, factors) = (days, factors)
        works = named.map { named in
            (0..<7).map { $0 < 5 || named.contains($0) || (given && factors[$0] > 0) }
        }
        let isWhole = days == 7 ? !works.joined().contains(false) : nights.allSatisfy { $0 == 0 } && !waits
        isPlain = isWhole
    }

    /// Whether a desk works some day of the weekend.
    func worksWeekends(_ desk: Int) -> Bool { works[desk][5] || works[desk][6] }

    /// Days of the week that a desk works.
    func days(of desk: Int) -> Int { works[desk][..<days].count { $0 } }

    /// Minutes of the week; with Saturday, on which nobody new comes but in Friday's night, where there are nights.
    var horizon: Double { Double(days == 5 && nights.contains { $0 > 0 } ? 6 : days) * 1440 }

    /// The weekday, 0 for Monday, to which a half hour of the week belongs at a desk.
    func day(of halfHour: Int, at desk: Int) -> Int {
        let (weekday, part) = (halfHour / 48, halfHour % 48)
        return part < nights[desk] * 2 ? (weekday + 6) % 7 : weekday
    }

    /// What a desk does at each half hour of a day, over the week; `none` where it does not work.
    func profile<Value>(_ desk: Int, none: Value, _ value: (_ halfHour: Int) -> Value) -> [Value] {
        if isPlain { return (0..<48).map(value) }
        return (0..<336).map { works[desk][day(of: $0, at: desk)] ? value($0 % 48) : none }
    }

    /// The tickets of each half hour of a day, over the week.
    func tickets(_ desk: Int, _ value: (_ halfHour: Int) -> Double) -> [Double] {
        if isPlain, factors[..<days].allSatisfy({ $0 == 1 }) { return (0..<48).map(value) }
        return (0..<336).map {
            let day = day(of: $0, at: desk)
            return day < days && works[desk][day] ? value($0 % 48) * factors[day] : 0
        }
    }
}
