// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A path inside a package that can neither leave it nor deceive who reads it.
struct ArchivePath {
    let text: String
    let names: [String]

    /// Takes a path as an archive or a folder gives it: relative, `/` between the names, perhaps `./` before and, for a
    /// folder, `/` after.
    ///
    /// - Throws: ``Problem`` that names the entry.
    init(_ bytes: some Collection<UInt8>, isFolder: Bool = false, _ limits: ArchiveLimits) throws(Problem) {
        let shown = Shown.entry(bytes)
        func refused(_ sv: String, _ en: String) -> Problem {
            Problem(
                Localized(sv: "\(shown.sv): \(sv)", en: "\(shown.en): \(en)"),
                remedy: Localized(
                    sv: "Be den som gjort paketet att byta namnet och packa om det.",
                    en: "Ask whoever made the package to change the name and pack it again."))
        }
        guard bytes.count <= limits.pathBytes + 3 else {
            throw refused(
                "sökvägen har \(bytes.count) byte, högst \(limits.pathBytes) är tillåtna.",
                "the path has \(bytes.count) bytes, at most \(limits.pathBytes) are allowed.")
        }
        guard let whole = String(validating: bytes, as: UTF8.self) else {
            throw refused("namnet är inte giltig UTF-8.", "the name is not valid UTF-8.")
        }
        guard !whole.hasPrefix("/") else {
            throw refused(
                "sökvägen börjar med '/'; bara sökvägar inuti paketet är tillåtna.",
                "the path starts with '/'; only paths inside the package are allowed.")
        }
        // Cut as bytes: a combining mark after a slash would hide it from a search by characters.
        var parts = whole.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        if parts.count > 1, parts[0] == "." { parts.removeFirst() }
        if isFolder, parts.count > 1, parts.last == "" { parts.removeLast() }
        guard !parts.contains("..") else {
            throw refused("sökvägen leder ut ur paketet ('..').", "the path leads out of the package ('..').")
        }
        guard parts.count <= limits.levels else {
            throw refused(
                "sökvägen har \(parts.count) nivåer, högst \(limits.levels) är tillåtna.",
                "the path has \(parts.count) levels, at most \(limits.levels) are allowed.")
        }
        for part in parts {
            if let fault = nameFault(part) { throw refused(fault.sv, fault.en) }
        }
        text = parts.joined(separator: "/")
        guard text.utf8.count <= limits.pathBytes else {
            throw refused(
                "sökvägen har \(text.utf8.count) byte, högst \(limits.pathBytes) är tillåtna.",
                "the path has \(text.utf8.count) bytes, at most \(limits.pathBytes) are allowed.")
        }
        names = parts
    }

    /// The paths of the folders it lies in, outermost first.
    var folders: [String] { (1..<max(names.count, 1)).map { names[..<$0].joined(separator: "/") } }
}

/// What is wrong with one name; nil when it is a name on every system and looks like what it is.
private func nameFault(_ name: String) -> Localized? {
    guard !name.isEmpty, name != "." else {
        return Localized(sv: "ett namn i sökvägen är tomt eller '.'.", en: "a name in the path is empty or '.'.")
    }
    for scalar in name.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
            return Localized(
                sv: "namnet har ett osynligt tecken (\(code)).", en: "the name has an invisible character (\(code)).")
        default: break
        }
        if ["\\", ":", "*", "?", "\"", "<", ">", "|"].contains(scalar) {
            return Localized(
                sv: "namnet har tecknet \(scalar), som har en annan betydelse på andra system.",
                en: "the name has the character \(scalar), which means something else on other systems.")
        }
    }
    if name.hasSuffix(".") || name.hasSuffix(" ") || name.hasPrefix(" ") {
        return Localized(
            sv: "namnet börjar med blanksteg, eller slutar med blanksteg eller punkt.",
            en: "the name starts with a blank, or ends with a blank or a full stop.")
    }
    let stem = name.prefix { $0 != "." }.uppercased()
    let isDevice =
        ["CON", "PRN", "AUX", "NUL"].contains(stem)
        || (stem.utf8.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT")) && stem.utf8.last != 48
            && (48...57).contains(stem.utf8.last ?? 0))
    if isDevice {
        return Localized(sv: "namnet är en enhets namn i Windows.", en: "the name is that of a device in Windows.")
    }
    return nil
}

/// Names from outside, made harmless and short for messages.
enum Shown {
    /// `the entry 'NAME'` in both languages.
    static func entry(_ bytes: some Collection<UInt8>) -> Localized {
        let name = text(bytes)
        return Localized(sv: "posten '\(name)'", en: "the entry '\(name)'")
    }

    /// The first 80 bytes; what is no visible character as `\u{...}`.
    static func text(_ bytes: some Collection<UInt8>) -> String {
        var out = ""
        for scalar in String(decoding: bytes.prefix(80), as: UTF8.self).unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned,
                .nonspacingMark, .enclosingMark, .spacingMark:
                out += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return bytes.count > 80 ? out + "..." : out
    }
}
