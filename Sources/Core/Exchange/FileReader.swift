// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// Reads files.
public enum FileReader {
    /// Largest file that is read, in bytes.
    public static let largest = 512 << 20

    /// The bytes of a regular file.
    ///
    /// - Throws: `Problem` with a remedy when the file is missing (with the nearest name in its folder), a folder, a
    ///   device or a pipe, not readable, or too large.
    public static func read(_ path: String) throws -> [UInt8] { try read(path, followingLinks: true) }

    /// The bytes of a regular file that others have delivered: a link is refused, for it could lead to anything that
    /// the reader may read.
    ///
    /// - Throws: `Problem` as ``read(_:)`` does.
    public static func readDelivered(_ path: String) throws -> [UInt8] { try read(path, followingLinks: false) }

    private static func read(_ path: String, followingLinks: Bool) throws -> [UInt8] {
        let (descriptor, size) = try open(path, followingLinks: followingLinks)
        defer { close(descriptor) }
        guard size <= largest else { throw tooLarge(path) }
        return try bytes(of: descriptor, size: size, path: path)
    }

    /// Opens a regular file, of any size.
    static func open(_ path: String, followingLinks: Bool = true) throws -> (descriptor: Int32, size: Int) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw missing(path) }
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW))
        if descriptor < 0, errno == ELOOP, !followingLinks {
            throw Problem(
                Localized(sv: "Det här är en länk, inte en fil.", en: "This is a link, not a file."),
                at: Place(file: path),
                remedy: Localized(sv: "Lägg själva filen där.", en: "Put the file itself there."))
        }
        guard descriptor >= 0 else { throw closed(path, errno) }
        do {
            return (descriptor, try regularSize(of: descriptor, path))
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func regularSize(of descriptor: Int32, _ path: String) throws -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw closed(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw Problem(
                Localized(sv: "Det här är en mapp, inte en fil.", en: "This is a folder, not a file."),
                at: Place(file: path), remedy: Localized(sv: "Ange en fil i mappen.", en: "Name a file in the folder."))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Problem(
                Localized(sv: "Det här är ingen vanlig fil.", en: "This is not a regular file."), at: Place(file: path),
                remedy: Localized(
                    sv: "Spara innehållet i en fil och ange den.", en: "Save the content to a file and name that."))
        }
        return Int(status.st_size)
    }

    private static func bytes(of descriptor: Int32, size: Int, path: String) throws -> [UInt8] {
        var failure: Int32 = 0
        var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            count = 0
            while count < buffer.count, let base = buffer.baseAddress {
                let got = Glibc.read(descriptor, base + count, min(buffer.count - count, 1 << 26))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw closed(path, failure) }
        if bytes.count > size { bytes.removeLast(bytes.count - size) }
        return bytes
    }

    static func closed(_ path: String, _ code: Int32) -> Problem {
        switch code {
        case ENOENT, ENOTDIR: return missing(path)
        case EACCES, EPERM:
            return Problem(
                Localized(sv: "Filen får inte läsas.", en: "The file may not be read."), at: Place(file: path),
                remedy: Localized(
                    sv: "Ge dig själv läsrätt, till exempel med chmod u+r.",
                    en: "Give yourself the right to read it, for example with chmod u+r."))
        default:
            let reason = String(cString: strerror(code))
            return Problem(
                Localized(sv: "Filen kan inte läsas: \(reason).", en: "The file cannot be read: \(reason)."),
                at: Place(file: path))
        }
    }

    private static func tooLarge(_ path: String) -> Problem {
        Problem(
            Localized(sv: "Filen är större än 512 MB.", en: "The file is larger than 512 MB."), kind: .limit,
            at: Place(file: path), remedy: Localized(sv: "Dela upp den.", en: "Split it."))
    }

    private static func missing(_ path: String) -> Problem {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { path[...$0] } ?? ""
        let name = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
        let near = name.closest(in: names(in: folder.isEmpty ? "." : String(folder))).map { folder + $0 }
        return Problem(
            Localized(sv: "Filen finns inte.", en: "The file does not exist."), at: Place(file: path),
            remedy: near.map { Localized(sv: "Menade du '\($0)'?", en: "Did you mean '\($0)'?") }
                ?? Localized(sv: "Kontrollera sökvägen.", en: "Check the path."))
    }

    /// The names in a folder, sorted; none when it cannot be listed.
    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while names.count < 10_000, let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
