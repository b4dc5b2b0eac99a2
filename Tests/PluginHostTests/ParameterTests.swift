// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

@testable import SamverkPluginHost
@testable import SamverkPluginKit

/// What a user writes becomes a value of the declared type, or a fault with place and remedy.
@Suite struct ParameterTests {
    private static func spec(
        _ type: ParameterSpec.Kind, name: String = "p", standard: JSON? = nil, minimum: Double? = nil,
        maximum: Double? = nil, allowed: [String] = []
    ) -> ParameterSpec {
        ParameterSpec(
            name: name, type: type, unit: nil, title: "", defaultValue: standard, minimum: minimum, maximum: maximum,
            allowed: allowed)
    }

    private static let methods = ["equal", "shapley", "proportional:*"]

    @Test(
        arguments: [
            (spec(.text), "0114", "0114"), (spec(.text), "", ""), (spec(.integer), "12", 12),
            (spec(.integer), "-3", -3),
            (spec(.real), "0.5", 0.5), (spec(.real), "0,5", 0.5), (spec(.real), "2", 2.0), (spec(.real), "1e3", 1000.0),
            (spec(.boolean), "true", true), (spec(.boolean), "ja", true), (spec(.boolean), "no", false),
            (spec(.boolean), "nej", false), (spec(.choice, allowed: ["a", "b"]), "b", "b"),
            (spec(.list, allowed: methods), "equal, shapley", ["equal", "shapley"]),
            (spec(.list, allowed: methods), "proportional:population", ["proportional:population"]),
            (spec(.list), " a b ,c,, ,", ["a b", "c"]), (spec(.list), "", []),
            (spec(.integer, minimum: 0, maximum: 4), "4", 4), (spec(.real, minimum: 0), "0", 0.0),
        ] as [(ParameterSpec, String, JSON)])
    func whatIsWrittenIsRead(_ spec: ParameterSpec, _ text: String, _ value: JSON) throws {
        #expect(try spec.read(text) == value)
    }

    @Test(
        arguments: [
            (spec(.integer), "1.5", "must be an integer"), (spec(.integer), "", "integer"),
            (spec(.integer), "9223372036854775808", "integer"), (spec(.integer), "1 000", "integer"),
            (spec(.real), "nan", "must be a number"), (spec(.real), "inf", "number"),
            (spec(.real), "1.234,5", "number"),
            (spec(.real), "1e999", "number"), (spec(.boolean), "kanske", "true or false"),
            (spec(.integer, minimum: 0, maximum: 4), "5", "an integer from 0 to 4, not '5'"),
            (spec(.integer, minimum: 0, maximum: 4), "-1", "from 0"), (spec(.real, maximum: 1), "1,5", "at most 1"),
            (spec(.choice, allowed: ["a"]), "b", "one of a"),
            (spec(.list, allowed: methods), "equal,proportional:", "'proportional:'"),
        ] as [(ParameterSpec, String, String)])
    func whatDoesNotFitIsRefused(_ spec: ParameterSpec, _ text: String, _ says: String) {
        let problem = #expect(throws: Problem.self) { try spec.read(text) }
        #expect(problem?.message.en.contains(says) == true, "\(problem?.message.en ?? "")")
    }

    @Test func aMisspeltChoiceIsSuggested() {
        for spec in [Self.spec(.choice, allowed: Self.methods), Self.spec(.list, allowed: Self.methods)] {
            let problem = #expect(throws: Problem.self) { try spec.read("shaply") }
            #expect(problem?.remedy?.en == "Did you mean 'shapley'?")
        }
    }

    private static func analysis(_ parameters: [ParameterSpec]) -> AnalysisSpec {
        AnalysisSpec(
            id: "sum", title: "", summary: "", parameters: parameters, inputs: [], outputs: [], findings: [],
            charts: [], hooks: [], deterministic: true)
    }

    @Test func defaultsFillInAndWhatHasNoneStaysAway() throws {
        let spec = Self.analysis([
            Self.spec(.integer, name: "n", standard: 3), Self.spec(.list, name: "l", standard: "a,b"),
            Self.spec(.list, name: "m", standard: ["c"]), Self.spec(.text, name: "t"),
        ])
        #expect(try spec.resolve([:]) == ["n": 3, "l": ["a", "b"], "m": ["c"]])
        #expect(try spec.resolve(["n": GivenValue("4"), "t": GivenValue("x")])["n"] == 4)
    }

    @Test func allFaultsAreToldAtOnceWithTheirPlaces() {
        let spec = Self.analysis([Self.spec(.integer, name: "target"), Self.spec(.real, name: "share")])
        let problems = #expect(throws: Problems.self) {
            try spec.resolve([
                "tarjet": GivenValue("1", at: Place(file: "a.yaml", line: 3)),
                "share": GivenValue("x", at: Place(file: "a.yaml", line: 4)),
            ])
        }
        #expect(problems?.all.map(\.place.line) == [4, 3])
        #expect(problems?.all.last?.remedy?.en == "Did you mean 'target'?")
    }
}
