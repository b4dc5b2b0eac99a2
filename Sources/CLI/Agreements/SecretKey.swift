// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkExchange
import SamverkRegistry

/// The file of a secret key: one line, `samverk-ed25519 9908 BASE64` of a party, `samverk-publisher-secret NAME BASE64` of a
/// publisher of plugins, that only its owner may read.
enum SecretKey {
    /// Whose a key is.
    enum Owner {
        case party(Party)
        case publisher(String)

        fileprivate var mark: String {
            switch self {
            case .party: "samverk-ed25519"
            case .publisher: "samverk-publisher-secret"
            }
        }

        fileprivate var name: String {
            switch self {
            case .party(let party): party.code
            case .publisher(let name): name
            }
        }

        /// How to make one.
        fileprivate var call: String {
            switch self {
            case .party(let party): "samverk agreement key --party \(party.code) --out"
            case .publisher(let name): "samverk plugin key --publisher \"\(name)\" --out"
            }
        }
    }

    /// Writes a new key to a new file with mode 0600.
    ///
    /// - Returns: the public half, in base64.
    /// - Throws: ``Problem`` when the file is there already or cannot be written.
    static func make(_ path: String, for owner: Owner) throws -> String {
        let seed = try Signing.newSeed()
        guard let open = Signing.publicKey(of: seed) else { throw Problem("Ed25519", kind: .program) }
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            throw Problem(
                code == EEXIST
                    ? Localized(sv: "'\(path)' finns redan.", en: "'\(path)' is there already.")
                    : Localized(
                        sv: "'\(path)' kan inte skrivas: \(String(cString: strerror(code))).",
                        en: "'\(path)' cannot be written: \(String(cString: strerror(code)))."),
                remedy: Localized(sv: "Välj ett annat namn.", en: "Choose another name."))
        }
        defer { close(descriptor) }
        let failure = Terminal.write(raw: "\(owner.mark) \(owner.name) \(Signing.base64(seed))\n", to: descriptor)
        guard failure == 0, fsync(descriptor) == 0 else {
            unlink(path)
            throw Problem(Localized(sv: "'\(path)' kan inte skrivas.", en: "'\(path)' cannot be written."))
        }
        return Signing.base64(open)
    }

    /// The seed in a key file.
    ///
    /// - Throws: ``Problem`` when it is no key file, another owner's, or open to others.
    static func read(_ path: String, of owner: Owner) throws -> [UInt8] {
        let text = String(decoding: try FileReader.read(path).prefix(1000), as: UTF8.self)
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count >= 3, parts[0] == owner.mark, let seed = Signing.bytes(base64: parts[parts.count - 1]) else {
            throw Problem(
                Localized(sv: "Filen är ingen nyckel.", en: "The file is no key."), at: Place(file: path),
                remedy: Localized(
                    sv: "Gör en: \(owner.call) FIL", en: "Make one: \(owner.call) FILE"))
        }
        let found = parts[1..<(parts.count - 1)].joined(separator: " ")
        guard found == owner.name else {
            throw Problem(
                Localized(
                    sv: "Nyckeln tillhör \(found.prefix(40)), inte \(owner.name.visible).",
                    en: "The key belongs to \(found.prefix(40)), not to \(owner.name.visible)."), at: Place(file: path),
                remedy: Localized(sv: "Använd rätt nyckel.", en: "Use the right key."))
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw Problem(
                Localized(
                    sv: "Andra kan läsa nyckeln, så en underskrift med den bevisar inget.",
                    en: "Others can read the key, so that a signature with it proves nothing."), at: Place(file: path),
                remedy: Localized(
                    sv: "Kör: chmod 600 \(path); har någon sett den, spärra den och gör en ny.",
                    en: "Run: chmod 600 \(path); if anybody has seen it, revoke it and make another."))
        }
        return seed
    }
}
