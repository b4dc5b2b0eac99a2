// SPDX-License-Identifier: EUPL-1.2

import SamverkRegistry
import Synchronization

/// Numbers the files that rows came from. Steps run side by side, so numbers are settled when all are done.
final class FileNumbers: Sendable {
    private struct State {
        var names: [String] = []
        var numbers: [String: Int] = [:]
        var synthetic = false
        /// The last that was asked for: rows of one file come together.
        var last: (name: String, number: Int)?
    }
    private let state = Mutex(State())

    @Sendable func number(_ origin: RowOrigin) -> InputRecord.Origin {
        state.withLock { state in
            if origin.synthetic { state.synthetic = true }
            if let last = state.last, last.name == origin.file {
                return InputRecord.Origin(file: last.number, line: origin.line)
            }
            let number = state.numbers[origin.file] ?? state.names.count
            if number == state.names.count {
                state.numbers[origin.file] = number
                state.names.append(origin.file)
            }
            state.last = (origin.file, number)
            return InputRecord.Origin(file: number, line: origin.line)
        }
    }

    /// The steps with files numbered alphabetically, the files' names, and whether any row was invented.
    func settled(_ steps: [StepRecord]) -> (steps: [StepRecord], names: [String], synthetic: Bool) {
        let (names, synthetic) = state.withLock { ($0.names, $0.synthetic) }
        let sorted = names.sorted()
        let place = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        let renumber = names.map { place[$0] ?? 0 }
        var steps = steps
        for s in steps.indices {
            for i in steps[s].inputs.indices {
                for r in steps[s].inputs[i].rows.indices {
                    for o in steps[s].inputs[i].rows[r].origins.indices {
                        steps[s].inputs[i].rows[r].origins[o].file =
                            renumber[steps[s].inputs[i].rows[r].origins[o].file]
                    }
                }
            }
        }
        return (steps, sorted, synthetic)
    }
}
