// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// Files with expected bytes in Tests/Golden, read in review and refreshed with `RECORD_SNAPSHOTS=1 scripts/test`.
public enum Golden {
    /// The root of the repository.
    public static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Expects these bytes to be those of the golden file, or writes them there when recording.
    public static func expect(
        _ bytes: [UInt8], equal name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = repository.appending(path: "Tests/Golden/\(name)")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        let expected = try Data(contentsOf: file)
        #expect(
            String(decoding: bytes, as: UTF8.self) == String(decoding: expected, as: UTF8.self),
            "Tests/Golden/\(name) differs; if the change is meant, refresh it with RECORD_SNAPSHOTS=1",
            sourceLocation: sourceLocation)
        #expect(bytes == [UInt8](expected), sourceLocation: sourceLocation)
    }
}
