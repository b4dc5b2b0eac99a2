// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Glibc
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkArchives

/// A folder is read as strictly as an archive.
@Suite struct FolderTreeTests {
    /// What is put into a folder, and the words that refuse it.
    static let attacks: [(String, @Sendable (String) -> Void, String)] = [
        ("a link", { symlink("/etc/passwd", $0 + "/x") }, "'x' is neither a regular file nor a folder"),
        ("a link to a folder", { symlink("/etc", $0 + "/x") }, "'x' is neither a regular file nor a folder"),
        ("a link to nothing", { symlink("nowhere", $0 + "/x") }, "'x' is neither a regular file nor a folder"),
        ("a pipe", { mkfifo($0 + "/x", 0o600) }, "'x' is neither a regular file nor a folder"),
        ("a socket", { bind($0 + "/x") }, "'x' is neither a regular file nor a folder"),
        ("a name of two lines", { write($0 + "/a\nb") }, "invisible character (U+A)"),
        (
            "two cases",
            {
                write($0 + "/A"); write($0 + "/a")
            }, "differ only in case"
        ),
        ("no UTF-8", { write(bytes: Array($0.utf8) + [0x2F, 0xE5]) }, "not valid UTF-8"),
        ("nothing", { _ in }, "there is no file"),
    ]

    @Test(arguments: attacks.indices) func attacksAreRefused(_ index: Int) throws {
        let (_, make, words) = Self.attacks[index]
        let playground = try Playground()
        let source = playground.path + "/source"
        mkdir(source, 0o700)
        make(source)
        let before = playground.names
        let copied = faults { try Archive.copy(folder: source, to: playground.staging) }
        #expect(copied.first?.message.en.contains(words) == true, "\(copied)")
        #expect(copied.first?.place.file == source)
        #expect(playground.names == before)
        #expect(faults { try Archive.files(inFolder: source) } == copied)
    }

    @Test func filesAreCopiedAndSomePassedOver() throws {
        let playground = try Playground()
        let source = playground.path + "/source"
        mkdir(source, 0o700)
        mkdir(source + "/.git", 0o700)
        mkdir(source + "/lib", 0o700)
        Self.write(source + "/.git/x")
        Self.write(source + "/lib/a.lua")
        chmod(source + "/lib/a.lua", 0o4711)
        symlink("/etc", source + "/lib/link")
        let skips: (String) -> Bool = { $0 == ".git" || $0 == "lib/link" }
        let entries = try Archive.copy(folder: source, to: playground.staging, skipping: skips)
        #expect(entries.map(\.path) == ["lib", "lib/a.lua"])
        #expect(playground.mode("lib/a.lua") == 0o755)
        let files = try Archive.files(inFolder: source, skipping: skips)
        #expect(files == [ArchiveFile("lib/a.lua", Array("x".utf8), isExecutable: true)])
    }

    @Test func aFolderThatIsThereIsNotWrittenIn() throws {
        let playground = try Playground()
        mkdir(playground.staging, 0o700)
        let told = told(faults { try playground.extract(CraftedTar.of { $0.add("a") }) })
        #expect(told.first?.contains("File exists") == true)
        #expect(playground.names == ["package", "staging"])
    }

    @Test func whatIsNotThereOrNoFileIsTold() throws {
        let playground = try Playground()
        for (path, words) in [("nowhere", "No such file"), (".", "no regular file")] {
            let file = playground.path + "/" + path
            let faults = faults { try Archive.extract(file, to: playground.staging) }
            #expect(faults.first?.message.en.contains(words) == true)
            #expect(faults.first?.place.file == file)
        }
        let pipe = playground.path + "/pipe"
        mkfifo(pipe, 0o600)
        #expect(faults { try Archive.extract(pipe, to: playground.staging) }.first?.message.en == "is no regular file.")
        #expect(playground.names == ["pipe"])
    }

    @Test func discardingRemovesLinksAndNotWhatTheyPointTo() throws {
        let playground = try Playground()
        Self.write(playground.path + "/kept")
        let staging = try StagingFolder(making: playground.staging)
        try Archive.read(ArchiveInMemory(CraftedTar.of { $0.add("a/b/c") }), Intake(ArchiveLimits(), into: staging))
        // Somebody else puts links there meanwhile.
        symlink(playground.path, playground.staging + "/a/out")
        symlink("../../../kept", playground.staging + "/a/b/kept")
        staging.discard()
        #expect(playground.names == ["kept"])
    }

    @Test func noLinkThatIsPutThereMeanwhileIsFollowed() throws {
        let playground = try Playground()
        mkdir(playground.path + "/outside", 0o700)
        let staging = try StagingFolder(making: playground.staging)
        symlink("../outside", playground.staging + "/a")
        symlink("../outside/new", playground.staging + "/x")
        let limits = ArchiveLimits()
        #expect(!faults { try staging.beginFile(try ArchivePath("a/b".utf8, limits), isExecutable: false) }.isEmpty)
        #expect(!faults { try staging.beginFile(try ArchivePath("x".utf8, limits), isExecutable: false) }.isEmpty)
        #expect(!faults { try staging.makeFolder(try ArchivePath("a".utf8, limits)) }.isEmpty)
        #expect(playground.names.filter { $0.hasPrefix("outside/") } == [])
    }

    private static func write(_ path: String) { write(bytes: Array(path.utf8)) }

    private static func write(bytes path: [UInt8]) {
        let file = path.map { CChar(bitPattern: $0) } + [0]
        let opened = open(file, O_WRONLY | O_CREAT, 0o600)
        Glibc.write(opened, "x", 1)
        close(opened)
    }

    private static func bind(_ path: String) {
        let listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = Glibc.bind(listening, $0, size) }
        }
        close(listening)
    }
}
