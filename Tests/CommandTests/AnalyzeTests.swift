// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

/// A game with known answers (Tests/Fixtures/games), as a file for `--input game=`.
struct KnownGame {
    static let ids = ["airport-4", "glove-2-3", "talmud-200"]
    /// The methods that the files have answers for.
    static let methods = [
        "equal", "proportional-standalone", "equal-savings", "ensc", "scrb", "shapley", "tau", "nucleolus",
        "prenucleolus", "per-capita-nucleolus", "proportional-nucleolus",
    ]

    let players: [String]
    let table: [Double]
    let type: String
    let expected: JSON

    init(_ id: String) throws {
        let path = "Tests/Fixtures/games/\(id).json"
        let json = try JSON.read(ExampleData.bytes(path), file: path)
        players = try #require(json["players"]?.array).compactMap(\.string)
        table = try #require(json["table"]?.array).compactMap(\.number)
        type = try #require(json["game_type"]?.string)
        expected = try #require(json["expected"])
    }

    /// The answer of a method; the files write underscores.
    func answer(_ method: String) -> JSON? { expected[String(method.map { $0 == "-" ? "_" : $0 })] }

    /// The methods that have an answer here.
    var answered: [String] { KnownGame.methods.filter { answer($0) != nil } }

    /// `coalition,cost`
    var byCoalition: String {
        (1..<table.count).reduce("coalition,cost\n") { text, mask in
            let members = players.indices.filter { mask & (1 << $0) != 0 }.map { players[$0] }
            return text + members.joined(separator: "+") + ",\(table[mask])\n"
        }
    }

    /// `mask,cost`
    var byMask: String { table.indices.reduce("mask,cost\n") { $0 + "\($1),\(table[$1])\n" } }
}

/// `samverk analyze` on files: pure, without a workspace.
@Suite("Analyze")
struct AnalyzeTests {
    @Test("games with known answers, by coalition and by mask", arguments: KnownGame.ids, [true, false])
    func games(id: String, named: Bool) throws {
        let game = try KnownGame(id)
        let folder = try Folder.with(["game.csv": named ? game.byCoalition : game.byMask])
        var arguments = [
            "analyze", "cost-allocation/allocate", "--input", "game=game.csv", "--with", "unit=none",
            "--with", "type=\(game.type)", "--with", "methods=" + game.answered.joined(separator: ","),
            "--format", "json",
        ]
        if !named { arguments += ["--with", "players=" + game.players.joined(separator: ",")] }
        let json = try Tool.run(arguments, in: folder).json()
        let allocation = try PrintedTable(json["tables"]?["allocation"])
        let stability = try PrintedTable(json["tables"]?["stability"])
        #expect(allocation.columns == ["player"] + game.answered)
        for method in game.answered {
            let answer = try #require(game.answer(method))
            let tolerance = answer["tolerance"]?.number ?? 1e-6
            for (player, value) in zip(game.players, answer["values"]?.array ?? []) {
                let share = try allocation.number(.string(player), method)
                #expect(abs(share - (value.number ?? .nan)) <= tolerance, "\(method) of \(player)")
            }
            #expect(try stability.cell(.string(method), "in_core") == answer["in_core"])
            let excess = try stability.number(.string(method), "max_excess")
            #expect(abs(excess - (answer["max_excess"]?.number ?? .nan)) <= tolerance, "\(method)")
            let worst = (answer["worst_coalitions"]?.array ?? []).map {
                ($0.array ?? []).compactMap(\.string).joined(separator: "+")
            }
            let told = try #require(try stability.cell(.string(method), "worst_coalition").string)
            #expect(worst.contains(told), "\(method): \(told) is none of \(worst)")
        }
    }

    /// What a queue file says, and the command that computes it.
    struct Queue: CustomTestStringConvertible {
        let file: String
        let index: Int
        var testDescription: String { "\(file) \(index)" }
        static let all = [("dev-1-erlang-b", 4), ("dev-2-erlang-c", 9)].flatMap { file, count in
            (0..<count).map { Queue(file: file, index: $0) }
        }
    }

    @Test("Erlang B and C to nine figures", arguments: Queue.all)
    func queues(queue: Queue) throws {
        let path = "Tests/Fixtures/queues/\(queue.file).json"
        let all = try #require(try JSON.read(ExampleData.bytes(path), file: path)["expected"]?.array)
        let expected = all[queue.index]
        let place = try #require(expected["where"])
        let agents = try #require(place["servers"]?.integer)
        var settings = ["agents=\(agents)"]
        if let load = place["offered_load_erlang"]?.number {
            settings += ["model=erlang-b", "load=\(load)"]
        } else {
            let handle = try #require(place["mean_handle_min"]?.number)
            let arrivals = try #require(place["arrival_rate_per_min"]?.number)
            let threshold = try #require(place["threshold_min"]?.number)
            settings += ["model=erlang-c", "load=\(arrivals * handle)", "handle_time=\(handle * 60)"]
            settings += ["answer_within=\(threshold * 60)"]
        }
        let json = try Tool.run(
            ["analyze", "support-pooling/staffing", "--format", "json"] + settings.flatMap { ["--with", $0] },
            in: Workspaces.empty
        ).json()
        let staffing = try PrintedTable(json["tables"]?["staffing"])
        #expect(staffing.rows.count == 1)
        let (column, scale): (String, Double) =
            switch expected["quantity"]?.string {
            case "blocking": ("blocking", 1)
            case "p_wait": ("wait_probability", 1)
            case "mean_wait_all": ("mean_wait_s", 60)
            default: ("service_level", 1)
            }
        let value = try #require(try staffing.column(column).first?.number) / scale
        let answer = try #require(expected["value"]?.number)
        #expect(abs(value - answer) <= 1e-9 * abs(answer), "\(column)")
    }

    @Test("a target gives the least agents that meet it")
    func target() throws {
        func staffing(_ setting: String) throws -> PrintedTable {
            let outcome = try Workspaces.empty.done(
                "analyze", "support-pooling/staffing", "--with", "model=erlang-c", "--with", "load=9.9", "--with",
                "handle_time=540", "--with", "answer_within=60", "--with", setting, "--format", "json")
            return try PrintedTable(try outcome.json()["tables"]?["staffing"])
        }
        let least = try #require(try staffing("target=0.8").column("agents").first?.integer)
        #expect(try #require(try staffing("agents=\(least)").column("service_level").first?.number) >= 0.8)
        #expect(try #require(try staffing("agents=\(least - 1)").column("service_level").first?.number) < 0.8)
    }

    @Test("money sums to the öre, however awkward the sum", arguments: ["100", "0.01", "99999999.97", "1000000.03"])
    func ore(total: String) throws {
        let folder = try Folder.with(["drivers.csv": "player,users\nA,1\nB,1\nC,1\nD,7\nE,0\nF,13\nG,1000003\n"])
        let json = try folder.done(
            "analyze", "cost-allocation/allocate", "--input", "drivers=drivers.csv", "--with", "total=\(total)",
            "--with",
            "methods=equal,proportional:users", "--format", "json"
        ).json()
        let shares = try PrintedTable(json["tables"]?["allocation"])
        #expect(shares.types == ["category", "money", "money"])
        for method in shares.columns.dropFirst() {
            #expect(try shares.column(method).allSatisfy { $0.integer != nil }, "money is whole öre")
            #expect(try shares.column(method).compactMap(\.integer).reduce(0, +) == Money(kronor: total)?.ore)
        }
    }

    @Test("a game of money sums by every method")
    func gameOfMoney() throws {
        let folder = try Folder.with([
            "g.csv":
                "coalition;cost\nA;1 000,01\nB;2\u{A0}000,03\nC;3000,07\nA+B;2700\nA+C;3600,50\nB+C;4500\nA+B+C;5000,01\n"
        ])
        let json = try folder.done(
            "analyze", "cost-allocation/allocate", "--input", "game=g.csv", "--with",
            "methods=" + KnownGame.methods.joined(separator: ","), "--format", "json"
        ).json()
        let shares = try PrintedTable(json["tables"]?["allocation"])
        for method in KnownGame.methods { #expect(try shares.sum(method) == 500_001, "\(method)") }
    }

    /// 65 536 coalitions travel as a folder. The game is additive: everybody's Shapley value is what they cost alone.
    @Test("a game too large for a message is shared too, from a CSV file and from a NumPy array")
    func largeGame() throws {
        let ore = (0..<16).map { 1_000_01 + $0 * 77_77 }
        let costs = (0..<1 << 16).map { mask in ore.indices.reduce(0) { $0 + (mask >> $1 & 1) * ore[$1] } }
        let lines = costs.indices.map { "\($0),\(Money(ore: costs[$0]).kronor)\n" }
        let folder = try Folder.with(["g.csv": "mask,cost\n" + lines.joined()])
        try folder.write(
            bytes: NPYHeader(.int64, count: costs.count).bytes + costs.withUnsafeBytes(Array.init), to: "g.npy")
        let players = "players=" + (0..<16).map { "p\($0)" }.joined(separator: ",")
        for file in ["g.csv", "g.npy"] {
            let json = try folder.done(
                "analyze", "cost-allocation/allocate", "--input", "game=" + file, "--with", players, "--with",
                "methods=shapley", "--format", "json"
            ).json()
            #expect(
                try PrintedTable(json["tables"]?["allocation"]).column("shapley") == ore.map(JSON.integer), "\(file)")
            let digest = try Tool.run([file], in: folder, program: "/usr/bin/sha256sum").output.prefix(64)
            #expect(json["provenance"]?["inputs"]?.array?.first?["sha256"]?.string == String(digest))
        }
    }

    @Test("the JSON has the promised form")
    func form() throws {
        let folder = try Folder.with(["g.csv": "coalition,cost\nA,1\nB,2\nA+B,2\n"])
        let json = try folder.done(
            "analyze", "cost-allocation/allocate", "--input", "game=g.csv", "--seed", "7", "--format", "json"
        ).json()
        #expect(json.object?.names == ["analysis", "tables", "findings", "provenance"])
        #expect(json["analysis"] == "cost-allocation/allocate")
        let provenance = try #require(json["provenance"])
        #expect(provenance["plugin"] == "cost-allocation")
        #expect(provenance["version"] == "0.1.0")
        #expect(provenance["seed"] == 7)
        #expect(provenance["inputs"]?.array?.first?["file"] == "g.csv")
        #expect(json["tables"]?["allocation"]?["columns"]?.array?[1]["unit"] == "öre")
    }

    @Test("it is pure: nothing is recorded in a workspace, and outside one it does the same")
    func pure() throws {
        let workspace = try Workspaces.copy()
        try workspace.write("coalition,cost\nA,1\nB,2\nA+B,2\n", to: "g.csv")
        let outside = try Folder.with(["g.csv": "coalition,cost\nA,1\nB,2\nA+B,2\n"])
        let arguments = ["analyze", "cost-allocation/allocate", "--input", "game=g.csv", "--format", "json"]
        let inside = try Tool.run(arguments, in: workspace)
        #expect(inside.status == 0)
        #expect(inside.bytes == (try Tool.run(arguments, in: outside).bytes))
        #expect(try workspace.done("list", "runs", "--format", "json").json().array?.count == 2)
    }

    @Test("what export wrote is read as the input of the same columns; a misspelt column is not")
    func exported() throws {
        let folder = try Folder.new()
        for (dataset, file) in [
            ("support-pooling/desk_hours", "hours.csv"), ("support-pooling/desk_municipalities", "parties.csv"),
        ] {
            let text = try Workspaces.example.done("export", dataset).output
            try folder.write(text, to: file)
            try folder.write(text.replacing(",source", with: ",sourse"), to: "wrong-" + file)
            try folder.write(text.replacing(",handle_time_s", with: ",handle_tme_s"), to: "slip-" + file)
        }
        func pooled(_ hours: String, _ more: String...) throws -> Tool.Outcome {
            try Tool.run(
                [
                    "analyze", "support-pooling/pooled", "--input", "hours=" + hours, "--input",
                    "municipalities=parties.csv",
                ]
                    + more, in: folder)
        }
        let told = try pooled("hours.csv")
        #expect(told.status == 0, "\(told.errors)")
        #expect(told.errors.contains("hours.csv:1:82: The column 'source' was not read"), "\(told.errors)")
        #expect(told.errors.contains("'labour_cost', 'systems_cost', 'premises_cost', 'source' were not read"))
        #expect(try pooled("hours.csv", "--quiet").errors == "")
        try pooled("wrong-hours.csv", "--quiet").expect(.fault("Unknown column 'sourse'", "Did you mean 'source'?"))
        try pooled("slip-hours.csv", "--quiet").expect(.fault("'handle_tme_s'", "Did you mean 'handle_time_s'?"))
    }

    @Test("an analysis tells a program what it takes: a JSON Schema of its parameters, inputs and outputs")
    func described() throws {
        let json = try Workspaces.empty.done("analyses", "cost-allocation/allocate", "--format", "json").json()
        let schema = try #require(json["parameters_schema"])
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["additionalProperties"] == false)
        let parameters = try #require(json["parameters"]?.array)
        #expect(schema["properties"]?.object?.names == parameters.compactMap { $0["name"]?.string })
        let methods = try #require(schema["properties"]?["methods"])
        #expect(methods["type"] == "array" && methods["default"]?.array != nil)
        let forms = try #require(methods["items"]?["anyOf"]?.array)
        #expect(forms[0]["enum"]?.array?.contains("shapley") == true)
        #expect(forms.contains { $0["pattern"] == "^proportional:.+$" })
        #expect(schema["properties"]?["cap_share"]?["minimum"]?.number == 0)
        let pools = try #require(json["inputs"]?.array?.first { $0["name"] == "pools" })
        #expect(pools["required"] == false && pools["key"]?.array?.isEmpty == false)
        let cost = try #require(
            json["outputs"]?.array?.first { $0["name"] == "allocation" }?["others"])
        #expect(cost["if"] == "unit=SEK" && cost["then"] == "money" && cost["else"] == "real")
    }
}
