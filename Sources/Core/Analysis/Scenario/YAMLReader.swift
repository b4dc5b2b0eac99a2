// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import Yams

/// Reads YAML as nodes with marks only: every scalar keeps its text (loading would turn 0114 into 76 and no into false).
struct YAMLReader {
    let file: String

    func root(_ text: String) throws(Problem) -> Node {
        let node: Node?
        do {
            // What a scalar would mean when loaded is not asked, so no pattern is held against it.
            node = try Yams.compose(yaml: text, .basic)
        } catch let error as YamlError {
            throw problem(error)
        } catch {
            throw Problem("\(error)", at: Place(file: file))
        }
        guard let node else {
            throw Problem(Localized(sv: "Filen är tom.", en: "The file is empty."), at: Place(file: file))
        }
        var last = node
        try refuseAliases(node, after: &last)
        return node
    }

    /// Yams puts what an alias stands for in the alias's place, mark and all: there alone the marks go backwards.
    private func refuseAliases(_ node: Node, after last: inout Node) throws(Problem) {
        if let mark = node.mark, let before = last.mark, (mark.line, mark.column) < (before.line, before.column) {
            throw fail(
                last,
                Localized(
                    sv: "Efter detta står ett alias (*). Alias används inte här.",
                    en: "An alias (*) follows this. Aliases are not used here."),
                remedy: Localized(sv: "Skriv ut värdet igen.", en: "Write the value out again."))
        }
        last = node
        try refuseMarks(node)
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                try refuseAliases(key, after: &last)
                try refuseAliases(value, after: &last)
            }
        case .sequence(let sequence): for node in sequence { try refuseAliases(node, after: &last) }
        case .scalar, .alias: break
        }
    }

    /// An anchor serves an alias only, and a tag makes a text mean something else than it says: neither is read here.
    private func refuseMarks(_ node: Node) throws(Problem) {
        let plain = ["str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value"]
        let tag = node.tag.description
        let isPlain = tag.isEmpty || tag == "!" || plain.contains { tag == "tag:yaml.org,2002:" + $0 }
        guard node.anchor != nil || !isPlain else { return }
        throw fail(
            node,
            Localized(
                sv: "Ankare (&), alias (*) och taggar (!) används inte här.",
                en: "Anchors (&), aliases (*) and tags (!) are not used here."),
            remedy: Localized(sv: "Skriv ut värdet där det behövs.", en: "Write the value out where it is needed."))
    }

    private func problem(_ error: YamlError) -> Problem {
        switch error {
        case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _), .composer(_, let what, let mark, _):
            Problem(
                Localized(sv: "Filen är inte giltig YAML: \(what).", en: "The file is not valid YAML: \(what)."),
                at: Place(file: file, line: mark.line, column: mark.column),
                remedy: Localized(
                    sv: "Se efter indrag, kolon och citattecken på raden.",
                    en: "Look at indentation, colons and quotes on that line."))
        case .duplicatedKeysInMapping(let keys, let context):
            Problem(
                Localized(
                    sv: "En nyckel står två gånger: \(keys.joined(separator: ", ")).",
                    en: "A key stands twice: \(keys.joined(separator: ", "))."),
                at: Place(file: file, line: context.mark.line, column: context.mark.column),
                remedy: Localized(sv: "Ta bort den ena.", en: "Remove one of them."))
        case .reader(let what, let offset, _, let text):
            Problem(
                Localized(
                    sv: "Filen har ett tecken som YAML inte tillåter: \(what).",
                    en: "The file has a character that YAML does not allow: \(what)."),
                at: Place(file: file, line: offset.map { text.prefix($0).count(where: \.isNewline) + 1 }))
        default: Problem("YAML: \(error)", at: Place(file: file))
        }
    }

    func place(_ node: Node) -> Place { Place(file: file, line: node.mark?.line, column: node.mark?.column) }

    func fail(_ node: Node, _ message: Localized, remedy: Localized? = nil) -> Problem {
        Problem(message, at: place(node), remedy: remedy)
    }

    /// The members of a mapping, in order.
    func members(_ node: Node, _ what: Localized) throws(Problem) -> [(key: Node, name: String, value: Node)] {
        guard case .mapping(let mapping) = node else {
            throw fail(
                node,
                Localized(
                    sv: "\(what.sv) ska vara 'namn: värde' på egna rader.",
                    en: "\(what.en) must be 'name: value' on lines of their own."))
        }
        var members: [(Node, String, Node)] = []
        for (key, value) in mapping { members.append((key, try scalar(key).text, value)) }
        return members
    }

    /// A scalar's own text.
    func scalar(_ node: Node) throws(Problem) -> GivenValue {
        switch node {
        case .scalar(let scalar): return GivenValue(scalar.string, at: place(node))
        case .alias:
            throw fail(node, Localized(sv: "Alias (*) används inte här.", en: "Aliases (*) are not used here."))
        default: throw fail(node, Localized(sv: "Ett enda värde väntades.", en: "A single value was expected."))
        }
    }

    /// A sequence of scalars, or one scalar as a sequence of one.
    func scalars(_ node: Node) throws(Problem) -> [GivenValue] {
        guard case .sequence(let sequence) = node else { return [try scalar(node)] }
        var values: [GivenValue] = []
        for node in sequence { values.append(try scalar(node)) }
        return values
    }

    /// One text for both languages, or `{ sv: ..., en: ... }`.
    func localized(_ node: Node) throws(Problem) -> Localized {
        if case .scalar(let scalar) = node { return Localized(sv: scalar.string, en: scalar.string) }
        var text = Localized(sv: "", en: "")
        for member in try members(node, "title") {
            let value = try scalar(member.value).text
            switch member.name {
            case "sv": text.sv = value
            case "en": text.en = value
            default: throw unknown(member.key, member.name, ["sv", "en"])
            }
        }
        if text.sv.isEmpty { text.sv = text.en }
        if text.en.isEmpty { text.en = text.sv }
        return text
    }

    func unknown(_ node: Node, _ name: String, _ known: [String]) -> Problem {
        fail(
            node, Localized(sv: "Okänt fält '\(name)'.", en: "Unknown field '\(name)'."),
            remedy: suggestion(for: name, among: known))
    }
}
