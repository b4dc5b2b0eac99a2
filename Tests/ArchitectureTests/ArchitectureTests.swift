// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkTestSupport
import Testing

/// What must never be, so that the rooms stay apart (docs/contracts.md, section 7).
@Suite struct ArchitectureTests {
    static let swift = SourceFile.all(["Sources"], endings: ["swift"])
    /// The borders to C libraries: module maps and shims, no rooms.
    static let borders: Set<String> = ["CLua", "CSodium", "CSQLiteShim", "CZlib"]
    static let firstParty = ["cost-allocation", "support-pooling", "billing", "capability-map", "tbm"]

    @Test func thereAreSourcesToRead() {
        #expect(Self.swift.count > 20)
        #expect(Self.swift.contains { !$0.imports.isEmpty })
    }

    @Test func everyRoomStandsInTheTable() throws {
        let table = try ImportTable()
        #expect(table.allowed.count >= 12)
        for room in Set(Self.swift.compactMap(\.room)).sorted() {
            #expect(table.allowed[room] != nil, "docs/contracts.md section 7 has no row for \(room)")
        }
    }

    @Test func roomsImportWhatTheTableAllowsAndNothingElse() throws {
        let table = try ImportTable()
        for file in Self.swift {
            let allowed = file.room.flatMap { table.allowed[$0] } ?? []
            for module in file.imports where !allowed.contains(module) {
                Issue.record(
                    "\(file.path) imports \(module), which \(file.room ?? "it") may not (docs/contracts.md, section 7)")
            }
        }
    }

    @Test func nothingInCoreNamesAFirstPartyPlugin() {
        let modules = [
            "SamverkCostAllocation", "SamverkSupportPooling", "SamverkBilling", "SamverkCapabilityMap", "SamverkTBM",
        ]
        for file in Self.swift where file.path.hasPrefix("Sources/Core/") {
            for name in Self.firstParty + modules where file.names(name) {
                Issue.record("\(file.path) names \(name): Core knows plugins by their manifests only")
            }
        }
    }

    @Test func theProgramsThatRunStrangersCodeAreC() {
        #expect(!Self.swift.contains { ["Worker", "Launch"].contains($0.room) })
    }

    @Test func badDataNeverCrashesSources() {
        for file in Self.swift {
            let code = file.code
            for word in ["try!", " as! ", "fatalError(", "preconditionFailure(", "unsafeBitCast("]
            where code.contains(word) {
                Issue.record("\(file.path) has \(word): throw a Problem instead")
            }
        }
    }

    @Test func everySourceFileHasTheLicenceLine() {
        for file in SourceFile.all(["Sources", "Tests"], endings: ["swift", "c", "h"]) {
            #expect(file.text.hasPrefix("// SPDX-License-Identifier: EUPL-1.2\n") || isHostile(file), "\(file.path)")
        }
    }

    @Test func everyRoomSaysWhatItIs() throws {
        for folder in ["Sources/Core", "Sources/Plugins"] {
            let root = Golden.root.appending(path: folder)
            for room in (try? FileManager.default.contentsOfDirectory(atPath: root.path))?.sorted() ?? []
            where !Self.borders.contains(room) && !room.hasPrefix(".") {
                let readme = root.appending(path: "\(room)/README.md")
                let text = try? String(contentsOf: readme, encoding: .utf8)
                #expect(
                    text?.split(separator: "\n").contains { $0.hasPrefix("# ") } == true,
                    "\(folder)/\(room)/README.md is missing or has no title")
            }
        }
    }

    /// A plugin in Lua is built by nobody: its folder is what is run, and holds no code of another kind.
    @Test func aPluginsFolderHoldsOneLanguage() {
        let lua = SourceFile.all(["Sources/Plugins"], endings: ["lua"])
        #expect(!lua.isEmpty)
        let folders = Set(lua.compactMap { $0.path.split(separator: "/").dropFirst(2).first })
        for file in Self.swift where file.path.hasPrefix("Sources/Plugins/") {
            #expect(!folders.contains { file.path.hasPrefix("Sources/Plugins/\($0)/") }, "\(file.path)")
        }
        for file in lua { #expect(file.text.hasPrefix("-- SPDX-License-Identifier: EUPL-1.2\n"), "\(file.path)") }
    }

    private func isHostile(_ file: SourceFile) -> Bool { file.path.hasPrefix("Tests/Hostile/") }
}

/// The reader of source files itself.
@Suite struct SourceFileTests {
    @Test func importsAreFoundInAllTheirForms() {
        let file = SourceFile(
            path: "Sources/CLI/A.swift",
            text: """
                // import Commented
                import Glibc
                @preconcurrency import Foundation
                public import SamverkDomain
                @testable import struct GRDB.Row
                /* import Blocked */ import Yams
                let text = "import Quoted" // import Tail
                """)
        #expect(file.imports == ["Glibc", "Foundation", "SamverkDomain", "GRDB", "Yams"])
        #expect(file.room == "CLI")
    }

    @Test func namesAreWholeWordsOutsideComments() {
        let file = SourceFile(
            path: "Sources/Core/Rules/A.swift",
            text: """
                /// As billing/accepts@1.
                let a = "billings", b = "cost-allocation-2", c = "\\"//" // tbm
                let d = "x/tbm"
                """)
        #expect(!file.names("billing"))
        #expect(!file.names("cost-allocation"))
        #expect(file.names("tbm"))
    }
}
