// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkQueues

/// The cases of Tests/Fixtures/queues, each simulated and compared with its exact figures.
@Suite("The simulator beside the reference cases")
struct ReferenceCaseTests {
    /// One figure of a case.
    struct Figure {
        var quantity: String
        var value: Double
        var at: [String: Double]
    }

    private func figures(_ name: String) throws -> (figures: [Figure], parameters: JSONObject) {
        let file = Golden.root.appending(path: "Tests/Fixtures/queues/\(name).json")
        let json = try JSON.read(String(contentsOf: file, encoding: .utf8), file: name)
        let figures = try #require(json["expected"]?.array).map { row in
            var at: [String: Double] = [:]
            for member in row["where"]?.object?.members ?? [] { at[member.name] = member.value.number }
            return Figure(
                quantity: try #require(row["quantity"]?.string), value: try #require(row["value"]?.number), at: at)
        }
        return (figures, try #require(json["parameters"]?.object))
    }

    @Test("Erlang B: no place to wait")
    func erlangB() throws {
        for figure in try figures("dev-1-erlang-b").figures {
            let servers = Int(try #require(figure.at["servers"]))
            let load = try #require(figure.at["offered_load_erlang"])
            let result = try ServiceScenario.desk(
                load / 9, .exponential(mean: 9), agents: servers, places: 0, minutes: 60_000
            ).simulated()
            expect(result.interval(.noAnswer, confidence: 0.999), covers: figure.value, "c = \(servers)")
        }
    }

    @Test(
        "Erlang C and A: share that waits, mean wait, service level, abandonment",
        arguments: [
            "dev-2-erlang-c", "dev-3-erlang-a",
        ])
    func waiting(_ name: String) throws {
        var results: [[String: Double]: SimulationResult] = [:]
        for figure in try figures(name).figures {
            let at = figure.at
            if results[at] == nil {
                results[at] = try ServiceScenario.desk(
                    try #require(at["arrival_rate_per_min"]),
                    .exponential(mean: try #require(at["mean_handle_min"])), agents: Int(try #require(at["servers"])),
                    patience: at["mean_patience_min"].map { .exponential(mean: $0) },
                    within: try #require(at["threshold_min"]), minutes: 100_000
                ).simulated()
            }
            let result = try #require(results[at])
            let measure: Measure =
                switch figure.quantity {
                case "p_wait": .waitProbability
                case "mean_wait_all": .meanWait
                case "p_abandon": .abandoned
                default: .answeredInTimeOfOffered
                }
            expect(
                result.interval(measure, confidence: 0.999), covers: figure.value, "\(figure.quantity) \(at)")
        }
    }

    @Test("two desks, separate and merged")
    func pooling() throws {
        let (figures, _) = try figures("dev-4-pooling-two-desks")
        for figure in figures {
            let pooled = figure.quantity.hasPrefix("pooled")
            let result = try ServiceScenario.desks(
                [(0.25, 3), (0.25, 3)], .exponential(mean: 9), minutes: 100_000, Sharing(pooled ? .pool : .separate)
            ).simulated()
            let measure: Measure = figure.quantity.hasSuffix("wait") ? .meanWait : .answeredInTimeOfOffered
            expect(result.interval(measure, confidence: 0.999), covers: figure.value, figure.quantity)
        }
    }

    @Test("two small desks with three places each, overflow on arrival")
    func overflow() throws {
        let result = try ServiceScenario.desks(
            [(0.1, 1), (0.12, 2)], .exponential(mean: 9), places: 3, minutes: 200_000, Sharing(.push)
        ).simulated()
        for figure in try figures("dev-5-two-desk-overflow").figures {
            let site = Int(try #require(figure.at["site"]))
            let interval: Interval =
                switch figure.quantity {
                case "block": result.interval(.noAnswer, site, confidence: 0.999)
                case "mean_wait": result.interval(.meanWait, site, confidence: 0.999)
                default:
                    // The share of all arrivals of the site
                    .ratio(
                        result.replications.map { Double($0.municipalities[site].foreign) },
                        result.replications.map { Double($0.municipalities[site].offered) }, confidence: 0.999)
                }
            expect(interval, covers: figure.value, "\(figure.quantity) \(site)")
        }
    }
}
