// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension WireProtocol {
    /// The versions the host offers, the best first.
    public static let versions = [version]

    /// What a plugin may use beyond `hello` and `run`; it names in its answer to `hello` what it wants.
    public enum Feature: String, Sendable, CaseIterable {
        /// The host says `cancel` before it ends the plugin.
        case cancel
        /// Large tables travel as folders; without it they stand in the message, which then may become too long.
        case largeTables = "large-tables"
        case log
        case progress
        /// It may ask rules.
        case rules
    }
}

/// The host's first message: what it speaks.
public struct HelloOffer: Hashable, Sendable {
    public var versions: [String]
    public var features: [String]

    /// An offer; by default all that this code speaks.
    public init(
        versions: [String] = WireProtocol.versions, features: [String] = WireProtocol.Feature.allCases.map(\.rawValue)
    ) {
        self.versions = versions
        self.features = features
    }

    /// The offer as `params` of the method `hello`.
    public var wire: JSON {
        ["versions": .array(versions.map(JSON.string)), "features": .array(features.map(JSON.string))]
    }

    /// Reads `params`. Fields of later versions are passed over: whoever speaks this one must be able to say so.
    ///
    /// - Throws: ``Problem`` when a field is missing or wrong.
    public init(wire: JSON) throws(Problem) {
        var fields = try JSONFields(wire, "hello")
        versions = try fields.strings("versions")
        features = try fields.strings("features", orEmpty: true)
    }
}

/// The plugin's answer: who it is, and what of the offer it takes.
public struct HelloAnswer: Hashable, Sendable {
    /// The version that both will speak.
    public var version: String
    public var plugin: String
    public var pluginVersion: String
    public var features: Set<WireProtocol.Feature>

    /// An answer.
    public init(version: String, plugin: String, pluginVersion: String, features: Set<WireProtocol.Feature>) {
        self.version = version
        self.plugin = plugin
        self.pluginVersion = pluginVersion
        self.features = features
    }

    /// The answer as `result` of the method `hello`.
    public var wire: JSON {
        [
            "protocol": .string(version), "plugin": .string(plugin), "version": .string(pluginVersion),
            "features": .array(features.map(\.rawValue).sorted().map(JSON.string)),
        ]
    }

    /// Reads `result`.
    ///
    /// - Throws: ``Problem`` when a field is missing, unknown or wrong, or a feature was not offered.
    public init(wire: JSON) throws(Problem) {
        var fields = try JSONFields(wire, "hello")
        version = try fields.string("protocol")
        plugin = try fields.string("plugin")
        pluginVersion = try fields.string("version")
        features = []
        for name in try fields.strings("features", orEmpty: true) {
            guard let feature = WireProtocol.Feature(rawValue: name) else {
                throw Problem(
                    Localized(
                        sv: "hello: '\(name.prefix(60))' har inte erbjudits.",
                        en: "hello: '\(name.prefix(60))' was not offered."))
            }
            features.insert(feature)
        }
        try fields.end()
    }
}
