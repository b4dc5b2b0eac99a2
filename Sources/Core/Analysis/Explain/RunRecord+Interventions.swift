// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkRules

extension RunRecord {
    /// What rules said on the way to a figure: in its step and in those before it, about the rows that the figure comes from.
    public func interventions(behind address: Address) -> [Intervention] {
        guard let step = step(address.step), let table = step.table(address.table),
            let row = table.row(keyText: address.key)
        else { return [] }
        var told: [Intervention] = []
        var seen: Set<String> = []
        var waiting = [(step: step, table: address.table, keys: table.keyCells(row).map(\.plainText))]
        while let next = waiting.popLast() {
            let keys = next.step.lineage[next.table] == "key" ? next.keys : []
            guard seen.insert("\(next.step.id) \(keys)").inserted else { continue }
            told += next.step.interventions.filter { keys.isEmpty || keys.contains($0.subject) }
            for input in next.step.inputs {
                if case .step(let id, let table) = input.source, let before = self.step(id) {
                    waiting.append((before, table, keys))
                }
            }
        }
        return told
    }

    /// The steps whose figures may depend on what happens in a step: itself and all that take from it.
    public func steps(after id: String) -> [StepRecord] {
        var reached: Set<String> = [id]
        var grew = true
        while grew {
            let before = reached.count
            for step in steps {
                let takes = step.inputs.contains { input in
                    if case .step(let source, _) = input.source { reached.contains(source) } else { false }
                }
                if takes { reached.insert(step.id) }
            }
            grew = reached.count > before
        }
        return steps.filter { reached.contains($0.id) }
    }
}
