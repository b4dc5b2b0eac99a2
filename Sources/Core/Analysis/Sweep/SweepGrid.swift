// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginHost
import SamverkPluginKit

/// The points that a sweep runs (Swedish: *känslighetsanalys*): every combination of some values of some parameters.
public struct SweepGrid: Sendable {
    /// One parameter and its values.
    public struct Axis: Sendable {
        public let step: String
        public let key: String
        public let values: [GivenValue]
        /// The parameter; nil when it is an input that is wired in several ways.
        public let spec: ParameterSpec?
        /// Which of the values the scenario itself has; the first when it has none of them.
        public let base: Int

        /// `game.target`.
        public var name: String { "\(step).\(key)" }
    }

    public let axes: [Axis]

    /// More points than this are refused.
    public static let mostPoints = 1000

    /// How many points there are.
    public var count: Int { axes.map(\.values.count).reduce(1, *) }

    /// The number of each axis' value at a point; the last axis turns first.
    public func place(_ point: Int) -> [Int] {
        var rest = point
        return axes.reversed().map { axis in
            defer { rest /= axis.values.count }
            return rest % axis.values.count
        }.reversed()
    }

    /// The point of a place.
    public func point(_ place: [Int]) -> Int {
        zip(axes, place).reduce(0) { $0 * $1.0.values.count + $1.1 }
    }

    /// The values at a point, as they were written, and by step and parameter.
    public func values(_ point: Int) -> [GivenValue] { zip(axes, place(point)).map { $0.values[$1] } }

    /// The place that stands for the scenario as it is.
    public var base: [Int] { axes.map(\.base) }

    /// What a point changes in the scenario, beside what is changed in all of them.
    public func overrides(
        _ point: Int, beside fixed: [String: [String: GivenValue]]
    ) -> [String: [String: GivenValue]] {
        var overrides = fixed
        for (axis, value) in zip(axes, values(point)) { overrides[axis.step, default: [:]][axis.key] = value }
        return overrides
    }
}

extension SweepGrid {
    /// Reads `STEP.KEY=A,B,C`, one an axis; where a value has commas of its own, `;` stands between the values.
    ///
    /// - Parameter fixed: what `--set` changes.
    /// - Throws: ``Problem`` for a grid that cannot be run at all. A value that its parameter refuses is a fault of its
    ///   points only.
    public init(
        _ options: [String], of scenario: Scenario, plugins: PluginSet, beside fixed: [String: [String: GivenValue]]
    ) throws(Problem) {
        var axes: [Axis] = []
        var count = 1
        for option in options {
            let axis = try Axis(option, scenario, plugins, fixed)
            let place = Place(file: "--grid \(axis.name)")
            if axes.contains(where: { $0.name == axis.name }) {
                throw Problem(
                    Localized(
                        sv: "Parametern står i två --grid.", en: "The parameter stands in two --grid."), kind: .usage,
                    at: place,
                    remedy: Localized(
                        sv: "Skriv alla dess värden i den ena.", en: "Write all its values in one of them."))
            }
            axes.append(axis)
            let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
            count = overflow ? .max : product
        }
        guard count <= SweepGrid.mostPoints else {
            let sizes = axes.map { String($0.values.count) }.joined(separator: " × ")
            throw Problem(
                Localized(
                    sv: "\(sizes) värden ger fler punkter än \(SweepGrid.mostPoints).",
                    en: "\(sizes) values make more points than \(SweepGrid.mostPoints)."), kind: .usage,
                at: Place(file: "--grid"),
                remedy: Localized(
                    sv: "Pröva färre värden, eller en parameter i taget.",
                    en: "Try fewer values, or one parameter at a time."))
        }
        self.axes = axes
    }
}

extension SweepGrid.Axis {
    fileprivate init(
        _ option: String, _ scenario: Scenario, _ plugins: PluginSet, _ fixed: [String: [String: GivenValue]]
    ) throws(Problem) {
        func wrong(_ sv: String, _ en: String, _ remedy: Localized?) -> Problem {
            Problem(Localized(sv: sv, en: en), kind: .usage, at: Place(file: "--grid \(option)"), remedy: remedy)
        }
        let example = Localized(
            sv: "Skriv till exempel --grid game.target=0.7,0.8,0.9; ha ; mellan värden som själva har komman.",
            en: "Write for example --grid game.target=0.7,0.8,0.9; put ; between values that have commas themselves.")
        let halves = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let names = halves[0].split(separator: ".", maxSplits: 1).map(String.init)
        guard halves.count == 2, names.count == 2 else {
            throw wrong("STEG.NAMN=VÄRDE,VÄRDE väntades.", "STEP.KEY=VALUE,VALUE was expected.", example)
        }
        let place = Place(file: "--grid \(halves[0])")
        let texts = halves[1].split(separator: halves[1].contains(";") ? ";" : ",", omittingEmptySubsequences: false)
            .map { $0.trimmed }
        guard !texts.contains("") else {
            throw wrong("Ett värde är tomt.", "A value is empty.", example)
        }
        if let twice = texts.first(where: { text in texts.count { $0 == text } > 1 }) {
            throw wrong("Värdet '\(twice)' står två gånger.", "The value '\(twice)' stands twice.", nil)
        }
        step = names[0]
        key = names[1]
        values = texts.map { GivenValue($0, at: place) }
        guard let found = scenario.steps.first(where: { $0.id == names[0] }) else {
            throw wrong(
                "Det finns inget steg '\(names[0])'.", "There is no step '\(names[0])'.",
                suggestion(for: names[0], among: scenario.steps.map(\.id)))
        }
        let analysis = try plugins.analysis(found.analysis.text).spec
        spec = analysis.parameters.first { $0.name == names[1] }
        guard spec != nil || analysis.input(names[1]) != nil else {
            let others = scenario.steps.filter { step in
                let other = try? plugins.analysis(step.analysis.text).spec
                return other?.parameters.contains { $0.name == names[1] } == true
            }.map { "\($0.id).\(names[1])" }
            throw wrong(
                "Steget '\(names[0])' (\(found.analysis.text)) har ingen parameter '\(names[1])'.",
                "The step '\(names[0])' (\(found.analysis.text)) has no parameter '\(names[1])'.",
                others.isEmpty
                    ? suggestion(for: names[1], among: analysis.parameters.map(\.name))
                    : Localized(
                        sv: "Menade du \(others.joined(separator: " eller "))?",
                        en: "Did you mean \(others.joined(separator: " or "))?"))
        }
        if fixed[names[0]]?[names[1]] != nil {
            throw wrong("Parametern står också i --set.", "The parameter stands in --set too.", nil)
        }
        let (spec, own) = (spec, found.with[names[1]]?.text)
        func read(_ text: String) -> JSON? { spec == nil ? .string(text) : try? spec?.read(text) }
        let standing = own.flatMap(read) ?? spec?.defaultValue
        base = texts.firstIndex { read($0)?.plainText == standing?.plainText } ?? 0
        for (i, text) in texts.enumerated() where spec != nil {
            guard let value = read(text), let same = texts[..<i].first(where: { read($0) == value }) else { continue }
            throw wrong(
                "'\(same)' och '\(text)' är samma värde.", "'\(same)' and '\(text)' are the same value.", nil)
        }
    }
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
