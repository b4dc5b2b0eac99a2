// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

/// docs/plugins.md tells of every field that the schema of plugin.json has, and of no other.
@Suite("The page on plugin.json") struct ManifestPageTests {
    private let section: Substring
    private let fields: Set<String>

    init() throws {
        let page = try String(contentsOf: Golden.root.appending(path: "docs/plugins.md"), encoding: .utf8)
        let start = try #require(page.range(of: "\n## 7. plugin.json\n"))
        let end = try #require(page.range(of: "\n## 8."))
        section = page[start.upperBound..<end.lowerBound]
        let schema = try Data(contentsOf: Golden.root.appending(path: "docs/plugin.schema.json"))
        fields = Self.properties(try JSON.read(Array(schema)))
    }

    private static func properties(_ json: JSON) -> Set<String> {
        var names: Set<String> = []
        for member in json.object?.members ?? [] {
            if member.name == "properties" { names.formUnion(member.value.object?.names ?? []) }
            names.formUnion(properties(member.value))
        }
        for element in json.array ?? [] { names.formUnion(properties(element)) }
        return names
    }

    @Test("has every field of the schema")
    func complete() {
        #expect(fields.count > 50)
        #expect(fields.filter { !section.contains("`\($0)`") }.sorted() == [])
    }

    @Test("has no field that there is not: the first column of its tables")
    func nothingElse() {
        let told = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { line in
            line.split(separator: "|")[0].matches(of: #/`([^`]+)`/#).map { String($0.1) }
        }
        #expect(told.count > 20)
        #expect(told.filter { !fields.contains($0) } == [])
    }
}
