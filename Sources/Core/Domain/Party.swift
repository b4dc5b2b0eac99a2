// SPDX-License-Identifier: EUPL-1.2

/// The code of a party (Swedish: *part*): a municipality's four-digit SCB code, or `org:slug` for a joint unit,
/// a municipal federation or a company.
public struct Party: Hashable, Sendable, Comparable {
    /// `9907` or `org:gemensam-it`.
    public let code: String

    /// A party code, or nil when the text is neither four digits nor `org:` and a slug of a-z, 0-9 and hyphens.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        if bytes.count == 4, bytes.allSatisfy({ (48...57).contains($0) }) {
            code = String(text)
        } else if text.hasPrefix("org:"), bytes.count > 4, bytes.count <= 64,
            bytes[4...].allSatisfy({ (48...57).contains($0) || (97...122).contains($0) || $0 == 45 })
        {
            code = String(text)
        } else {
            return nil
        }
    }

    /// Whether it is a municipality.
    public var isMunicipality: Bool { code.utf8.count == 4 }

    /// By code, as the registry lists parties: municipalities first, then organisations.
    public static func < (left: Party, right: Party) -> Bool { left.code < right.code }
}
