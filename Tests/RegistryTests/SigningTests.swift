// SPDX-License-Identifier: EUPL-1.2

import SamverkRegistry
import SamverkTestSupport
import Testing

/// Ed25519 through libsodium, against the vectors of RFC 8032, section 7.1.
@Suite struct SigningTests {
    private static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { at in
            let start = hex.index(hex.startIndex, offsetBy: at)
            return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
        }
    }

    @Test(
        "The published vectors",
        arguments: [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ])
    func vectors(_ seed: String, _ open: String, _ message: String, _ signature: String) {
        let (seed, open, message) = (Self.bytes(seed), Self.bytes(open), Self.bytes(message))
        #expect(Signing.publicKey(of: seed) == open)
        #expect(Signing.sign(message, with: seed) == Self.bytes(signature))
        #expect(Signing.verifies(Self.bytes(signature), of: message, by: open))
        #expect(!Signing.verifies(Self.bytes(signature), of: message + [0], by: open))
    }

    @Test func twoKeysDiffer() throws { #expect(try Signing.newSeed() != Signing.newSeed()) }

    @Test("What is too short or too long is no key and no signature", arguments: [0, 31, 33, 63, 65])
    func lengths(_ count: Int) throws {
        let bytes = [UInt8](repeating: 1, count: count)
        #expect(Signing.publicKey(of: bytes) == nil && Signing.sign([], with: bytes) == nil)
        #expect(!Signing.verifies(bytes, of: [], by: bytes))
    }

    @Test func base64GoesBothWays() throws {
        var seed = Seed(3)
        for length in 0..<70 {
            let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: seed.next()) }
            #expect(Signing.bytes(base64: Signing.base64(bytes)) == bytes)
        }
        // RFC 4648, section 10.
        #expect(Signing.base64(Array("foobar".utf8)) == "Zm9vYmFy" && Signing.base64(Array("fooba".utf8)) == "Zm9vYmE=")
        for text in ["Zm9", "Zm9=v", "Zm 9v", "å", "Zm9vYmE"] { #expect(Signing.bytes(base64: text) == nil, "\(text)") }
    }
}
