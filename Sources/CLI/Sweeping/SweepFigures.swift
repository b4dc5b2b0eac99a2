// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkReporting

/// The figures that a sweep follows: those of given addresses, or else those in the scenario's answer.
struct SweepFigures {
    /// Empty when the answer is followed.
    let addresses: [Address]

    /// One figure at one point.
    typealias Figure = (name: String, value: Finding.Argument)

    /// Reads the addresses, without their run.
    ///
    /// - Throws: ``Problem`` for one that is none, or is of a step or table that the scenario does not have.
    init(_ texts: [String], _ scenario: Scenario, _ workspace: Workspace) throws {
        var addresses: [Address] = []
        for text in texts {
            var address = try Address(text)
            address.run = nil
            let place = Place(file: "--figure \(text)")
            guard let step = scenario.steps.first(where: { $0.id == address.step }) else {
                throw Problem(
                    Localized(sv: "Det finns inget steg '\(address.step)'.", en: "There is no step '\(address.step)'."),
                    kind: .usage, at: place, remedy: suggestion(for: address.step, among: scenario.steps.map(\.id)))
            }
            let spec = try workspace.plugins.analysis(step.analysis.text).spec
            guard spec.output(address.table) != nil else {
                throw Problem(
                    Localized(
                        sv: "Steget '\(step.id)' ger ingen tabell '\(address.table)'.",
                        en: "The step '\(step.id)' gives no table '\(address.table)'."),
                    kind: .usage, at: place, remedy: suggestion(for: address.table, among: spec.outputs.map(\.name)))
            }
            guard !addresses.contains(address) else {
                throw Problem(
                    Localized(sv: "Siffran står två gånger.", en: "The figure stands twice."), kind: .usage, at: place)
            }
            addresses.append(address)
        }
        guard !addresses.isEmpty || !scenario.answers.isEmpty else {
            throw Problem(
                Localized(
                    sv: "Kalkylen säger inte vad dess svar är ('answer').",
                    en: "The scenario does not say what its answer is ('answer')."), kind: .usage,
                at: Place(file: scenario.file),
                remedy: Localized(
                    sv: "Säg vilken siffra som ska följas: --figure STEG/TABELL[NYCKEL].KOLUMN",
                    en: "Say which figure is to be followed: --figure STEP/TABLE[KEY].COLUMN"))
        }
        self.addresses = addresses
    }

    /// The figures of a run: `answer.saving`, or an address.
    ///
    /// - Throws: ``Problem`` with a suggestion when it lacks one.
    func figures(of record: RunRecord, _ answer: ReportFinding?) throws(Problem) -> [Figure] {
        var figures: [Figure] = []
        for address in addresses {
            let found: (step: StepRecord, table: Table, row: Int, column: Column)
            do throws(Problem) {
                found = try record.find(address)
            } catch {
                var problem = error
                problem.place.file = "--figure \(address.description)"
                throw problem
            }
            figures.append((address.description, Finding.Argument(found.column[found.row], unit: found.column.unit)))
        }
        guard addresses.isEmpty, let answer else { return figures }
        let named = answer.argumentNames(.english)
        return (named + answer.arguments.keys.sorted().filter { !named.contains($0) }).compactMap { name in
            answer.arguments[name].map { (SweepFigures.answerMark + name, $0) }
        }
    }

    /// Begins the name of a figure in the answer.
    static let answerMark = "answer."
}
