// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A plugin written in Swift: an id, a version, its analyses. `plugin.json` beside it declares the same to the host.
///
///     @main struct Main: Plugin {
///         static let id = "billing"
///         static let version = "0.1.0"
///         static let analyses: [any Analysis] = [Compare()]
///     }
public protocol Plugin {
    static var id: String { get }
    static var version: String { get }
    static var analyses: [any Analysis] { get }
}

/// One analysis: tables and parameters in, tables and findings out. It does no I/O and knows no clock.
public protocol Analysis: Sendable {
    /// The short id, as in the manifest.
    var id: String { get }

    /// Runs it.
    ///
    /// - Throws: ``Problem`` (or ``Problems``) when the input is at fault, in words its user understands.
    func run(_ context: AnalysisContext) throws -> AnalysisOutput
}

/// How much a line of the log matters.
public enum LogLevel: String, Sendable, CaseIterable { case debug, info, warning, error }

/// What an analysis gets to work with.
public struct AnalysisContext {
    /// The request of the host: parameters, inputs, members, day, period, seed.
    public let request: RunRequest
    private let ask: (String, Table) throws -> [RuleAnswer]
    private let report: (Double) -> Void
    private let say: (LogLevel, String) -> Void

    /// Makes a context; a test hands in its own answers of rules.
    public init(
        _ request: RunRequest, ask: @escaping (String, Table) throws -> [RuleAnswer] = { _, _ in [] },
        report: @escaping (Double) -> Void = { _ in }, say: @escaping (LogLevel, String) -> Void = { _, _ in }
    ) {
        self.request = request
        self.ask = ask
        self.report = report
        self.say = say
    }

    /// The members of the cooperation, in listed order.
    public var members: [Party] { request.members }

    /// An input that the manifest requires.
    ///
    /// - Throws: ``Problem`` when it is not there all the same.
    public func input(_ name: String) throws(Problem) -> Table {
        guard let table = request.inputs[name] else {
            throw Problem(
                Localized(sv: "Indatat '\(name)' saknas.", en: "The input '\(name)' is missing."),
                remedy: Localized(sv: "Ange --input \(name)=FIL.", en: "Give --input \(name)=FILE."))
        }
        return table
    }

    /// An input that may be left out.
    public func optionalInput(_ name: String) -> Table? { request.inputs[name] }

    /// A text or choice.
    public func text(_ name: String) -> String? { request.parameters[name]?.string }
    /// An integer.
    public func integer(_ name: String) -> Int? { request.parameters[name]?.integer }
    /// A real number, or an integer as one.
    public func real(_ name: String) -> Double? { request.parameters[name]?.number }
    /// A boolean.
    public func flag(_ name: String) -> Bool { request.parameters[name]?.bool ?? false }
    /// The elements of a list.
    public func list(_ name: String) -> [String] { request.parameters[name]?.array?.compactMap(\.string) ?? [] }

    /// Asks the rules of a hook, once for all rows: the host finds each row's owner in the hook's subject column.
    ///
    /// - Parameters:
    ///   - hook: `support-pooling/may_share@1`.
    ///   - rows: the subject column, one column an argument (`partner`) or field of an argument (`ticket.category`),
    ///     and `default`, the answer that holds when no rule speaks (shown as "before").
    /// - Returns: one answer a row, in order; `value` is nil where no rule had an opinion.
    /// - Throws: ``Problem`` when a rule fails.
    public func rules(_ hook: String, _ rows: Table) throws -> [RuleAnswer] {
        guard rows.rowCount > 0 else { return [] }
        let answers = try ask(hook, rows)
        if answers.isEmpty { return (0..<rows.rowCount).map { RuleAnswer(row: $0, value: nil) } }
        guard answers.map(\.row) == Array(0..<rows.rowCount) else {
            throw Problem("\(hook): the host did not answer each row once, in order.", kind: .program)
        }
        return answers
    }

    /// Says how far it has come, 0 to 1.
    public func progress(_ fraction: Double) { report(fraction) }

    /// Says a line for people who look into how it works; it decides nothing and is in no result.
    public func log(_ level: LogLevel, _ text: String) { say(level, text) }
}
