// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// A small plugin in Lua that counts heads, with what a test wants to be different.
struct SamplePlugin {
    var id = "head-count"
    var version = "1.0.0"
    var publisher = "Kommun A"
    /// What each head counts for: the figures move with it.
    var factor = 1
    /// A further column of `municipalities` that it reads.
    var reads: String?
    /// Other plugins that it requires.
    var requires: [String: String] = [:]

    /// The text of `main.lua`.
    var code: String {
        """
        return plugin { analyses = { count = function(run)
          local rows = {}
          for i, row in ipairs(run.inputs.people) do
            rows[i] = { municipality = row.municipality, heads = row.people * \(factor) }
          end
          return { tables = { counts = rows } }
        end } }

        """
    }

    /// `plugin.json`; with the list of files it is a package.
    func manifest(packed: Bool = true) throws -> String {
        func title(_ text: String) -> JSON { ["sv": .string(text), "en": .string(text)] }
        func column(_ name: String, _ type: String, unit: String? = nil) -> JSON {
            var column: JSONObject = ["name": .string(name), "type": .string(type), "title": title(name)]
            if let unit { column["unit"] = .string(unit) }
            return .object(column)
        }
        var columns = [column("municipality", "party"), column("people", "integer", unit: "persons")]
        var reading: [JSON] = [["name": "municipality", "from": "code"], ["name": "people", "from": "population"]]
        if let reads {
            columns.append(column("more", "money", unit: "öre/year"))
            reading.append(["name": "more", "from": .string(reads)])
        }
        var object: JSONObject = [
            "schema": 1, "id": .string(id), "version": .string(version), "api": "^1.0", "title": title("Heads"),
            "summary": title("Counts heads."), "publisher": .string(publisher), "licence": "EUPL-1.2",
            "runtime": ["kind": "lua", "entry": ["main.lua"]],
            "requires": .object(JSONObject(requires.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            "analyses": [
                [
                    "id": "count", "title": title("Count"), "summary": title("Counts."), "parameters": [],
                    "inputs": [
                        [
                            "name": "people", "title": title("People"), "key": ["municipality"],
                            "columns": .array(columns),
                            "read": [
                                "dataset": "municipalities", "columns": .array(reading),
                                "where": [["column": "code", "from": "members"]],
                            ],
                        ]
                    ],
                    "outputs": [
                        [
                            "name": "counts", "title": title("Counts"), "key": ["municipality"], "lineage": "key",
                            "columns": [
                                column("municipality", "party"), column("heads", "integer", unit: "persons"),
                            ],
                        ]
                    ],
                    "findings": [], "charts": [],
                ]
            ],
        ]
        if packed {
            object["files"] = [
                [
                    "path": "main.lua", "size": .integer(code.utf8.count),
                    "sha256": .string(try Sum.sha256(Array(code.utf8))),
                    "executable": false,
                ]
            ]
        }
        return JSON.object(object).prettyText + "\n"
    }

    /// Writes it as a folder, for its author or as a package.
    @discardableResult
    func write(to name: String, in folder: Folder, packed: Bool = true) throws -> String {
        try folder.write(try manifest(packed: packed), to: name + "/plugin.json")
        try folder.write(code, to: name + "/main.lua")
        return name
    }

    /// Writes it as an archive, signed when a key file is named.
    func pack(_ name: String, in folder: Folder, key: String? = nil) throws -> String {
        let source = try write(to: "source-" + name, in: folder, packed: false)
        var call = ["plugin", "pack", source, "-o", name + ".tar.gz"]
        if let key { call += ["--key", key] }
        let outcome = try Tool.run(call, in: folder)
        guard outcome.status == 0 else { throw Problem(Localized(sv: outcome.errors, en: outcome.errors)) }
        return name + ".tar.gz"
    }

    /// The same with other values.
    func with(_ change: (inout SamplePlugin) -> Void) -> SamplePlugin {
        var copy = self
        change(&copy)
        return copy
    }
}

/// Sums by the system's own program, which is not ours.
enum Sum {
    static func sha256(_ bytes: [UInt8]) throws -> String {
        let folder = try Folder.new()
        try folder.write(bytes: bytes, to: "bytes")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = [folder.path + "/bytes"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: said.prefix(64), as: UTF8.self)
    }
}

/// A `.tar` of any entries, also those that no packer would write.
enum TarBytes {
    struct Entry {
        var name: String
        var text = ""
        /// `0` a file, `2` a symbolic link, `1` a hard link.
        var kind: Character = "0"
        var target = ""
    }

    static func archive(_ entries: [Entry]) -> [UInt8] {
        entries.flatMap(bytes) + [UInt8](repeating: 0, count: 1024)
    }

    private static func bytes(_ entry: Entry) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ at: Int) {
            header.replaceSubrange(at..<at + text.utf8.count, with: Array(text.utf8))
        }
        let size = String(entry.text.utf8.count, radix: 8)
        put(entry.name, 0)
        put("0000644\0", 100)
        put("0000000\0", 108)
        put("0000000\0", 116)
        put(String(repeating: "0", count: 11 - size.count) + size + "\0", 124)
        put("00000000000\0", 136)
        put("        ", 148)
        put(String(entry.kind), 156)
        put(entry.target, 157)
        put("ustar\0" + "00", 257)
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", 148)
        let body = Array(entry.text.utf8)
        return header + body + [UInt8](repeating: 0, count: (512 - body.count % 512) % 512)
    }
}
