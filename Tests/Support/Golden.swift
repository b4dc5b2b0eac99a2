// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Testing

/// Files that hold what a program is expected to print. `RECORD_SNAPSHOTS=1 swift test` writes them anew; the
/// difference is then read in review.
public enum Golden {
    /// The folder of the repository, found from this file's own place.
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Compares text with the golden file `Tests/Golden/NAME`.
    ///
    /// - Returns: nil when they are equal (or the file was recorded); otherwise the lines that differ, to be shown.
    public static func difference(_ actual: String, _ name: String) -> String? {
        let file = root.appendingPathComponent("Tests/Golden").appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            do {
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(actual.utf8).write(to: file)
                return nil
            } catch {
                return "Cannot write \(file.path): \(error)"
            }
        }
        guard let data = try? Data(contentsOf: file) else {
            return "There is no golden file Tests/Golden/\(name). Run once with RECORD_SNAPSHOTS=1 and read it."
        }
        // By bytes: equal characters may be written in several ways.
        if data == Data(actual.utf8) { return nil }
        let expected = String(decoding: data, as: UTF8.self)
        return "Tests/Golden/\(name) differs:\n" + lineDifference(expected, actual)
    }

    /// Expects these bytes to be those of the golden file, or writes them there when recording.
    public static func expect(
        _ bytes: [UInt8], equal name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if let difference = difference(String(decoding: bytes, as: UTF8.self), name) {
            Issue.record(Comment(rawValue: difference), sourceLocation: sourceLocation)
        }
    }

    /// The lines that differ, `-` expected and `+` actual, with their line numbers; the first forty of them.
    static func lineDifference(_ expected: String, _ actual: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let changes = new.difference(from: old).sorted { offset(of: $0) < offset(of: $1) }
        let lines = changes.prefix(40).map { change in
            switch change {
            case .remove(let line, let text, _): "  - \(line + 1): \(visible(text))"
            case .insert(let line, let text, _): "  + \(line + 1): \(visible(text))"
            }
        }
        return lines.joined(separator: "\n") + (changes.count > 40 ? "\n  … and \(changes.count - 40) more" : "")
    }

    private static func offset(of change: CollectionDifference<String>.Change) -> Int {
        switch change {
        case .remove(let line, _, _), .insert(let line, _, _): line
        }
    }

    /// Blanks that look alike are told apart, and escapes seen.
    private static func visible(_ text: String) -> String {
        text.replacingOccurrences(of: "\u{A0}", with: "⍽").replacingOccurrences(of: "\u{1B}", with: "␛")
    }
}
