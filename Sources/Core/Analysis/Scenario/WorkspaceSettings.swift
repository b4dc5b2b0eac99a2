// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Yams

/// What `samverk.yaml` says of a workspace (Swedish: *arbetsmapp*).
public struct WorkspaceSettings: Sendable {
    public var title: Localized
    /// The scenario that `samverk run` runs when none is named.
    public var scenario: String?
    /// What `samverk init` imports: dataset and file, in order.
    public var data: [(dataset: String, file: String)]
    /// Plugins that may run here though the key that signed them is revoked.
    public var allowRevoked: Set<String> = []

    /// Reads `samverk.yaml`.
    ///
    /// - Throws: ``Problem`` with line and column.
    public init(yaml text: String, file: String) throws(Problem) {
        let reader = YAMLReader(file: file)
        title = ""
        data = []
        for (key, name, value) in try reader.members(
            try reader.root(text), Localized(sv: "samverk.yaml", en: "samverk.yaml"))
        {
            switch name {
            case "title": title = try reader.localized(value)
            case "scenario": scenario = try reader.scalar(value).text
            case "data":
                for (_, dataset, file) in try reader.members(value, "data") {
                    data.append((dataset, try reader.scalar(file).text))
                }
            case "allow_revoked": allowRevoked = Set(try reader.scalars(value).map(\.text))
            default: throw reader.unknown(key, name, ["title", "scenario", "data", "allow_revoked"])
            }
        }
    }
}
