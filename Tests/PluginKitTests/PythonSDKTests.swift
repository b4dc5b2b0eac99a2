// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkTestSupport
import Testing

/// The SDK for plugins in Python has tests of its own, in Python; they read the golden messages that the Swift side writes.
@Suite("The Python SDK") struct PythonSDKTests {
    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: Golden.root.path + "/" + folder)) ?? []).sorted()
    }

    private static func tests(in folder: String) -> [String] {
        names(in: folder).filter { $0.hasPrefix("test_") && $0.hasSuffix(".py") }.map { folder + "/" + $0 }
    }

    static let examples = names(in: "Examples/plugins")
    static let files = tests(in: "sdk/python/tests") + examples.flatMap { tests(in: "Examples/plugins/\($0)/tests") }

    @Test("has tests, and so has the example") func thereAreTests() { #expect(Self.files.count >= 4) }

    @Test("and the examples pass their own tests", arguments: files)
    func pass(file: String) throws { try PythonFile.expectPassing(file, in: Golden.root.path) }

    @Test("stands unchanged in each example", arguments: examples)
    func copies(example: String) throws {
        let own = try Data(contentsOf: Golden.root.appending(path: "sdk/python/samverk.py"))
        #expect(try Data(contentsOf: Golden.root.appending(path: "Examples/plugins/\(example)/samverk.py")) == own)
    }
}
