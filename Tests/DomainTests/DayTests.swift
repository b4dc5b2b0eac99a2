// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@Suite struct DayTests {
    @Test(
        "Known days",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-01-01", 10_957), ("2000-02-29", 11_016),
            ("2026-01-31", 20_484),
            ("1900-03-01", -25_508), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("2024-02-29", 19_782),
            ("1582-10-15", -141_427),
        ])
    func knownDays(_ text: String, _ days: Int) {
        #expect(Day(text)?.days == days)
        #expect(Day(days: days).description == text)
    }

    @Test(
        "What is no day",
        arguments: [
            "", "2026", "2026-01", "2026-1-01", "2026-01-1", "2026-02-29", "1900-02-29", "2100-02-29", "2026-13-01",
            "2026-00-01", "2026-01-00", "2026-04-31", "0000-01-01", "2026/01/01", "26-01-2026", "+026-01-01",
            "-026-01-01", "2026-01-01 ", "2026-01-01T00:00:00Z", "2026--1-01", "٢٠٢٦-01-01", "2026-01-0a",
        ])
    func refuses(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func everyDayFromYear1To9999IsReadBackAndTheNextOneFollows() throws {
        var expected = try #require(Day(year: 1, month: 1, day: 1))
        let last = try #require(Day(year: 9999, month: 12, day: 31))
        var broken = 0
        while expected <= last {
            let (year, month, day) = expected.parts
            if Day(year: year, month: month, day: day) != expected { broken += 1 }
            expected = Day(days: expected.days + 1)
        }
        #expect(broken == 0)
    }

    @Test func textIsReadBack() {
        var seed = Seed(6)
        for _ in 0..<2000 {
            let day = Day(days: seed.integer(-719_162...2_932_896))
            #expect(Day(day.description) == day)
        }
    }

    @Test func aNumberFarBeyondTheCalendarDoesNotCrash() {
        #expect(Day(days: .max).description == "9999-12-31")
        #expect(Day(days: .min).description == "0001-01-01")
    }
}

@Suite struct PeriodTests {
    @Test(
        "A period is a year or a month",
        arguments: [
            ("2026", "2026-01-01"), ("2026-07", "2026-07-01"), ("0001", "0001-01-01"), ("9999-12", "9999-12-01"),
        ])
    func reads(_ text: String, _ first: String) throws {
        let period = try #require(Period(text))
        #expect(period.firstDay.description == first)
        #expect(period.description == text)
    }

    @Test(
        "Anything else is no period",
        arguments: [
            "", "26", "20260", "2026-13", "2026-00", "0000", "2026-1", "2026-01-01", "2026 ", "-026", "202a", "2026/01",
        ])
    func refuses(_ text: String) {
        #expect(Period(text) == nil)
    }
}

@Suite struct PartyTests {
    @Test(
        "A party is a municipality's code or org: and a slug",
        arguments: ["9907", "0114", "0000", "org:gemensam-it", "org:a", "org:9"])
    func reads(_ text: String) throws {
        let party = try #require(Party(text))
        #expect(party.code == text)
        #expect(party.isMunicipality == !text.hasPrefix("org:"))
    }

    @Test(
        "Anything else is none",
        arguments: [
            "", "114", "01140", "9907 ", "99O7", "٩٩٠٧", "org:", "org", "ORG:a", "org:Å", "org:A", "org:a b", "org:a/b",
            "org:" + String(repeating: "a", count: 61), "org:\u{301}a",
        ])
    func refuses(_ text: String) {
        #expect(Party(text) == nil)
    }

    @Test func partiesAreListedMunicipalitiesFirst() {
        let codes = ["org:b", "9908", "0114", "org:a", "9907"]
        #expect(codes.compactMap(Party.init).sorted().map(\.code) == ["0114", "9907", "9908", "org:a", "org:b"])
    }
}
