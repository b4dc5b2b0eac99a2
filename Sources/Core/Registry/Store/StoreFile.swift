// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// Looks at a file before SQLite does, so that nothing foreign is ever opened for writing.
enum StoreFile {
    /// `SMVK`, written into the header of the file by `PRAGMA application_id`.
    static let applicationID = 0x534D_564B
    private static let magic = Array("SQLite format 3".utf8) + [0]

    /// - Throws: `Problem` when the file is missing, not readable, not SQLite or not of Samverk.
    static func check(_ path: String) throws {
        let header = try header(path)
        guard header.count == 100, header.starts(with: magic) else {
            throw Problem(
                Localized(sv: "Filen är inget register.", en: "The file is not a registry."), at: Place(file: path),
                remedy: Localized(
                    sv: "Gör ett nytt med 'samverk init' eller ta fram en säkerhetskopia.",
                    en: "Make a new one with 'samverk init', or bring back a backup."))
        }
        let id = header[68..<72].reduce(0) { $0 << 8 | Int($1) }
        guard id == applicationID else {
            throw Problem(
                Localized(
                    sv: "Filen är en SQLite-databas, men inget register som Samverk har gjort.",
                    en: "The file is an SQLite database, but not a registry made by Samverk."),
                at: Place(file: path),
                remedy: Localized(
                    sv: "Ange arbetsmappens registry.sqlite.", en: "Name the registry.sqlite of a workspace."))
        }
    }

    /// Whether anything stands at a path, also a broken link.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Size in bytes, 0 when unknown.
    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Gives a finished file its name; refuses a name that is taken. False when it could not.
    static func publish(_ draft: String, as path: String) throws {
        guard link(draft, path) == 0 else {
            let code = errno
            throw code == EEXIST ? taken(path) : unwritable(path, code)
        }
        unlink(draft)
    }

    /// Removes a draft and what SQLite keeps beside it.
    static func discard(_ draft: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(draft + suffix) }
    }

    static func taken(_ path: String) -> Problem {
        Problem(
            Localized(sv: "Filen finns redan.", en: "The file is there already."), at: Place(file: path),
            remedy: Localized(
                sv: "Välj ett annat namn, eller flytta den som finns.",
                en: "Choose another name, or move that one away."))
    }

    static func unwritable(_ path: String, _ code: Int32) -> Problem {
        let reason = String(cString: strerror(code))
        return Problem(
            Localized(sv: "Filen kan inte skrivas: \(reason).", en: "The file cannot be written: \(reason)."),
            at: Place(file: path),
            remedy: Localized(
                sv: "Kontrollera att mappen finns och att du får skriva i den.",
                en: "Check that the folder exists and that you may write in it."))
    }

    private static func header(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            guard code == ENOENT || code == ENOTDIR else { throw unreadable(path, String(cString: strerror(code))) }
            throw Problem(
                Localized(sv: "Registret finns inte.", en: "The registry does not exist."), at: Place(file: path),
                remedy: Localized(
                    sv: "Gör en arbetsmapp med 'samverk init'.", en: "Make a workspace with 'samverk init'."))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw unreadable(path, "not a regular file")
        }
        var bytes = [UInt8](repeating: 0, count: 100)
        let got = read(descriptor, &bytes, 100)
        return Array(bytes.prefix(max(0, got)))
    }

    private static func unreadable(_ path: String, _ reason: String) -> Problem {
        Problem(
            Localized(sv: "Registret kan inte läsas: \(reason).", en: "The registry cannot be read: \(reason)."),
            at: Place(file: path),
            remedy: Localized(
                sv: "Ge dig själv läs- och skrivrätt till filen.",
                en: "Give yourself the right to read and write the file."))
    }
}
