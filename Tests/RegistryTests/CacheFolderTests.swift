// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkRegistry
import Synchronization
import Testing

/// What may be lost: entries come back as they were kept, or not at all.
@Suite struct CacheFolderTests {
    private static let content = Array("what a step came to".utf8)

    @Test func whatIsKeptComesBackUntilItIsReplaced() throws {
        let cache = CacheFolder(try temporaryFolder() + "/cache")
        #expect(cache.entry("steps/a") == nil)
        cache.keep(Self.content, as: "steps/a")
        #expect(cache.entry("steps/a") == Self.content && cache.entry("steps/b") == nil)
        cache.keep([], as: "steps/a")
        #expect(cache.entry("steps/a") == [])
    }

    @Test(
        "a damaged entry is none, and is kept anew",
        arguments: ["truncated", "empty", "changed", "longer", "another's", "a link", "a pipe"])
    func damage(_ kind: String) throws {
        let cache = CacheFolder(try temporaryFolder() + "/cache")
        let file = cache.path + "/steps/a"
        cache.keep(Self.content, as: "steps/a")
        var bytes = try Data(contentsOf: URL(filePath: file))
        switch kind {
        case "truncated": bytes.removeLast()
        case "empty": bytes = Data()
        case "changed": bytes[bytes.count - 3] ^= 1
        case "longer": bytes.append(0)
        case "another's": bytes = Data("{\"key\":{}}".utf8)
        case "a link":
            try FileManager.default.moveItem(atPath: file, toPath: cache.path + "/elsewhere")
            try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: cache.path + "/elsewhere")
        default:
            unlink(file)
            #expect(mkfifo(file, 0o600) == 0)
        }
        if !kind.hasPrefix("a ") { try bytes.write(to: URL(filePath: file)) }
        #expect(cache.entry("steps/a") == nil)
        cache.keep(Self.content, as: "steps/a")
        #expect(cache.entry("steps/a") == Self.content)
    }

    @Test func everyEntryIsInspected() throws {
        let cache = CacheFolder(try temporaryFolder() + "/cache")
        #expect(cache.inspect().entries == 0)
        for name in ["steps/a", "steps/b", "last/c"] { cache.keep(Self.content, as: name) }
        try Data("x".utf8).write(to: URL(filePath: cache.path + "/steps/b"))
        let (entries, bytes, problems) = cache.inspect()
        #expect(entries == 3 && bytes == 2 * (65 + Self.content.count) + 1)
        #expect(problems.map(\.place.file) == ["cache/steps/b"])
    }

    @Test func theOldestGoWhenThereIsNoRoom() throws {
        let size = 65 + Self.content.count
        let cache = CacheFolder(try temporaryFolder() + "/cache", most: 3 * size)
        for (age, name) in ["a", "b", "c", "d", "e"].enumerated() {
            cache.keep(Self.content, as: "steps/" + name)
            let file = cache.path + "/steps/" + name
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000 + Double(age))], ofItemAtPath: file)
        }
        #expect(cache.entry("steps/a") != nil, "what is used is young")
        cache.trim()
        #expect(["a", "b", "c", "d", "e"].filter { cache.entry("steps/" + $0) != nil } == ["a", "d", "e"])
    }

    @Test func draftsThatNobodyFinishesGo() throws {
        let cache = CacheFolder(try temporaryFolder() + "/cache")
        cache.keep(Self.content, as: "steps/a")
        for (name, age) in [("new-1", 10.0), ("new-2", 7200)] {
            let file = cache.path + "/steps/" + name
            try Data("half".utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file)
        }
        cache.trim()
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path + "/steps").sorted() == ["a", "new-1"])
    }

    @Test func whereNothingCanBeWrittenNothingIsKept() throws {
        let path = try temporaryFolder() + "/cache"
        try Data().write(to: URL(filePath: path))
        let cache = CacheFolder(path)
        cache.keep(Self.content, as: "steps/a")
        cache.trim()
        #expect(cache.entry("steps/a") == nil)
    }

    @Test func readersSeeAnEntryWholeWhoeverWrites() async throws {
        let cache = CacheFolder(try temporaryFolder() + "/cache")
        let contents = (0..<8).map { [UInt8](repeating: $0, count: 100_000) }
        cache.keep(contents[0], as: "steps/a")
        await withTaskGroup(of: Void.self) { group in
            for content in contents {
                group.addTask {
                    for _ in 0..<20 {
                        cache.keep(content, as: "steps/a")
                        #expect(cache.entry("steps/a").map(contents.contains) == true)
                    }
                }
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path + "/steps") == ["a"])
    }
}

/// Files that are hashed once.
@Suite struct FileDigestsTests {
    @Test func aFileIsReadAgainOnlyWhenItChanges() throws {
        let folder = try temporaryFolder()
        let file = folder + "/program"
        let read = Mutex(0)
        func digest(_ path: String) throws -> String {
            // A memory of its own each time, as each command has.
            try FileDigests(CacheFolder(folder + "/cache")).sha256(of: path) { path in
                read.withLock { $0 += 1 }
                return Array(try Data(contentsOf: URL(filePath: path)))
            }
        }
        func write(_ text: String, secondsAgo: Double) throws {
            try Data(text.utf8).write(to: URL(filePath: file))
            let date = Date(timeIntervalSinceNow: -secondsAgo)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
        }
        try write("one", secondsAgo: 100)
        // Its change of times is new: it may change again within the same tick of the clock.
        #expect(try digest(file) == Digest.sha256("one") && digest(file) == Digest.sha256("one"))
        #expect(read.withLock { $0 } == 2)
        #expect(throws: (any Error).self) { try digest(folder + "/none") }
        // A file of the system has been there for long.
        let shell = "/bin/sh"
        read.withLock { $0 = 0 }
        let first = try digest(shell)
        #expect(try digest(shell) == first && read.withLock { $0 } == 1)
        #expect(first == Digest.sha256(Array(try Data(contentsOf: URL(filePath: shell)))))
    }
}
