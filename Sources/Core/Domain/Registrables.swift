// SPDX-License-Identifier: EUPL-1.2

/// A municipality (Swedish: *kommun*), identified by its four-digit SCB code.
public struct Municipality: Hashable, Sendable {
    public var code: Party
    public var name: String
    /// Inhabitants; nil when not known.
    public var population: Int?

    /// Makes a municipality.
    public init(code: Party, name: String, population: Int? = nil) {
        self.code = code
        self.name = name
        self.population = population
    }
}

/// Something an IT organisation can do (Swedish: *förmåga*), in the map of 55 by the Fyrbodal study.
public struct Capability: Hashable, Sendable {
    public var id: String
    public var name: Localized
    /// Place in the map, from 1.
    public var order: Int
    /// lead, core or support.
    public var area: String

    /// Makes a capability.
    public init(id: String, name: Localized, order: Int, area: String) {
        self.id = id
        self.name = name
        self.order = order
        self.area = area
    }
}

/// How far an agreement has come.
public enum AgreementStatus: String, Sendable, CaseIterable {
    case draft, proposed, decided, active, ended
}

/// A cooperation agreement (Swedish: *samverkansavtal*).
public struct Agreement: Hashable, Sendable {
    public var id: String
    public var title: Localized
    /// The cooperation form (*samverkansform*) 0-5 of the Fyrbodal study.
    public var form: Int
    public var status: AgreementStatus
    public var startsOn: Day?
    public var endsOn: Day?
    public var parties: [AgreementParty]

    /// Makes an agreement.
    public init(
        id: String, title: Localized, form: Int, status: AgreementStatus, startsOn: Day?, endsOn: Day?,
        parties: [AgreementParty]
    ) {
        self.id = id
        self.title = title
        self.form = form
        self.status = status
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.parties = parties
    }
}

/// A party (Swedish: *part*) of an agreement.
public struct AgreementParty: Hashable, Sendable {
    public var party: Party
    /// host, party, seller, buyer, observer ...
    public var role: String
    /// approved, not-decided, declined ...
    public var status: String

    /// Makes a party of an agreement.
    public init(party: Party, role: String, status: String) {
        self.party = party
        self.role = role
        self.status = status
    }
}
