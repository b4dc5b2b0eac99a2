// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// What the plugins of a workspace said, a bounded file a plugin: `plugins/log/<id>.log`. The newest is kept.
///
/// The caller gives the time: no clock is read here, and nothing of a log is in a run.
public struct PluginLog: Sendable {
    /// `<workspace>/plugins/log`.
    public let folder: String
    /// Most bytes of a plugin's file; when it is full, the older half goes.
    public static let most = 256 << 10

    /// The logs in a folder, which is made when the first line is written.
    public init(folder: String) { self.folder = folder }

    /// Adds what one run of an analysis said.
    ///
    /// - Parameters:
    ///   - id: the plugin's.
    ///   - title: the line above: time, analysis, how it ended.
    ///   - lines: what it said; nothing is written when it said nothing.
    /// - Throws: ``Problem`` when the file cannot be written.
    public func append(_ id: String, title: String, _ lines: [LogLine]) throws(Problem) {
        guard !lines.isEmpty else { return }
        var text = "== " + title.visible + "\n"
        for line in lines { text += line.level.rawValue + " " + line.text + "\n" }
        var bytes = self.bytes(of: id) + Array(text.utf8)
        if bytes.count > PluginLog.most {
            let kept = bytes.suffix(PluginLog.most / 2)
            let start = kept.firstIndex(of: 10).map { $0 + 1 } ?? kept.startIndex
            bytes = Array("... (older lines are gone)\n".utf8) + kept[start...]
        }
        try write(bytes, id)
    }

    /// What a plugin said, oldest first; empty when it said nothing yet.
    public func text(of id: String) -> String { String(decoding: bytes(of: id), as: UTF8.self) }

    /// Removes a plugin's log.
    public func remove(_ id: String) { unlink(path(id)) }

    private func path(_ id: String) -> String { folder + "/" + id + ".log" }

    private func bytes(of id: String) -> [UInt8] {
        let file = open(path(id), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 2 * PluginLog.most)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            done += count
        }
        return Array(bytes[..<done])
    }

    /// Writes beside the file and then in its place: whoever reads sees the old or the new.
    private func write(_ bytes: [UInt8], _ id: String) throws(Problem) {
        mkdir(folder, 0o777)
        let beside = path(id) + ".new"
        unlink(beside)
        let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        var written = 0
        while file >= 0, written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            written += count
        }
        if file >= 0 { close(file) }
        guard file >= 0, written == bytes.count, rename(beside, path(id)) == 0 else {
            unlink(beside)
            throw Problem(
                Localized(
                    sv: "Tilläggets logg \(path(id)) kan inte skrivas.",
                    en: "The plugin's log \(path(id)) cannot be written."), kind: .program,
                remedy: Localized(
                    sv: "Se efter att mappen finns och kan skrivas, och att disken inte är full.",
                    en: "See that the folder is there and can be written, and that the disk is not full."))
        }
    }
}
