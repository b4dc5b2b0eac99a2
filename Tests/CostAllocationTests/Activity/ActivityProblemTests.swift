// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

@testable import SamverkCostAllocation

@Suite("Activities that cannot be reckoned with are refused in one clear sentence")
struct ActivityProblemTests {
    private let good = ActivityInputs(
        resources: [("desk", 100, 60)], activities: [("call", "desk", 1, nil)], usage: [("a", "call", 9)])

    private func message(_ change: (inout ActivityInputs) -> Void) -> String {
        var inputs = good
        change(&inputs)
        let found = faults { try inputs.run() }
        #expect(found.count == 1)
        return found.first.map { $0.message.en + " | " + ($0.remedy?.en ?? "") } ?? ""
    }

    @Test("inputs that are missing")
    func missing() {
        #expect(message { $0 = ActivityInputs() }.contains("neither activities nor digital services"))
        #expect(message { $0.usage = [] }.contains("'usage' is missing"))
        #expect(message { $0.resources = [] }.contains("'resources' is missing"))
    }

    @Test("unknown, double, negative, zero and huge")
    func rows() {
        #expect(message { $0.activities = [("call", "desk2", 1, nil)] }.contains("Did you mean 'desk'?"))
        #expect(message { $0.usage = [("a", "cal", 1)] }.contains("Did you mean 'call'?"))
        #expect(message { $0.usage = [("a", "call", -1)] }.contains("-1 is negative"))
        #expect(message { $0.usage = [("a", "call", 1), ("a", "call", 2)] }.contains("same key"))
        #expect(message { $0.usage = [("a", "call", 1), (" a", "call", 2)] }.contains("stands twice"))
        #expect(message { $0.resources = [("desk", 100, 0)] }.contains("larger than 0"))
        #expect(message { $0.resources = [("desk", -1, 60)] }.contains("the amount is negative"))
        #expect(message { $0.resources = [("desk", .max, 60)] }.contains("too large"))
        #expect(message { $0.activities = [("call", "desk", -2, nil)] }.contains("-2 is negative"))
        #expect(message { $0.activities = [("call", "desk", 1, "enablng")] }.contains("Did you mean 'enabling'?"))
    }

    @Test("services with shares above one, negative volumes and amounts that do not fit")
    func services() {
        #expect(message { $0.services = [("s", 1, 1, 1, 1, 1.5, 1)] }.contains("at most 1 (100%)"))
        #expect(message { $0.services = [("s", -1, 1, 1, 1, 1, 1)] }.contains("not negative"))
        #expect(
            message { $0.services = [("s", 1 << 40, 1 << 40, 1, 1, 1, 1)] }.contains("volume times cost is too large"))
        #expect(message { $0.services = [("s", 1, 1, 1, 1, 1, -0.1)] }.contains("is negative"))
    }

    @Test("the finest and the largest numbers still add up")
    func extremes() throws {
        var inputs = good
        inputs.resources = [("desk", 1 << 53, 1e300)]
        inputs.usage = [("a", "call", 1e299), ("b", "call", 1e-300)]
        let output = try inputs.run()
        let assigned = output.amounts("objects", "cost").values.reduce(0, +)
        let unused = output.amounts("resources", "unused_cost").values.reduce(0, +)
        #expect(assigned + unused == 1 << 53)
    }
}
