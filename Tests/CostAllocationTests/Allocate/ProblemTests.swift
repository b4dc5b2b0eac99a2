// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("What cannot be allocated is said in one clear sentence")
struct ProblemTests {
    @Test("neither a game nor drivers")
    func nothing() throws {
        let found = try #require(problem { try allocate(methods: ["equal"]) })
        #expect(found.message.en.contains("neither 'game', 'pools' nor 'drivers'"))
        #expect(found.remedy?.sv.contains("--input game=FIL") == true)
    }

    @Test("drivers without a total, and a total that is no amount")
    func total() throws {
        let drivers = try driverTable(names(2), ["users": [1, 2]])
        #expect(problem { try allocate(drivers: drivers, methods: ["equal"]) }?.message.en.contains("needed") == true)
        for text in ["", "abc", "1.234", "1e5"] {
            let found = problem { try allocate(drivers: drivers, methods: ["equal"], total: text) }
            #expect(found?.message.en == "total: '\(text)' is no amount.")
        }
    }

    @Test("an unknown driver and an unknown method, with what was meant")
    func misspelt() throws {
        let drivers = try driverTable(names(2), ["population": [1, 2]])
        let driver = problem { try allocate(drivers: drivers, methods: ["proportional:populaton"], total: "10") }
        #expect(driver?.remedy?.en == "Did you mean 'population'?")
        let method = problem { try allocate(drivers: drivers, methods: ["shaply"], total: "10") }
        #expect(method?.remedy?.en == "Did you mean 'shapley'?")
    }

    @Test(
        "drivers that say nothing: all zero, negative, missing",
        arguments: [
            ([0.0, 0.0] as [Double?], "is 0 for every party"), ([1, -1], "is negative for 'P2'"),
            ([1, nil], "has no number for 'P2'"),
        ])
    func drivers(values: [Double?], words: String) throws {
        let game = try moneyGame([0, 100, 100, 150], players: names(2))
        let table = try driverTable(names(2), ["users": values])
        let found = problem { try allocate(game: game, drivers: table, methods: ["proportional:users"]) }
        #expect(found?.message.en.contains(words) == true)
    }

    @Test("a player without drivers is named, not left out")
    func missingPlayer() throws {
        let game = try moneyGame([0, 100, 100, 150], players: names(2))
        let found = problem {
            try allocate(
                game: game, drivers: driverTable(["P1", "P3"], ["users": [1, 1]]), methods: ["proportional:users"])
        }
        #expect(found?.message.en.contains("'P2' is missing") == true)
    }

    @Test("a method that needs a game or drivers says so")
    func needs() throws {
        let drivers = try driverTable(names(2), ["users": [1, 2]])
        let game = try moneyGame([0, 100, 100, 150], players: names(2))
        #expect(
            problem { try allocate(drivers: drivers, methods: ["shapley"], total: "10") }?
                .message.en.contains("cost of every coalition") == true)
        #expect(
            problem { try allocate(game: game, methods: ["proportional:users"]) }?
                .message.en.contains("needs the input 'drivers'") == true)
    }

    @Test("a game of the wrong size, of no one, with a cost for no one, or too large")
    func games() throws {
        let sized = try Table(
            [
                Column(ColumnSpec("mask", .integer), storage: .integers([0, 1, 2])),
                Column(ColumnSpec("cost", .money), storage: .integers([0, 1, 2])),
            ], key: ["mask"], attributes: ["players": ["A", "B"]])
        #expect(problem { try allocate(game: sized, methods: ["equal"]) }?.message.en.contains("2^2 = 4 rows") == true)
        let nobody = try moneyGame([0], players: [])
        #expect(problem { try allocate(game: nobody, methods: ["equal"]) }?.message.en.contains("no party") == true)
        let empty = try moneyGame([1, 1], players: ["A"])
        #expect(problem { try allocate(game: empty, methods: ["equal"]) }?.message.en.contains("must be 0") == true)
        #expect(problem { try allocate(game: empty, methods: ["equal"]) }?.remedy?.en.contains("Make it 0") == true)
        let large = try moneyGame([0, .max], players: ["A"])
        #expect(problem { try allocate(game: large, methods: ["equal"]) }?.message.en.contains("too large") == true)
        // Two players of one name never become a table.
        let twice = problem { try moneyGame([0, 1, 1, 2], players: ["A", "A"]) }
        #expect(twice?.message.en.contains("distinct") == true)
    }

    @Test("methods without an answer for a game name themselves")
    func undefined() throws {
        let zeros = try moneyGame([0, 0, 0, 100], players: names(2))
        #expect(
            problem { try allocate(game: zeros, methods: ["proportional-standalone"]) }?
                .message.en.contains("'proportional-standalone' has no answer") == true)
        // the two together cost more than alone: no one gains on its separable cost, and the bounds cross
        for method in ["scrb", "tau"] {
            #expect(
                problem { try allocate(game: zeros, methods: [method]) }?
                    .message.en.contains("'\(method)' has no answer") == true)
        }
    }

    @Test(
        "the reasons fit costs and values alike",
        arguments: [
            (method: "nucleolus", reason: "Together is worse than each alone"),
            (method: "scrb", reason: "no party has anything to gain beyond what it adds itself"),
            (method: "proportional-standalone", reason: "the parties' amounts alone have different signs"),
        ])
    func neutral(method: String, reason: String) throws {
        // worse together: dearer as costs, worth less as values
        for (type, sign) in [("cost", 1.0), ("value", -1.0)] {
            let game = try plainGame([0, -20, 30, 40].map { $0 * sign }, players: names(2))
            let found = problem { try allocate(game: game, methods: [method], unit: "none", type: type) }
            #expect(found?.message.en.contains(reason) == true, "\(found?.message.en ?? "none")")
            for word in ["cost", "pay", "kost", "betala"] {
                let text = [found?.message.en, found?.message.sv, found?.remedy?.en, found?.remedy?.sv]
                #expect(!text.contains { $0?.contains(word) == true }, "\(method): \(word)")
            }
        }
    }

    @Test(
        "a composite key that is none: with a decimal comma, as one text and as the list it becomes, and without weight",
        arguments: [
            (methods: ["composite:0,5*users"], remedy: "with a decimal point"),
            (methods: ["composite:0", "5*users"], remedy: "with a decimal point"),
            (methods: ["composite:0*users"], remedy: "a weight above 0"),
        ])
    func compositeKey(methods: [String], remedy: String) throws {
        let game = try moneyGame([0, 100, 100, 150], players: names(2))
        let drivers = try driverTable(names(2), ["users": [1, 2]])
        let found = problem { try allocate(game: game, drivers: drivers, methods: methods) }
        #expect(found?.remedy?.en.contains(remedy) == true, "\(found?.message.en ?? "none")")
    }

    @Test("a method twice, or none")
    func list() throws {
        let game = try moneyGame([0, 1, 1, 2], players: names(2))
        #expect(
            problem { try allocate(game: game, methods: ["equal", "equal"]) }?.message.en.contains("twice") == true)
        #expect(problem { try allocate(game: game, methods: []) }?.message.en.contains("No method") == true)
    }
}

@Suite("Small and unusual allocations")
struct SmallTests {
    static let all =
        alwaysAnswered + ["scrb", "tau", "nucleolus", "per-capita-nucleolus", "proportional-nucleolus"]

    @Test("one player pays everything, by every method")
    func one() throws {
        let output = try allocate(game: moneyGame([0, 12_345], players: ["A"]), methods: Self.all)
        for method in Self.all {
            #expect(output.ore(method) == [12_345])
            #expect(output.stability(method, "in_core") == .boolean(true))
            #expect(output.stability(method, "max_excess") == .null)
        }
        #expect(output.findings.map(\.id) == ["proven"])
    }

    @Test("two players share the gain equally by Shapley, ENSC and equal savings")
    func two() throws {
        let output = try allocate(game: moneyGame([0, 300, 200, 400], players: names(2)), methods: Self.all)
        for method in ["shapley", "ensc", "equal-savings", "scrb", "tau", "nucleolus", "prenucleolus"] {
            #expect(output.ore(method) == [250, 150])
        }
        #expect(output["savings"]?["shapley"]?.cells == [.money(Money(ore: 50)), .money(Money(ore: 50))])
        #expect(output.stability("shapley", "gainers") == .integer(2))
        #expect(output.findings.first?.id == "gain")
    }

    @Test("an excess below an öre still shows as an objection")
    func smallExcess() throws {
        // 33 1/3 öre each: two of them pay 66 2/3, by themselves 66
        let game = try moneyGame([0, 50, 50, 66, 50, 66, 66, 100], players: names(3))
        let output = try allocate(game: game, methods: ["equal"])
        #expect(output.stability("equal", "in_core") == .boolean(false))
        #expect(output.stability("equal", "max_excess") == .money(Money(ore: 1)))
    }

    @Test("a core of one point is found on the unrounded shares")
    func onePoint() throws {
        // every pair costs half of all four: only 12.5 öre each is in the core, and no rounding of it is
        let costs = (0..<16).map { [0, 25, 25, 50, 50][$0.nonzeroBitCount] }
        let output = try allocate(game: moneyGame(costs, players: names(4)), methods: ["equal"])
        #expect(output.ore("equal") == [13, 13, 12, 12])
        #expect(output.stability("equal", "in_core") == .boolean(true))
        #expect(output.stability("equal", "max_excess") == .money(.zero))
    }

    @Test("without a game: the total in kronor by keys, öre left over to the largest remainders")
    func keys() throws {
        let drivers = try driverTable(names(3), ["users": [1, 1, 1], "km": [0.5, 0.25, 0]])
        let output = try allocate(
            drivers: drivers, methods: ["equal", "proportional:users", "proportional:km"], total: "100,00")
        #expect(output.ore("equal") == [3334, 3333, 3333])
        #expect(output.ore("proportional:users") == [3334, 3333, 3333])
        #expect(output.ore("proportional:km") == [6667, 3333, 0])
        #expect(output["savings"]?.rowCount == 0)
        #expect(output.stability("equal", "in_core") == .null)
        #expect(output.findings.map(\.id) == ["no-game", "key-choice"])
    }

    @Test("keys share among all 290 municipalities, to the öre")
    func sweden() throws {
        var random = Seed(290)
        let people = (0..<290).map { _ in Double(Int.random(in: 2_000...1_000_000, using: &random)) }
        let output = try allocate(
            drivers: driverTable(names(290), ["population": people]), methods: ["equal", "proportional:population"],
            total: "123456789.01")
        for method in ["equal", "proportional:population"] {
            #expect(output.ore(method).reduce(0, +) == 12_345_678_901)
        }
    }

    @Test("together dearer than alone is said")
    func noGain() throws {
        let output = try allocate(game: moneyGame([0, 100, 100, 250], players: names(2)), methods: ["shapley"])
        #expect(
            output.findings.map(\.id) == ["no-gain", "not-subadditive", "core-empty", "objection-empty-core"])
        #expect(output.stability("shapley", "gainers") == .integer(0))
    }

    @Test("the same input gives the same bytes")
    func bytes() throws {
        let game = try moneyGame([0, 300, 200, 400], players: names(2))
        let first = try allocate(game: game, methods: Self.all).wire.text
        #expect(try allocate(game: game, methods: Self.all).wire.text == first)
    }
}
