// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// A finding that only one of two runs made.
public struct FindingChange: Sendable {
    public var step: String
    public var analysis: String
    public var finding: Finding
    /// Whether the second run made it, and not the first.
    public var isNew: Bool
}

extension RunRecord {
    /// The findings that came or went, in the steps that both have. One that says the same of the same with other numbers
    /// did neither.
    public func findingChanges(to other: RunRecord) -> [FindingChange] {
        other.steps.flatMap { new -> [FindingChange] in
            guard let old = step(new.id), old.analysis == new.analysis else { return [] }
            func only(_ ones: [Finding], _ others: [Finding], isNew: Bool) -> [FindingChange] {
                let known = Set(others.map(\.subject))
                return ones.filter { !known.contains($0.subject) }.map {
                    FindingChange(step: new.id, analysis: new.analysis, finding: $0, isNew: isNew)
                }
            }
            return only(old.findings, new.findings, isNew: false) + only(new.findings, old.findings, isNew: true)
        }
    }
}

extension Finding {
    /// What it says of whom: all of it but the numbers.
    fileprivate var subject: [String] {
        [id]
            + arguments.filter { $0.value.cell.number == nil }.sorted { $0.key < $1.key }.map {
                "\($0.key)=\($0.value.cell.plainText)"
            }
    }
}
