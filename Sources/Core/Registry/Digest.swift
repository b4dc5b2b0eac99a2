// SPDX-License-Identifier: EUPL-1.2

import CSodium

/// Content hashes.
public enum Digest {
    /// SHA-256 (FIPS 180-4) in lower-case hexadecimal.
    public static func sha256(_ bytes: [UInt8]) -> String {
        var running = RunningDigest()
        bytes.withUnsafeBytes { running.add($0) }
        return running.sha256
    }

    /// SHA-256 of a text in UTF-8.
    public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }
}

/// The SHA-256 of bytes that come piece by piece.
public struct RunningDigest {
    private var state = crypto_hash_sha256_state()

    /// The digest of no bytes yet.
    public init() { crypto_hash_sha256_init(&state) }

    /// Adds bytes.
    public mutating func add(_ bytes: UnsafeRawBufferPointer) {
        crypto_hash_sha256_update(&state, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    }

    /// The SHA-256 of all bytes added so far, in lower-case hexadecimal.
    public var sha256: String {
        var state = state
        var hash = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_bytes()))
        crypto_hash_sha256_final(&state, &hash)
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
