// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

extension PluginInstaller {
    /// Why a plugin from elsewhere may not have its id or cannot run here.
    func obstacles(to manifest: Manifest, _ now: Situation) -> [Problem] {
        var problems = obstaclesToRun(manifest)
        let id = manifest.id
        if bundled.contains(where: { $0.manifest.id == id }) || now.row(id)?.source == .bundled {
            problems.append(.reserved(id))
        }
        if let name = bundled.map(\.manifest.publisher).first(where: {
            PluginName.isSame(publisher: manifest.publisher, as: $0)
        }) {
            problems.append(.reservedPublisher(id, name))
        }
        let others = Set(now.installed.map(\.id) + bundled.map(\.manifest.id))
        if let other = PluginName.lookAlike(of: id, among: others.sorted()) {
            problems.append(.looksLike(id, other))
        }
        if let row = now.row(id), let known = now.manifests[id], row.source != .bundled,
            known.publisher != manifest.publisher
        {
            problems.append(.otherPublisher(manifest, known))
        }
        return problems
    }

    /// Why a plugin cannot run with this tool on this machine.
    func obstaclesToRun(_ manifest: Manifest) -> [Problem] {
        var problems: [Problem] = []
        do throws(Problem) { try manifest.checkSpoken(PackageFolder.manifestFile) } catch { problems.append(error) }
        let entry = manifest.runtime.entry.first ?? ""
        if manifest.runtime.kind == .process, Interpreter.names.contains(entry) {
            do throws(Problem) { _ = try Interpreter.resolve(entry) } catch { problems.append(error) }
        }
        let platforms = manifest.runtime.platforms
        if !platforms.isEmpty, !platforms.contains(Manifest.thisPlatform) { problems.append(.otherPlatform(manifest)) }
        return problems
    }

    /// Why the bytes of a package cannot be what its id and version say.
    func identityProblems(of folder: PackageFolder, _ now: Situation) -> [Problem] {
        let manifest = folder.manifest
        var problems: [Problem] = []
        if now.row(manifest.id)?.source == .linked { problems.append(.isLinked(manifest.id)) }
        let isTaken = now.packages.contains { package in
            package.plugin == manifest.id && Version(package.version) == manifest.semanticVersion
                && package.package != folder.package
        }
        if isTaken { problems.append(.sameVersion(manifest)) }
        return problems
    }

    /// What a plugin needs of the others that they do not give.
    func needs(of manifest: Manifest, _ now: Situation) -> [Problem] {
        let others = now.enabled(but: manifest.id)
        let problems = Dependencies.obstacles(manifest, beside: others, disabled: now.disabled)
        // Those that come with the tool are tested with it, and fit each other.
        guard !bundled.contains(where: { $0.manifest.id == manifest.id }) else { return problems }
        return problems + manifest.foreignFaults(now.schemas.filter { $0.plugin != manifest.id }, beside: others)
    }

    /// What is wrong with a package in the store.
    func soundness(of hash: String, _ id: String) -> [Problem] {
        do {
            guard try PackageFolder(checking: folders.package(hash)).package == hash else { return [.notSound(id)] }
            return []
        } catch {
            return [.notSound(id)] + (Problems.told(by: error) ?? [])
        }
    }
}

extension Manifest {
    /// The platform of this process, as manifests name it.
    #if arch(arm64)
        static let thisPlatform = "linux-aarch64"
    #else
        static let thisPlatform = "linux-x86_64"
    #endif
}

extension SignatureState {
    /// Why a package in this state is not installed; nil when it may be (an unsigned one when somebody allows it).
    func problem(of manifest: Manifest, signedBefore: Bool) -> Problem? {
        let place = Place(context: ["plugin \(manifest.id) \(manifest.version)"])
        let publisher = manifest.publisher.shownSafely
        let remedy: Localized
        switch self {
        case .trusted: return nil
        case .unsigned where !signedBefore: return nil
        case .unsigned:
            return Problem(
                Localized(
                    sv: "Paketet är osignerat, men det som är installerat är signerat av \(publisher).",
                    en: "The package is unsigned, but what is installed is signed by \(publisher)."),
                at: place,
                remedy: Localized(
                    sv: "Be utgivaren om ett signerat paket.", en: "Ask the publisher for a signed package."))
        case .unknown(let key):
            remedy = Localized(
                sv:
                    "Fråga utgivaren vilken nyckel de har; är det den, kör: samverk plugin trust \(key) --publisher \"\(publisher)\"",
                en:
                    "Ask the publisher which key is theirs; if it is this one, run: samverk plugin trust \(key) --publisher \"\(publisher)\""
            )
        case .revoked, .expired:
            remedy = Localized(
                sv: "Be utgivaren om ett paket som är signerat med en gällande nyckel.",
                en: "Ask the publisher for a package that is signed with a valid key.")
        case .early:
            remedy = Localized(
                sv: "Vänta till den dagen, eller ändra när nyckeln börjar gälla.",
                en: "Wait until that day, or change from when the key counts.")
        case .unreadable, .wrong, .foreign:
            remedy = Localized(
                sv: "Installera det inte. Hämta paketet på nytt och fråga utgivaren.",
                en: "Do not install it. Fetch the package anew and ask its publisher.")
        }
        return Problem(
            Localized(
                sv: "Paketet från \(publisher) installeras inte: \(text.sv).",
                en: "The package from \(publisher) is not installed: \(text.en)."),
            at: place, remedy: remedy)
    }

    /// Why what is installed is no longer to be relied on; nil when it is.
    func problem(ofInstalled manifest: Manifest) -> Problem? {
        guard var problem = problem(of: manifest, signedBefore: true) else { return nil }
        let publisher = manifest.publisher.shownSafely
        problem.message = Localized(
            sv: "Det som är installerat från \(publisher) går inte längre att lita på: \(text.sv).",
            en: "What is installed from \(publisher) is no longer to be relied on: \(text.en).")
        if case .revoked = self {
            problem.remedy = Localized(
                sv:
                    "Stäng av det (samverk plugin disable \(manifest.id)), och be utgivaren om ett paket som är signerat med en gällande nyckel.",
                en:
                    "Disable it (samverk plugin disable \(manifest.id)), and ask the publisher for a package that is signed with a valid key."
            )
        }
        return problem
    }
}
