// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkRegistry
import SamverkTestSupport
import Testing

@testable import SamverkPluginHost

/// What a signature is worth (P29).
@Suite struct SignatureTests {
    private static let seed = [UInt8](repeating: 7, count: 32)
    private static let other = [UInt8](repeating: 8, count: 32)
    private static let today = TestWorkspace.today

    private static func key(_ seed: [UInt8] = seed) -> String { Signing.publicKey(of: seed).map(Signing.base64) ?? "" }

    private static func trusted(
        _ publisher: String = "Kommun A", from: Int = -10, until: Int? = nil, revoked: Int? = nil
    ) -> PublisherKey {
        PublisherKey(
            publisher: publisher, key: key(), validFrom: Day(days: today.days + from),
            validUntil: until.map { Day(days: today.days + $0) }, revokedOn: revoked.map { Day(days: today.days + $0) })
    }

    @Test(
        "each state in words one understands",
        arguments: [
            ("trusted", [trusted()], "signed by the publisher"),
            ("the first day", [trusted(from: 0)], "signed by the publisher"),
            ("the last day", [trusted(until: 0)], "signed by the publisher"),
            ("revoked later", [trusted(revoked: 1)], "signed by the publisher"),
            ("nobody knows the key", [], "an unknown key"),
            ("another's key", [trusted("Kommun B")], "belongs to another publisher, Kommun B"),
            ("too early", [trusted(from: 1)], "counts only from"),
            ("expired", [trusted(until: -1)], "was valid until"),
            ("revoked", [trusted(revoked: 0)], "was revoked on"),
            ("revoked and expired", [trusted(until: -1, revoked: -2)], "was revoked on"),
        ] as [(String, [PublisherKey], String)])
    func states(_ what: String, _ keys: [PublisherKey], _ says: String) throws {
        let folder = try PackageFolder(checking: try TestPackage(seed: Self.seed).folder())
        let state = SignatureState(folder, keys: keys, on: Self.today)
        #expect(state.text.en.contains(says), "\(what): \(state.text.en)")
        let isTrusted = says == "signed by the publisher"
        #expect((state.trustedKey == Self.key()) == isTrusted)
        #expect((state.problem(of: folder.manifest, signedBefore: false) == nil) == isTrusted)
    }

    @Test("over another encoding of the same manifest, by another key than it names, or no signature at all")
    func wrong() throws {
        let package = TestPackage(seed: Self.seed)
        let bytes = Array(package.manifest.utf8)
        let signature = try #require(PackageSignature(of: bytes, by: Self.seed))
        func state(_ signature: [UInt8], _ manifest: [UInt8]) -> SignatureState {
            SignatureState(
                signature: signature, manifest: manifest, publisher: "Kommun A", keys: [Self.trusted()], on: Self.today)
        }
        #expect(state(signature.bytes, bytes) == .trusted(key: Self.key()))
        #expect(state(signature.bytes, bytes + [10]) == .wrong(key: Self.key()))
        #expect(state(signature.bytes, Array(JSON.text(bytes).utf8)) == .wrong(key: Self.key()))
        var borrowed = try #require(PackageSignature(of: bytes, by: Self.other))
        borrowed.key = Self.key()
        #expect(state(borrowed.bytes, bytes) == .wrong(key: Self.key()))
        for text in ["", "samverk-ed25519", "samverk-ed25519 AAAA AAAA", "ed25519 \(Self.key()) x", "\u{0}"] {
            #expect(state(Array(text.utf8), bytes) == .unreadable, "\(text)")
        }
    }

    @Test func aTrustedKeyNeedsNoAllowance() throws {
        let workspace = try TestWorkspace()
        try workspace.registry.trust(Self.trusted(), by: "anna")
        let installer = workspace.installer()
        let staged = try installer.stage(folder: try TestPackage(seed: Self.seed).folder())
        try installer.apply(.install(staged))
        #expect(try workspace.registry.packages().first?.key == Self.key())
        #expect(try workspace.lock.contains(Self.key()))
        #expect(try installer.verify() == [])
    }

    @Test func anUnsignedOneNeedsTo() throws {
        let workspace = try TestWorkspace()
        let installer = workspace.installer()
        let staged = try installer.stage(folder: try TestPackage().folder())
        #expect(told { try installer.apply(.install(staged)) }.contains("--allow-unsigned"))
        #expect(try workspace.row("desk") == nil && workspace.stored == [])
        try installer.apply(.install(staged), allowing: [.unsigned])
    }

    @Test func whoHasSignedOnceMustGoOnSigning() throws {
        let workspace = try TestWorkspace()
        try workspace.registry.trust(Self.trusted(), by: "anna")
        try workspace.install(TestPackage(seed: Self.seed))
        #expect(told { try workspace.install(TestPackage(version: "1.1.0")) }.contains("is signed by Kommun A"))
        let newer = PublisherKey(publisher: "Kommun A", key: Self.key(Self.other), validFrom: Self.today)
        try workspace.registry.trust(newer, by: "anna")
        let plan = try workspace.plan(TestPackage(version: "1.1.0", seed: Self.other))
        #expect(plan.obstacles == [] && plan.questions == [.newKey])
    }

    @Test func aPackageMayBeSignedAfterItWasInstalled() throws {
        let workspace = try TestWorkspace()
        try workspace.install(TestPackage())
        try workspace.registry.trust(Self.trusted(), by: "anna")
        #expect(try workspace.install(TestPackage(seed: Self.seed)).plan.action == .repair)
        #expect(try workspace.registry.packages().map(\.key) == [Self.key()])
        #expect(try workspace.installer().verify() == [])
        #expect(told { try workspace.install(TestPackage()) }.contains("is signed by Kommun A"))
    }

    @Test("what a revoked key signed is not rolled back to") func rollback() throws {
        let workspace = try TestWorkspace()
        let newer = PublisherKey(publisher: "Kommun A", key: Self.key(Self.other), validFrom: Self.today)
        for key in [Self.trusted(), newer] { try workspace.registry.trust(key, by: "anna") }
        try workspace.install(TestPackage(seed: Self.seed))
        try workspace.install(TestPackage(version: "1.1.0", seed: Self.other))
        try workspace.registry.revoke(Self.key(), of: "Kommun A", on: Self.today, by: "anna")
        #expect(told { try workspace.apply(.rollback("desk", discarding: false)) }.contains("was revoked on"))
        #expect(try workspace.row("desk")?.version == "1.1.0")
    }

    @Test("what a revoked key signed does not answer, unless it is allowed to; it stays known") func revokedLater()
        throws
    {
        let workspace = try TestWorkspace()
        try workspace.registry.trust(Self.trusted(), by: "anna")
        try workspace.install(TestPackage(seed: Self.seed))
        func answers(_ plugins: PluginSet) -> Bool { plugins.plugins.contains { $0.manifest.id == "desk" } }
        try workspace.registry.revoke(
            Self.key(), of: "Kommun A", on: Day(days: Self.today.days + 1), by: "anna")
        #expect(answers(try workspace.load().enabled))
        try workspace.registry.revoke(Self.key(), of: "Kommun A", on: Self.today, by: "anna")
        let loaded = try workspace.load()
        #expect(!answers(loaded.enabled) && answers(loaded.known))
        let told = try #require(loaded.enabled.absence(of: "desk/anything"))
        #expect(
            told.message.en.contains("is revoked since") && told.remedy?.en.contains("allow_revoked: [desk]") == true)
        #expect(answers(try workspace.load(allowingRevoked: ["desk"]).enabled))
    }

    @Test func aKeyRevokedLaterIsToldByVerifyAndAnExpiredOneIsNot() throws {
        let workspace = try TestWorkspace()
        try workspace.registry.trust(Self.trusted(), by: "anna")
        try workspace.install(TestPackage(seed: Self.seed))
        try workspace.registry.trust(Self.trusted(until: -1), by: "anna")
        #expect(try workspace.installer().verify() == [])
        try workspace.registry.revoke(Self.key(), of: "Kommun A", on: Self.today, by: "anna")
        #expect(try workspace.installer().verify().first?.message.en.contains("was revoked on") == true)
        #expect(told { try workspace.registry.trust(Self.trusted(), by: "eva") }.contains("cannot be trusted again"))
    }
}

extension JSON {
    /// The same value written another way.
    fileprivate static func text(_ bytes: [UInt8]) -> String { ((try? JSON.read(bytes)) ?? .null).text }
}
