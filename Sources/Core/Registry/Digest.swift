// SPDX-License-Identifier: EUPL-1.2

import CSodium

/// Content hashes.
public enum Digest {
    /// SHA-256 (FIPS 180-4) in lower-case hexadecimal.
    public static func sha256(_ bytes: [UInt8]) -> String {
        var hash = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_bytes()))
        _ = crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// SHA-256 of a text in UTF-8.
    public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }
}
