// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension Manifest.Runtime {
    init(_ json: JSON) throws(Problem) {
        var fields = try JSONFields(json, "runtime")
        kind = try choice(try fields.string("kind"), "runtime", Kind.allCases)
        entry = try fields.strings("entry")
        platforms = try fields.strings("platforms", orEmpty: true)
        try fields.end()
        guard let first = entry.first, !first.isEmpty, kind == .process || entry.count == 1 else {
            throw Problem(
                Localized(
                    sv: "runtime: 'entry' ska nämna ett program; för lua en enda fil.",
                    en: "runtime: 'entry' must name a program; for lua a single file."))
        }
        for platform in platforms where !Manifest.platforms.contains(platform) {
            throw Problem(
                Localized(
                    sv: "runtime: plattformen '\(platform)' är okänd.",
                    en: "runtime: the platform '\(platform)' is unknown."),
                remedy: suggestion(for: platform, among: Manifest.platforms))
        }
    }
}

extension Manifest {
    /// The platforms that a manifest may name.
    public static let platforms = ["linux-aarch64", "linux-x86_64"]
}

extension Manifest.Limits {
    init(_ json: JSON) throws(Problem) {
        var fields = try JSONFields(json, "limits")
        seconds = try fields.optionalInteger("seconds") ?? 60
        memoryBytes = try fields.optionalInteger("memory_bytes") ?? 1 << 30
        fuel = try fields.optionalInteger("fuel") ?? 500_000_000
        try fields.end()
        guard (1...Self.mostFuel).contains(fuel) else {
            throw Problem(
                Localized(
                    sv: "limits: 'fuel' ska vara 1 till \(Self.mostFuel).",
                    en: "limits: 'fuel' must be 1 to \(Self.mostFuel)."))
        }
        guard (1...Self.mostSeconds).contains(seconds), (1...Self.mostMemory).contains(memoryBytes) else {
            throw Problem(
                Localized(
                    sv:
                        "limits: 'seconds' ska vara 1 till \(Self.mostSeconds) och 'memory_bytes' 1 till \(Self.mostMemory).",
                    en:
                        "limits: 'seconds' must be 1 to \(Self.mostSeconds) and 'memory_bytes' 1 to \(Self.mostMemory)."
                ))
        }
    }
}
