// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A way to share a joint cost.
enum Method: Hashable {
    case equal
    case proportional(String)
    case proportionalStandalone
    case equalSavings
    case ensc
    case scrb
    case shapley
    case tau

    /// The method as it is written, and as its column is named.
    var name: String {
        switch self {
        case .equal: "equal"
        case .proportional(let driver): "proportional:\(driver)"
        case .proportionalStandalone: "proportional-standalone"
        case .equalSavings: "equal-savings"
        case .ensc: "ensc"
        case .scrb: "scrb"
        case .shapley: "shapley"
        case .tau: "tau"
        }
    }

    /// Reads a method.
    ///
    /// - Throws: ``Problem`` with a suggestion when there is none of that name.
    init(_ text: String) throws(Problem) {
        let prefix = "proportional:"
        if text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count {
            self = .proportional(String(text.dropFirst(prefix.count)))
            return
        }
        guard let method = Method.plain.first(where: { $0.name == text }) else {
            throw Problem(
                Localized(sv: "Metoden '\(text)' är okänd.", en: "The method '\(text)' is unknown."),
                remedy: suggestion(for: text, among: Method.plain.map(\.name) + ["proportional:DRIVER"]))
        }
        self = method
    }

    /// Reads a list of methods; none may stand twice.
    static func list(_ texts: [String]) throws(Problem) -> [Method] {
        var methods: [Method] = []
        for text in texts {
            let method = try Method(text)
            if methods.contains(method) {
                throw Problem(
                    Localized(sv: "Metoden '\(text)' står två gånger.", en: "The method '\(text)' stands twice."),
                    remedy: Localized(sv: "Stryk den ena.", en: "Leave one of them out."))
            }
            methods.append(method)
        }
        guard !methods.isEmpty else {
            throw Problem(
                Localized(sv: "Ingen metod är angiven.", en: "No method is given."),
                remedy: Localized(
                    sv: "Ange methods, till exempel equal,shapley.", en: "Give methods, for example equal,shapley."))
        }
        return methods
    }

    private static let plain: [Method] = [
        .equal, .proportionalStandalone, .equalSavings, .ensc, .scrb, .shapley, .tau,
    ]
}
