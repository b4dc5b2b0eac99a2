// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("Published cases of support departments")
struct PublishedDepartmentsTests {
    static let ids = [
        "support-two-small", "delivery", "maintenance-computing", "castleford", "cima-ba2", "ca-intermediate",
        "donovan-steel", "steel-iron", "clinic", "two-districts", "matrices",
    ]

    @Test("what each operating department bears: exact to the öre, and as printed", arguments: ids)
    func allocation(id: String) throws {
        let wanted = try DepartmentCase(id)
        #expect(wanted.runs.count >= 2)
        for run in wanted.runs {
            let output = try wanted.run(run.method, order: run.order)
            try check(output.amounts("allocation", run.method), wanted.expected[run.key], run.key)
        }
    }

    @Test("gross cost of the support departments", arguments: ids)
    func gross(id: String) throws {
        let wanted = try DepartmentCase(id)
        let output = try wanted.run("reciprocal", order: ["by-size"])
        let gross = output.amounts("gross", "gross").map { (String($0.key.split(separator: ">")[1]), $0.value) }
        try check(Dictionary(uniqueKeysWithValues: gross), wanted.expected["reciprocal_gross"], "gross")
    }

    @Test("answers that are printed but wrong are not reproduced", arguments: ["two-districts", "matrices"])
    func wrong(id: String) throws {
        let wanted = try DepartmentCase(id)
        for member in wanted.wrong.members {
            let values = try #require(member.value["values"]?.object).members
            let exact = try #require(wanted.expected[member.name]?["exact"]?.object)
            for value in values {
                let right = fraction(exact[value.name]?.string ?? "")
                #expect(abs(right - (value.value.number ?? right)) > 5, "\(value.name)")
            }
        }
    }

    @Test("step-down sends nothing back to a closed department (the 8 800 that a web answer loses)")
    func closed() throws {
        let wanted = try DepartmentCase("two-districts")
        let output = try wanted.run("step-down", order: ["administrative", "maintenance"])
        let flows = output.amounts("flows", "amount")
        #expect(flows["step-down>administrative>maintenance"] == 1_080_000)
        #expect(flows["step-down>maintenance>administrative"] == nil)
        #expect(output.amounts("gross", "gross")["step-down>maintenance"] == 5_280_000)
        #expect(output.amounts("allocation", "step-down") == ["suburban": 21_548_000, "downtown": 5_052_000])
    }

    @Test("the printed steps of the hospital: 7 500 to dietary, 27 167 on to administration")
    func clinic() throws {
        let wanted = try DepartmentCase("clinic")
        let output = try wanted.run("step-down", order: ["maintenance", "dietary", "administrative"])
        let flows = output.amounts("flows", "amount")
        #expect(flows["step-down>maintenance>dietary"] == 750_000)
        #expect(abs((flows["step-down>dietary>administrative"] ?? 0) - 2_716_667) <= 1)  // 2/3 öre above a whole one
        #expect(output.amounts("gross", "gross")["step-down>dietary"] == 40_750_000)
    }

    @Test("a part of a service is the exact fraction, not that of the rounded amounts")
    func parts() throws {
        // 1 000 kronor by sixths
        let output = try runDepartments(
            [("it", true, 100_000), ("school", false, 0), ("care", false, 0), ("roads", false, 0)],
            [("it", "school", 1), ("it", "care", 2), ("it", "roads", 3)])
        for method in ["direct", "step-down", "reciprocal"] {
            let row = try #require(output["flows"]?.row(keyText: "\(method),it,school"))
            #expect(output["flows"]?[row, "share"] == .real(1.0 / 6), "\(method)")
        }
        let shares = output["flows"]?["share"]?.numbers.compactMap { $0 } ?? []
        #expect(shares.count == 9 && shares.allSatisfy { [1.0 / 6, 1.0 / 3, 1.0 / 2].contains($0) })
    }

    private func check(_ found: [String: Int], _ answer: JSON?, _ what: String) throws {
        let exact = try #require(answer?["exact"]?.object)
        #expect(found.count == exact.members.count)
        for value in exact.members {
            let ore = try #require(found[value.name], "\(what) \(value.name)")
            #expect(abs(Double(ore) - 100 * fraction(value.value.string ?? "")) < 1, "\(what) \(value.name)")
        }
        let tolerance = answer?["published"]?["tolerance"]?.number ?? 0
        for value in answer?["published"]?["values"]?.object?.members ?? [] {
            let ore = Double(try #require(found[value.name]))
            #expect(abs(ore / 100 - (value.value.number ?? .nan)) <= tolerance + 0.01, "\(what) \(value.name)")
        }
    }
}
