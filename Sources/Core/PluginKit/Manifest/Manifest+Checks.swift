// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Whether a name consists of a-z, 0-9, `-` and `_` and starts with a letter.
func isSlug(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 64 else { return false }
    return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
}

extension Manifest {
    /// Whether a text can be the id of a plugin.
    public static func isID(_ text: String) -> Bool { isSlug(text) }
}

/// Insists that a short id consists of a-z, 0-9, `-` and `_`.
func slug(_ text: String, _ what: String) throws(Problem) -> String {
    guard isSlug(text) else {
        throw Problem(
            Localized(
                sv: "\(what): id '\(text)' ska bestå av a-z, 0-9, bindestreck och understreck.",
                en: "\(what): the id '\(text)' must consist of a-z, 0-9, hyphens and underscores."))
    }
    return text
}

/// Insists that no name stands twice.
func distinct(_ names: [String], _ what: String) throws(Problem) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
        throw Problem(
            Localized(sv: "\(what): '\(name)' finns två gånger.", en: "\(what): '\(name)' stands twice."))
    }
}

/// The case that a text names.
///
/// - Throws: ``Problem`` that suggests the name most likely meant.
func choice<T: RawRepresentable>(_ text: String, _ what: String, _ all: [T]) throws(Problem) -> T
where T.RawValue == String {
    guard let value = T(rawValue: text) else {
        throw Problem(
            Localized(sv: "\(what): '\(text)' är okänt.", en: "\(what): '\(text)' is unknown."),
            remedy: suggestion(for: text, among: all.map(\.rawValue)))
    }
    return value
}

extension Array {
    func mapThrowing<T>(_ transform: (Element) throws(Problem) -> T) throws(Problem) -> [T] {
        var result: [T] = []
        for element in self { result.append(try transform(element)) }
        return result
    }
}
