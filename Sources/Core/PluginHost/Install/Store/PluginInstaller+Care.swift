// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

extension PluginInstaller {
    /// Looks at all that is installed, to the last byte, and changes nothing.
    ///
    /// - Returns: what is wrong: files that are not those installed, signatures that no longer count, a lock that says
    ///   something else than the registry. Empty when all is well.
    public func verify() throws -> [Problem] {
        let now = try Situation(registry)
        var problems: [Problem] = []
        for plugin in now.installed {
            do throws(Problem) { _ = try Manifest(stored: plugin.manifest) } catch {
                problems.append(error.inside("plugin \(plugin.id)"))
            }
        }
        for package in now.packages {
            let isActive = now.row(package.plugin)?.hash == package.package
            let found = soundness(of: package.package, package.plugin)
            problems += found.map { $0.inside("\(package.plugin) \(package.version)") }
            guard found.isEmpty, isActive else { continue }
            problems += try signatureProblems(of: package, now)
        }
        if try !folders.isLockRight(registry) { problems.append(lockDiffers()) }
        return problems
    }

    /// A key may go out of date after what it signed was installed; it may not be revoked, and the bytes must hold.
    private func signatureProblems(of package: PluginPackage, _ now: Situation) throws -> [Problem] {
        guard package.key != nil else { return [] }
        let folder = try PackageFolder(checking: folders.package(package.package))
        let state = SignatureState(folder, keys: now.keys, on: today)
        if case .expired = state { return [] }
        return state.problem(ofInstalled: folder.manifest).map { [$0] } ?? []
    }

    private func lockDiffers() -> Problem {
        Problem(
            Localized(
                sv: "plugins.lock säger något annat än registret.",
                en: "plugins.lock says something else than the registry."),
            at: Place(file: "plugins.lock"),
            remedy: Localized(
                sv: "Registret gäller. Skriv om filen efter det: samverk plugin doctor",
                en: "The registry holds. Write the file anew from it: samverk plugin doctor"))
    }

    /// Forgets packages that nothing refers to, and clears them from the store; one that another process uses is left for
    /// ``doctor()``.
    ///
    /// - Parameters:
    ///   - steps: how many steps back each plugin can still be rolled; nil keeps all.
    ///   - seen: what somebody agreed to.
    /// - Throws: ``Problem`` when the workspace has changed since it was seen.
    public func prune(
        keepingRollbacks steps: Int? = nil, as seen: PackagePrune
    ) throws -> (pruned: PackagePrune, warnings: [Problem]) {
        try folders.make()
        let lock = try FileLock.take(folders.mutex)
        defer { withExtendedLifetime(lock) {} }
        guard try registry.prunablePackages(keepingRollbacks: steps) == seen else {
            throw Problem(
                Localized(
                    sv: "Arbetsmappen har ändrats sedan paketen visades.",
                    en: "The workspace has changed since the packages were shown."), kind: .limit,
                remedy: Localized(sv: "Inget har ändrats. Försök igen.", en: "Nothing was changed. Try again."))
        }
        let pruned = try registry.prunePackages(keepingRollbacks: steps, by: who)
        do { try clearStore() } catch {
            return (pruned, Problems.told(by: error) ?? [Problem("\(error)")])
        }
        return (pruned, [])
    }

    /// Tidies up what a cut-off change has left: the staging folder, packages that nothing refers to, `plugins.lock`.
    /// What is in use by another process is left. What is installed is not touched.
    ///
    /// - Returns: what was done, a sentence each; empty when there was nothing to do.
    public func doctor() throws -> [Localized] {
        try folders.make()
        let lock = try FileLock.take(folders.mutex)
        defer { withExtendedLifetime(lock) {} }
        var done: [Localized] = []
        let cut = try clearStaging()
        if cut > 0 {
            done.append(
                Localized(
                    sv: "Tog bort rester av avbrutna installationer: \(cut).",
                    en: "Removed what cut-off installations had left: \(cut)."))
        }
        for hash in try clearStore() {
            done.append(
                Localized(
                    sv: "Tog bort ett paket som inget tillägg använder: \(hash.prefix(16)).",
                    en: "Removed a package that no plugin uses: \(hash.prefix(16))."))
        }
        let isRight = try folders.isLockRight(registry)
        if try !isRight || registry.isLockStale() {
            try writeLock()
            if !isRight {
                done.append(
                    Localized(
                        sv: "Skrev om plugins.lock efter registret.", en: "Wrote plugins.lock anew from the registry."))
            }
        }
        return done
    }
}
