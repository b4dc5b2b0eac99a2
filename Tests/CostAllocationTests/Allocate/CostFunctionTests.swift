// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkGames
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

/// One row of the input `pools`.
struct PoolRow {
    var pool: String
    var kind: String
    var amount: Double
    var driver: String?
    var exponent: Double?
    var capacity: Double?
    var sharing: String?
    var host: String?

    init(
        _ pool: String, _ kind: String, _ amount: Double, driver: String? = nil, exponent: Double? = nil,
        capacity: Double? = nil, sharing: String? = nil, host: String? = nil
    ) {
        self.pool = pool
        self.kind = kind
        self.amount = amount
        self.driver = driver
        self.exponent = exponent
        self.capacity = capacity
        self.sharing = sharing
        self.host = host
    }
}

/// The input `pools`, amounts in öre or plain.
func poolTable(_ rows: [PoolRow], money: Bool = true) throws -> Table {
    var builder = TableBuilder(
        [
            ColumnSpec("pool", .category), ColumnSpec("kind", .category),
            ColumnSpec("amount", money ? .money : .real, unit: money ? "öre/year" : nil),
            ColumnSpec("driver", .category, nullable: true), ColumnSpec("exponent", .real, nullable: true),
            ColumnSpec("capacity", .real, nullable: true), ColumnSpec("sharing", .category, nullable: true),
            ColumnSpec("host", .category, nullable: true),
        ], key: ["pool"])
    for row in rows {
        try builder.append(
            .category(row.pool), .category(row.kind),
            money ? .money(Money(ore: Int(row.amount))) : .real(row.amount), row.driver.map(Cell.category) ?? .null,
            row.exponent.map(Cell.real) ?? .null, row.capacity.map(Cell.real) ?? .null,
            row.sharing.map(Cell.category) ?? .null, row.host.map(Cell.category) ?? .null)
    }
    return try builder.table()
}

/// The input `distances` of points in the plane.
func distanceTable(_ players: [String], _ points: [(x: Double, y: Double)]) throws -> Table {
    var builder = TableBuilder(
        [ColumnSpec("from", .category), ColumnSpec("to", .category), ColumnSpec("distance", .real)],
        key: ["from", "to"])
    for i in players.indices {
        for j in players.indices where i < j {
            let (dx, dy) = (points[i].x - points[j].x, points[i].y - points[j].y)
            try builder.append(
                .category(players[i]), .category(players[j]), .real((dx * dx + dy * dy).squareRoot()))
        }
    }
    return try builder.table()
}

@Suite("An agreement's cost function")
struct CostFunctionTests {
    /// The random numbers of the family KOMMUN-n: x, px and py in turn, u = 53 bits of SplitMix64.
    private func kommun(_ n: Int) -> (people: [Double], points: [(x: Double, y: Double)]) {
        var random = Seed(290)
        func u() -> Double { Double(random.next() >> 11) * 0x1p-53 }
        var people: [Double] = []
        var points: [(x: Double, y: Double)] = []
        for _ in 0..<n {
            people.append((3000 * OwnMath.pow(40, u()) + 0.5).rounded(.down))
            points.append((100 * u(), 100 * u()))
        }
        return (people, points)
    }

    @Test(
        "KOMMUN-n is what another program computes, to the unit", arguments: ["kommun-9-stable", "kommun-8-strained"])
    func kommun(id: String) throws {
        let path = "Tests/Fixtures/cost-functions/\(id).json"
        let json = try JSON.read(ExampleData.bytes(path), file: path)
        let expected = try #require(json["table"]?.array).compactMap(\.integer)
        let n = (expected.count - 1).nonzeroBitCount
        let (people, points) = kommun(n)
        func amount(_ name: String) -> Double { json["amounts"]?[name]?.number ?? .nan }
        let output = try analyse(
            "coalition-costs",
            [
                "pools": poolTable([
                    PoolRow("fixed", "fixed", amount("fixed")),
                    PoolRow("scale", "scale", amount("scale"), driver: "people", exponent: 0.8),
                    PoolRow("lines", "distance", amount("distance")),
                ]), "parties": driverTable(names(n), ["people": people]),
                "distances": distanceTable(names(n), points),
            ])
        #expect(output.ore("cost", in: "costs") == expected)
        #expect(output["costs"]?["cost"]?.unit == "öre/year")
    }

    /// Every kind of pool, over the same parties.
    private func measures(_ n: Int, _ random: inout Seed) -> [Measure] {
        let x = (0..<n).map { _ in Double(random.integer(0...20)) }
        let d = (0..<n).map { i in (0..<n).map { j in i == j ? 0 : Double(random.integer(1...50)) } }
        let parents = (0..<n).map { i in i == 0 || random.flip() ? nil : random.integer(0...(i - 1)) }
        return [
            .additive(x), .anyOf(x.map { $0 > 5 }), .scale(x, exponent: 0.7), .steps(x, capacity: 7), .largest(x),
            .hub(d, hosts: x.map { _ in true }), .hub(d, hosts: x.map { $0 > 12 }),
            .tree(lengths: x, parents: parents),
        ]
    }

    /// q(S) by its definition, member by member.
    private func defined(_ measure: Measure, _ members: [Int]) -> Double {
        guard !members.isEmpty else { return 0 }
        switch measure {
        case .additive(let x): return members.map { x[$0] }.reduce(0, +)
        case .anyOf(let users): return members.contains { users[$0] } ? 1 : 0
        case .scale(let x, let exponent): return power(members.map { x[$0] }.reduce(0, +), exponent)
        case .steps(let x, let capacity): return (members.map { x[$0] }.reduce(0, +) / capacity).rounded(.up)
        case .largest(let x): return members.map { x[$0] }.max() ?? 0
        case .hub(let d, let hosts):
            let own = members.filter { hosts[$0] }
            return (own.isEmpty ? members : own).map { hub in members.map { d[$0][hub] }.reduce(0, +) }.min() ?? 0
        case .tree(let lengths, let parents):
            return Set(members.flatMap { path(from: $0, parents) }).map { lengths[$0] }.reduce(0, +)
        }
    }

    @Test("the table, the order of arrival and the definition agree for every kind of pool", arguments: 1...6)
    func kinds(n: Int) throws {
        var random = Seed(UInt64(n))
        for _ in 0..<10 {
            for measure in measures(n, &random) {
                var table = [Double](repeating: 0, count: 1 << n)
                measure.add(3, to: &table)
                for coalition in 0..<1 << n {
                    let members = (0..<n).filter { coalition >> $0 & 1 == 1 }
                    let q = defined(measure, members)
                    #expect(abs(table[coalition] - 3 * q) < 1e-9, "\(measure) \(members)")
                    var arrivals = Arrivals(measure, count: n)
                    var last = 0.0
                    for member in members.shuffled(using: &random) { last = arrivals.join(member) }
                    #expect(abs(last - q) < 1e-9, "\(measure) \(members)")
                }
                for (player, alone) in measure.alone.enumerated() {
                    #expect(abs(alone - table[1 << player] / 3) < 1e-9)
                }
            }
        }
    }

    @Test("closed forms are the Shapley value of the table", arguments: 1...7)
    func closedForms(n: Int) throws {
        var random = Seed(UInt64(50 + n))
        var met = 0
        for _ in 0..<5 {
            for measure in measures(n, &random) {
                guard let shares = try measure.shapley()?.map(\.value) else { continue }
                if case .anyOf(let users) = measure, !users.contains(true) { continue }
                met += 1
                var table = [Double](repeating: 0, count: 1 << n)
                measure.add(1, to: &table)
                for (a, b) in zip(shares, try CostGame(table).exactShapley().values) {
                    #expect(abs(a - b) < 1e-5, "\(measure)")
                }
            }
        }
        #expect(met >= 10)
    }

    @Test("what everyone holds for itself adds up; shared, it costs once")
    func own() throws {
        let parties = try driverTable(names(3), ["users": [10, 20, 30]])
        for (sharing, cost) in [("own", 300_000), ("shared", 100_000)] {
            let output = try allocate(
                pools: poolTable([PoolRow("lead", "fixed", 100_000, sharing: sharing)]), parties: parties,
                methods: ["equal", "shapley"])
            #expect(output.ore("shapley").reduce(0, +) == cost)
            #expect(output.finding("gain") != nil || sharing == "own")
        }
    }

    @Test("steps of capacity: the last one begun counts, and decimals fill what they should")
    func steps() throws {
        let parties = try driverTable(names(3), ["load": [0.1, 0.2, 0.3]])
        let output = try allocate(
            pools: poolTable([PoolRow("agents", "steps", 100, driver: "load", capacity: 0.1)]), parties: parties,
            methods: ["shapley"])
        // 1, 2 and 3 steps alone, 6 together: additive
        #expect(output.ore("shapley") == [100, 200, 300])
    }

    @Test("a hub is a host where one is a member, otherwise the best member")
    func hosts() throws {
        let points: [(x: Double, y: Double)] = [(0, 0), (10, 0), (20, 0)]
        let output = try analyse(
            "coalition-costs",
            [
                "pools": poolTable([PoolRow("line", "distance", 100, host: "P1")]),
                "parties": driverTable(names(3), ["users": [1, 1, 1]]), "distances": distanceTable(names(3), points),
            ])
        // P2+P3 without the host meet at either of them; all three at the host P1
        #expect(output.ore("cost", in: "costs") == [0, 0, 0, 1000, 0, 2000, 1000, 3000])
    }

    @Test("250 parties: Shapley by closed forms, otherwise by sampling, never a table")
    func many() throws {
        var random = Seed(4)
        let people = (0..<250).map { _ in Double(random.integer(2_000...1_000_000)) }
        let parties = try driverTable(names(250), ["people": people])
        let simple = try poolTable([
            PoolRow("lead", "fixed", 10_000_000), PoolRow("mail", "scale", 37, driver: "people"),
            PoolRow("main", "largest", 1_000, driver: "people"),
        ])
        let closed = try allocate(
            pools: simple, parties: parties, methods: ["equal", "shapley", "proportional:people"])
        let total = closed.ore("equal").reduce(0, +)
        for method in ["shapley", "proportional:people"] { #expect(closed.ore(method).reduce(0, +) == total) }
        #expect(closed.stability("shapley", "in_core") == .null)

        let concave = try poolTable([PoolRow("system", "scale", 5_000, driver: "people", exponent: 0.8)])
        let refused = problem { try allocate(pools: concave, parties: parties, methods: ["shapley"]) }
        #expect(refused?.kind == .limit)
        #expect(refused?.message.en.contains("'system' of pools has no closed form") == true)
        #expect(refused?.remedy?.en.contains("shapley-sampled") == true)
        let nucleolus = problem { try allocate(pools: concave, parties: parties, methods: ["nucleolus"]) }
        #expect(nucleolus?.message.en.contains("nucleolus goes through all coalitions") == true)
        #expect(nucleolus?.message.en.contains("at most 20 parties") == true)
        #expect(nucleolus?.remedy?.en.contains("shapley-sampled") == true)
        // who has given pools and parties is not told to give them
        #expect(nucleolus?.remedy?.en.contains("pools and parties") == false)
        let table = problem { try analyse("coalition-costs", ["pools": concave, "parties": parties]) }
        #expect(table?.message.en.contains("coalition-costs goes through all coalitions") == true)
        #expect(table?.remedy == nucleolus?.remedy)
    }

    @Test("a main of 24 parties: the nucleolus by its closed form, that of the table for fewer")
    func main() throws {
        var random = Seed(24)
        let needs = (0..<24).map { _ in Double(random.integer(1...500)) }
        let pools = try poolTable([PoolRow("main", "largest", 700, driver: "km")])
        let many = try allocate(
            pools: pools, parties: driverTable(names(24), ["km": needs]), methods: ["nucleolus", "equal"])
        #expect(many.ore("nucleolus").reduce(0, +) == 700 * Int(needs.max() ?? 0))
        // ten of them by the table, and by the closed form with fourteen who need nothing
        let ten = try allocate(
            pools: pools, parties: driverTable(names(10), ["km": Array(needs.prefix(10))]), methods: ["nucleolus"])
        #expect(ten.stability("nucleolus", "certified") == .boolean(true))
        let padded = try allocate(
            pools: pools, parties: driverTable(names(24), ["km": needs.prefix(10) + [Double](repeating: 0, count: 14)]),
            methods: ["nucleolus"])
        for (a, b) in zip(ten.ore("nucleolus"), padded.ore("nucleolus")) { #expect(abs(a - b) <= 1) }
    }

    @Test("a sample sums to the cost, is the same for the same seed, and says how certain it is")
    func sampled() throws {
        var random = Seed(9)
        let people = (0..<24).map { _ in Double(random.integer(20...1_000)) }
        let parties = try driverTable(names(24), ["people": people])
        let pools = try poolTable([PoolRow("system", "scale", 5_000, driver: "people", exponent: 0.5)])
        func run() throws -> AnalysisOutput {
            try allocate(
                pools: pools, parties: parties, methods: ["equal", "shapley", "shapley-sampled"],
                with: ["most_orders": .integer(2_000), "precision": .real(0.01)])
        }
        let output = try run()
        let total = output.ore("equal").reduce(0, +)
        #expect(output.ore("shapley-sampled").reduce(0, +) == total)
        #expect(output.ore("shapley").reduce(0, +) == total)
        #expect(try run() == output)
        let widths = output.ore("half_width", in: "sampling")
        #expect(widths.count == 24 && widths.allSatisfy { $0 > 0 })
        // the closed form by counting coalitions lies within twice the stated interval
        for (i, share) in output.ore("shapley").enumerated() {
            #expect(abs(share - output.ore("shapley-sampled")[i]) <= 2 * widths[i] + 1)
        }
        #expect(output.finding("sampled") != nil || output.finding("sampled-short") != nil)
    }

    @Test(
        "a pool that lacks something, or has too much, is named",
        arguments: [
            (PoolRow("p", "fixd", 1), "the kind 'fixd' is unknown"),
            (PoolRow("p", "scale", 1), "the kind scale needs driver"),
            (PoolRow("p", "steps", 1, driver: "users"), "the kind steps needs capacity"),
            (PoolRow("p", "steps", 1, driver: "users", capacity: 0), "capacity must be more than 0"),
            (PoolRow("p", "scale", 1, driver: "users", exponent: -1), "exponent must be more than 0"),
            (PoolRow("p", "fixed", 1, exponent: 2), "exponent means nothing for the kind fixed"),
            (PoolRow("p", "fixed", 1, sharing: "both"), "sharing must be shared or own"),
            (PoolRow("p", "fixed", 1, driver: "none"), "no party uses it"),
            (PoolRow("p", "distance", 1), "needs the input distances"),
            (PoolRow("p", "tree", 1, driver: "users"), "needs the column parent"),
            (PoolRow("p", "scale", 1, driver: "user"), "The driver 'user' is not in the input 'parties'"),
        ])
    func faults(row: PoolRow, words: String) throws {
        let parties = try driverTable(names(2), ["users": [1, 2], "none": [0, 0]])
        let found = problem { try allocate(pools: poolTable([row]), parties: parties, methods: ["equal"]) }
        #expect(found?.message.en.contains(words) == true, "\(found?.message.en ?? "nothing")")
    }

    @Test("too much at once, or too little")
    func inputs() throws {
        let pools = try poolTable([PoolRow("p", "fixed", 100)])
        let parties = try driverTable(names(2), ["users": [1, 2]])
        let game = try moneyGame([0, 1, 1, 2], players: names(2))
        #expect(
            problem { try allocate(game: game, pools: pools, parties: parties, methods: ["equal"]) }?
                .message.en.contains("Both 'game' and 'pools'") == true)
        #expect(
            problem { try allocate(pools: pools, methods: ["equal"]) }?.message.en.contains("'parties' is needed")
                == true)
        #expect(
            problem { try allocate(pools: pools, parties: parties, methods: ["equal"], type: "value") }?
                .message.en.contains("type=value") == true)
    }
}
