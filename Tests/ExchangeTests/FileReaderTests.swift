// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkTestSupport
import Testing

@testable import SamverkExchange

@Suite("Files")
struct FileReaderTests {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "samverk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "a,b\n".write(toFile: folder + "/kommuner.csv", atomically: true, encoding: .utf8)
        try "".write(toFile: folder + "/empty.csv", atomically: true, encoding: .utf8)
    }

    @Test("are read whole")
    func whole() throws {
        #expect(try FileReader.read(folder + "/kommuner.csv") == Array("a,b\n".utf8))
        #expect(try FileReader.read(folder + "/empty.csv").isEmpty)
    }

    @Test("that are missing suggest the nearest name in the folder")
    func missing() {
        let problem = faults { try FileReader.read(folder + "/kommunr.csv") }
        #expect(problem.map(\.message.en) == ["The file does not exist."])
        #expect(problem.first?.remedy?.en == "Did you mean '\(folder)/kommuner.csv'?")
        #expect(faults { try FileReader.read("") }.count == 1)
        #expect(faults { try FileReader.read("a\0b") }.count == 1)
    }

    @Test("that are folders, devices or pipes are refused")
    func special() {
        #expect(faults { try FileReader.read(folder) }.map(\.message.en) == ["This is a folder, not a file."])
        #expect(faults { try FileReader.read("/dev/zero") }.map(\.message.en) == ["This is not a regular file."])
        #expect(mkfifo(folder + "/pipe", 0o600) == 0)
        #expect(faults { try FileReader.read(folder + "/pipe") }.map(\.message.en) == ["This is not a regular file."])
    }
}
