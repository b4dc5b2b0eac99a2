// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension RuleLint {
    /// Names that nothing declares, and what rules have not.
    mutating func checkNames() {
        var written: Set<String> = []
        for assignment in tree.assignments {
            guard case .name(let name, nil) = tree.nodes[assignment.target].kind else { continue }
            guard !isFull, written.insert(name).inserted, !SandboxLibrary.globals.contains(name) else { continue }
            report(
                .undeclaredGlobal, .warning, at: assignment.target,
                Localized(
                    sv: "'\(name)' får ett värde men är inte deklarerad.", en: "'\(name)' is set but not declared."),
                remedy: closest(to: name, among: locals)
                    ?? Localized(
                        sv: "Skriv local framför: local \(name) = ...", en: "Put local before it: local \(name) = ..."))
        }
        for (number, node) in tree.nodes.enumerated() where !isFull {
            switch node.kind {
            case .name(let name, nil) where !SandboxLibrary.globals.contains(name) && written.insert(name).inserted:
                unknown(name, at: number)
            case .index(let object, let key): checkMember(object, key, at: number)
            default: break
            }
        }
    }

    /// The names that the file declares, as far as they are worth comparing with.
    private var locals: [String] { Array(Set(tree.bindings.prefix(500).map(\.name))) }

    private func closest(to name: String, among names: [String]) -> Localized? {
        name.closest(in: names.filter { $0 != name }).map {
            Localized(sv: "Menade du '\($0)'?", en: "Did you mean '\($0)'?")
        }
    }

    private mutating func unknown(_ name: String, at node: Int) {
        if SandboxLibrary.absent.contains(name) {
            return report(
                .unavailable, at: node,
                Localized(sv: "'\(name)' finns inte för regler.", en: "'\(name)' is not available to rules."),
                remedy: Localized(
                    sv: "En regel får bara räkna: inga filer, ingen klocka, ingen utskrift.",
                    en: "A rule may only compute: no files, no clock, no printing."))
        }
        let known = locals + SandboxLibrary.globals.sorted().filter { !$0.hasPrefix("_") }
        report(
            .undeclaredGlobal, at: node,
            Localized(
                sv: "'\(name)' är inte deklarerad: värdet är alltid nil.",
                en: "'\(name)' is not declared: its value is always nil."),
            remedy: closest(to: name, among: known)
                ?? Localized(
                    sv: "Är det en text ska den ha citattecken: \"\(name)\".",
                    en: "If it is a text it needs quotes: \"\(name)\"."))
    }

    private mutating func checkMember(_ object: Int, _ key: Int, at node: Int) {
        guard case .name(let library, nil) = tree.nodes[object].kind, SandboxLibrary.libraries.contains(library),
            let name = tree.string(key), SandboxLibrary.members[library]?.contains(name) != true,
            !(hook?.allowsChance ?? true) || !SandboxLibrary.sometimes.contains("\(library).\(name)")
        else { return }
        report(
            .unavailable, at: node,
            Localized(
                sv: "'\(library).\(name)' finns inte för regler.", en: "'\(library).\(name)' is not available to rules."
            ),
            remedy: suggestion(for: name, among: (SandboxLibrary.members[library] ?? []).sorted()))
    }
}
