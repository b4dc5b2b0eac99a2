// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkQueues
import SamverkTestSupport
import Testing

@testable import SamverkSupportPooling

/// The entries of a reference file: quantity, value and the parameters it holds for.
private func reference(_ id: String) throws -> [(quantity: String, value: Double, given: JSON)] {
    let path = "Tests/Fixtures/queues/\(id).json"
    let json = try JSON.read(ExampleData.bytes(path), file: path)
    return (json["expected"]?.array ?? []).map {
        ($0["quantity"]?.string ?? "", $0["value"]?.number ?? .nan, $0["where"] ?? json["parameters"] ?? .null)
    }
}

private func near(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    a.map { abs($0 - b) <= tolerance * abs(b) } ?? false
}

@Suite("staffing: the queueing formulas")
struct StaffingTests {
    private func row(_ parameters: [String: JSON]) throws -> (String) -> Double? {
        let table = try #require(try run(Staffing(), parameters)["staffing"])
        return { table[0, $0].number }
    }

    @Test("Erlang B agrees with the reference to 1e-9")
    func loss() throws {
        for (quantity, value, given) in try reference("dev-1-erlang-b") {
            let row = try row([
                "model": "erlang-b", "agents": given["servers"] ?? .null, "load": given["offered_load_erlang"] ?? .null,
            ])
            #expect(quantity == "blocking")
            #expect(near(row("blocking"), value))
            #expect(row("mean_wait_s") == nil && row("wait_probability") == nil && row("abandoned") == nil)
        }
    }

    @Test("Erlang A agrees with the reference to 1e-9")
    func impatience() throws {
        for (quantity, value, given) in try reference("dev-3-erlang-a") {
            func number(_ name: String) throws -> Double { try #require(given[name]?.number) }
            let row = try row([
                "model": "erlang-a", "agents": given["servers"] ?? .null,
                "load": .real(number("arrival_rate_per_min") * number("mean_handle_min")),
                "handle_time": .real(number("mean_handle_min") * 60),
                "patience": .real(number("mean_patience_min") * 60),
                "answer_within": .real(number("threshold_min") * 60),
            ])
            switch quantity {
            case "p_wait": #expect(near(row("wait_probability"), value))
            case "p_abandon": #expect(near(row("abandoned"), value))
            case "mean_wait_all": #expect(near(row("mean_wait_s"), value * 60))
            case "served_within_threshold_of_offered": #expect(near(row("service_level"), value, 1e-8))
            default: Issue.record("unknown quantity \(quantity)")
            }
        }
    }

    @Test("Erlang C agrees with the reference to 1e-9")
    func waiting() throws {
        for (quantity, value, given) in try reference("dev-2-erlang-c") {
            let rate = try #require(given["arrival_rate_per_min"]?.number)
            let minutes = try #require(given["mean_handle_min"]?.number)
            let threshold = try #require(given["threshold_min"]?.number)
            let row = try row([
                "model": "erlang-c", "agents": given["servers"] ?? .null, "load": .real(rate * minutes),
                "handle_time": .real(minutes * 60), "answer_within": .real(threshold * 60),
            ])
            switch quantity {
            case "p_wait": #expect(near(row("wait_probability"), value))
            case "mean_wait_all": #expect(near(row("mean_wait_s"), value * 60))
            case "service_level": #expect(near(row("service_level"), value))
            default: Issue.record("\(quantity)")
            }
        }
    }

    @Test("two desks apart and merged agree with the reference to 1e-9")
    func merged() throws {
        for (quantity, value, given) in try reference("dev-4-pooling-two-desks") {
            let load = (given["arrival_rate_per_min_per_site"]?.number ?? 0) * 9
            let sites = quantity.hasPrefix("pooled") ? 2 : 1
            let queue = try #require(PatientQueue(agents: 3 * sites, load: load * Double(sites), handleTime: 540))
            if quantity.hasSuffix("mean_wait") {
                #expect(near(queue.meanWait, value * 60))
            } else {
                #expect(near(queue.answered(within: 60), value))
            }
        }
    }

    @Test("a target gives the least agents that reach it", arguments: ["erlang-b", "erlang-c"])
    func least(model: String) throws {
        for load in [0.0, 0.3, 1, 4.6, 14.2, 90, 1000] {
            for target in [0.5, 0.8, 0.95, 0.999] {
                var parameters: [String: JSON] = [
                    "model": .string(model), "load": .real(load), "target": .real(target),
                ]
                if model == "erlang-c" { parameters["handle_time"] = 600 }
                let found = try row(parameters)
                #expect(try #require(found("service_level")) >= target)
                let agents = Int(try #require(found("agents")))
                guard agents > 1, model == "erlang-b" || Double(agents - 1) > load else { continue }
                var fewer = parameters
                fewer["target"] = nil
                fewer["agents"] = .integer(agents - 1)
                #expect(try #require(try row(fewer)("service_level")) < target)
            }
        }
    }

    @Test("a load too large to answer, a target of 1, neither, both: one clear problem each")
    func problems() throws {
        func words(_ parameters: [String: JSON]) -> String? {
            problem { try run(Staffing(), parameters) }?.message.en
        }
        #expect(words(["load": 3, "agents": 3, "handle_time": 600])?.contains("grows without end") == true)
        #expect(words(["load": 3, "target": 1, "handle_time": 600])?.contains("target 1 cannot be reached") == true)
        #expect(words(["load": 3, "handle_time": 600])?.contains("Neither agents nor target") == true)
        #expect(words(["load": 3, "agents": 4, "target": 0.8])?.contains("Both agents and target") == true)
        #expect(words(["agents": 4, "handle_time": 600])?.contains("load is missing") == true)
        #expect(words(["load": 3, "agents": 4])?.contains("needs a handle time") == true)
        #expect(words(["load": -1, "agents": 4])?.contains("between 0") == true)
    }

    @Test("a desk without tickets answers at once")
    func idle() throws {
        let row = try row(["load": 0, "agents": 1, "handle_time": 600])
        #expect(row("service_level") == 1 && row("mean_wait_s") == 0 && row("occupancy") == 0)
    }

    @Test("a hundred thousand agents are no trouble")
    func large() throws {
        let row = try row(["load": 100_000, "target": 0.8, "handle_time": 600])
        #expect(try #require(row("agents")) > 100_000)
    }
}
