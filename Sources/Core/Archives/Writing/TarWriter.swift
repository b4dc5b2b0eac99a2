// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Writes a tar archive (POSIX.1-1988, "ustar") that holds nothing of the machine it was made on.
struct TarWriter {
    private var bytes: [UInt8] = []

    mutating func add(_ file: ArchiveFile) throws(Problem) {
        let (prefix, name) = try TarWriter.split(Array(file.path.utf8))
        var header = [UInt8](repeating: 0, count: TarHeader.size)
        func put(_ text: some Sequence<UInt8>, at offset: Int) {
            for (i, byte) in text.enumerated() { header[offset + i] = byte }
        }
        func octal(_ number: Int, _ digits: Int) -> [UInt8] {
            let text = Array(String(number, radix: 8).utf8)
            return [UInt8](repeating: 48, count: max(0, digits - text.count)) + text
        }
        put(name, at: 0)
        put(octal(file.isExecutable ? 0o755 : 0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(file.bytes.count, 11), at: 124)
        put(octal(0, 11), at: 136)
        put([UInt8](repeating: 32, count: 8), at: 148)
        header[156] = UInt8(ascii: "0")
        put("ustar\u{0}00".utf8, at: 257)
        put(octal(0, 7), at: 329)
        put(octal(0, 7), at: 337)
        put(prefix, at: 345)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + [0, 32], at: 148)
        bytes += header
        bytes += file.bytes
        bytes += [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
    }

    /// The archive with its end: two empty blocks.
    func finished() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 2 * TarHeader.size) }

    /// A path of more than 100 bytes is cut at a `/`: at most 155 bytes before it and 100 after.
    private static func split(_ path: [UInt8]) throws(Problem) -> (prefix: [UInt8], name: [UInt8]) {
        if path.count <= 100 { return ([], path) }
        for (i, byte) in path.enumerated() where byte == UInt8(ascii: "/") && i <= 155 && path.count - i - 1 <= 100 {
            return (Array(path[..<i]), Array(path[(i + 1)...]))
        }
        let shown = Shown.entry(path)
        throw Problem(
            Localized(
                sv: "\(shown.sv): namnet ryms inte i ett tar-arkiv.",
                en: "\(shown.en): the name does not fit in a tar archive."),
            remedy: Localized(
                sv: "Korta av namnet till högst 100 byte.", en: "Shorten the name to at most 100 bytes."))
    }
}
