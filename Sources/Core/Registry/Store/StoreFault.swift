// SPDX-License-Identifier: EUPL-1.2

import GRDB
import SamverkDomain

/// Turns the errors of SQLite into problems a user can act on.
enum StoreFault {
    /// Runs something that may fail in SQLite; what it throws is a `Problem` or `Problems`.
    static func translated<T>(_ path: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let problem as Problem {
            throw problem
        } catch let problems as Problems {
            throw problems
        } catch let error as DatabaseError {
            throw problem(error, path)
        } catch {
            throw Problem(
                Localized(sv: "Registret kan inte användas: \(error).", en: "The registry cannot be used: \(error)."),
                kind: .program, at: Place(file: path))
        }
    }

    static func problem(_ error: DatabaseError, _ path: String) -> Problem {
        let reason = error.message ?? "SQLite \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_MISMATCH, .SQLITE_SCHEMA, .SQLITE_ERROR:
            return damaged(path, reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            return Problem(
                Localized(
                    sv: "Registret används av ett annat program.", en: "The registry is in use by another program."),
                kind: .limit, at: Place(file: path),
                remedy: Localized(
                    sv: "Vänta tills det är klart och försök igen.", en: "Wait until it is done and try again."))
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            return Problem(
                Localized(
                    sv: "Registret får inte skrivas här: \(reason).",
                    en: "The registry may not be written here: \(reason)."),
                at: Place(file: path),
                remedy: Localized(
                    sv: "Ge dig själv skrivrätt till filen och dess mapp.",
                    en: "Give yourself the right to write the file and its folder."))
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_TOOBIG:
            return Problem(
                Localized(
                    sv: "Registret kunde inte skrivas: \(reason).", en: "The registry could not be written: \(reason)."),
                kind: .limit, at: Place(file: path),
                remedy: Localized(
                    sv: "Se efter om disken är full. Inget av ändringen sparades.",
                    en: "See whether the disk is full. Nothing of the change was stored."))
        default:
            return Problem(
                Localized(sv: "Registret svarar: \(reason).", en: "The registry says: \(reason)."),
                at: Place(file: path))
        }
    }

    /// A file that is no longer what Samverk wrote.
    static func damaged(_ path: String, _ reason: String) -> Problem {
        Problem(
            Localized(sv: "Registret är skadat: \(reason).", en: "The registry is damaged: \(reason)."),
            at: Place(file: path),
            remedy: Localized(
                sv: "Lägg tillbaka en säkerhetskopia av filen, eller läs in uppgifterna på nytt i en ny arbetsmapp.",
                en: "Put a backup of the file back, or import the data anew into a new workspace."))
    }
}
