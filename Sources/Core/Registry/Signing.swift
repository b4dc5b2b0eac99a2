// SPDX-License-Identifier: EUPL-1.2

import CSodium
import SamverkDomain

/// Signatures by Ed25519 (Bernstein et al. 2011; RFC 8032), through libsodium.
public enum Signing {
    /// A new pair of keys: the secret half is a seed of 32 bytes, from which both follow.
    public static func newSeed() throws(Problem) -> [UInt8] {
        try start()
        var seed = [UInt8](repeating: 0, count: Int(crypto_sign_seedbytes()))
        randombytes_buf(&seed, seed.count)
        return seed
    }

    /// The public key that belongs to a seed, or nil when it is not 32 bytes.
    public static func publicKey(of seed: [UInt8]) -> [UInt8]? { pair(seed)?.open }

    /// The signature (64 bytes) of a message, or nil when the seed is not 32 bytes.
    public static func sign(_ message: [UInt8], with seed: [UInt8]) -> [UInt8]? {
        guard let secret = pair(seed)?.secret else { return nil }
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_bytes()))
        guard crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret) == 0 else { return nil }
        return signature
    }

    /// Whether a signature over a message was made with the secret half of a public key.
    public static func verifies(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard signature.count == Int(crypto_sign_bytes()), publicKey.count == Int(crypto_sign_publickeybytes()) else {
            return false
        }
        return crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }

    /// Text for bytes: base64 (RFC 4648).
    public static func base64(_ bytes: [UInt8]) -> String {
        let variant = sodium_base64_VARIANT_ORIGINAL
        var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        guard sodium_bin2base64(&text, text.count, bytes, bytes.count, variant) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The bytes of a base64 text, or nil when it is none.
    public static func bytes(base64 text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: text.utf8.count)
        var count = 0
        let read = text.withCString { start in
            sodium_base642bin(
                &bytes, bytes.count, start, text.utf8.count, nil, &count, nil, sodium_base64_VARIANT_ORIGINAL)
        }
        return read == 0 ? Array(bytes.prefix(count)) : nil
    }

    private static func pair(_ seed: [UInt8]) -> (open: [UInt8], secret: [UInt8])? {
        guard seed.count == Int(crypto_sign_seedbytes()) else { return nil }
        var open = [UInt8](repeating: 0, count: Int(crypto_sign_publickeybytes()))
        var secret = [UInt8](repeating: 0, count: Int(crypto_sign_secretkeybytes()))
        guard crypto_sign_seed_keypair(&open, &secret, seed) == 0 else { return nil }
        return (open, secret)
    }

    /// libsodium must be woken before it gives random bytes; doing so again costs nothing.
    private static func start() throws(Problem) {
        guard sodium_init() >= 0 else {
            throw Problem(
                Localized(sv: "libsodium kan inte användas.", en: "libsodium cannot be used."), kind: .program)
        }
    }
}
