// SPDX-License-Identifier: EUPL-1.2

/// Where a problem is: a place in a file and, round it, the things a user knows by name.
public struct Place: Hashable, Sendable {
    /// The file as the user named it.
    public var file: String?
    /// The line in the file, from 1.
    public var line: Int?
    /// The column in the line, from 1.
    public var column: Int?
    /// What stands round it, outermost first: "step split", "plugin cost-allocation".
    public var context: [String]

    /// Makes a place.
    public init(file: String? = nil, line: Int? = nil, column: Int? = nil, context: [String] = []) {
        self.file = file
        self.line = line
        self.column = column
        self.context = context
    }

    /// `file:line:column`, with what is unknown left out, then the context in brackets.
    public var description: String {
        var text = file ?? ""
        if let line {
            text += text.isEmpty ? "line \(line)" : ":\(line)"
            if let column { text += ":\(column)" }
        }
        if !context.isEmpty { text += (text.isEmpty ? "" : " ") + "(" + context.joined(separator: ", ") + ")" }
        return text
    }
}

/// Something that went wrong, told so that the reader can put it right: what, where, and what to do.
public struct Problem: Error, Hashable, Sendable {
    /// Whose fault it is; decides the exit status of the command.
    public enum Kind: String, Sendable {
        /// The input, the data or a rule is at fault (exit status 1).
        case input
        /// The command was used in a wrong way (exit status 2).
        case usage
        /// A limit was reached (exit status 3).
        case limit
        /// An outside program - a plugin, the rule worker - failed (exit status 3).
        case program

        /// The exit status of the command, as promised in docs/cli.md.
        public var exitStatus: Int32 {
            switch self {
            case .input: 1
            case .usage: 2
            case .limit, .program: 3
            }
        }
    }

    /// Whose fault it is.
    public var kind: Kind
    /// Where it is.
    public var place: Place
    /// What was expected and what was found.
    public var message: Localized
    /// What to do about it.
    public var remedy: Localized?

    /// Makes a problem; most are faults of the input.
    public init(_ message: Localized, kind: Kind = .input, at place: Place = Place(), remedy: Localized? = nil) {
        self.kind = kind
        self.place = place
        self.message = message
        self.remedy = remedy
    }

    /// The same problem with one more thing round it ("step split").
    public func inside(_ context: String) -> Problem {
        var copy = self
        copy.place.context.insert(context, at: 0)
        return copy
    }

    /// The problem as a readable block: place and message, then the remedy on a line of its own.
    public func text(_ language: Language) -> String {
        let place = place.description
        var text = (place.isEmpty ? "" : place + ": ") + message(language)
        if let remedy { text += "\n  " + (language == .swedish ? "Gör så här: " : "What to do: ") + remedy(language) }
        return text
    }
}

/// Several problems found in one go, so that a user can put all of them right at once.
public struct Problems: Error, Hashable, Sendable {
    /// The problems, in the order of their places. Never empty.
    public var all: [Problem]

    /// Makes a list of problems.
    public init(_ all: [Problem]) { self.all = all }

    /// The gravest exit status of them.
    public var exitStatus: Int32 { all.map(\.kind.exitStatus).max() ?? 1 }

    /// All of them as one, a line each, for a channel that carries one: the first twenty, and how many more there are.
    public var joined: Problem {
        guard all.count > 1 else { return all.first ?? Problem("") }
        func lines(_ language: Language) -> [String] {
            all.prefix(20).map { problem in
                let place = problem.place.description
                return (place.isEmpty ? "" : place + ": ") + problem.message(language)
            }
        }
        let more = all.count - 20
        let sv = lines(.swedish) + (more > 0 ? ["... och \(more) till."] : [])
        let en = lines(.english) + (more > 0 ? ["... and \(more) more."] : [])
        let gravest = all.first { $0.kind.exitStatus == exitStatus }?.kind ?? .input
        return Problem(
            Localized(sv: sv.joined(separator: "\n"), en: en.joined(separator: "\n")), kind: gravest,
            remedy: all.compactMap(\.remedy).first)
    }

    /// The problems that an error is: one, several, or nil when it is something else.
    public static func told(by error: any Error) -> [Problem]? {
        switch error {
        case let problem as Problem: [problem]
        case let problems as Problems: problems.all
        default: nil
        }
    }

    /// Throws the list unless it is empty.
    public static func throwIfAny(_ problems: [Problem]) throws {
        if problems.count == 1 { throw problems[0] }
        if !problems.isEmpty { throw Problems(problems) }
    }
}

extension String {
    /// The candidate that a misspelt name most likely meant: the nearest by edit distance, if it is near enough.
    public func closest(in candidates: some Sequence<String>) -> String? {
        let best = candidates.map { (name: $0, distance: editDistance(to: $0)) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        // Nearer than to a name of which no character is right.
        guard let best, best.distance <= Swift.max(2, count / 3), best.distance < Swift.min(count, best.name.count)
        else {
            return nil
        }
        return best.name
    }

    /// Levenshtein's distance (Levenshtein 1966) on characters, on the first 100 of each.
    func editDistance(to other: String) -> Int {
        let a = Array(prefix(100))
        let b = Array(other.prefix(100))
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let insertOrDelete = Swift.min(row[j], row[j + 1]) + 1
                let substitute = diagonal + (a[i] == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(insertOrDelete, substitute)
            }
        }
        return row[b.count]
    }
}

/// "Did you mean ...?" in both languages, or the list of what there is.
public func suggestion(for name: String, among candidates: [String]) -> Localized? {
    if let near = name.closest(in: candidates) {
        return Localized(sv: "Menade du '\(near)'?", en: "Did you mean '\(near)'?")
    }
    guard !candidates.isEmpty else { return nil }
    let list = candidates.prefix(20).joined(separator: ", ") + (candidates.count > 20 ? " ..." : "")
    return Localized(sv: "Det som finns: \(list).", en: "There are: \(list).")
}
