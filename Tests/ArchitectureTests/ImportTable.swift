// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkTestSupport

/// The table of docs/contracts.md, section 7: what each room may import. The document is the rule; this reads it.
struct ImportTable {
    /// What `system` stands for in the table.
    static let system = ["Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization"]

    /// The modules each room may import.
    let allowed: [String: Set<String>]

    init() throws {
        let file = Golden.root.appending(path: "docs/contracts.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        var allowed: [String: Set<String>] = [:]
        let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix("7.") } ?? ""
        for line in section.components(separatedBy: "\n") where line.hasPrefix("| ") && !line.hasPrefix("| room") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3 else { continue }
            let rooms = list(cells[1]).map { "Samverk" + $0 }
            let libraries = list(cells[2]).flatMap { $0 == "system" ? ImportTable.system : [$0] }
            for room in list(cells[0]) { allowed[room] = Set(rooms + libraries) }
        }
        self.allowed = allowed
    }
}

private func list(_ cell: String) -> [String] {
    cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0 != "-" }
}
