// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Which ids a plugin may have.
enum PluginName {
    /// Names that stand for something else: the core's datasets, the tool, and devices of another system.
    private static let reserved: Set<String> = Set(
        ["core", "samverk", "con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

    /// Why no plugin may have an id, or nil. An underscore would let two plugins share a table: `a__b/c` and `a/b__c`.
    static func problem(_ id: String) -> Problem? {
        guard reserved.contains(id) || id.contains("_") || id.hasSuffix("-") || id.contains("--") else { return nil }
        return Problem(
            Localized(
                sv: "Inget tillägg får heta '\(id)'.", en: "No plugin may be called '\(id)'."),
            at: Place(file: PackageFolder.manifestFile),
            remedy: Localized(
                sv: "Välj ett id av a-z, 0-9 och enkla bindestreck, som inte är reserverat.",
                en: "Choose an id of a-z, 0-9 and single hyphens that is not reserved."))
    }

    /// The id of another plugin that a person could take an id for: `bi11ing` for `billing`, `tbrn` for `tbm`.
    static func lookAlike(of id: String, among others: some Sequence<String>) -> String? {
        let shape = shape(id)
        return others.first { $0 != id && self.shape($0) == shape }
    }

    /// Whether a person could take one publisher's name for another's: `SAMVERK`, `Sarnverk`.
    static func isSame(publisher: String, as other: String) -> Bool {
        func plain(_ name: String) -> String {
            String(shape(name).unicodeScalars.filter { $0.properties.isAlphabetic })
        }
        return plain(publisher) == plain(other)
    }

    /// What is left of an id when signs that look alike are made equal and hyphens are passed over.
    private static func shape(_ id: String) -> String {
        var text = id.lowercased().replacing("-", with: "").replacing("_", with: "")
        for (sign, like) in [
            ("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("j", "l"), ("5", "s"), ("q", "g"),
            ("9", "g"), ("8", "b"), ("2", "z"),
        ] {
            text = text.replacing(sign, with: like)
        }
        return text
    }
}
