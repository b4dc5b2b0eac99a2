// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkRules

/// What came of running a step's analysis, before it is known as a step of a run: what the plugin gave and what the rules
/// did.
struct StepOutcome: Sendable {
    var output: AnalysisOutput
    var told: RuleAnswers

    /// The outcome as it is kept, with the key it is of.
    func wire(_ key: StepKey) -> JSON {
        [
            "key": .object(key.parts), "output": output.wire,
            "interventions": .array(told.interventions.map(\.wire)), "notices": .array(told.notices.map(\.wire)),
            "consultations": .array(told.consultations.map(\.wire)),
            "conditions": .array(told.conditions.sorted().map(\.wire)),
        ]
    }

    init(output: AnalysisOutput, told: RuleAnswers) {
        self.output = output
        self.told = told
    }

    /// Reads the kept form.
    ///
    /// - Throws: ``Problem`` when it is not one, or of another key.
    init(wire: JSON, of key: StepKey) throws(Problem) {
        var fields = try JSONFields(wire, "step")
        guard try fields.object("key") == key.parts else { throw Problem("step: key") }
        output = try AnalysisOutput(wire: try fields.required("output"))
        told = RuleAnswers(
            answers: [], interventions: try fields.all("interventions", Intervention.init(wire:)),
            notices: try fields.all("notices", RuleNotice.init(wire:)),
            consultations: try fields.all("consultations", Consultation.init(wire:)),
            conditions: Set(try fields.all("conditions", Condition.init(wire:))))
        try fields.end()
    }
}
