// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRegistry

/// An installed plugin whose package is signed by a key that has been revoked since.
public struct RevokedPlugin: Hashable, Sendable {
    public var id: String
    public var version: String
    public var publisher: String
    public var key: String
    /// From when the key is revoked.
    public var revokedOn: Day

    /// The plugins of a workspace that run what a revoked key has signed, by id.
    ///
    /// - Parameter day: a key that is revoked after this day still counts.
    public static func all(_ registry: Registry, on day: Day) throws -> [RevokedPlugin] {
        let keys = try registry.publisherKeys()
        let packages = try registry.packages()
        return try registry.plugins().compactMap { row in
            guard row.source == .stored, let package = packages.first(where: { $0.package == row.hash }),
                case .revoked(let key, let revokedOn)? = package.revocation(by: keys, on: day)
            else { return nil }
            return RevokedPlugin(
                id: row.id, version: row.version, publisher: package.publisher, key: key, revokedOn: revokedOn)
        }
    }

    /// Why it does not run here.
    public var refusal: Problem {
        var problem = warning
        problem.message.sv += " Tillägget körs inte här."
        problem.message.en += " The plugin does not run here."
        problem.remedy = Localized(
            sv:
                "Installera en version som är signerad med en annan nyckel. För att köra den ändå: skriv allow_revoked: [\(id)] i samverk.yaml.",
            en:
                "Install a version that another key has signed. To run it all the same: write allow_revoked: [\(id)] in samverk.yaml."
        )
        return problem
    }

    /// What whoever runs it all the same should know.
    public var warning: Problem {
        Problem(
            Localized(
                sv:
                    "\(publisher.shownSafely)s nyckel är spärrad sedan \(revokedOn.description): det den har signerat går inte att lita på.",
                en:
                    "The key of \(publisher.shownSafely) is revoked since \(revokedOn.description): what it signed is not to be relied on."
            ), at: Place(context: ["plugin \(id) \(version)"]))
    }
}

extension PluginPackage {
    /// The state of its signature when its key has been revoked since; else nil.
    func revocation(by keys: [PublisherKey], on day: Day) -> SignatureState? {
        guard let key, let known = keys.first(where: { $0.key == key && $0.publisher == publisher }),
            let revoked = known.revokedOn, revoked <= day
        else { return nil }
        return .revoked(key: key, on: revoked)
    }
}
