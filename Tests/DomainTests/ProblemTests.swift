// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

/// A problem says where, what and what to do.
@Suite struct ProblemTests {
    @Test func theTextHasPlaceMessageAndRemedy() {
        let problem = Problem(
            Localized(sv: "Kolumnen saknas.", en: "The column is missing."),
            at: Place(file: "a.csv", line: 3, column: 7),
            remedy: Localized(sv: "Lägg till den.", en: "Add it.")
        ).inside("step split")
        #expect(problem.text(.english) == "a.csv:3:7 (step split): The column is missing.\n  What to do: Add it.")
        #expect(problem.text(.swedish) == "a.csv:3:7 (step split): Kolumnen saknas.\n  Gör så här: Lägg till den.")
    }

    @Test(
        "Places",
        arguments: [
            (Place(), ""), (Place(file: "a"), "a"), (Place(line: 2), "line 2"), (Place(file: "a", line: 2), "a:2"),
            (Place(context: ["step a", "plugin b"]), "(step a, plugin b)"),
        ])
    func places(_ place: Place, _ text: String) {
        #expect(place.description == text)
    }

    @Test(
        "Exit statuses",
        arguments: [(Problem.Kind.input, 1), (.usage, 2), (.limit, 3), (.program, 3)] as [(Problem.Kind, Int32)])
    func exitStatuses(_ kind: Problem.Kind, _ status: Int32) {
        #expect(kind.exitStatus == status)
        #expect(Problems([Problem("a"), Problem("b", kind: kind)]).exitStatus == status)
    }

    @Test func severalProblemsAreThrownTogetherAndOneByItself() {
        #expect(throws: Never.self) { try Problems.throwIfAny([]) }
        #expect(throws: Problem("a")) { try Problems.throwIfAny([Problem("a")]) }
        #expect(throws: Problems([Problem("a"), Problem("b")])) {
            try Problems.throwIfAny([Problem("a"), Problem("b")])
        }
    }

    @Test(
        "A misspelt name finds the one that was meant",
        arguments: [
            ("shaply", "shapley"), ("Shapley", "shapley"), ("tua", "tau"), ("proportionl", "proportional"),
            ("equl", "equal"),
            ("shapley", "shapley"), ("x", nil), ("", nil), ("zz", nil), ("nucleolus", nil), ("sahpley", "shapley"),
        ])
    func closest(_ name: String, _ meant: String?) {
        #expect(name.closest(in: ["equal", "proportional", "shapley", "tau", "id"]) == meant)
    }

    @Test func amongEquallyNearNamesTheFirstByNameIsMeant() {
        #expect("cat".closest(in: ["rat", "bat", "hat"]) == "bat")
        #expect("cat".closest(in: []) == nil)
    }

    @Test func aSuggestionNamesTheNearestOrLists() {
        #expect(suggestion(for: "tou", among: ["tau", "equal"])?.sv == "Menade du 'tau'?")
        #expect(suggestion(for: "nucleolus", among: ["tau", "equal"])?.en == "There are: tau, equal.")
        #expect(suggestion(for: "x", among: []) == nil)
        #expect(suggestion(for: "zzzzz", among: (1...30).map { "name\($0)" })?.en.hasSuffix("name20 ...") == false)
        #expect(suggestion(for: "zzzzz", among: (1...30).map { "name\($0)" })?.en.contains("name20 ...") == true)
    }
}
