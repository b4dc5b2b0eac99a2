// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

/// Prices every coalition of fourteen desks over a day of 48 half hours: the fewest agents that answer 80 % within 60 s.
///
/// - Returns: agent half hours of all coalitions together, so that the yardstick can be seen to do the same work.
func staffedCoalitions() -> Int {
    let people = [9800, 4800, 6600, 14600, 9300, 10500, 15200, 9100, 13200, 12800, 59100, 56700, 39600, 12600]
    var coalitions = CoalitionStaffing(parties: people.count, target: 0.8, within: 60)
    var sum = 0
    for halfHour in 0..<48 {
        // From 7 to 17 o'clock, most at nine and one; by night a tenth.
        let hour = halfHour / 2
        let weight = (7..<17).contains(hour) ? 0.6 + 0.1 * Double(hour * 7 % 5) : 0.1
        let rates = people.map { Double($0) / 9000 * weight / 3600 }
        // Eight to eleven minutes a ticket.
        let loads = rates.enumerated().map { $1 * 60 * Double(8 + $0 % 4) }
        coalitions.staff(rate: rates, load: loads, least: 2)
        sum += coalitions.agents.reduce(0, +)
    }
    return sum
}
