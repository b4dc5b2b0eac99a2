// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

/// What refuses a change, in words.
extension Problem {
    private static func plugin(_ id: String, _ message: Localized, _ remedy: Localized) -> Problem {
        Problem(message, at: Place(context: ["plugin \(id.shownSafely)"]), remedy: remedy)
    }

    static func reserved(_ id: String) -> Problem {
        plugin(
            id,
            Localized(
                sv: "Namnet \(id) tillhör ett tillägg som följer med Samverk.",
                en: "The name \(id) belongs to a plugin that comes with Samverk."),
            Localized(
                sv: "Be utgivaren om ett paket med ett eget namn.",
                en: "Ask the publisher for a package with a name of its own."))
    }

    static func reservedPublisher(_ id: String, _ name: String) -> Problem {
        plugin(
            id,
            Localized(
                sv: "Utgivaren \(name) är namnet på den som har gjort tilläggen som följer med Samverk.",
                en: "The publisher \(name) is the name of who made the plugins that come with Samverk."),
            Localized(
                sv: "Be utgivaren om ett paket under eget namn.",
                en: "Ask the publisher for a package under their own name."))
    }

    static func looksLike(_ id: String, _ other: String) -> Problem {
        plugin(
            id,
            Localized(
                sv: "Namnet \(id) går att ta för \(other), som finns här.",
                en: "The name \(id) can be taken for \(other), which is here."),
            Localized(
                sv: "Kontrollera att du inte har blivit lurad; be annars utgivaren om ett annat namn.",
                en: "Check that you have not been deceived; else ask the publisher for another name."))
    }

    static func otherPublisher(_ manifest: Manifest, _ known: Manifest) -> Problem {
        let (new, old) = (manifest.publisher.shownSafely, known.publisher.shownSafely)
        return plugin(
            manifest.id,
            Localized(
                sv: "Paketet kommer från \(new), men det som är installerat kommer från \(old).",
                en: "The package comes from \(new), but what is installed comes from \(old)."),
            Localized(
                sv: "Är bytet avsett, ta bort det gamla först: samverk plugin remove \(manifest.id)",
                en: "If the change is meant, remove the old one first: samverk plugin remove \(manifest.id)"))
    }

    static func otherPlatform(_ manifest: Manifest) -> Problem {
        let list = manifest.runtime.platforms.joined(separator: ", ")
        return plugin(
            manifest.id,
            Localized(
                sv: "Tillägget är gjort för \(list); här är det \(Manifest.thisPlatform).",
                en: "The plugin is made for \(list); here it is \(Manifest.thisPlatform)."),
            Localized(
                sv: "Be utgivaren om ett paket för \(Manifest.thisPlatform).",
                en: "Ask the publisher for a package for \(Manifest.thisPlatform)."))
    }

    static func sameVersion(_ manifest: Manifest) -> Problem {
        plugin(
            manifest.id,
            Localized(
                sv: "Version \(manifest.version) har installerats förut med annat innehåll.",
                en: "Version \(manifest.version) was installed before with other content."),
            Localized(
                sv: "En version ändras aldrig. Be utgivaren om ett nytt versionsnummer.",
                en: "A version never changes. Ask the publisher for a new version number."))
    }

    static func isLinked(_ id: String) -> Problem {
        plugin(
            id,
            Localized(
                sv: "Tillägget \(id) är länkat till mappen där det skrivs.",
                en: "The plugin \(id) is linked to the folder where it is written."),
            Localized(
                sv: "Ta bort länken först (uppgifterna blir kvar): samverk plugin remove \(id)",
                en: "Remove the link first (the data stay): samverk plugin remove \(id)"))
    }

    static func installedAlready(_ row: InstalledPlugin) -> Problem {
        plugin(
            row.id,
            Localized(
                sv: "Tillägget \(row.id) \(row.version) är redan installerat.",
                en: "The plugin \(row.id) \(row.version) is installed already."),
            Localized(
                sv: "Ta bort det först (uppgifterna blir kvar): samverk plugin remove \(row.id)",
                en: "Remove it first (the data stay): samverk plugin remove \(row.id)"))
    }

    static func notAbsolute(_ path: String) -> Problem {
        Problem(
            Localized(sv: "En länkad mapp ska anges från roten.", en: "A linked folder must be named from the root."),
            kind: .usage, at: Place(file: path))
    }

    static func nothingBefore(_ row: InstalledPlugin) -> Problem {
        plugin(
            row.id,
            Localized(
                sv: "Det finns ingen tidigare version av \(row.id) att gå tillbaka till.",
                en: "There is no earlier version of \(row.id) to go back to."),
            row.source == .bundled
                ? Localized(
                    sv: "Tillägget följer med Samverk och byts med det.",
                    en: "The plugin comes with Samverk and changes with it.")
                : Localized(
                    sv: "Installera den version du vill ha, eller ta bort tillägget.",
                    en: "Install the version you want, or remove the plugin."))
    }

    static func comesWithTheTool(_ id: String) -> Problem {
        plugin(
            id,
            Localized(
                sv: "Tillägget \(id) följer med Samverk och kan inte tas bort.",
                en: "The plugin \(id) comes with Samverk and cannot be removed."),
            Localized(
                sv: "Stäng av det: samverk plugin disable \(id)", en: "Disable it: samverk plugin disable \(id)"))
    }

    static func isRead(_ dataset: String, by other: String) -> Problem {
        plugin(
            other,
            Localized(
                sv: "Datamängden \(dataset) läses av \(other).", en: "The dataset \(dataset) is read by \(other)."),
            Localized(
                sv: "Behåll uppgifterna, eller stäng av \(other) först.",
                en: "Keep the data, or disable \(other) first."))
    }

    static func notSound(_ id: String) -> Problem {
        plugin(
            id,
            Localized(
                sv: "Filerna för tillägget \(id) i plugins/store är inte de som installerades.",
                en: "The files of the plugin \(id) in plugins/store are not those that were installed."),
            Localized(
                sv: "Installera samma paket på nytt: samverk plugin install ARKIV",
                en: "Install the same package again: samverk plugin install ARCHIVE"))
    }
}
