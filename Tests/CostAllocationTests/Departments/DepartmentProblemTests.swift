// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("Departments that cannot be shared out are refused in one clear sentence")
struct DepartmentProblemTests {
    typealias Departments = [(id: String, isSupport: Bool, cost: Int)]
    typealias Usage = [(from: String, to: String, quantity: Double)]
    private let three: Departments = [("it", true, 300), ("hr", true, 100), ("school", false, 0)]

    private func message(
        _ departments: Departments, _ usage: Usage, _ methods: [String] = ["reciprocal"],
        order: [String] = ["by-size"], column: String = "quantity"
    ) -> String {
        let found = faults {
            try runDepartments(departments, usage, methods: methods, order: order, column: column)
        }
        #expect(found.count == 1)
        return found.first.map { $0.message.en + " | " + ($0.remedy?.en ?? "") } ?? ""
    }

    @Test("departments that serve only each other are named in their cycle")
    func cycle() {
        #expect(
            message(three, [("it", "hr", 1), ("hr", "it", 2)]).hasPrefix(
                "The cost goes round and never reaches an operating department: it → hr → it."))
        let four: Departments = three + [("cleaning", true, 5)]
        let usage: Usage = [("it", "hr", 1), ("hr", "cleaning", 1), ("cleaning", "hr", 1)]
        #expect(message(four, usage).contains("hr → cleaning → hr"))
        // by every method, before it is found that one of them has nobody left to charge
        #expect(message(four, usage, ["direct", "step-down"]).contains("hr → cleaning → hr"))
        // with a way out it is none
        #expect(
            faults { try runDepartments(four, usage + [("cleaning", "school", 1)], methods: ["reciprocal"]) }.isEmpty)
    }

    @Test("use of weight zero takes nobody's cost away")
    func zero() {
        #expect(message(three, [("it", "school", 0), ("hr", "school", 1)]).hasPrefix("it has a cost, but no other"))
        #expect(message(three, [("it", "it", 5), ("hr", "school", 1)]).hasPrefix("it has a cost, but no other"))
        // a department without cost or users does not matter
        let free: Departments = [("it", true, 0), ("hr", true, 100), ("school", false, 0)]
        #expect(faults { try runDepartments(free, [("hr", "school", 1)]) }.isEmpty)
    }

    @Test("a method that has nobody left to charge says so")
    func nobody() {
        let usage: Usage = [("it", "hr", 1), ("hr", "school", 1)]
        #expect(message(three, usage, ["direct"]).contains("it is used by support departments only"))
        #expect(
            message(three, usage, ["step-down"], order: ["hr", "it"])
                .contains("all users of it are closed") == true)
        #expect(faults { try runDepartments(three, usage, methods: ["step-down", "reciprocal"]) }.isEmpty)
    }

    @Test("unknown, double, negative and misplaced")
    func rows() {
        #expect(
            message(three, [("it", "scool", 1)]).contains("there is no department 'scool'. | Did you mean 'school'?"))
        #expect(message(three, [("it", "school", -1)]).contains("-1 is negative"))
        #expect(message(three, [("school", "it", 1)]).contains("school is no support department"))
        #expect(message(three, [("it", "school", 1), ("it", "school", 2)]).contains("have the same key"))
        #expect(message(three + [("it", true, 1)], [("it", "school", 1)]).contains("have the same key"))
    }

    @Test("empty inputs, nobody to share and nobody to bear")
    func empty() {
        #expect(message([], [("it", "school", 1)]).contains("'departments' has no rows"))
        #expect(message(three, []).contains("'usage' has no rows"))
        #expect(
            message([("school", false, 1)], [("it", "school", 1)]).contains("No department is a support department"))
        #expect(message([("it", true, 1)], [("it", "school", 1)]).contains("No department is an operating one"))
    }

    @Test("shares that do not make 100 %, and neither or both measures")
    func shares() throws {
        let usage: Usage = [("it", "hr", 0.2), ("it", "school", 0.7), ("hr", "school", 1)]
        #expect(message(three, usage, column: "share").contains("The shares of it make 90%, not 100%."))
        let full: Usage = [("it", "hr", 0.3), ("it", "school", 0.7), ("hr", "school", 1)]
        let byShare = try runDepartments(three, full, column: "share")
        let byQuantity = try runDepartments(three, full)
        #expect(byShare["flows"] == byQuantity["flows"])
        #expect(message(three, full, column: "hours").contains("one of the columns quantity and share"))
    }

    @Test("amounts that are too large, in and out")
    func large() {
        #expect(message([("it", true, .max), ("school", false, 0)], [("it", "school", 1)]).contains("too large"))
        let half = 1 << 52
        #expect(
            message(
                [("it", true, half), ("hr", true, half), ("x", true, half), ("school", false, 0)], [("it", "school", 1)]
            )
            .contains("the sum is too large"))
        let found = faults {
            try runDepartments(
                [("a", true, 1 << 50), ("b", true, 0), ("p", false, 0)],
                [("a", "b", 1e16), ("b", "a", 1e16), ("b", "p", 1)], methods: ["reciprocal"])
        }
        #expect(found.first?.kind == .limit)
        #expect(found.first?.message.en.contains("nearly all service stays") == true)
    }

    @Test("more support departments than can be solved are refused as a limit")
    func tooMany() {
        let many = (0...mostSupports).map { ("s\($0)", true, 1) } + [("p", false, 0)]
        let found = faults { try runDepartments(many, (0...mostSupports).map { ("s\($0)", "p", 1) }) }
        #expect(found.map(\.kind) == [.limit])
    }

    @Test("an order that is not one")
    func order() {
        let usage: Usage = [("it", "school", 1), ("hr", "school", 1)]
        #expect(message(three, usage, ["step-down"], order: ["it"]).contains("'hr' is missing"))
        #expect(message(three, usage, ["step-down"], order: ["it", "it"]).contains("stands twice"))
        #expect(message(three, usage, ["step-down"], order: ["it", "school"]).contains("no support department"))
        #expect(message(three, usage, ["step-down"], order: ["bysize"]).contains("Did you mean 'by-size'?"))
        #expect(message(three, usage, ["fair"]).contains("'fair' is unknown"))
        #expect(message(three, usage, ["direct", "direct"]).contains("stands twice"))
    }

    @Test("by-services puts the department that serves the others most first")
    func services() throws {
        let usage: Usage = [("it", "hr", 1), ("it", "school", 9), ("hr", "it", 5), ("hr", "school", 5)]
        let output = try runDepartments(three, usage, order: ["by-services"])
        let order = output.findings.first { $0.id == "order-by-services" }?.arguments["order"]?.cell
        #expect(order == .text("hr, it"))
    }
}
