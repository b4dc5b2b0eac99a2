// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// The detached signature of a package: `plugin.sig` is one line, `samverk-ed25519 PUBLIC-KEY SIGNATURE` (base64), over
/// the exact bytes of `plugin.json`, which holds the hashes of all files.
public struct PackageSignature: Hashable, Sendable {
    /// The public key that is said to have made it, base64.
    public var key: String
    /// 64 bytes.
    public var signature: [UInt8]

    private static let mark = "samverk-ed25519"

    /// Signs the bytes of a manifest.
    ///
    /// - Parameter seed: the secret key, 32 bytes.
    /// - Returns: nil when the seed is none.
    public init?(of manifest: [UInt8], by seed: [UInt8]) {
        guard let key = Signing.publicKey(of: seed), let signature = Signing.sign(manifest, with: seed) else {
            return nil
        }
        self.key = Signing.base64(key)
        self.signature = signature
    }

    /// Reads the bytes of a `plugin.sig`; nil when they are no signature.
    public init?(_ bytes: [UInt8]) {
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count == 3, words[0] == Self.mark, let key = Signing.bytes(base64: words[1]), key.count == 32,
            let signature = Signing.bytes(base64: words[2]), signature.count == 64
        else { return nil }
        // The one form of the key: base64 with stray bits would be another text for the same bytes.
        self.key = Signing.base64(key)
        self.signature = signature
    }

    /// The bytes of `plugin.sig`.
    public var bytes: [UInt8] { Array("\(Self.mark) \(key) \(Signing.base64(signature))\n".utf8) }
}

/// What the signature of a package is worth in a workspace on a day.
public enum SignatureState: Hashable, Sendable {
    /// There is no `plugin.sig`.
    case unsigned
    /// `plugin.sig` is no signature.
    case unreadable
    /// It was made over other bytes, or by another key than it says.
    case wrong(key: String)
    /// It holds, but the workspace does not know the key.
    case unknown(key: String)
    /// It holds, but the key is another publisher's.
    case foreign(key: String, of: String)
    /// It holds, but the key counts from a later day.
    case early(key: String, from: Day)
    /// It holds, but the key has gone out of date.
    case expired(key: String, after: Day)
    /// It holds, but the key is revoked: whatever it signed is doubted.
    case revoked(key: String, on: Day)
    /// It holds, and the key is its publisher's.
    case trusted(key: String)

    /// Judges the signature of a package.
    ///
    /// - Parameters:
    ///   - keys: what the workspace trusts, or has trusted.
    ///   - day: the day of today.
    public init(_ package: PackageFolder, keys: [PublisherKey], on day: Day) {
        self.init(
            signature: package.signature, manifest: package.manifestBytes, publisher: package.manifest.publisher,
            keys: keys, on: day)
    }

    init(signature: [UInt8]?, manifest: [UInt8], publisher: String, keys: [PublisherKey], on day: Day) {
        guard let signature else { self = .unsigned; return }
        guard let read = PackageSignature(signature), let bytes = Signing.bytes(base64: read.key) else {
            self = .unreadable
            return
        }
        let key = read.key
        guard Signing.verifies(read.signature, of: manifest, by: bytes) else { self = .wrong(key: key); return }
        let same = keys.filter { $0.key == key }
        guard let known = same.first(where: { $0.publisher == publisher }) else {
            self = same.first.map { .foreign(key: key, of: $0.publisher) } ?? .unknown(key: key)
            return
        }
        if let revoked = known.revokedOn, revoked <= day {
            self = .revoked(key: key, on: revoked)
        } else if day < known.validFrom {
            self = .early(key: key, from: known.validFrom)
        } else if let until = known.validUntil, until < day {
            self = .expired(key: key, after: until)
        } else {
            self = .trusted(key: key)
        }
    }

    /// The key of a signature that a trusted publisher made; nil in every other state.
    public var trustedKey: String? { if case .trusted(let key) = self { key } else { nil } }

    /// The state in words.
    public var text: Localized {
        switch self {
        case .unsigned: Localized(sv: "osignerat", en: "unsigned")
        case .unreadable: Localized(sv: "plugin.sig är ingen signatur", en: "plugin.sig is no signature")
        case .wrong:
            Localized(
                sv: "signaturen stämmer inte med plugin.json", en: "the signature does not match plugin.json")
        case .unknown(let key):
            Localized(sv: "signerat med en okänd nyckel, \(key)", en: "signed with an unknown key, \(key)")
        case .foreign(let key, let other):
            Localized(
                sv: "signerat med en nyckel som tillhör en annan utgivare, \(other.shownSafely): \(key)",
                en: "signed with a key that belongs to another publisher, \(other.shownSafely): \(key)")
        case .early(let key, let day):
            Localized(
                sv: "signerat med en nyckel som gäller först från \(day.description): \(key)",
                en: "signed with a key that counts only from \(day.description): \(key)")
        case .expired(let key, let day):
            Localized(
                sv: "signerat med en nyckel som gällde till och med \(day.description): \(key)",
                en: "signed with a key that was valid until \(day.description): \(key)")
        case .revoked(let key, let day):
            Localized(
                sv: "signerat med en nyckel som spärrades \(day.description): \(key)",
                en: "signed with a key that was revoked on \(day.description): \(key)")
        case .trusted(let key):
            Localized(sv: "signerat av utgivaren, \(key)", en: "signed by the publisher, \(key)")
        }
    }
}
