// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

@Suite("staffing: what a model does not read is refused, not ignored")
struct StaffingParameterTests {
    /// What a model can be run with.
    private static func enough(_ model: StaffingModel) -> [String: JSON] {
        var values: [String: JSON] = ["model": .string(model.rawValue)]
        let all: [String: JSON] = [
            "load": 3.5, "handle_time": 600, "agents": 5, "patience": 120, "class_loads": ["0.5", "2"],
            "peakedness": 2,
        ]
        for name in model.reads { values[name] = all[name] }
        if model == .oneAgent { values["load"] = 0.7 }
        return values
    }

    /// Another value than the standard one.
    private static let other: [String: JSON] = [
        "load": 0.9, "handle_time": 300, "patience": 500, "definition": "short-abandons-met", "answer_within": 90,
        "agents": 6, "target": 0.95, "class_loads": ["1", "1.5"], "variation": 0.4, "arrival_variation": 0.4,
        "peakedness": 1.4, "interval_minutes": 60, "occupancy_cap": 0.3, "least_agents": 9, "shrinkage": 0.6,
        "idle_used": 0.7, "hours_per_fte": 900, "holiday_weeks": 30, "vacancy": 0.5,
    ]

    @Test("plugin.json has the same parameters and standards")
    func manifest() throws {
        let bench = try PluginBench(Main.self, room: "SupportPooling")
        let spec = try #require(bench.manifest.analysis("staffing"))
        #expect(Set(spec.parameters.map(\.name)) == Set(Self.other.keys).union(["model"]))
        for parameter in spec.parameters where parameter.name != "model" {
            let standard = StaffingParameters.standard[parameter.name]
            #expect(parameter.defaultValue?.number == standard?.number, "\(parameter.name)")
            #expect(parameter.defaultValue?.string == standard?.string, "\(parameter.name)")
        }
        #expect(
            spec.parameters.first { $0.name == "model" }?.allowed.sorted()
                == StaffingModel.allCases.map(\.rawValue).sorted())
    }

    @Test("each parameter changes the answer of a model, or is refused by name", arguments: StaffingModel.allCases)
    func each(model: StaffingModel) throws {
        let base = Self.enough(model)
        let before = try run(Staffing(), base)
        for (name, value) in Self.other.sorted(by: { $0.key < $1.key }) {
            var given = base
            given[name] = value
            if name == "target" { given["agents"] = nil }
            if model.reads.contains(name) {
                let after = try run(Staffing(), given)
                #expect(after["staffing"] != before["staffing"] || after["classes"] != before["classes"], "\(name)")
            } else {
                let found = problem { try run(Staffing(), given) }
                let message = "The model \(model.rawValue) does not use \(name)."
                #expect(found?.message.en == message, "\(name)")
                #expect(found?.remedy?.sv.hasPrefix("Stryk \(name)") == true)
            }
        }
    }

    @Test("the same over a week", arguments: [StaffingModel.erlangC, .erlangA])
    func week(model: StaffingModel) throws {
        let arrivals = try Arrival.table([
            Arrival(tickets: 8), Arrival(minute: 540, tickets: 2), Arrival(kind: "deferred", tickets: 2, due: 8),
        ])
        var base: [String: JSON] = ["model": .string(model.rawValue)]
        if model == .erlangA { base["patience"] = 120 }
        let before = try run(Staffing(), base, ["arrivals": arrivals])
        for (name, value) in Self.other.sorted(by: { $0.key < $1.key }) {
            var given = base
            given[name] = value
            if model.readsOfWeek?.contains(name) == true {
                let after = try run(Staffing(), given, ["arrivals": arrivals])
                #expect(after["week"] != before["week"] || after["intervals"] != before["intervals"], "\(name)")
            } else {
                let message = problem { try run(Staffing(), given, ["arrivals": arrivals]) }?.message.en
                #expect(message?.contains("there is no use for \(name).") == true, "\(name)")
            }
        }
    }

    @Test("loads of priorities: the item that is no load is named; the first priority that grows is told")
    func classLoads() throws {
        func words(_ loads: JSON) -> String? {
            problem {
                try run(Staffing(), ["model": "priority", "handle_time": 60, "agents": 2, "class_loads": loads])
            }?.message.en
        }
        #expect(words(["1", "-1"])?.contains("priority 2: '-1' is not a number") == true)
        #expect(words(["x"])?.contains("priority 1: 'x' is not a number") == true)
        #expect(
            words(["nan"])?.contains("priority 1") == true && words(["0.2", "inf"])?.contains("priority 2") == true)
        #expect(words([])?.contains("needs class_loads") == true)
        let grown = try run(
            Staffing(), ["model": "priority", "handle_time": 60, "agents": 2, "class_loads": ["1", "0.5", "0.5", "1"]])
        #expect(grown.number("class-grows", "class") == 3 && grown.number("class-grows", "agents") == 2)
        #expect(grown["classes"]?[1, "mean_wait_s"] != .null && grown["classes"]?[2, "mean_wait_s"] == .null)
    }

    @Test("a share is called too small for a number only where it is; a target of nought asks for nothing")
    func small() throws {
        let tiny = try run(Staffing(), ["model": "erlang-b", "load": 1e-300, "agents": 1])
        #expect(tiny.findings.isEmpty && (tiny["staffing"]?[0, "blocking"].number ?? 0) > 9.9e-301)
        let none = problem { try run(Staffing(), ["load": 3, "handle_time": 60, "target": 0]) }
        #expect(none?.message.en == "The target 0 asks for nothing: it must lie between 0 and 1.")
    }

    @Test("an endless queue: the way out is one that the model has")
    func unstable() throws {
        func remedy(_ model: String) -> String? {
            problem { try run(Staffing(), ["model": .string(model), "load": 5, "agents": 4, "handle_time": 60]) }?
                .remedy?.en
        }
        #expect(remedy("erlang-c") == "Give at least 6 agents, or a target instead.")
        #expect(remedy("square-root") == "Give at least 6 agents, or a target instead.")
        #expect(remedy("m-g-c") == "Give at least 6 agents.")
    }
}
