// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A way to share a joint cost.
enum Method: Hashable {
    case equal
    case proportional(String)
    case composite(String, CompositeKey)
    case proportionalStandalone
    case equalSavings
    case ensc
    case scrb
    case shapley
    case shapleySampled
    case tau
    case nucleolus
    case prenucleolus
    case perCapitaNucleolus
    case proportionalNucleolus
    case leastCore

    /// The methods that are written without a driver.
    private static let plain: [Method] = [
        .equal, .proportionalStandalone, .equalSavings, .ensc, .scrb, .shapley, .shapleySampled, .tau, .nucleolus,
        .prenucleolus, .perCapitaNucleolus, .proportionalNucleolus, .leastCore,
    ]

    /// The method as it is written, and as its column is named.
    var name: String {
        switch self {
        case .equal: "equal"
        case .proportional(let driver): "proportional:\(driver)"
        case .composite(let text, _): "composite:\(text)"
        case .proportionalStandalone: "proportional-standalone"
        case .equalSavings: "equal-savings"
        case .ensc: "ensc"
        case .scrb: "scrb"
        case .shapley: "shapley"
        case .shapleySampled: "shapley-sampled"
        case .tau: "tau"
        case .nucleolus: "nucleolus"
        case .prenucleolus: "prenucleolus"
        case .perCapitaNucleolus: "per-capita-nucleolus"
        case .proportionalNucleolus: "proportional-nucleolus"
        case .leastCore: "least-core"
        }
    }

    /// The drivers it shares by.
    var drivers: [String] {
        switch self {
        case .proportional(let driver): [driver]
        case .composite(_, let key): key.parts.map(\.driver)
        default: []
        }
    }

    /// Whether it looks for the most stable share: a nucleolus or the least core.
    var seeksStability: Bool {
        switch self {
        case .nucleolus, .prenucleolus, .perCapitaNucleolus, .proportionalNucleolus, .leastCore: true
        default: false
        }
    }

    /// Reads a method.
    ///
    /// - Throws: ``Problem`` with a suggestion when there is none of that name.
    init(_ text: String) throws(Problem) {
        if let driver = text.after("proportional:") {
            self = .proportional(driver)
        } else if let key = text.after("composite:") {
            self = .composite(key, try CompositeKey(key))
        } else if let method = Method.plain.first(where: { $0.name == text }) {
            self = method
        } else {
            throw Problem(
                Localized(sv: "Metoden '\(text)' är okänd.", en: "The method '\(text)' is unknown."),
                remedy: suggestion(
                    for: text, among: Method.plain.map(\.name) + ["proportional:DRIVER", "composite:KEY"]))
        }
    }

    /// Reads a list of methods; none may stand twice.
    static func list(_ texts: [String]) throws(Problem) -> [Method] {
        var methods: [Method] = []
        for text in texts {
            let method = try Method(text)
            if methods.contains(where: { $0.name == method.name }) {
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
}

extension String {
    /// What follows a prefix; nil without the prefix, or when nothing follows.
    fileprivate func after(_ prefix: String) -> String? {
        hasPrefix(prefix) && utf8.count > prefix.utf8.count ? String(dropFirst(prefix.count)) : nil
    }
}
